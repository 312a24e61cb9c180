"""The safety plan: sealed, kept step by step, one row for ever, open to nobody else."""

from __future__ import annotations

import json

import pytest

from tests.world import Someone, World
from wellbeing.domain.days import NEVER
from wellbeing.domain.errors import Damaged, DiskFull, Locked, SignedOut, StepTooLong
from wellbeing.domain.plan import Plan, Step
from wellbeing.services.noticing import Noticed, Trouble


def test_two_devices_lose_nothing(world: World, heron: Someone) -> None:
    other, plans = world.sign_in(heron), world.desks.person.plans
    assert plans.mine(heron.reference) == Plan()
    plans.write(heron.reference, {Step.SIGNS: "I stop cooking."})
    assert plans.write(other.reference, {Step.TRUSTED: "My sister"}).said(Step.SIGNS) == "I stop cooking."
    world.restart()
    expected = Plan(signs="I stop cooking.", trusted="My sister")
    assert world.desks.person.plans.mine(world.sign_in(heron).reference) == expected


def test_it_is_one_row_that_stays_and_says_nothing(world: World, heron: Someone) -> None:
    before, plans = set(world.store.tables.entries), world.desks.person.plans
    for words in ("first", "second", "half of a \ud83c"):
        plans.write(heron.reference, {Step.COPING: words})
    (row,) = [world.store.tables.entries[one] for one in set(world.store.tables.entries) - before]
    assert row.expires_month == NEVER
    assert b"second" not in row.body.raw
    assert plans.mine(heron.reference).coping == "half of a ?"


def test_an_emptied_plan_leaves_no_row(world: World, heron: Someone) -> None:
    before, plans = set(world.store.tables.entries), world.desks.person.plans
    assert plans.write(heron.reference, {Step.COPING: ""}).empty
    plans.write(heron.reference, {Step.COPING: "walk"})
    assert plans.write(heron.reference, {Step.COPING: " "}).empty
    assert set(world.store.tables.entries) == before


def test_what_cannot_be_kept_changes_nothing(world: World, heron: Someone) -> None:
    plans = world.desks.person.plans
    plans.write(heron.reference, {Step.COPING: "walk"})
    with pytest.raises(StepTooLong):
        plans.write(heron.reference, {Step.COPING: "run", Step.SIGNS: "x" * 1001})
    with world.broken(world.store, DiskFull()), pytest.raises(DiskFull):
        plans.write(heron.reference, {Step.COPING: "run"})
    assert plans.mine(heron.reference) == Plan(coping="walk")


def test_damage_is_told_and_then_written_anew(world: World, heron: Someone) -> None:
    plans, known = world.desks.person.plans, set(world.store.tables.entries)
    plans.write(heron.reference, {Step.COPING: "walk"})
    (record,) = set(world.store.tables.entries) - known
    older = world.store.tables.entries[record]
    plans.write(heron.reference, {Step.COPING: "run"})
    world.store.tables.entries[record] = older
    with pytest.raises(Damaged):
        plans.mine(heron.reference)
    again = world.sign_in(heron)
    assert Noticed(Trouble.OTHER) in world.desks.person.sessions.findings(again.reference).noticed
    assert plans.write(again.reference, {Step.COPING: "swim"}) == Plan(coping="swim")
    assert plans.mine(again.reference) == Plan(coping="swim")


def test_only_while_open(world: World, heron: Someone) -> None:
    plans = world.desks.person.plans
    world.desks.person.sessions.lock(heron.reference)
    with pytest.raises(Locked):
        plans.mine(heron.reference)
    with pytest.raises(Locked):
        plans.write(heron.reference, {Step.COPING: "walk"})
    world.desks.person.sessions.end(heron.cookie)
    with pytest.raises(SignedOut):
        plans.mine(heron.reference)


def test_an_export_takes_it_along(world: World, heron: Someone) -> None:
    exports = world.desks.person.exports
    world.desks.person.plans.write(heron.reference, {Step.COPING: "=walk"})
    export = exports.collect(heron.reference)
    assert json.loads(exports.as_json(export))["safety_plan"]["coping"] == "=walk"
    assert "plan,,,,,,,,,'=walk" in exports.as_csv(export)
    wren = world.join("Wren")
    assert exports.collect(wren.reference).plan == Plan()
