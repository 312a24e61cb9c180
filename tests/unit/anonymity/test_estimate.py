"""Estimates: worked examples, intervals that are never empty, and windows that follow from seats alone."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.anonymity import estimate
from wellbeing.anonymity.estimate import Estimate, Together, Told, together
from wellbeing.domain.releases import Counters

NUMBERS = st.integers(-3000, 3000)
TOLD = st.builds(
    Told,
    st.integers(8, 400),
    st.builds(Counters, *[st.integers(-60, 460)] * 4, NUMBERS, st.integers(-60, 460)),
    st.integers(1, 5),
)
PERIODS = st.lists(TOLD, min_size=1, max_size=6)


def told(roster: int, *six: int, boxes: int = 1) -> Told:
    return Told(roster, Counters(*six), boxes)


@given(one=TOLD)
def test_projected_cells_add_up_to_the_roster(one: Told) -> None:
    assert sum(estimate.projected(one)) == pytest.approx(one.roster)


def test_a_worked_example() -> None:
    """20 seats; the four say 24, so that each is one too many."""
    one = told(20, 9, 4, 8, 3, 120, 9)
    assert estimate.projected(one) == (8, 3, 7, 2)
    assert [part.value for part in estimate.shares([one])] == [0.4, 0.15, 0.35, 0.1]
    assert estimate.taking_part([one]).value == 0.6
    assert estimate.people([one]) == 12
    assert estimate.hours([one]).value == 5.0  # 60 hours over 12 people
    assert estimate.breaks([one]).value == 0.75
    assert [part.value for part in estimate.edges([one])] == pytest.approx([0.15, 0.5, 0.6])


def test_the_noise_of_a_projected_cell_and_of_their_edges() -> None:
    one = told(20, 8, 3, 7, 2, 0, 0)
    assert estimate.shares([one])[0].sd == pytest.approx(2.61 * math.sqrt(3 / 4) / 20)
    assert [part.sd * 20 for part in estimate.edges([one])] == pytest.approx([2.2603, 2.61, 2.2603], abs=1e-3)
    assert estimate.edges([one])[2].sd == pytest.approx(estimate.taking_part([one]).sd)


@given(one=TOLD, times=st.integers(2, 6))
def test_periods_taken_together_narrow_by_the_root(one: Told, times: int) -> None:
    alone, many = estimate.shares([one]), estimate.shares([one] * times)
    for a, b in zip(alone, many, strict=True):
        assert b.value == pytest.approx(a.value)
        assert b.sd == pytest.approx(a.sd / math.sqrt(times))


@given(parts=st.lists(TOLD, min_size=1, max_size=5))
def test_a_parent_is_the_sum_of_its_boxes_exactly(parts: list[Told]) -> None:
    whole = estimate.summed(parts)
    assert whole.roster == sum(one.roster for one in parts)
    assert whole.boxes == sum(one.boxes for one in parts)
    for number, six in enumerate(zip(*(one.counters.all for one in parts), strict=True)):
        assert whole.counters.all[number] == sum(six)


@given(periods=PERIODS)
def test_every_value_and_interval_lies_where_it_can_and_is_never_a_point(periods: list[Told]) -> None:
    """Also when noise has carried the numbers far out: nothing is ever said to be exactly none or all."""
    every = [
        *estimate.shares(periods),
        *estimate.edges(periods),
        estimate.taking_part(periods),
        estimate.hours(periods),
        estimate.breaks(periods),
    ]
    for one in every:
        (low, high), (lower, higher) = one.inner, one.outer
        assert one.lowest <= lower <= low <= one.value <= high <= higher <= one.highest
        assert lower < higher
        assert low < high


def by_hand(
    total: float, total_sd: float, people: float, people_sd: float, top: float
) -> tuple[float, float]:
    """The same interval by trying every ratio of a fine grid."""
    inside = [
        ratio
        for ratio in (top * step / 20_000 for step in range(20_001))
        if abs(total - ratio * people) <= estimate.OUTER * math.hypot(total_sd, ratio * people_sd)
    ]
    return inside[0], inside[-1]


@given(
    roster=st.integers(12, 40),
    none=st.integers(-5, 40),
    total=st.integers(0, 40),
    count=st.integers(1, 6),
)
def test_a_ratio_holds_exactly_the_values_that_its_noise_does_not_rule_out(
    roster: int, none: int, total: int, count: int
) -> None:
    rest = roster - none
    periods = [told(roster, none, rest, 0, 0, 0, total)] * count
    people = max(rest, 0.0) * count
    kept = min(total * count, people)
    sd = 3.69 * math.sqrt(count), estimate.PROJECTED_SD * math.sqrt(count)
    low, high = estimate.breaks(periods).outer
    lowest, highest = by_hand(kept, sd[0], people, sd[1], 1.0)
    assert low == pytest.approx(lowest, abs=2e-4)
    assert high == pytest.approx(highest, abs=2e-4)


def test_where_nobody_seems_to_take_part_a_ratio_may_be_anything() -> None:
    nobody = [told(12, 14, -1, 0, -1, 55, 2)]
    assert estimate.breaks(nobody).outer == (0.0, 1.0)
    assert estimate.hours(nobody).outer == (0.0, 10.0)


@pytest.mark.parametrize(
    ("roster", "cells", "breaks", "hours"),
    [
        (0, None, None, None),
        (7, None, None, None),
        (8, 5, None, None),
        (11, 3, None, 6),
        (12, 3, 6, 5),
        (17, 2, 3, 3),
        (18, 1, 3, 3),
        (20, 1, 3, 2),
        (28, 1, 2, 1),
        (29, 1, 1, 1),
        (400, 1, 1, 1),
    ],
)
def test_how_many_periods_are_taken_together(
    roster: int, cells: int | None, breaks: int | None, hours: int | None
) -> None:
    assert together(roster) == Together(cells, breaks, hours)


@given(roster=st.integers(1, 400), boxes=st.integers(1, 4))
def test_what_is_taken_together_is_narrow_enough(roster: int, boxes: int) -> None:
    periods = together(roster, boxes).cells
    if periods is not None:
        one = told(roster, roster, 0, 0, 0, 0, 0, boxes=boxes)
        sd = estimate.shares([one] * periods)[0].sd
        assert estimate.OUTER * sd <= estimate.WIDEST_SHARE + 1e-9
        if periods > 1:
            narrower = estimate.shares([one] * (periods - 1))[0].sd
            assert estimate.OUTER * narrower > estimate.WIDEST_SHARE - 1e-6


def test_an_interval_is_the_value_and_its_noise_within_its_range() -> None:
    one = Estimate(0.5, 0.1)
    assert one.outer == pytest.approx((0.304, 0.696), abs=1e-3)
    assert one.inner == pytest.approx((0.4326, 0.5674), abs=1e-3)
    assert Estimate(0.02, 0.1).outer == (0.0, pytest.approx(0.216, abs=1e-3))
