"""Sums of groups beside each other, and where a stacked share ends: their noise is what it is said to be."""

from __future__ import annotations

import math
import statistics

import pytest

from wellbeing.anonymity import estimate, verdict
from wellbeing.anonymity.estimate import Told, edges, shares, summed, together
from wellbeing.anonymity.noise import DiscreteGaussian
from wellbeing.domain.releases import Counters

DRAWS = 2_000
ROSTERS = (14, 26)
TRUE = {14: (4, 5, 3, 2), 26: (6, 9, 6, 5)}


def blurred(noise: DiscreteGaussian) -> Told:
    """Two groups with real noise, summed."""
    parts = []
    for roster in ROSTERS:
        drawn = noise.draw()
        cells = [there + more for there, more in zip(TRUE[roster], drawn, strict=False)]
        parts.append(Told(roster, Counters(cells[0], cells[1], cells[2], cells[3], drawn[4], drawn[5])))
    return summed(parts)


@pytest.fixture(scope="module")
def sums() -> list[Told]:
    noise = DiscreteGaussian()
    return [blurred(noise) for _ in range(DRAWS)]


def test_a_sum_is_the_sum() -> None:
    one, other = Told(14, Counters(1, 2, 3, 4, 5, 6)), Told(26, Counters(10, 20, 30, 40, 50, 60))
    assert summed([one, other]) == Told(40, Counters(11, 22, 33, 44, 55, 66), 2)
    assert summed([one]) == one


def test_more_boxes_need_more_periods_and_one_box_is_as_before() -> None:
    assert together(40) == together(40, 1)
    wider = together(40, 9)
    assert (wider.cells or 99) > (together(40).cells or 99)
    assert verdict.window(40, 9) == max(verdict.FEWEST, wider.cells or 0)
    alone, nine = verdict.detected(40, 0.7, 0.3), verdict.detected(40, 0.7, 0.3, 9)
    assert alone is not None
    assert nine is not None
    assert nine < alone


def test_a_sum_of_two_is_as_wide_as_it_says(sums: list[Told]) -> None:
    """The spread of what is told, against the standard deviation that the picture states."""
    for cell in range(4):
        said = shares([sums[0]])[cell].sd
        assert said == pytest.approx(estimate.PROJECTED_SD * math.sqrt(2) / 40)
        told = [shares([one])[cell].value for one in sums]
        assert statistics.stdev(told) == pytest.approx(said, rel=5 / math.sqrt(2 * DRAWS))


def test_the_ends_of_stacked_shares_are_as_unsure_as_they_say(sums: list[Told]) -> None:
    truth = (14 / 40, 23 / 40, 30 / 40)
    for at in range(3):
        told = [edges([one])[at] for one in sums]
        values = [one.value for one in told]
        assert statistics.stdev(values) == pytest.approx(told[0].sd, rel=5 / math.sqrt(2 * DRAWS))
        assert statistics.mean(values) == pytest.approx(truth[at], abs=5 * told[0].sd / math.sqrt(DRAWS))
        inside = sum(one.outer[0] <= truth[at] <= one.outer[1] for one in told) / DRAWS
        assert abs(inside - 0.95) < 5 * math.sqrt(0.95 * 0.05 / DRAWS)


def test_a_quiet_sum_is_seldom_called_a_change(sums: list[Told]) -> None:
    """At most 5 in 100 to each side; nobody moves here, so it is rarer than that."""
    pairs = [(sums[at : at + 2], sums[at + 2 : at + 4]) for at in range(0, DRAWS, 4)]
    called = [verdict.compare(older, newer) for older, newer in pairs]
    for side in (verdict.Verdict.RISING, verdict.Verdict.FALLING):
        most = 0.05 + 5 * math.sqrt(0.05 * 0.95 / len(pairs))
        assert called.count(side) / len(pairs) < most
