"""Gentle notices: at most one, from one's own days or the unit's rule, off for good by one tap."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.world import Someone, World
from wellbeing.domain.checkin import Question
from wellbeing.domain.errors import BadInput, Locked
from wellbeing.domain.patterns import Pattern, Seen
from wellbeing.domain.people import Role
from wellbeing.domain.relief import Tool
from wellbeing.domain.support import Due, Talk
from wellbeing.services.patterns import NAMES, Notice


def tired(world: World, someone: Someone, often: int = 4) -> None:
    """So many days of too little sleep, up to today."""
    checkins = world.desks.person.checkins
    today = checkins.today_is(someone.reference)
    for back in range(often):
        checkins.answer(someone.reference, today - timedelta(days=back), Question.SLEEP, 0)


def test_nobody_is_told_anything_at_first(world: World, heron: Someone) -> None:
    assert world.desks.person.patterns.now(heron.reference) == Notice()
    tired(world, heron, 3)
    assert world.desks.person.patterns.now(heron.reference) == Notice()


def test_a_pattern_comes_with_what_helped_and_goes_by_one_tap(world: World, heron: Someone) -> None:
    patterns = world.desks.person.patterns
    tired(world, heron)
    assert patterns.now(heron.reference) == Notice(Seen(Pattern.SHORT_SLEEP, 4))
    world.desks.person.relief.keep(heron.reference, uuid4(), Tool.WALK, 8, 5)
    assert patterns.now(heron.reference) == Notice(Seen(Pattern.SHORT_SLEEP, 4), Tool.WALK)
    patterns.switch(heron.reference, "short-sleep", off=True)
    assert patterns.now(heron.reference) == Notice()
    world.restart()
    again = world.sign_in(heron)
    assert world.desks.person.patterns.now(again.reference) == Notice()
    assert world.desks.person.patterns.switched(again.reference)["short-sleep"] is False
    world.desks.person.patterns.switch(again.reference, "short-sleep", off=False)
    assert world.desks.person.patterns.now(again.reference).seen == Seen(Pattern.SHORT_SLEEP, 4)


def test_not_now_holds_for_the_day_and_is_stored_nowhere(world: World, heron: Someone) -> None:
    tired(world, heron, 7)
    before = dict(world.store.tables.entries)
    world.desks.person.patterns.hush(heron.reference)
    assert world.desks.person.patterns.now(heron.reference) == Notice()
    assert dict(world.store.tables.entries) == before
    wren = world.join("Wren")
    tired(world, wren)
    assert world.desks.person.patterns.now(wren.reference).seen == Seen(Pattern.SHORT_SLEEP, 4)
    world.clock.forward(days=1)
    again = world.sign_in(heron)
    assert world.desks.person.patterns.now(again.reference).seen == Seen(Pattern.SHORT_SLEEP, 6)


def test_looking_keeps_nothing(world: World, heron: Someone) -> None:
    tired(world, heron)
    before = dict(world.store.tables.entries)
    world.desks.person.patterns.now(heron.reference)
    assert dict(world.store.tables.entries) == before


def test_a_talk_is_due_by_the_rule_one_at_a_time(world: World, heron: Someone) -> None:
    world.desks.person.checkins.answer(
        heron.reference, world.desks.person.checkins.today_is(heron.reference), Question.SLEEP, 3
    )
    world.clock.forward(days=30)
    patterns, heron = world.desks.person.patterns, world.sign_in(heron)
    assert patterns.now(heron.reference) == Notice(due=Due(Talk.PEER, 30, None))
    patterns.talked(heron.reference, Talk.PEER)
    assert patterns.now(heron.reference) == Notice()
    world.clock.forward(days=60)
    heron = world.sign_in(heron)
    due = patterns.now(heron.reference).due
    assert due is not None
    assert due.talk is Talk.SESSION
    patterns.later(heron.reference, Talk.SESSION)
    due = patterns.now(heron.reference).due
    assert due is not None
    assert due.talk is Talk.PEER
    assert due.last is not None
    patterns.later(heron.reference, Talk.PEER)
    assert patterns.now(heron.reference) == Notice()
    world.clock.forward(days=14)
    heron = world.sign_in(heron)
    back = patterns.now(heron.reference).due
    assert back is not None
    assert back.talk is Talk.SESSION
    patterns.switch(heron.reference, "support-session", off=True)
    patterns.switch(heron.reference, "support-peer", off=True)
    assert patterns.now(heron.reference) == Notice()


def test_not_now_does_not_forget_the_last_talk(world: World, heron: Someone) -> None:
    patterns = world.desks.person.patterns
    patterns.talked(heron.reference, Talk.PEER)
    patterns.later(heron.reference, Talk.PEER)
    (kept,) = world.desks.person.preferences.mine(heron.reference).talks
    assert kept.last == world.desks.person.checkins.today_is(heron.reference)
    exports = world.desks.person.exports
    told = json.loads(exports.as_json(exports.collect(heron.reference)))
    assert told["preferences"]["talks"] == {"support-peer": kept.last.isoformat()}


def test_only_investigators_are_reminded_of_talks(world: World) -> None:
    lead = world.join("Lead", role=Role.LEAD)
    today = world.desks.person.checkins.today_is(lead.reference)
    world.desks.person.checkins.answer(lead.reference, today, Question.SLEEP, 3)
    world.clock.forward(days=200)
    lead = world.sign_in(lead)
    assert world.desks.person.patterns.now(lead.reference) == Notice()


def test_names_that_there_are_not(world: World, heron: Someone) -> None:
    with pytest.raises(BadInput):
        world.desks.person.patterns.switch(heron.reference, "outcomes", off=True)
    assert set(world.desks.person.patterns.switched(heron.reference)) == set(NAMES)


def test_only_while_open(world: World, heron: Someone) -> None:
    world.desks.person.sessions.lock(heron.reference)
    with pytest.raises(Locked):
        world.desks.person.patterns.now(heron.reference)
    with pytest.raises(Locked):
        world.desks.person.patterns.talked(heron.reference, Talk.PEER)


def test_not_now_is_remembered_until_the_day_is_over_and_no_longer(world: World) -> None:
    heron = world.join("Heron", unit=world.unit(time_zone="Asia/Tokyo"))  # it is 17:00 there
    tired(world, heron)
    patterns, sessions = world.desks.person.patterns, world.desks.person.sessions
    patterns.hush(heron.reference)
    sessions.end(heron.cookie)
    world.clock.forward(seconds=7 * 3600 - 1)
    sessions.sweep()
    assert patterns.now(world.sign_in(heron).reference) == Notice(), "the day is theirs, not the session's"
    world.clock.forward(seconds=1)
    sessions.sweep()
    assert patterns._hushed == {}
