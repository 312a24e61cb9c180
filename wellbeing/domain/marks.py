"""Marks: a lead's dated remarks about their team, which everybody in the unit may read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from wellbeing.domain.errors import BadInput, MarkUnusable
from wellbeing.domain.outcomes import one_line
from wellbeing.domain.people import UnitId

LONGEST: Final = 140
"""Longest remark, in characters."""
OLDEST: Final = timedelta(days=400)
"""How far back a remark may be dated: a little more than a picture shows."""
AT_MOST: Final = 60
"""Remarks that a unit keeps."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One remark; nothing says who wrote it."""

    id: UUID
    unit: UnitId
    day: date
    words: str


def tidy(words: str) -> str:
    """A remark without stray spaces.

    Raises:
        MarkUnusable: it says nothing, or more than `LONGEST` characters.
    """
    plain = one_line(words, LONGEST)
    if not plain:
        raise MarkUnusable
    return plain


def dated(day: date, today: date) -> date:
    """A day that a remark may have.

    Raises:
        BadInput: it lies ahead, or before `OLDEST`.
    """
    if not today - OLDEST <= day <= today:
        raise BadInput
    return day
