"""Estimates: what the blurred numbers of some periods say, as intervals; post-processing, free of charge.

The four cells are projected on the roster, which everybody knows: a quarter of what their sum is off is
taken from each. That lowers the noise of a cell from 2.61 to 2.26 people (by the square root of 3 / 4).
Intervals hold the noise alone. How many periods are taken together follows from roster and noise, never from
the numbers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from wellbeing.anonymity.noise import BREAKS_SD, CELLS_SD, HALF_HOURS_SD
from wellbeing.domain.contribution import MOST_HALF_HOURS
from wellbeing.domain.releases import Counters

OUTER: Final = 1.959964
"""Standard deviations to each side of a 95 % interval."""
INNER: Final = 0.674490
"""The same of a 50 % interval."""
WIDEST_SHARE: Final = 0.25
"""A share is shown once its 95 % interval reaches at most a quarter of the roster to each side."""
WIDEST_HOURS: Final = 3.0
"""Hours are shown once theirs reaches at most three hours to each side."""
USUAL_PART: Final = 0.7
"""The share that is assumed to take part when it is settled how many periods the hours need."""
MOST_TOGETHER: Final = 6
"""Half a year; what would need more periods is not shown at all."""
PROJECTED_SD: Final = CELLS_SD * math.sqrt(3 / 4)
_TOP_HOURS: Final = MOST_HALF_HOURS / 2


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its noise, clamped to where it can lie."""

    value: float
    sd: float
    """Standard deviation of the noise alone."""
    lowest: float = 0.0
    highest: float = 1.0

    @property
    def outer(self) -> tuple[float, float]:
        """The 95 % interval."""
        return self._around(OUTER)

    @property
    def inner(self) -> tuple[float, float]:
        """The 50 % interval."""
        return self._around(INNER)

    def _around(self, deviations: float) -> tuple[float, float]:
        return (
            self._clamped(self.value - deviations * self.sd),
            self._clamped(self.value + deviations * self.sd),
        )

    def _clamped(self, number: float) -> float:
        return min(max(number, self.lowest), self.highest)


@dataclass(frozen=True, slots=True)
class Told:
    """One released period: how many seats there were, and its blurred numbers."""

    roster: int
    counters: Counters


@dataclass(frozen=True, slots=True)
class Together:
    """How many periods each part needs at a roster; None when it would be more than `MOST_TOGETHER`."""

    cells: int | None
    breaks: int | None
    hours: int | None


def together(roster: int) -> Together:
    """How many consecutive periods are taken together for a roster of this size."""
    return Together(
        _needed(OUTER * PROJECTED_SD / (WIDEST_SHARE * roster)),
        _needed(OUTER * BREAKS_SD / (WIDEST_SHARE * roster)),
        _needed(OUTER * HALF_HOURS_SD / 2 / (WIDEST_HOURS * USUAL_PART * roster)),
    )


def projected(told: Told) -> tuple[float, float, float, float]:
    """The four cells, in people, so that they add up to the roster."""
    off = (sum(told.counters.cells) - told.roster) / 4
    none, low, middle, high = (one - off for one in told.counters.cells)
    return none, low, middle, high


def shares(periods: Sequence[Told]) -> tuple[Estimate, Estimate, Estimate, Estimate]:
    """The share of the roster in each cell, over consecutive periods: none, low, middle, high."""
    seats = sum(one.roster for one in periods)
    sums = [sum(cell) for cell in zip(*map(projected, periods), strict=True)]
    sd = PROJECTED_SD * math.sqrt(len(periods)) / seats
    none, low, middle, high = (Estimate(one / seats, sd) for one in sums)
    return none, low, middle, high


def taking_part(periods: Sequence[Told]) -> Estimate:
    """The share of the roster that took part."""
    none = shares(periods)[0]
    return Estimate(1 - none.value, none.sd)


def hours(periods: Sequence[Told]) -> Estimate:
    """Hours of exposure a week of those who took part, 0 to 10."""
    total = sum(one.counters.half_hours for one in periods) / 2
    return _ratio(total, HALF_HOURS_SD / 2 * math.sqrt(len(periods)), periods, _TOP_HOURS)


def breaks(periods: Sequence[Told]) -> Estimate:
    """The share of those who took part that kept to the breaks."""
    total = sum(one.counters.breaks for one in periods)
    return _ratio(total, BREAKS_SD * math.sqrt(len(periods)), periods, 1.0)


def _ratio(total: float, sd: float, periods: Sequence[Told], highest: float) -> Estimate:
    """A sum over the people who took part; how uncertain their number is counts too (delta method)."""
    people = sum(one.roster - projected(one)[0] for one in periods)
    people = max(people, float(len(periods)))  # noise may leave nobody, which nothing can be divided by
    value = total / people
    bounded = min(max(value, 0.0), highest)
    of_people = PROJECTED_SD * math.sqrt(len(periods))
    return Estimate(value, math.hypot(sd, bounded * of_people) / people, 0.0, highest)


def _needed(ratio: float) -> int | None:
    """Periods after which an interval that is so many times too wide is narrow enough."""
    periods = max(1, math.ceil(ratio**2 - 1e-9))
    return periods if periods <= MOST_TOGETHER else None
