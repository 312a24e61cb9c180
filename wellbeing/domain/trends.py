"""Trends: a person's own check-ins by the week, as a middle and the band that half of the days lie in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, TypeVar

from wellbeing.domain.checkin import STEPS, Answered, CheckIn, Question
from wellbeing.domain.strain import TOP, strain

T = TypeVar("T")

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

    def of(self, checkin: Answered) -> float | None:
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
    found = gathered(((day, values[day]) for day in sorted(values)), until, weeks)
    return tuple(week(monday, [value for value in answers if value is not None]) for monday, answers in found)


def gathered(days: Iterable[tuple[date, T]], until: date, weeks: int) -> list[tuple[date, list[T]]]:
    """What stands beside each day, by the weeks that end with the week of `until`, which is the last day.

    Args:
        days: in order.
        until: later days are left out.
        weeks: how many; earlier days are left out.
    """
    last, end = week_of(until), until.toordinal()
    first = last.toordinal() - 7 * (weeks - 1)
    found: list[list[T]] = [[] for _ in range(weeks)]
    for day, one in days:
        if first <= (number := day.toordinal()) <= end:
            found[(number - first) // 7].append(one)
    return [(date.fromordinal(first + 7 * place), held) for place, held in enumerate(found)]


def week(monday: date, values: Sequence[float]) -> Week:
    """One week of a measure, from the values of its days in their order."""
    if not values:
        return Week(monday)
    ranked = sorted(values)
    return Week(monday, tuple(values), _quarter(ranked, 1), _quarter(ranked, 2), _quarter(ranked, 3))


def _quarter(ranked: Sequence[float], part: int) -> float:
    """The first, second or third quartile, both ends included, between two values by their distance."""
    at, beyond = divmod(part * (len(ranked) - 1), 4)
    return (ranked[at] * (4 - beyond) + ranked[at + 1] * beyond) / 4 if beyond else ranked[at]
