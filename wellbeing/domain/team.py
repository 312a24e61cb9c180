"""The picture of a team: what a lead may see, and every officer may see of it, as ranges and never as points.

A lead's page and the officer's "What my lead sees" are drawn from the same `View`: nobody is told more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from wellbeing.domain.people import UnitId
from wellbeing.domain.periods import Period

SHOWN_PERIODS: Final = 13
"""Periods on a picture: a year."""


class Measure(StrEnum):
    """What is shown of a team, each as a picture of its own."""

    HIGH = "high"
    """Share of the seats whose own average lies in the high band."""
    LOW = "low"
    """The same of the low band."""
    PART = "part"
    """Share of the seats that took part."""
    HOURS = "hours"
    """Hours with material a week, of those who took part; 10 is 10 or more."""
    BREAKS = "breaks"
    """Share of those who took part that kept to the breaks."""

    @property
    def top(self) -> float:
        """Where its axis ends; it never moves, so that noise does not look like news."""
        return 10.0 if self is Measure.HOURS else 1.0


class State(StrEnum):
    """What a picture shows for one period; the three look different, in print as well."""

    SHOWN = "shown"
    HIDDEN = "hidden"
    """Too blurred to help, or too few seats: hidden to protect people. It never says which."""
    MISSING = "missing"
    """There is no picture: it is before the first one, or it was not published."""


class Bucket(StrEnum):
    """How many seats a group has, roughly."""

    FEW = "few"
    """8 to 11."""
    SOME = "some"
    """12 to 19."""
    MANY = "many"
    """20 or more."""

    @classmethod
    def of(cls, roster: int) -> Bucket | None:
        """The bucket of a roster; None below the hard floor, where nothing is told."""
        if roster < 8:
            return None
        return cls.FEW if roster < 12 else cls.SOME if roster < 20 else cls.MANY


class Trend(StrEnum):
    """What a comparison says; the test and how often it errs are in `anonymity.verdict`."""

    TOO_EARLY = "too_early"
    CANNOT_TELL = "cannot_tell"
    RISING = "rising"
    FALLING = "falling"


class Situation(StrEnum):
    """Whether a unit has a picture at all, which follows from seats and days alone."""

    TOLD = "told"
    """There is one."""
    WAITING = "waiting"
    """The first one is on its way."""
    SMALL = "small"
    """Too few seats, and no neighbour to be counted with."""
    ENDS = "ends"
    """The unit has an end; its people count at home."""


@dataclass(frozen=True, slots=True)
class Range:
    """From where to where; the truth lies in it as often as its name says."""

    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class Band:
    """One period of one measure."""

    period: Period
    state: State
    inner: Range | None = None
    """Half of the time the truth lies in it."""
    outer: Range | None = None
    """95 times in 100."""


@dataclass(frozen=True, slots=True)
class Series:
    """One measure over the year."""

    measure: Measure
    bands: tuple[Band, ...]
    """`SHOWN_PERIODS`, the oldest first."""
    together: int | None
    """Periods that each band takes together; None when more than half a year would be needed."""

    @property
    def newest(self) -> Band | None:
        """The last band that is shown."""
        return next((one for one in reversed(self.bands) if one.state is State.SHOWN), None)


@dataclass(frozen=True, slots=True)
class Mix:
    """How the seats were spread in the newest window: each share, and where one ends and the next begins."""

    until: date
    low: Range
    middle: Range
    high: Range
    none: Range
    """Took no part; the four are 95 % ranges."""
    edges: tuple[Range, Range, Range]
    """Ends of low, middle and high when they are stacked in this order, as 50 % ranges."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Newer periods beside older ones."""

    trend: Trend
    weeks: int
    """Length of each side; 0 when there are too few seats for any."""
    until: date | None = None
    """Last day of the newer side; None when it is too early."""


@dataclass(frozen=True, slots=True)
class AroundRule:
    """The weeks after the newest break rule beside the weeks before it."""

    effective_from: date
    comparison: Comparison


class Sign(StrEnum):
    """What a dated marker stands for."""

    RULE = "rule"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Marker:
    """Something that happened on a day, drawn on every picture."""

    day: date
    sign: Sign
    unit: str
    """The unit's name."""
    words: str
    """Of a note; empty for a rule."""
    number: int = 0
    """The version of a rule."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How often this size notices a real change, when so many take part."""

    taking_part: float
    """Share of the seats."""
    moved: float
    """Share of those whose average moves up one band."""
    noticed: float | None
    """From 0 to 1; None when there are too few seats for any comparison."""


@dataclass(frozen=True, slots=True)
class View:
    """All that leads may see of one unit; nothing in it is live, and nothing is about one person."""

    unit: UnitId
    name: str
    counted: tuple[str, ...]
    """Names of the units whose people are counted here, when it is not this unit alone."""
    sums: bool
    """Whether it is the sum of the groups below the unit."""
    situation: Situation
    bucket: Bucket | None
    next_at: datetime | None
    """When the next picture comes, in UTC; None when none will."""
    series: tuple[Series, ...] = ()
    """One for each `Measure`, in their order; none unless there is a picture."""
    mix: Mix | None = None
    overall: Comparison = Comparison(Trend.TOO_EARLY, 0)
    around: AroundRule | None = None
    markers: tuple[Marker, ...] = ()
    """The oldest first."""
    reach: tuple[Reach, ...] = ()

    def of(self, measure: Measure) -> Series | None:
        """The series of a measure."""
        return next((one for one in self.series if one.measure is measure), None)
