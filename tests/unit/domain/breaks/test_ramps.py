"""Gentler beginnings: new starters, and the first days after leave."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from wellbeing.domain.breaks import assess, condense
from wellbeing.domain.exposure import Act, Event, ExposureDay, Kind
from wellbeing.domain.phases import Hint
from wellbeing.domain.policy import Policy

PARIS = ZoneInfo("Europe/Paris")
MONDAY = date(2026, 11, 23)
POLICY = Policy()


def worked(day: date, minutes: int = 60) -> ExposureDay:
    at = datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)
    id_ = UUID(int=day.toordinal())
    return ExposureDay(
        day, (Event(id_, at + timedelta(minutes=minutes), Act.ADD, Kind.STILLS, minutes, None, at),)
    )


def hints_on(
    day: date,
    past: list[date],
    started: date | None = None,
    minutes: int = 0,
    *,
    back: date | None = None,
) -> set[Hint]:
    """What is said at noon of a day with so many minutes already, after work on these days."""
    noon = datetime(day.year, day.month, day.day, 12, 0, tzinfo=UTC)
    start = ExposureDay(day, (Event(UUID(int=1), noon, Act.START, Kind.STILLS),))
    if minutes:
        start = start.having(*worked(day, minutes).events)
    carry = condense([*map(worked, past), start], POLICY, PARIS, started_on=started, came_back=back)
    return set(assess(POLICY, carry, (), noon, PARIS).hints)


@pytest.mark.parametrize(("weeks", "gentle"), [(0, True), (3, True), (4, False), (50, False)])
def test_a_starter_has_four_gentle_weeks(weeks: int, gentle: bool) -> None:
    assert (Hint.RAMP in hints_on(MONDAY, [], MONDAY - timedelta(weeks=weeks))) is gentle


def test_nobody_says_when_they_started_and_nothing_is_assumed() -> None:
    assert Hint.RAMP not in hints_on(MONDAY, [])


def test_a_start_to_come_is_no_start() -> None:
    assert Hint.RAMP not in hints_on(MONDAY, [], MONDAY + timedelta(days=1))


def test_half_the_amount_is_meant() -> None:
    assert Hint.DAY_OVER in hints_on(MONDAY, [], MONDAY, minutes=120)
    assert Hint.DAY_OVER not in hints_on(MONDAY, [], MONDAY, minutes=119)
    assert Hint.DAY_OVER not in hints_on(MONDAY, [], None, minutes=120)


@pytest.mark.parametrize(("away", "gentle"), [(13, False), (14, True), (21, True), (200, True)])
def test_two_weeks_away_make_a_return(away: int, gentle: bool) -> None:
    last = MONDAY - timedelta(days=away + 1)
    for minutes in (0, 60):
        assert (Hint.RAMP in hints_on(MONDAY, [last], minutes=minutes)) is gentle


@pytest.mark.parametrize(("later", "gentle"), [(0, True), (1, True), (2, False), (3, False)])
def test_the_first_two_days_back_are_gentle(later: int, gentle: bool) -> None:
    last = MONDAY - timedelta(days=30)
    days = [last, *(MONDAY + timedelta(days=day) for day in range(later))]
    assert (Hint.RAMP in hints_on(MONDAY + timedelta(days=later), days)) is gentle


def test_days_off_between_the_two_do_not_use_them_up() -> None:
    days = [MONDAY - timedelta(days=30), MONDAY]
    assert Hint.RAMP in hints_on(MONDAY + timedelta(days=4), days)


@pytest.mark.parametrize(("later", "gentle"), [(-1, False), (0, True), (1, True), (2, False)])
def test_whoever_says_they_came_back_has_two_gentle_days_of_work(later: int, gentle: bool) -> None:
    """After four days of sickness, say: too short to be seen, and nobody is told why."""
    day = MONDAY + timedelta(days=later)
    past = [MONDAY - timedelta(days=5), *(MONDAY + timedelta(days=one) for one in range(max(later, 0)))]
    assert (Hint.RAMP in hints_on(day, past, back=MONDAY)) is gentle
    assert Hint.RAMP not in hints_on(day, past), "nothing is read from an absence of days"


def test_days_without_material_do_not_use_the_gentle_ones_up() -> None:
    assert Hint.RAMP in hints_on(MONDAY + timedelta(days=10), [MONDAY], back=MONDAY)
    assert Hint.RAMP not in hints_on(MONDAY + timedelta(days=28), [MONDAY + timedelta(20)], back=MONDAY)


def test_half_the_amount_is_meant_for_whoever_came_back() -> None:
    assert Hint.DAY_OVER in hints_on(MONDAY, [MONDAY - timedelta(days=4)], back=MONDAY, minutes=120)
    assert Hint.DAY_OVER not in hints_on(MONDAY, [MONDAY - timedelta(days=4)], minutes=120)
