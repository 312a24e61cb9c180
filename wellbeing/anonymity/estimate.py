"""Estimates: what the blurred numbers of some periods say, as intervals; post-processing, free of charge.

The four cells are projected on the roster, which everybody knows: a quarter of what their sum is off is
taken from each. That lowers the noise of a cell from 2.61 to 2.26 people (by the square root of 3 / 4).
Intervals hold the noise alone. What is a ratio of two blurred sums gets Fieller's interval (1954), which
keeps its level however few take part; the delta method fell to 93 in 100 there. A value outside of where it
can lie is taken at the edge, so that no interval is ever empty. How many periods are taken together follows
from roster and noise, never from the numbers.
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
    """A value with its noise, within where it can lie."""

    value: float
    """From `lowest` to `highest`; it lies in both intervals."""
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
class _Ratio(Estimate):
    """A blurred sum over the blurred number of the people it is about."""

    total: float = 0.0
    total_sd: float = 0.0
    people: float = 0.0
    people_sd: float = 0.0

    def _around(self, deviations: float) -> tuple[float, float]:
        """Fieller: each ratio r for which total - r · people lies within so many of its deviations of 0."""
        # At most 0 where a·r² + b·r + c is; the value is one such r, so the set is never empty.
        a = self.people**2 - (deviations * self.people_sd) ** 2
        b = -2 * self.total * self.people
        c = self.total**2 - (deviations * self.total_sd) ** 2
        root = math.sqrt(max(b * b - 4 * a * c, 0.0))
        if a > 0:
            return self._clamped((-b - root) / (2 * a)), self._clamped((-b + root) / (2 * a))
        # So few take part that the ratio may be anything but for a gap beside the value. It helps when it
        # reaches to the end of the range; otherwise there is something on both sides of it.
        low, high = self.lowest, self.highest
        if a < 0 < root:
            begins, ends = (-b + root) / (2 * a), (-b - root) / (2 * a)
            low = ends if begins < low < ends <= self.value else low
            high = begins if self.value <= begins < high < ends else high
        return low, high


@dataclass(frozen=True, slots=True)
class Told:
    """One released period: how many seats there were, and its blurred numbers."""

    roster: int
    counters: Counters
    boxes: int = 1
    """Of how many boxes it is the sum; each has its own noise."""


@dataclass(frozen=True, slots=True)
class Together:
    """How many periods each part needs at a roster; None when it would be more than `MOST_TOGETHER`."""

    cells: int | None
    breaks: int | None
    hours: int | None


def together(roster: int, boxes: int = 1) -> Together:
    """How many consecutive periods are taken together for a roster of this size.

    Args:
        roster: seats of all the boxes.
        boxes: how many boxes are summed; the noise grows with the square root of them.
    """
    if roster < 1:
        return Together(None, None, None)
    noise = OUTER * math.sqrt(boxes) / roster
    return Together(
        _needed(noise * PROJECTED_SD / WIDEST_SHARE),
        _needed(noise * BREAKS_SD / WIDEST_SHARE),
        _needed(noise * HALF_HOURS_SD / 2 / (WIDEST_HOURS * USUAL_PART)),
    )


def summed(parts: Sequence[Told]) -> Told:
    """What groups next to each other told of one period, as the one of them all; costs nothing more."""
    return Told(
        sum(one.roster for one in parts),
        Counters(*map(sum, zip(*(one.counters.all for one in parts), strict=True))),
        sum(one.boxes for one in parts),
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
    sd = PROJECTED_SD * math.sqrt(draws(periods)) / seats
    none, low, middle, high = (Estimate(_within(one / seats, 1.0), sd) for one in sums)
    return none, low, middle, high


def edges(periods: Sequence[Told]) -> tuple[Estimate, Estimate, Estimate]:
    """Where low ends, where middle ends and where high ends, stacked from 0 in this order as shares.

    Noise of j projected cells together has the variance j - j² / 4 of one raw cell.
    """
    seats = sum(one.roster for one in periods)
    _, low, middle, high = (sum(cell) / seats for cell in zip(*map(projected, periods), strict=True))
    noise = CELLS_SD * math.sqrt(draws(periods)) / seats
    first, second, third = (
        Estimate(_within(end, 1.0), noise * math.sqrt(cells - cells**2 / 4))
        for cells, end in enumerate((low, low + middle, low + middle + high), 1)
    )
    return first, second, third


def taking_part(periods: Sequence[Told]) -> Estimate:
    """The share of the roster that took part."""
    none = shares(periods)[0]
    return Estimate(1 - none.value, none.sd)


def draws(periods: Sequence[Told]) -> int:
    """How often noise was drawn for these."""
    return sum(one.boxes for one in periods)


def people(periods: Sequence[Told]) -> float:
    """How many took part, added up over the periods; noise may carry it below 0 or above the seats."""
    return sum(one.roster - projected(one)[0] for one in periods)


def hours(periods: Sequence[Told]) -> Estimate:
    """Hours of exposure a week of those who took part, 0 to 10."""
    total = sum(one.counters.half_hours for one in periods) / 2
    return _ratio(total, HALF_HOURS_SD / 2 * math.sqrt(draws(periods)), periods, _TOP_HOURS)


def breaks(periods: Sequence[Told]) -> Estimate:
    """The share of those who took part that kept to the breaks."""
    total = sum(one.counters.breaks for one in periods)
    return _ratio(total, BREAKS_SD * math.sqrt(draws(periods)), periods, 1.0)


def _ratio(total: float, sd: float, periods: Sequence[Told], highest: float) -> Estimate:
    """A sum over the people who took part; how uncertain their number is counts too."""
    among, of_people = max(people(periods), 0.0), PROJECTED_SD * math.sqrt(draws(periods))
    total = min(max(total, 0.0), highest * among)
    value = _within(total / among, highest) if among else highest / 2
    # What it would be by the delta method, for whoever wants one number for it; intervals do not use it.
    roughly = math.hypot(sd, value * of_people) / max(among, of_people)
    return _Ratio(value, roughly, 0.0, highest, total, sd, among, of_people)


def _within(number: float, highest: float) -> float:
    return min(max(number, 0.0), highest)


def _needed(ratio: float) -> int | None:
    """Periods after which an interval that is so many times too wide is narrow enough."""
    periods = max(1, math.ceil(ratio**2 - 1e-9))
    return periods if periods <= MOST_TOGETHER else None
