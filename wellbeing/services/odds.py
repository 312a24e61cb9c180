"""Odds: how far pictures of a team reach, by the bounds and the test that they are made with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wellbeing.anonymity import verdict
from wellbeing.anonymity.ledger import PERSON_PERIODS
from wellbeing.domain.periods import YEAR

PARTS: Final = (0.4, 0.7, 1.0)
"""The shares of a team that are looked at, should so many be counted."""
MOVES: Final = (0.3, 0.6)
"""The shares of those whose days become harder by one band."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """How often a lead is told that days have become harder, when so many are counted and they have."""

    part: float
    """The share of the team that is counted."""
    some: float
    """How often when the first of `MOVES` have, 0 to 1."""
    most: float
    """The same for the second."""


def guessed() -> tuple[float, float, float, float]:
    """How often the best guess about one person is right, 0 to 1.

    After one report, a quarter, a year, and as many periods as one person ever takes part in.
    """
    quarter = YEAR / 4
    one, three, year, ever = map(verdict.guessed, (1, quarter, YEAR, PERSON_PERIODS))
    return one, three, year, ever


def noticed(roster: int) -> tuple[Noticed, ...]:
    """What a lead can notice in a team of so many seats; nothing when nothing is compared at that size."""
    found = [(part, [verdict.detected(roster, part, move) for move in MOVES]) for part in PARTS]
    return tuple(
        Noticed(part, some, most) for part, (some, most) in found if some is not None and most is not None
    )
