"""Casting: once for each person, a moment after their last change, behind an open page, in nobody's way."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.world import Someone, World
from wellbeing.domain.checkin import Question
from wellbeing.domain.errors import DiskFull
from wellbeing.domain.people import PersonId
from wellbeing.services.ballots import Ballots
from wellbeing.services.casting import AT_ONCE, PAGE, REST
from wellbeing.services.sorts import Access

DAY = date(2026, 11, 21)


@pytest.fixture
def cast(world: World, heron: Someone, monkeypatch: pytest.MonkeyPatch) -> list[PersonId]:
    """For whom it was done since everybody came to rest."""
    found: list[PersonId] = []
    rest(world)
    monkeypatch.setattr(Ballots, "cast", lambda _self, access: found.append(access.person))
    return found


def rest(world: World) -> int:
    world.clock.forward(REST.total_seconds())
    return world.desks.person.casting.run()


def answer(world: World, someone: Someone, step: int = 1) -> None:
    world.desks.person.checkins.answer(someone.reference, DAY, Question.ENERGY, step)


def person(world: World, someone: Someone) -> PersonId:
    return world.desks.person.sessions.presence(someone.reference).person


def test_many_changes_are_one_contribution(world: World, heron: Someone, cast: list[PersonId]) -> None:
    for step in range(5):
        answer(world, heron, step)
        world.clock.forward(1)
        assert world.desks.person.casting.run() == 0
    assert cast == []
    assert rest(world) == 1
    assert cast == [person(world, heron)]
    assert rest(world) == 0


def test_an_unlock_is_reason_enough(world: World, heron: Someone, cast: list[PersonId]) -> None:
    world.sign_in(heron)
    assert rest(world) == 1
    assert len(cast) == 1


def test_looking_is_none(world: World, heron: Someone, cast: list[PersonId]) -> None:
    world.desks.person.checkins.day(heron.reference, DAY)
    world.desks.person.ballots.mine(heron.reference)
    assert rest(world) == 0
    assert cast == []


def test_its_own_work_is_no_change(world: World, heron: Someone) -> None:
    answer(world, heron)
    assert rest(world) == 1
    assert world.desks.person.casting.due.next() is None


def test_it_waits_for_a_page_while_there_is_a_session(
    world: World, heron: Someone, cast: list[PersonId]
) -> None:
    answer(world, heron)
    world.desks.person.sessions.detach(heron.reference)
    assert rest(world) == 0
    world.attach(heron)
    world.clock.forward(PAGE.total_seconds())
    assert world.desks.person.casting.run() == 1
    assert len(cast) == 1


@pytest.mark.parametrize("how", ["lock", "end"])
def test_what_is_left_over_is_done_after_the_next_unlock(
    world: World, heron: Someone, cast: list[PersonId], how: str
) -> None:
    answer(world, heron)
    getattr(world.desks.person.sessions, how)(heron.cookie)
    assert rest(world) == 0
    assert world.desks.person.casting.due.next() is None
    assert cast == []
    world.sign_in(heron)
    rest(world)
    assert len(cast) == 1


@pytest.mark.parametrize("trouble", [DiskFull, LookupError, ExceptionGroup("", [LookupError()])])
def test_trouble_with_one_stops_nobody_else(
    world: World,
    heron: Someone,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    trouble: Exception,
) -> None:
    stork = world.join("Stork")
    rest(world)
    done: list[PersonId] = []
    first = person(world, heron)

    def cast(_self: Ballots, access: Access) -> None:
        if access.person == first:
            raise trouble
        done.append(access.person)

    monkeypatch.setattr(Ballots, "cast", cast)
    answer(world, heron)
    answer(world, stork)
    assert rest(world) == 1
    assert done == [person(world, stork)]
    assert (trouble.__name__ if isinstance(trouble, type) else type(trouble).__name__) in caplog.text
    assert "Heron" not in caplog.text


def test_a_run_is_short(world: World, heron: Someone, cast: list[PersonId]) -> None:
    for number in range(AT_ONCE + 3):
        answer(world, world.join(f"Tern {number:02}"))
    assert rest(world) == AT_ONCE
    assert world.desks.person.casting.due.next() == world.clock.now()
    assert world.desks.person.casting.run() == 3


def test_once_stopped_it_begins_nothing(world: World, heron: Someone, cast: list[PersonId]) -> None:
    answer(world, heron)
    world.desks.person.casting.stop()
    assert rest(world) == 0
    assert cast == []


def test_it_is_due_when_it_has_rested(world: World, heron: Someone, cast: list[PersonId]) -> None:
    answer(world, heron)
    assert world.desks.person.casting.due.next() == world.clock.now() + timedelta(seconds=2)
