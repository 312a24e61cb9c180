"""The duty record: what a unit does for its people, told without anything that its people wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from wellbeing.domain.contact import ContactKind
from wellbeing.domain.errors import BadInput, DutyUnusable
from wellbeing.domain.outcomes import one_line
from wellbeing.domain.people import UnitId
from wellbeing.domain.periods import Period
from wellbeing.words import mark

LONGEST: Final = 200
"""Longest sentence about what was done, in characters."""
OLDEST: Final = timedelta(days=5 * 366)
"""How far back something may be written down."""
AT_MOST: Final = 400
"""What a unit writes down, in all."""


class DutyKind(StrEnum):
    """What can be done for a unit's people."""

    TRAINING = "training"
    SUPPORT = "support"
    TALK = "talk"
    COMMENTS = "comments"
    OTHER = "other"


DUTY_NAMES: Final[Mapping[DutyKind, str]] = {
    DutyKind.TRAINING: mark("Training given"),
    DutyKind.SUPPORT: mark("Support offered"),
    DutyKind.TALK: mark("Talk held with the team"),
    DutyKind.COMMENTS: mark("Comments answered"),
    DutyKind.OTHER: mark("Something else"),
}


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that was done; nothing says who wrote it down."""

    id: UUID
    unit: UnitId
    day: date
    kind: DutyKind
    words: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One version of the break rule."""

    number: int
    published_on: date
    effective_from: date
    comments_until: date | None
    note: str
    withdrawn: bool
    holds: bool
    """Whether it is the one in force."""
    work_min: int
    """Minutes of work without a break."""
    break_min: int


@dataclass(frozen=True, slots=True)
class Record:
    """All that the printed record says."""

    name: str
    made_on: date
    rules: tuple[RuleLine, ...]
    """The newest first."""
    lines: int
    """Crisis lines of the unit's country."""
    confirmed: int
    """Those that two people have looked at."""
    contacts: tuple[tuple[ContactKind, str], ...]
    """Whom the unit names to its people, in its order."""
    outcomes: tuple[tuple[date, str], ...]
    """What was told of the work, the newest first."""
    duties: tuple[Duty, ...]
    """The newest first."""
    released: tuple[Period, ...]
    """Periods of which the unit was shown a picture, the newest first."""
    withheld: int
    """Periods that ended without one."""

    def of(self, kind: DutyKind) -> tuple[Duty, ...]:
        """What was done of one kind."""
        return tuple(one for one in self.duties if one.kind is kind)


def tidy(words: str) -> str:
    """A sentence without stray spaces.

    Raises:
        DutyUnusable: it says nothing, or more than `LONGEST` characters.
    """
    plain = one_line(words, LONGEST)
    if not plain:
        raise DutyUnusable
    return plain


def dated(day: date, today: date) -> date:
    """A day on which something can have been done.

    Raises:
        BadInput: it lies ahead, or before `OLDEST`.
    """
    if not today - OLDEST <= day <= today:
        raise BadInput
    return day
