"""Periods: four ISO weeks without a gap, and moments that no time zone and no clock can shift."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.domain.periods import LENGTH, SEASON, YEAR, Period

DAYS = st.dates(date(1971, 1, 1), date(2999, 12, 31))
NUMBERS = st.integers(0, 20_000)


@given(day=DAYS)
def test_every_day_lies_in_exactly_one_period(day: date) -> None:
    one = Period.of(day)
    assert day in one
    assert day not in one.later(1)
    assert day not in one.later(-1)


@given(number=NUMBERS)
def test_a_period_is_four_weeks_from_monday_to_sunday(number: int) -> None:
    one = Period(number)
    assert one.first.weekday() == 0
    assert one.last.weekday() == 6
    assert one.last - one.first == timedelta(days=27)
    assert one.later(1).first == one.last + timedelta(days=1)
    assert Period.of(one.first) == Period.of(one.last) == one


@given(number=NUMBERS)
def test_it_closes_when_its_last_sunday_is_over_everywhere(number: int) -> None:
    one = Period(number)
    last_place = timezone(-timedelta(hours=12))
    assert one.closes_at.astimezone(last_place).date() == one.last + timedelta(days=1)
    assert (one.closes_at - timedelta(seconds=1)).astimezone(last_place).date() == one.last


@given(number=NUMBERS)
def test_it_is_released_on_a_thursday_at_noon_before_the_next_one_closes(number: int) -> None:
    one = Period(number)
    assert (one.released_at.weekday(), one.released_at.hour, one.released_at.minute) == (3, 12, 0)
    assert one.opens_at < one.closes_at < one.released_at < one.later(1).closes_at


@given(number=NUMBERS)
def test_two_periods_are_open_for_twelve_hours_and_no_longer(number: int) -> None:
    one = Period(number)
    assert one.closes_at - one.later(1).opens_at == timedelta(hours=12)
    assert one.closes_at < one.later(2).opens_at


@pytest.mark.parametrize(
    ("now", "first"),
    [
        ("2026-11-22T23:59:59+00:00", date(2026, 10, 26)),
        ("2026-11-23T00:00:00+00:00", date(2026, 11, 23)),
        ("2026-11-23T09:00:00+14:00", date(2026, 10, 26)),
        ("2026-11-22T13:00:00-12:00", date(2026, 11, 23)),
        ("2026-12-20T23:59:59.999999+00:00", date(2026, 11, 23)),
    ],
)
def test_what_is_open_follows_the_clock_of_utc(now: str, first: date) -> None:
    assert Period.at(datetime.fromisoformat(now)).first == first


def test_where_the_four_weeks_begin_never_changes() -> None:
    """Boxes, tokens and the log hold these numbers: another beginning would tear every series apart."""
    assert Period.of(date(1970, 1, 5)) == Period(0)
    assert Period.of(date(2026, 11, 23)) == Period(742)
    assert Period(742).opens_at == datetime(2026, 11, 23, tzinfo=UTC)


@given(number=NUMBERS)
def test_a_season_is_three_periods(number: int) -> None:
    begins = Period(number).season
    assert begins <= number < begins + SEASON
    assert begins % SEASON == 0
    assert Period(begins).season == begins


def test_thirteen_of_them_are_a_year_of_52_weeks() -> None:
    assert timedelta(weeks=52) == YEAR * LENGTH
