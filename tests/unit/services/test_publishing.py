"""Announcing break times: who may, from when, what is refused, and how it is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.world import Someone, World
from wellbeing.domain.errors import (
    BadInput,
    DiskFull,
    Locked,
    NotYours,
    PolicyNoteTooLong,
    PolicyStarted,
    PolicyUnusable,
    PolicyWaiting,
    StartsTooLate,
    StartsTooSoon,
)
from wellbeing.domain.people import Role, Unit
from wellbeing.domain.policy import DEFAULT, PRESETS, Preset, to_file
from wellbeing.services.policies import State
from wellbeing.services.publishing import NOTE_LENGTH

TODAY = date(2026, 11, 21)
TOMORROW = TODAY + timedelta(days=1)
GENTLE = PRESETS[Preset.GENTLE]


@pytest.fixture
def unit(world: World) -> Unit:
    return world.unit("North")


@pytest.fixture
def conf(world: World, unit: Unit) -> Someone:
    return world.join("Conf", role=Role.CONFIGURATOR, unit=unit)


def test_what_is_announced(world: World, unit: Unit, conf: Someone) -> None:
    publishing = world.desks.unit.publishing
    starts = TODAY + timedelta(days=15)
    made = publishing.publish(conf.reference, unit.id, GENTLE, starts, " A longer\nrest \0", comment_days=14)
    assert (made.unit, made.number, made.policy, made.note) == (unit.id, 1, GENTLE, "A longer\nrest")
    assert (made.effective_from, made.published_on) == (starts, TODAY)
    assert (made.comments_until, made.commenting, made.state) == (
        TODAY + timedelta(days=14),
        True,
        State.ANNOUNCED,
    )
    assert world.desks.unit.policies.history(conf.reference, unit.id) == (made,)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"effective_from": TODAY}, StartsTooSoon),
        ({"effective_from": TODAY - timedelta(days=1)}, StartsTooSoon),
        ({"effective_from": TODAY + timedelta(days=7), "comment_days": 7}, StartsTooSoon),
        ({"effective_from": TODAY + timedelta(days=367)}, StartsTooLate),
        ({"comment_days": -1}, BadInput),
        ({"comment_days": 61}, BadInput),
        ({"comment_days": True}, BadInput),
        ({"note": "x" * (NOTE_LENGTH + 1)}, PolicyNoteTooLong),
        ({"policy": replace(DEFAULT, continuous_limit_min=100)}, PolicyUnusable),
        ({"policy": replace(DEFAULT, break_min=4)}, PolicyUnusable),
        ({"policy": replace(DEFAULT, daily_cap_min=29)}, PolicyUnusable),
    ],
)
def test_what_cannot_be_used_announces_nothing(
    world: World, unit: Unit, conf: Someone, change: dict[str, Any], error: type[Exception]
) -> None:
    asked = {"policy": GENTLE, "effective_from": TOMORROW, **change}
    with pytest.raises(error):
        world.desks.unit.publishing.publish(conf.reference, unit.id, **asked)
    assert world.store.tables.unit_rows.policies == {}


def test_one_version_is_announced_at_a_time_and_taken_back_until_it_starts(
    world: World, unit: Unit, conf: Someone
) -> None:
    publishing = world.desks.unit.publishing
    first = publishing.publish(conf.reference, unit.id, GENTLE, TOMORROW)
    with pytest.raises(PolicyWaiting):
        publishing.publish(conf.reference, unit.id, DEFAULT, TODAY + timedelta(days=9))
    for wrong in (0, 2):
        with pytest.raises(PolicyStarted):
            publishing.withdraw(conf.reference, unit.id, wrong)
    publishing.withdraw(conf.reference, unit.id, first.number)
    with pytest.raises(PolicyStarted):
        publishing.withdraw(conf.reference, unit.id, first.number)
    second = publishing.publish(conf.reference, unit.id, DEFAULT, TOMORROW)
    assert second.number == 2
    world.clock.forward(days=1)
    conf = world.sign_in(conf)
    with pytest.raises(PolicyStarted):
        publishing.withdraw(conf.reference, unit.id, second.number)
    states = [one.state for one in world.desks.unit.policies.history(conf.reference, unit.id)]
    assert states == [State.IN_FORCE, State.WITHDRAWN]


def test_of_two_who_announce_one_is_told_of_the_other(world: World, unit: Unit, conf: Someone) -> None:
    other = world.join("Second", role=Role.CONFIGURATOR, unit=unit)
    first = world.desks.unit.publishing.publish(conf.reference, unit.id, GENTLE, TOMORROW)
    with pytest.raises(PolicyWaiting):
        world.desks.unit.publishing.publish(other.reference, unit.id, DEFAULT, TOMORROW)
    assert world.desks.unit.policies.history(other.reference, unit.id) == (first,)
    world.desks.unit.publishing.withdraw(other.reference, unit.id, first.number)
    with pytest.raises(PolicyStarted):
        world.desks.unit.publishing.withdraw(conf.reference, unit.id, first.number)


def test_all_or_nothing(world: World, unit: Unit, conf: Someone) -> None:
    publishing = world.desks.unit.publishing
    with world.broken(world.store, DiskFull()), pytest.raises(DiskFull):
        publishing.publish(conf.reference, unit.id, GENTLE, TOMORROW)
    assert world.store.tables.unit_rows.policies == {}
    publishing.publish(conf.reference, unit.id, GENTLE, TOMORROW)
    with world.broken(world.store, DiskFull()), pytest.raises(DiskFull):
        publishing.withdraw(conf.reference, unit.id, 1)
    assert not world.store.tables.unit_rows.policies[unit.id, 1].withdrawn


def test_a_file_goes_out_and_comes_back(world: World, unit: Unit, conf: Someone) -> None:
    publishing = world.desks.unit.publishing
    publishing.publish(conf.reference, unit.id, GENTLE, TOMORROW)
    text = publishing.export(conf.reference, unit.id, 1)
    assert publishing.read(conf.reference, unit.id, text) == GENTLE
    assert publishing.read(conf.reference, unit.id, publishing.export(conf.reference, unit.id)) == DEFAULT
    assert len(world.store.tables.unit_rows.policies) == 1, "reading a file announces nothing"
    with pytest.raises(NotYours):
        publishing.export(conf.reference, unit.id, 2)
    lax = to_file(replace(DEFAULT, break_min=1), "Lax")
    for wrong in ("", "{}", "[]", text[:-3], lax):
        with pytest.raises(PolicyUnusable):
            publishing.read(conf.reference, unit.id, wrong)


def test_who_may_publish(world: World, unit: Unit, conf: Someone) -> None:
    child = replace(world.unit("Child"), parent=unit.id)
    with world.store.begin() as work:
        work.units.put(child)
        work.commit()
    publishing = world.desks.unit.publishing
    assert publishing.publish(conf.reference, child.id, GENTLE, TOMORROW).unit == child.id
    others = [
        world.join("Heron", unit=unit),
        world.join("Lead", role=Role.LEAD, unit=unit),
        world.join("Admin", role=Role.ADMINISTRATOR),
        world.join("Other", role=Role.CONFIGURATOR, unit=world.unit("South")),
        world.join("Below", role=Role.CONFIGURATOR, unit=child),
    ]
    for someone in others:
        for call in (
            lambda who: publishing.publish(who, unit.id, GENTLE, TOMORROW),
            lambda who: publishing.withdraw(who, unit.id, 1),
            lambda who: publishing.export(who, unit.id),
            lambda who: publishing.read(who, unit.id, "{}"),
        ):
            with pytest.raises(NotYours):
                call(someone.reference)
    world.desks.person.sessions.lock(conf.reference)
    with pytest.raises(Locked):
        publishing.publish(conf.reference, unit.id, GENTLE, TOMORROW)
    assert {key[0] for key in world.store.tables.unit_rows.policies} == {child.id}


def test_units_above_one_another_in_a_ring_end_the_search(world: World, unit: Unit) -> None:
    other = replace(world.unit("Other"), parent=unit.id)
    with world.store.begin() as work:
        work.units.put(other)
        work.units.put(replace(unit, parent=other.id))
        work.commit()
    stranger = world.join("Stranger", role=Role.CONFIGURATOR, unit=world.unit("South"))
    with pytest.raises(NotYours):
        world.desks.unit.publishing.publish(stranger.reference, unit.id, GENTLE, TOMORROW)
