"""The sorts of entries a person has, and the keys they are reached with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Generic, TypeVar

from wellbeing.domain.ballot import BallotPage
from wellbeing.domain.checkin import CheckIn
from wellbeing.domain.diary import Page
from wellbeing.domain.exposure import ExposureDay
from wellbeing.domain.instruments.sheet import MeasurePage
from wellbeing.domain.people import PersonId, Profile
from wellbeing.domain.plan import Plan
from wellbeing.domain.preferences import Preferences
from wellbeing.domain.relief import ReliefPage
from wellbeing.vault import measure_codec, preferences_codec  # noqa: F401 their kinds are known from here on
from wellbeing.vault.codec import Kind
from wellbeing.vault.keys import PersonKeys

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Access:
    """A person and their keys, for one piece of work."""

    person: PersonId
    keys: PersonKeys = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sort(Generic[T]):
    """A kind of entry together with the type of what it holds."""

    kind: Kind
    holds: type[T]
    blank: Callable[[date], T] | None = None
    """What stands for nothing on a day; only sorts that stand side by side have it (see `DAILY`)."""
    is_blank: Callable[[T], bool] = lambda _value: False
    """Whether a value stands there for show only."""

    def blank_of(self, day: date) -> T:
        """What stands for nothing on a day."""
        assert self.blank is not None
        return self.blank(day)


def _unanswered(checkin: CheckIn) -> bool:
    return checkin.heaviness is None and checkin.empty  # the first half is quick, and nearly always enough


def _idle(day: ExposureDay) -> bool:
    return not day.events


PROFILE: Final = Sort(Kind.PROFILE, Profile)
CHECKIN: Final = Sort(Kind.CHECKIN, CheckIn, CheckIn, _unanswered)
EXPOSURE: Final = Sort(Kind.EXPOSURE, ExposureDay, ExposureDay, _idle)
LOG: Final = Sort(Kind.LOG, Page)
PREFERENCES: Final = Sort(Kind.PREFERENCES, Preferences)
"""Kept for `ALWAYS`."""
MEASURE: Final = Sort(Kind.MEASURE, MeasurePage)
"""One entry a month, kept under its first day."""
PLAN: Final = Sort(Kind.PLAN, Plan)
"""Kept for `ALWAYS`."""
RELIEF: Final = Sort(Kind.RELIEF, ReliefPage)
"""One entry a month, kept under its first day."""
BALLOT: Final = Sort(Kind.BALLOT, BallotPage)
"""Kept for `ALWAYS`; everybody has one, and it is sealed anew with every contribution or none."""
DAILY: Final[tuple[Sort[Any], ...]] = (CHECKIN, EXPOSURE)
"""Sorts that share their days: a day has a row of each or of none, and all are sealed anew together. So no
copy of the rows, and no two copies, tell who checked in from who worked with the timer."""
ALWAYS: Final = date.min
"""The day of what has no day, such as the profile; its ordinal never reaches the manifest."""


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """All entries of a sort that could be opened, and how many could not."""

    values: tuple[T, ...] = field(repr=False)
    damaged: int = 0


def beside(sort: Sort[Any]) -> tuple[Sort[Any], ...]:
    """The other sorts that share their days with this one."""
    return tuple(one for one in DAILY if one is not sort) if sort in DAILY else ()
