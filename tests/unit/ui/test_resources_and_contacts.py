"""The pages of resources and of a unit's contacts, over real services: what they show, ask and keep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest

from tests.unit.ui.desk_fakes import Page
from tests.world import Someone, World
from wellbeing.domain.people import Role, Unit
from wellbeing.domain.resources import Directory, Kind
from wellbeing.ui.door import Door
from wellbeing.ui.person.resources import MESSAGES, Resources
from wellbeing.ui.unit.contacts import Contacts

FORM = {
    "kind": "peer", "independent": "yes", "name": " Peer  team ", "dial": "01 23 45", "sms": "+33 612345678",
    "mail": "peers@unit.example", "site": "https://peers.unit.example", "hours": "weekdays",
    "rule": "Tells nobody.",
}  # fmt: skip


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    yield made
    made.close()


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


def opened(world: World, someone: Someone, state: Any, path: str) -> Page:
    page = Page(world.desks, reference=someone.reference, path=f"/en/{path}")
    page.call((state, "load"))
    return page


def desk(world: World, pilot: Someone) -> Page:
    return opened(world, pilot, Contacts, "unit/contacts")


def named(page: Page, **form: str) -> None:
    page.call((Contacts, "edit"), contact="new")
    page.call((Contacts, "save"), form={**FORM, **form})


def shown(world: World, officer: Someone) -> Page:
    return opened(world, officer, Resources, "resources")


def test_a_configurator_names_orders_translates_and_removes(world: World, pilot: Someone) -> None:
    page = desk(world, pilot)
    state = page.state(Contacts)
    assert (state.name, state.contacts) == ("Harbour lab", [])
    named(page)
    named(page, name="Chaplain", kind="chaplain", on_help_page="1")
    first, second = state.contacts
    assert (first.name, first.kind_words, first.site) == ("Peer team", "Peer supporter", "peers.unit.example")
    assert (first.on_help_page, second.on_help_page, state.editing, state.said) == (False, True, "", "Saved.")
    page.call((Contacts, "move"), contact=second.id, way="up")
    assert [one.name for one in state.contacts] == ["Chaplain", "Peer team"]
    page.call((Contacts, "edit"), contact=first.id)
    assert (state.shown["dial"], state.shown["on_help_page"]) == ("01 23 45", "")
    page.call(
        (Contacts, "save"), form={**FORM, "name": "Peers", "dial": "", "sms": "", "mail": "a@b.example"}
    )
    assert [one.name for one in state.contacts] == ["Chaplain", "Peers"]
    page.call((Contacts, "ask_words"), contact=first.id)
    page.call((Contacts, "translate"), form={"locale": "en", "name": "The peers"})
    page.call((Contacts, "ask_remove"), contact=second.id)
    page.call((Contacts, "remove"))
    assert [(one.id, one.name) for one in state.contacts] == [(first.id, "Peers")]


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"kind": "oracle"}, {"independent": "x"}, {"dial": "call me"}]
)
def test_what_cannot_be_used_gets_a_sentence(world: World, pilot: Someone, wrong: dict[str, str]) -> None:
    page = desk(world, pilot)
    named(page, **wrong)
    assert page.state(Contacts).contacts == []
    assert page.state(Door).message


def test_the_lines_of_the_country_are_confirmed_one_person_each(
    world: World, unit: Unit, pilot: Someone
) -> None:
    page = desk(world, pilot)
    lines = {one.id: one for one in page.state(Contacts).lines}
    assert set(lines) == {"fr-emergency", "fr-3114"}
    assert lines["fr-3114"].state == "Nobody of your unit has confirmed it yet."
    published = {one.link.split("/")[0] for one in lines["fr-3114"].sources}
    assert "mayotte.ars.sante.fr" in published
    assert "3114.fr" not in published
    assert all(one.words.startswith(one.link) and " " not in one.link for one in lines["fr-3114"].sources)
    page.call((Contacts, "confirm"), line="fr-3114")
    one = next(one for one in page.state(Contacts).lines if one.id == "fr-3114")
    assert (one.state, one.mine) == ("You confirmed it. A second person has to.", True)
    page.call((Contacts, "confirm"), line="fr-3114")
    assert page.state(Door).message == "You confirmed this line before. A second person has to."
    other = desk(world, world.join("Tug boat", role=Role.CONFIGURATOR, unit=unit))
    other.call((Contacts, "confirm"), line="fr-3114")
    one = next(one for one in other.state(Contacts).lines if one.id == "fr-3114")
    assert (one.state, one.confirmed) == ("Confirmed by two people on 21 November 2026.", True)
    other.call((Contacts, "withdraw"), line="fr-3114")
    assert not next(one for one in other.state(Contacts).lines if one.id == "fr-3114").mine


def test_no_contact_can_take_the_crisis_block_away(world: World, pilot: Someone, officer: Someone) -> None:
    page = desk(world, pilot)
    page.call((Contacts, "ask_remove"), contact="fr-3114")
    page.call((Contacts, "remove"))
    assert page.state(Door).message
    keys = {one.key for one in shown(world, officer).state(Resources).lines}
    assert {
        one.id for one in Directory.of(world.desks.person.resources.directory.lines).crisis_of("FR")
    } <= keys


def test_others_see_nothing_of_the_desk(world: World, officer: Someone) -> None:
    page = opened(world, officer, Contacts, "unit/contacts")
    state = page.state(Contacts)
    assert (state.mine, state.unit, state.contacts, state.lines) == ([], "", [], [])
    named(page)
    assert page.state(Door).message == "That page is not part of your seat."


def test_what_suits_a_person_is_found_by_need_minutes_and_country(
    world: World, pilot: Someone, officer: Someone
) -> None:
    named(desk(world, pilot))
    page = shown(world, officer)
    state = page.state(Resources)
    assert [one.name for one in state.contacts] == ["Peer team"]
    assert [one.name for one in state.lines][:2] == ["Emergency", "Crisis line"]
    assert state.lines[0].dial == "tel:112"
    assert state.lines[1].facts.startswith("France · day and night")
    page.call((Resources, "by_need"), need="peer")
    assert (state.need, [one.name for one in state.contacts]) == ("peer", ["Peer team"])
    page.call((Resources, "by_need"), need="money")
    assert (state.contacts, state.lines) == ([], [])
    page.call((Resources, "by_need"), need="money")
    assert state.need == ""
    page.call((Resources, "by_minutes"), minutes="1")
    assert [one.name for one in state.lines] == ["Emergency"]
    page.call((Resources, "by_minutes"), minutes="1")
    page.call((Resources, "in_country"), form={"country": "GB"})
    assert {"Samaritans", "Shout"} <= {one.name for one in state.lines}
    assert next(one for one in state.lines if one.name == "Shout").text_link == "sms:85258"
    for handler, wrong in (("by_need", {"need": "cake"}), ("by_minutes", {"minutes": "7"}),
                           ("in_country", {"form": {"country": "Britain"}})):  # fmt: skip
        page.call((Resources, handler), **wrong)
        assert page.state(Door).message


def test_home_and_favourites_are_kept_sealed_and_only_for_the_reader_of_the_page(
    world: World, officer: Someone
) -> None:
    page = shown(world, officer)
    state, tag = page.state(Resources), page.state(Door).tag
    page.call((Resources, "live_in"), form={"home": "GB", "tag": tag})
    assert state.home == "GB"
    assert "Samaritans" in {one.name for one in state.lines}
    page.call((Resources, "like"), key="gb-samaritans", tag=tag)
    assert (state.lines[0].key, state.lines[0].liked) == ("gb-samaritans", True)
    page.call((Resources, "like"), key="gb-samaritans", tag=tag)
    assert not any(one.liked for one in state.lines)
    for wrong in ("another", ""):
        page.call((Resources, "like"), key="gb-samaritans", tag=wrong)
        page.call((Resources, "live_in"), form={"home": "NL", "tag": wrong})
    assert world.desks.person.preferences.mine(officer.reference).country == "GB"
    assert not world.desks.person.preferences.mine(officer.reference).resources
    page.call((Resources, "leave"))
    assert (state.home, state.lines, state.contacts) == ("", [], [])


def test_asking_for_a_call_shows_the_words_and_sends_nothing(
    world: World, pilot: Someone, officer: Someone
) -> None:
    named(desk(world, pilot))
    page = shown(world, officer)
    state = page.state(Resources)
    row = state.contacts[0]
    commits = world.store.commits
    page.call((Resources, "ask_for"), key=row.key)
    assert (state.asked, state.message) == ("Peer team", MESSAGES[0])
    page.call((Resources, "say"), number="2")
    assert state.message == "I am not OK. Please call me now."
    assert unquote(state.sms_link) == f"sms:+33612345678?body={state.message}"
    assert unquote(state.mail_link) == f"mailto:peers@unit.example?body={state.message}"
    page.call((Resources, "say"), number="9")
    assert page.state(Door).message
    page.call((Resources, "ask_for"), key=row.key)
    assert (state.asking, state.message, state.sms_link, state.mail_link) == ("", "", "", "")
    page.call((Resources, "ask_for"), key="gb-samaritans")
    assert (state.asking, state.message, state.sms_link, state.mail_link) == ("", "", "", "")
    assert world.store.commits == commits, "nothing was written, and there is nothing that could be sent"


def test_locked_entries_show_nothing(world: World, officer: Someone) -> None:
    page = shown(world, officer)
    assert page.state(Resources).lines
    world.desks.person.sessions.lock(officer.reference)
    page.call((Resources, "load"))
    assert page.state(Resources).lines == []


def test_each_row_says_its_rule(world: World, officer: Someone) -> None:
    state = shown(world, officer).state(Resources)
    assert all(one.rule for one in state.lines)
    kinds = [one.kind for row in state.lines if (one := world.desks.person.resources.directory.get(row.key))]
    assert kinds[0] is Kind.EMERGENCY


def test_a_line_that_is_overdue_says_when_it_was_last_checked_and_gives_way(
    world: World, officer: Someone
) -> None:
    assert all(one.late == "" for one in shown(world, officer).state(Resources).lines)
    world.clock.forward(days=91)
    rows = shown(world, world.sign_in(officer)).state(Resources).lines
    late = [one for one in rows if one.late]
    assert "fr-3114" in {one.key for one in late}
    assert {one.late for one in late} == {
        "Nobody checked this lately. It was last checked on 21 November 2026."
    }
    directory = world.desks.person.resources.directory
    kinds = [one.kind for row in rows if (one := directory.get(row.key))]
    finders = len(directory.everywhere())
    assert kinds[: 1 + finders] == [Kind.EMERGENCY] + [Kind.FINDER] * finders
