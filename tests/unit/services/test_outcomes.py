"""Outcomes: posted by those who lead or configure, read by the unit's people, and nothing of who read."""

from __future__ import annotations

from dataclasses import fields
from uuid import uuid4

import pytest

from tests.world import Someone, World
from wellbeing.domain.errors import Locked, NotYours, OutcomeUnusable
from wellbeing.domain.outcomes import SHOWN_FOR
from wellbeing.domain.people import Unit, UnitId
from wellbeing.services.unit_ports import OutcomeRow

SAFE = "A child was found safe."


def test_a_lead_and_a_configurator_post_and_officers_read(
    world: World, unit: Unit, conf: Someone, lead: Someone, investigator: Someone
) -> None:
    unit_desk, mine = world.desks.unit.outcomes, world.desks.person.outcomes
    unit_desk.post(lead.reference, unit.id, f"  {SAFE} ")
    world.clock.forward(days=1)
    conf, investigator = world.sign_in(conf), world.sign_in(investigator)
    unit_desk.post(conf.reference, unit.id, "Somebody was arrested.")
    assert [one.words for one in mine.shown(investigator.reference)] == ["Somebody was arrested.", SAFE]
    assert [one.words for one in unit_desk.of(conf.reference, unit.id)] == ["Somebody was arrested.", SAFE]
    assert [one.name for one in unit_desk.units(conf.reference)] == ["North"]
    assert unit_desk.units(investigator.reference) == ()


def test_nobody_else_posts_or_removes(
    world: World, unit: Unit, lead: Someone, investigator: Someone, stranger: Someone, admin: Someone
) -> None:
    outcomes = world.desks.unit.outcomes
    posted = outcomes.post(lead.reference, unit.id, SAFE)
    for one in (investigator, stranger, admin):
        with pytest.raises(NotYours):
            outcomes.post(one.reference, unit.id, "x")
        with pytest.raises(NotYours):
            outcomes.remove(one.reference, unit.id, posted.id)
        with pytest.raises(NotYours):
            outcomes.of(one.reference, unit.id)
    with pytest.raises(NotYours):
        outcomes.post(lead.reference, UnitId(uuid4()), "x")
    assert world.desks.person.outcomes.shown(stranger.reference) == ()
    assert len(world.store.tables.unit_rows.outcomes) == 1


def test_those_of_a_unit_above_are_found_below(world: World, unit: Unit, lead: Someone) -> None:
    below = Unit(UnitId(uuid4()), "Lab", parent=unit.id)
    with world.store.begin() as work:
        work.units.put(below)
        work.commit()
    world.desks.unit.outcomes.post(lead.reference, unit.id, SAFE)
    officer = world.join("Wren", unit=below)
    assert [one.words for one in world.desks.person.outcomes.shown(officer.reference)] == [SAFE]


def test_one_is_removed_for_everybody(world: World, unit: Unit, lead: Someone, investigator: Someone) -> None:
    outcomes = world.desks.unit.outcomes
    posted = outcomes.post(lead.reference, unit.id, SAFE)
    outcomes.remove(lead.reference, unit.id, posted.id)
    outcomes.remove(lead.reference, unit.id, posted.id)
    assert world.desks.person.outcomes.shown(investigator.reference) == ()


def test_an_old_one_is_not_shown_and_still_there_to_remove(
    world: World, unit: Unit, lead: Someone, investigator: Someone
) -> None:
    world.desks.unit.outcomes.post(lead.reference, unit.id, SAFE)
    for more, shown in ((SHOWN_FOR.days, 1), (1, 0)):
        world.clock.forward(days=more)
        again = world.sign_in(investigator)
        assert len(world.desks.person.outcomes.shown(again.reference)) == shown
    assert len(world.desks.unit.outcomes.of(world.sign_in(lead).reference, unit.id)) == 1


def test_one_tap_switches_them_off_for_oneself(
    world: World, unit: Unit, lead: Someone, investigator: Someone
) -> None:
    mine = world.desks.person.outcomes
    world.desks.unit.outcomes.post(lead.reference, unit.id, SAFE)
    before = dict(world.store.tables.unit_rows.outcomes)
    mine.switch(investigator.reference, off=True)
    assert (mine.shown(investigator.reference), mine.off(investigator.reference)) == ((), True)
    assert len(mine.shown(lead.reference)) == 1
    assert world.store.tables.unit_rows.outcomes == before
    mine.switch(investigator.reference, off=False)
    assert len(mine.shown(investigator.reference)) == 1


def test_reading_leaves_nothing_and_a_row_names_nobody(
    world: World, unit: Unit, lead: Someone, investigator: Someone
) -> None:
    world.desks.unit.outcomes.post(lead.reference, unit.id, SAFE)
    before = world.store.tables
    entries, rows = dict(before.entries), dict(before.unit_rows.outcomes)
    world.desks.person.outcomes.shown(investigator.reference)
    assert (dict(world.store.tables.entries), dict(world.store.tables.unit_rows.outcomes)) == (entries, rows)
    assert {one.name for one in fields(OutcomeRow)} == {"unit", "id", "posted_on", "body"}


def test_what_cannot_be_used(world: World, unit: Unit, lead: Someone) -> None:
    for words in ("", "x" * 281):
        with pytest.raises(OutcomeUnusable):
            world.desks.unit.outcomes.post(lead.reference, unit.id, words)


def test_only_while_open(world: World, unit: Unit, lead: Someone) -> None:
    world.desks.person.sessions.lock(lead.reference)
    with pytest.raises(Locked):
        world.desks.person.outcomes.shown(lead.reference)
    with pytest.raises(Locked):
        world.desks.unit.outcomes.post(lead.reference, unit.id, SAFE)
