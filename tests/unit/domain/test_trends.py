"""Trends: bands per week, gaps that stay gaps, and no pattern out of too little."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.domain.checkin import CheckIn
from wellbeing.domain.trends import GHOST_BELOW, SPANS, Measure, trend, week_of

SATURDAY = date(2026, 11, 21)
MONDAY = date(2026, 11, 16)


def test_a_week_starts_on_monday_across_the_year_end() -> None:
    assert week_of(SATURDAY) == MONDAY == week_of(MONDAY)
    assert week_of(date(2027, 1, 3)) == date(2026, 12, 28)
    assert week_of(date(2027, 1, 4)) == date(2027, 1, 4)


@pytest.mark.parametrize("weeks", SPANS)
def test_no_week_is_left_out(weeks: int) -> None:
    drawn = trend([], Measure.ENERGY, SATURDAY, weeks)
    assert [week.starts for week in drawn.weeks] == [
        MONDAY - timedelta(weeks=back) for back in reversed(range(weeks))
    ]
    assert drawn.ghost
    assert all((week.low, week.middle, week.high, week.n) == (None, None, None, 0) for week in drawn.weeks)


def test_the_band_of_a_week_by_hand() -> None:
    days = [CheckIn(MONDAY + timedelta(days=i), energy=energy) for i, energy in enumerate([4, 0, 1, 3, 2])]
    week = trend(days, Measure.ENERGY, SATURDAY, 12).weeks[-1]
    assert (week.low, week.middle, week.high) == (1.0, 2.0, 3.0)
    assert week.values == (4.0, 0.0, 1.0, 3.0, 2.0)


def test_two_days_and_one_day() -> None:
    two = trend([CheckIn(MONDAY, sleep=0), CheckIn(SATURDAY, sleep=3)], Measure.SLEEP, SATURDAY, 12).weeks[-1]
    assert (two.low, two.middle, two.high) == (0.75, 1.5, 2.25)
    one = trend([CheckIn(MONDAY, sleep=2)], Measure.SLEEP, SATURDAY, 12).weeks[-1]
    assert (one.low, one.middle, one.high, one.n) == (2.0, 2.0, 2.0, 1)


def test_a_gap_stays_a_gap_and_a_skipped_question_is_one() -> None:
    days = [CheckIn(MONDAY - timedelta(weeks=2), heaviness=4), CheckIn(MONDAY - timedelta(weeks=1), energy=0)]
    weeks = trend(days, Measure.HEAVINESS, SATURDAY, 12).weeks
    assert [week.n for week in weeks[-3:]] == [1, 0, 0]
    assert weeks[-2].middle is None


def test_days_after_until_and_before_the_span_take_no_part() -> None:
    outside = [
        MONDAY - timedelta(weeks=12),
        MONDAY - timedelta(weeks=11, days=1),
        SATURDAY + timedelta(days=1),
    ]
    inside = [MONDAY - timedelta(weeks=11), SATURDAY]
    drawn = trend([CheckIn(day, energy=1) for day in outside + inside], Measure.ENERGY, SATURDAY, 12)
    assert sum(week.n for week in drawn.weeks) == 2
    assert (drawn.weeks[0].n, drawn.weeks[-1].n) == (1, 1)


def test_fewer_than_three_answers_are_a_ghost() -> None:
    days = [CheckIn(SATURDAY - timedelta(days=back), energy=1) for back in range(GHOST_BELOW)]
    assert trend(days[:-1], Measure.ENERGY, SATURDAY, 12).ghost
    assert not trend(days, Measure.ENERGY, SATURDAY, 12).ghost
    assert trend(days, Measure.SLEEP, SATURDAY, 12).ghost


def test_each_measure_has_its_own_scale() -> None:
    full = CheckIn(SATURDAY, heaviness=4, energy=4, sleep=3, intrusions=3)
    assert {measure: measure.of(full) for measure in Measure} == {
        Measure.STRAIN: pytest.approx(10 / 3),
        Measure.ENERGY: 4.0,
        Measure.SLEEP: 3.0,
        Measure.HEAVINESS: 4.0,
    }
    assert [measure.top for measure in Measure] == [10.0, 4.0, 3.0, 4.0]
    assert trend([], Measure.STRAIN, SATURDAY, 12).top == 10.0
    assert Measure.STRAIN.of(CheckIn(SATURDAY, energy=0)) is None


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 4)), max_size=60))
def test_the_band_holds_its_middle_and_stays_on_the_scale(days: list[tuple[int, int]]) -> None:
    found = [CheckIn(SATURDAY - timedelta(days=back), energy=energy) for back, energy in dict(days).items()]
    drawn = trend(found, Measure.ENERGY, SATURDAY, 12)
    for week in drawn.weeks:
        if week.middle is None or week.low is None or week.high is None:
            assert week.n == 0
        else:
            assert 0 <= week.low <= week.middle <= week.high <= 4
    within = [one for one in found if one.day >= MONDAY - timedelta(weeks=11)]
    assert sum(week.n for week in drawn.weeks) == len(within)
    assert drawn == trend(list(reversed(found)), Measure.ENERGY, SATURDAY, 12)
