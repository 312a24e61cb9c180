"""Trends: a person's own check-ins by the week, as a middle and the band that half of the days lie in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from statistics import quantiles
from typing import Final

from wellbeing.domain.checkin import STEPS, CheckIn, Question
from wellbeing.domain.strain import TOP, strain

SPANS: Final = (12, 26, 52)
"""The spans a trend may cover, in weeks."""
GHOST_BELOW: Final = 3
"""With fewer answers than this in the whole span no pattern is drawn."""


class Measure(StrEnum):
    """What a trend may show."""

    STRAIN = "strain"
    ENERGY = "energy"
    SLEEP = "sleep"
    HEAVINESS = "heaviness"

    @property
    def top(self) -> float:
        """The end of the measure's scale; every scale starts at 0."""
        return TOP if self is Measure.STRAIN else float(STEPS[Question(self.value)] - 1)

    def of(self, checkin: CheckIn) -> float | None:
        """The measure's value on a day, or None when too little was answered."""
        if self is Measure.STRAIN:
            return strain(checkin)
        answer = getattr(checkin, self.value)
        return None if answer is None else float(answer)


@dataclass(frozen=True, slots=True)
class Week:
    """One week of one measure; a week without answers is a gap, not a zero."""

    starts: date
    """The Monday."""
    values: tuple[float, ...] = field(default=(), repr=False)
    """The answered days' values, in the order of the days."""
    low: float | None = field(default=None, repr=False)
    """A quarter of the days lie below this; None is a gap."""
    middle: float | None = field(default=None, repr=False)
    high: float | None = field(default=None, repr=False)
    """A quarter of the days lie above this."""

    @property
    def n(self) -> int:
        """How many days of the week were answered."""
        return len(self.values)


@dataclass(frozen=True, slots=True)
class Trend:
    """One measure over some weeks, oldest first, without a week left out."""

    measure: Measure
    weeks: tuple[Week, ...]

    @property
    def top(self) -> float:
        """The end of the scale."""
        return self.measure.top

    @property
    def ghost(self) -> bool:
        """Whether there is too little yet to show a pattern."""
        return sum(week.n for week in self.weeks) < GHOST_BELOW


def week_of(day: date) -> date:
    """The Monday of the week a day lies in."""
    return day - timedelta(days=day.weekday())


def trend(checkins: Iterable[CheckIn], measure: Measure, until: date, weeks: int) -> Trend:
    """The measure over so many weeks; the last one is the week that holds `until`, up to that day."""
    first = week_of(until) - timedelta(weeks=weeks - 1)
    values = {one.day: measure.of(one) for one in checkins if first <= one.day <= until}
    return Trend(measure, by_week(values, until, weeks))


def by_week(values: Mapping[date, float | None], until: date, weeks: int) -> tuple[Week, ...]:
    """Gather days into the weeks, Monday to Sunday, that end with the week of `until`."""
    last = week_of(until)
    found: dict[date, list[float]] = {last - timedelta(weeks=back): [] for back in reversed(range(weeks))}
    for day in sorted(values):
        value, monday = values[day], week_of(day)
        if value is not None and day <= until and monday in found:
            found[monday].append(value)
    return tuple(_week(monday, tuple(answers)) for monday, answers in found.items())


def _week(monday: date, values: tuple[float, ...]) -> Week:
    if not values:
        return Week(monday)
    low, middle, high = quantiles(values, n=4, method="inclusive") if len(values) > 1 else values * 3
    return Week(monday, values, low, middle, high)
