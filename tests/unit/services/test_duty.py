"""The duty record: who writes it, and that it is put together from what is public in a unit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.told import Past, counters
from tests.world import Someone, World
from wellbeing.domain.contact import Contact, ContactKind, ContactWords
from wellbeing.domain.duty import AT_MOST, DutyKind
from wellbeing.domain.errors import BadInput, DutyUnusable, EnoughWritten, Locked, NotYours
from wellbeing.domain.people import Role, Unit, UnitId
from wellbeing.domain.periods import Period
from wellbeing.domain.policy import DEFAULT
from wellbeing.services.box_ports import DutyRow

NEWEST = Period.of(date(2026, 10, 20))


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    yield made
    made.close()


@pytest.fixture
def unit(world: World) -> Unit:
    return world.unit("North")


@pytest.fixture
def lead(world: World, unit: Unit) -> Someone:
    return world.join("Lead", role=Role.LEAD, unit=unit)


@pytest.fixture
def desk(world: World, unit: Unit) -> Someone:
    return world.join("Desk", role=Role.CONFIGURATOR, unit=unit)


def test_leads_and_configurators_write_and_remove(
    world: World, unit: Unit, lead: Someone, desk: Someone
) -> None:
    duty, today = world.desks.lead.duty, world.clock.now().date()
    duty.write(lead.reference, unit.id, today, DutyKind.TALK, " We   talked. ")
    duty.write(desk.reference, unit.id, today - timedelta(days=3), DutyKind.TRAINING, "A course.")
    found = duty.of(lead.reference, unit.id)
    assert [(one.day, one.kind, one.words) for one in found] == [
        (today, DutyKind.TALK, "We talked."),
        (today - timedelta(days=3), DutyKind.TRAINING, "A course."),
    ]
    duty.remove(desk.reference, unit.id, found[0].id)
    duty.remove(desk.reference, unit.id, found[0].id)
    assert len(duty.of(desk.reference, unit.id)) == 1
    assert duty.units(desk.reference) == (unit,)


def test_others_do_not(world: World, unit: Unit, lead: Someone) -> None:
    duty, today = world.desks.lead.duty, world.clock.now().date()
    strangers = [
        world.join("Heron", unit=unit),
        world.join("Far", role=Role.LEAD, unit=world.unit("South")),
        world.join("master", role=Role.ADMINISTRATOR),
    ]
    for one in strangers:
        for act in (
            lambda who: duty.of(who, unit.id),
            lambda who: duty.write(who, unit.id, today, DutyKind.TALK, "A talk."),
            lambda who: duty.remove(who, unit.id, uuid4()),
            lambda who: duty.record(who, unit.id),
        ):
            with pytest.raises(NotYours):
                act(one.reference)
    with pytest.raises(NotYours):
        duty.record(lead.reference, UnitId(uuid4()))
    world.desks.person.sessions.lock(lead.reference)
    with pytest.raises(Locked):
        duty.record(lead.reference, unit.id)


def test_what_cannot_be_used(world: World, unit: Unit, lead: Someone) -> None:
    duty, today = world.desks.lead.duty, world.clock.now().date()
    for words in ("", "x" * 201):
        with pytest.raises(DutyUnusable):
            duty.write(lead.reference, unit.id, today, DutyKind.TALK, words)
    for day in (today + timedelta(days=1), today - timedelta(days=6 * 366)):
        with pytest.raises(BadInput):
            duty.write(lead.reference, unit.id, day, DutyKind.TALK, "A talk.")
    with world.store.begin() as work:
        for _ in range(AT_MOST):
            work.duties.add(DutyRow(unit.id, uuid4(), today, "talk", "A talk."))
        work.commit()
    with pytest.raises(EnoughWritten):
        duty.write(lead.reference, unit.id, today, DutyKind.TALK, "A talk.")


def test_the_record_holds_all_that_was_done(world: World, unit: Unit, lead: Someone, desk: Someone) -> None:
    today = world.clock.now().date()
    publishing, unit_desk = world.desks.unit.publishing, world.desks.unit
    publishing.publish(desk.reference, unit.id, DEFAULT, today + timedelta(days=2), "Shorter.", 1)
    publishing.withdraw(desk.reference, unit.id, 1)
    publishing.publish(desk.reference, unit.id, DEFAULT, today + timedelta(days=1), "")
    words = ContactWords(name="Peer support")
    unit_desk.contacts.put(desk.reference, Contact(uuid4(), unit.id, ContactKind.PEER, words, dial="112233"))
    unit_desk.outcomes.post(lead.reference, unit.id, "A child was found safe.")
    unit_desk.duty.write(desk.reference, unit.id, today, DutyKind.COMMENTS, "All were answered.")
    past = Past(world.store.begin)
    group = past.group([unit.id], 20)
    past.told(NEWEST.later(-1), group, counters(20, 0.2, 0.2))
    past.told(NEWEST, group, None)
    record = world.desks.lead.duty.record(lead.reference, unit.id)
    assert [(one.number, one.withdrawn, one.holds, one.work_min) for one in record.rules] == [
        (2, False, False, 50),
        (1, True, False, 50),
    ]
    assert record.rules[1].comments_until == today + timedelta(days=1)
    assert record.contacts == ((ContactKind.PEER, "Peer support"),)
    assert record.outcomes == ((today, "A child was found safe."),)
    assert [one.words for one in record.of(DutyKind.COMMENTS)] == ["All were answered."]
    assert (record.released, record.withheld) == ((NEWEST.later(-1),), 1)
    assert (record.lines, record.confirmed) == (0, 0), "the unit's country is not said"
    world.clock.forward(days=2)
    lead = world.sign_in(lead)
    assert [one.holds for one in world.desks.lead.duty.record(lead.reference, unit.id).rules] == [True, False]


def test_lines_count_once_two_people_have_looked(
    world: World, unit: Unit, lead: Someone, desk: Someone
) -> None:
    second = world.join("Second", role=Role.CONFIGURATOR, unit=unit)
    world.desks.unit.units.settle(desk.reference, unit.id, country="NL")
    vouching = world.desks.unit.vouching
    lines = vouching.of(desk.reference, unit.id)
    assert lines
    for who, confirmed in ((desk, 0), (second, 1)):
        vouching.confirm(who.reference, unit.id, lines[0].line.id)
        record = world.desks.lead.duty.record(lead.reference, unit.id)
        assert (record.lines, record.confirmed) == (len(lines), confirmed)


def test_a_kind_of_a_newer_version_is_left_out(world: World, unit: Unit, lead: Someone) -> None:
    with world.store.begin() as work:
        work.duties.add(DutyRow(unit.id, uuid4(), world.clock.now().date(), "unheard of", "Words."))
        work.commit()
    assert world.desks.lead.duty.of(lead.reference, unit.id) == ()
