"""A person's own preferences: sealed, merged in one transaction, and open to nobody else."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from tests.world import Someone, World
from wellbeing.domain.checkin import Question
from wellbeing.domain.days import NEVER
from wellbeing.domain.errors import BadInput, Damaged, DiskFull, Locked, SignedOut
from wellbeing.domain.preferences import Preferences, Rhythm, Way
from wellbeing.services.noticing import Noticed, Trouble


def test_nobody_has_chosen_anything_at_first(world: World, heron: Someone) -> None:
    rows = len(world.store.tables.entries)
    assert world.desks.person.preferences.mine(heron.reference) == Preferences()
    assert world.desks.person.preferences.change(heron.reference, lambda same: same) == Preferences()
    assert len(world.store.tables.entries) in {rows, rows + 1}


def test_two_devices_lose_nothing(world: World, heron: Someone) -> None:
    other = world.sign_in(heron)
    preferences = world.desks.person.preferences
    preferences.change(heron.reference, lambda chosen: replace(chosen, country="FR"))
    preferences.change(other.reference, lambda chosen: replace(chosen, ways=frozenset({Way.SOUND})))
    preferences.change(heron.reference, lambda chosen: chosen.with_rhythm("who-5", Rhythm.MONTHLY))
    expected = Preferences(country="FR", ways=frozenset({Way.SOUND}), rhythms=(("who-5", Rhythm.MONTHLY),))
    assert preferences.mine(other.reference) == expected
    world.restart()
    assert world.desks.person.preferences.mine(world.sign_in(heron).reference) == expected


def test_one_row_for_ever_however_often_it_changes(world: World, heron: Someone) -> None:
    before = set(world.store.tables.entries)
    for country in ("FR", "DE", "IT"):
        world.desks.person.preferences.change(
            heron.reference, lambda chosen, country=country: replace(chosen, country=country)
        )
    (row,) = [world.store.tables.entries[one] for one in set(world.store.tables.entries) - before]
    assert row.expires_month == NEVER
    world.clock.forward(days=3000)
    with world.store.begin() as work:
        work.entries.remove_expired(203501)
        work.commit()
    assert world.desks.person.preferences.mine(world.sign_in(heron).reference).country == "IT"


def test_what_cannot_be_used_changes_nothing(world: World, heron: Someone) -> None:
    preferences = world.desks.person.preferences
    preferences.change(heron.reference, lambda chosen: replace(chosen, country="FR"))
    with pytest.raises(BadInput):
        preferences.change(heron.reference, lambda chosen: replace(chosen, country="France"))
    with world.broken(world.store, DiskFull()), pytest.raises(DiskFull):
        preferences.change(heron.reference, lambda chosen: replace(chosen, country="DE"))
    assert preferences.mine(heron.reference).country == "FR"


def test_damage_is_told_and_then_chosen_anew(world: World, heron: Someone) -> None:
    preferences = world.desks.person.preferences
    known = set(world.store.tables.entries)
    preferences.change(heron.reference, lambda chosen: replace(chosen, country="FR"))
    (record,) = set(world.store.tables.entries) - known
    older = world.store.tables.entries[record]
    preferences.change(heron.reference, lambda chosen: replace(chosen, country="DE"))
    world.store.tables.entries[record] = older
    with pytest.raises(Damaged):
        preferences.mine(heron.reference)
    again = world.sign_in(heron)
    assert Noticed(Trouble.OTHER) in world.desks.person.sessions.findings(again.reference).noticed
    assert preferences.change(again.reference, lambda chosen: replace(chosen, country="IT")).country == "IT"
    assert preferences.mine(again.reference).country == "IT"


def test_a_check_in_is_not_touched_by_preferences(world: World, heron: Someone) -> None:
    day = date(2026, 11, 21)
    world.desks.person.checkins.answer(heron.reference, day, Question.SLEEP, 2)
    world.desks.person.preferences.change(
        heron.reference, lambda chosen: replace(chosen, declined=frozenset({(uuid4(), 1)}))
    )
    assert world.desks.person.checkins.day(heron.reference, day).sleep == 2


def test_only_while_open(world: World, heron: Someone) -> None:
    preferences = world.desks.person.preferences
    world.desks.person.sessions.lock(heron.reference)
    with pytest.raises(Locked):
        preferences.mine(heron.reference)
    with pytest.raises(Locked):
        preferences.change(heron.reference, lambda chosen: chosen)
    world.desks.person.sessions.end(heron.cookie)
    with pytest.raises(SignedOut):
        preferences.mine(heron.reference)


def test_an_export_takes_them_along(world: World, heron: Someone) -> None:
    world.desks.person.preferences.change(heron.reference, lambda chosen: replace(chosen, country="FR"))
    export = world.desks.person.exports.collect(heron.reference)
    assert export.preferences == Preferences(country="FR")
    assert json.loads(world.desks.person.exports.as_json(export))["preferences"]["country"] == "FR"
    wren = world.join("Wren")
    assert world.desks.person.exports.collect(wren.reference).preferences == Preferences()
