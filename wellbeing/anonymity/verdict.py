"""Verdicts: whether a team is under more strain than before, by a test that is stated and nothing else.

    statistic   (high - low) as a share of the roster, mean of the newer periods minus mean of the older ones
    variance    the noise, 2 · 2.61² a period; and people who move a band by chance, 0.15 a person and period
    test        one-sided at 5 in 100 in each direction

The 0.15 is a judgement: about one person in seven ends a quiet period in another band than the last one.
Where fewer do, false alarms are rarer than 5 in 100; where more do, they are more frequent.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import StrEnum
from statistics import NormalDist
from typing import Final

from wellbeing.anonymity.estimate import Told, together
from wellbeing.anonymity.noise import CELLS_SD, MU

BY_CHANCE: Final = 0.15
"""Variance of one person's part in (high - low) from one quiet period to the next."""
FALSE_ALARMS: Final = 0.05
"""How often a quiet comparison is called rising, and how often falling."""
FEWEST: Final = 2
"""Periods on each side of a comparison, at least: eight weeks."""
_NORMAL: Final = NormalDist()
BOUND: Final = _NORMAL.inv_cdf(1 - FALSE_ALARMS)
"""1.645 standard deviations."""


class Verdict(StrEnum):
    """What a comparison says."""

    TOO_EARLY = "too_early"
    """There are not enough periods on one of the sides."""
    CANNOT_TELL = "cannot_tell"
    RISING = "rising"
    FALLING = "falling"


def window(roster: int) -> int | None:
    """Periods on each side of a comparison; None when the roster is too small for any."""
    cells = together(roster).cells
    return None if cells is None else max(FEWEST, cells)


def compare(older: Sequence[Told], newer: Sequence[Told]) -> Verdict:
    """Whether strain in the newer periods lies above or below the older ones."""
    if not older or not newer:
        return Verdict.TOO_EARLY
    least = max((window(one.roster) or len(older) + len(newer) + 1) for one in (*older, *newer))
    if len(older) < least or len(newer) < least:
        return Verdict.TOO_EARLY
    moved = _mean(newer) - _mean(older)
    deviations = moved / math.sqrt(_variance(older) + _variance(newer))
    if deviations > BOUND:
        return Verdict.RISING
    return Verdict.FALLING if deviations < -BOUND else Verdict.CANNOT_TELL


def detected(roster: int, taking_part: float, moved: float) -> float | None:
    """How often a real change is called, 0 to 1, with the usual window on each side; None when there is none.

    Args:
        roster: seats of the group.
        taking_part: the share that contributes.
        moved: the share of those whose average moves up one band.
    """
    periods = window(roster)
    if periods is None:
        return None
    people = roster * taking_part
    sd = math.sqrt(2 * (2 * CELLS_SD**2 + BY_CHANCE * people) / periods)
    assumed = math.sqrt(2 * (2 * CELLS_SD**2 + BY_CHANCE * roster) / periods)
    return 1 - _NORMAL.cdf((BOUND * assumed - moved * people) / sd)


def guessed(releases: float) -> float:
    """How often the best guess about one person is right after so many releases, from 0.5 to 1.

    A quarter has 13 / 4 of them.
    """
    return _NORMAL.cdf(MU * math.sqrt(releases) / 2)


def _mean(periods: Sequence[Told]) -> float:
    return sum((one.counters.high - one.counters.low) / one.roster for one in periods) / len(periods)


def _variance(periods: Sequence[Told]) -> float:
    each = ((2 * CELLS_SD**2 + BY_CHANCE * one.roster) / one.roster**2 for one in periods)
    return sum(each) / len(periods) ** 2
