"""Contacts and resources: who keeps the list, who reads it, what suits a person, and favourites."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.world import Someone, World
from wellbeing.domain.contact import AT_MOST, Contact, ContactKind, ContactWords
from wellbeing.domain.errors import BadInput, CountryUnusable, DatabaseBusy, Locked, NotYours
from wellbeing.domain.people import Role, Unit, UnitId
from wellbeing.domain.resources import LINES, Kind, Need
from wellbeing.services.resources import Wishes
from wellbeing.services.unit_ports import ContactRow


@pytest.fixture
def unit(world: World) -> Unit:
    made = replace(world.unit("Harbour lab"), country="FR")
    with world.store.begin() as work:
        work.units.put(made)
        work.commit()
    return made


@pytest.fixture
def pilot(world: World, unit: Unit) -> Someone:
    return world.join("Pilot boat", role=Role.CONFIGURATOR, unit=unit)


@pytest.fixture
def officer(world: World, unit: Unit) -> Someone:
    return world.join("Heron", unit=unit)


def peer(unit: Unit, name: str = "Peer team", **more: object) -> Contact:
    given = {"dial": "01 23 45", **more}
    return Contact(uuid4(), unit.id, ContactKind.PEER, ContactWords(name), **given)  # type: ignore[arg-type]


def listed(world: World, someone: Someone, unit: Unit) -> list[str]:
    return [one.words.name for one in world.desks.unit.contacts.of(someone.reference, unit.id)]


def test_the_list_is_added_to_ordered_translated_and_taken_from(
    world: World, unit: Unit, pilot: Someone, officer: Someone
) -> None:
    contacts = world.desks.unit.contacts
    first, second, third = (peer(unit, name) for name in ("First", "Second", "Third"))
    for one in (first, second, third):
        contacts.put(pilot.reference, one)
    assert listed(world, officer, unit) == ["First", "Second", "Third"]
    contacts.move(pilot.reference, unit.id, third.id, up=True)
    contacts.move(pilot.reference, unit.id, first.id, up=True)
    contacts.move(pilot.reference, unit.id, second.id, up=False)
    assert listed(world, officer, unit) == ["First", "Third", "Second"]
    contacts.put(pilot.reference, replace(third, words=ContactWords("Changed")))
    assert listed(world, officer, unit) == ["First", "Changed", "Second"], "it stays where it stood"
    contacts.translate(pilot.reference, unit.id, first.id, "fr", ContactWords("Premier"))
    assert contacts.of(officer.reference, unit.id)[0].said("fr").name == "Premier"
    contacts.remove(pilot.reference, unit.id, first.id)
    assert listed(world, officer, unit) == ["Changed", "Second"]
    for wrong in (uuid4(), first.id):
        with pytest.raises(BadInput):
            contacts.move(pilot.reference, unit.id, wrong, up=True)
        with pytest.raises(BadInput):
            contacts.translate(pilot.reference, unit.id, wrong, "fr", ContactWords("x"))


def test_a_unit_names_only_so_many(world: World, unit: Unit, pilot: Someone) -> None:
    for number in range(AT_MOST):
        world.desks.unit.contacts.put(pilot.reference, peer(unit, str(number)))
    with pytest.raises(BadInput):
        world.desks.unit.contacts.put(pilot.reference, peer(unit))


def test_only_the_unit_s_configurator_keeps_the_list_and_only_its_people_read_it(
    world: World, unit: Unit, officer: Someone
) -> None:
    contacts, one = world.desks.unit.contacts, peer(unit)
    lead = world.join("Lead", role=Role.LEAD, unit=unit)
    elsewhere = world.join("Elsewhere", role=Role.CONFIGURATOR, unit=world.unit("Other"))
    acts: tuple[Callable[[str], object], ...] = (
        lambda who: contacts.put(who, one),
        lambda who: contacts.move(who, unit.id, one.id, up=True),
        lambda who: contacts.remove(who, unit.id, one.id),
        lambda who: contacts.translate(who, unit.id, one.id, "fr", ContactWords("x")),
    )
    for someone in (officer, lead, elsewhere):
        for act in acts:
            with pytest.raises(NotYours):
                act(someone.reference)
    assert contacts.of(lead.reference, unit.id) == ()
    with pytest.raises(NotYours):
        contacts.of(elsewhere.reference, unit.id)


def test_a_row_that_cannot_be_read_hides_no_other(
    world: World, unit: Unit, pilot: Someone, caplog: pytest.LogCaptureFixture
) -> None:
    world.desks.unit.contacts.put(pilot.reference, peer(unit, on_help_page=True))
    with world.store.begin() as work:
        work.contacts.put(ContactRow(unit.id, uuid4(), 0, "not ours"))
        work.commit()
    assert listed(world, pilot, unit) == ["Peer team"]
    assert len(world.desks.person.resources.published()) == 1
    assert "not ours" not in caplog.text


def test_the_help_page_shows_what_units_publish_and_comes_without_a_database(
    world: World, unit: Unit, pilot: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.desks.unit.contacts.put(pilot.reference, peer(unit, "Shown", on_help_page=True))
    world.desks.unit.contacts.put(pilot.reference, peer(unit, "Not shown"))
    resources = world.desks.person.resources
    assert [one.words.name for one in resources.published()] == ["Shown"]

    def broken() -> None:
        raise DatabaseBusy

    monkeypatch.setattr(resources, "_look", broken)
    assert resources.published() == ()
    assert resources.worked_in() == ()


def test_the_help_page_begins_where_units_work_and_forgets_those_that_ended(world: World, unit: Unit) -> None:
    resources, today = world.desks.person.resources, world.desks.person.resources.today()
    with world.store.begin() as work:
        work.units.put(replace(unit, country="NL"))
        work.units.put(Unit(UnitId(uuid4()), "Still there", country="FR", ends_on=today))
        work.units.put(Unit(UnitId(uuid4()), "Over", country="DE", ends_on=today - timedelta(days=1)))
        work.units.put(Unit(UnitId(uuid4()), "Not said"))
        work.commit()
    assert resources.worked_in() == ("FR", "NL")


def test_what_suits_somebody_comes_from_where_they_work_and_live(
    world: World, unit: Unit, pilot: Someone, officer: Someone
) -> None:
    resources = world.desks.person.resources
    world.desks.unit.contacts.put(pilot.reference, peer(unit))
    resources.live_in(officer.reference, "GB")
    found = resources.suited(officer.reference, Wishes())
    assert (found.posting, found.home) == ("FR", "GB")
    places = [one.country for one in found.lines]
    assert places == sorted(places, key=["FR", "GB", ""].index)
    assert [one.words.name for one in found.contacts] == ["Peer team"]
    found = resources.suited(officer.reference, Wishes(Need.CRISIS, 3, "CA"))
    assert {one.country for one in found.lines} <= {"CA", ""}
    assert found.contacts == ()
    assert resources.suited(officer.reference, Wishes(Need.PEER)).contacts
    assert not resources.suited(officer.reference, Wishes(Need.PEER, 1)).contacts
    for wrong in ("France", "F1"):
        with pytest.raises(CountryUnusable):
            resources.suited(officer.reference, Wishes(country=wrong))
        with pytest.raises(CountryUnusable):
            resources.live_in(officer.reference, wrong)
    resources.live_in(officer.reference, "")
    assert resources.suited(officer.reference, Wishes()).home == ""


def test_favourites_come_first_and_are_somebody_s_own(
    world: World, unit: Unit, pilot: Someone, officer: Someone
) -> None:
    resources, one, other = world.desks.person.resources, peer(unit, "One"), peer(unit, "Other")
    for contact in (one, other):
        world.desks.unit.contacts.put(pilot.reference, contact)
    resources.like(officer.reference, "find-a-helpline", liked=True)
    resources.like(officer.reference, other.key, liked=True)
    found = resources.suited(officer.reference, Wishes())
    assert (found.lines[0].id, found.contacts[0].words.name) == ("find-a-helpline", "Other")
    assert resources.suited(pilot.reference, Wishes()).favourites == frozenset()
    resources.like(officer.reference, "find-a-helpline", liked=False)
    assert resources.suited(officer.reference, Wishes()).lines[0].kind is Kind.EMERGENCY
    for wrong in ("nothing", "", "contact.x", f"contact.{uuid4()}"):
        with pytest.raises(BadInput):
            resources.like(officer.reference, wrong, liked=True)
    world.desks.person.sessions.lock(officer.reference)
    with pytest.raises(Locked):
        resources.suited(officer.reference, Wishes())


def test_somebody_without_a_unit_still_finds_the_finders(world: World) -> None:
    admin = world.join("Admin", role=Role.ADMINISTRATOR)
    found = world.desks.person.resources.suited(admin.reference, Wishes())
    assert {one.kind for one in found.lines} == {Kind.FINDER}
    assert (found.contacts, found.confirmed, found.posting) == ((), {}, "")


def test_a_line_two_people_checked_is_marked_with_the_day_of_the_second(
    world: World, unit: Unit, pilot: Someone, officer: Someone
) -> None:
    tug = world.join("Tug boat", role=Role.CONFIGURATOR, unit=unit)
    world.desks.unit.vouching.confirm(pilot.reference, unit.id, "fr-3114")
    assert not world.desks.person.resources.suited(officer.reference, Wishes()).confirmed
    world.clock.forward(days=1)
    tug, officer = world.sign_in(tug), world.sign_in(officer)
    world.desks.unit.vouching.confirm(tug.reference, unit.id, "fr-3114")
    second = world.desks.person.resources.today()
    assert world.desks.person.resources.suited(officer.reference, Wishes()).confirmed == {"fr-3114": second}


def test_lines_whose_day_has_passed_are_known(world: World) -> None:
    resources = world.desks.person.resources
    assert resources.overdue() == frozenset()
    world.clock.forward(
        days=(max(one.next_review for one in LINES) - world.clock.now().date() + timedelta(1)).days
    )
    assert resources.overdue() == {one.id for one in LINES}
