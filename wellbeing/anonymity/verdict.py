"""Verdicts: whether a team is under more strain than before, by a test that is stated and nothing else.

    statistic   (high - low) as a share of those who took part, in the newer periods against the older ones
    variance    the noise, 2 · 2.61² a period, and 2.26² on how many took part; and people who move a band by
                chance, 0.15 a person and period
    test        one-sided at 5 in 100 in each direction

It is a share of those who took part, not of the roster: otherwise a strained team in which more people begin
to take part would be called rising with nobody under more strain. Both shares are compared without dividing
(as Fieller does), so that few people make the test careful rather than wild.

The 0.15 is a judgement: about one person in seven ends a quiet period in another band than the last one.
Where fewer do, false alarms are rarer than 5 in 100; where more do, they are more frequent. That other people
take part than before can look like a change too: the test cannot tell it from one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import StrEnum
from statistics import NormalDist
from typing import Final

from wellbeing.anonymity.estimate import PROJECTED_SD, Told, draws, people, together
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


def window(roster: int, boxes: int = 1) -> int | None:
    """Periods on each side of a comparison; None when the roster is too small for any."""
    cells = together(roster, boxes).cells
    return None if cells is None else max(FEWEST, cells)


def compare(older: Sequence[Told], newer: Sequence[Told]) -> Verdict:
    """Whether strain in the newer periods lies above or below the older ones."""
    if not older or not newer:
        return Verdict.TOO_EARLY
    least = max((window(one.roster, one.boxes) or len(older) + len(newer) + 1) for one in (*older, *newer))
    if len(older) < least or len(newer) < least:
        return Verdict.TOO_EARLY
    before, now = people(older), people(newer)
    if before <= 0 or now <= 0:
        return Verdict.CANNOT_TELL
    strain, strain_now = _strain(older), _strain(newer)
    moved = strain_now * before - strain * now
    deviations = moved / math.sqrt(
        before**2 * _variance(newer, now)
        + now**2 * _variance(older, before)
        + PROJECTED_SD**2 * (strain_now**2 * draws(older) + strain**2 * draws(newer))
    )
    if deviations > BOUND:
        return Verdict.RISING
    return Verdict.FALLING if deviations < -BOUND else Verdict.CANNOT_TELL


def detected(roster: int, taking_part: float, moved: float, boxes: int = 1) -> float | None:
    """How often a real change is called, 0 to 1, with the usual window on each side; None when there is none.

    Args:
        roster: seats of the group.
        taking_part: the share that contributes.
        moved: the share of those whose average moves up one band.
        boxes: how many boxes are summed.

    It is a formula for a team with about as many high as low, and for a whole band in what is counted. Of a
    change in how people usually are, chance takes a part back: then about ten fewer in 100 are called.
    """
    periods = window(roster, boxes)
    if periods is None:
        return None
    among = roster * taking_part
    sd = math.sqrt(2 * (2 * CELLS_SD**2 * boxes + BY_CHANCE * among) / periods)
    return 1 - _NORMAL.cdf(BOUND - moved * among / sd)


def guessed(releases: float) -> float:
    """How often the best guess about one person is right after so many releases, from 0.5 to 1.

    A quarter has 13 / 4 of them.
    """
    return _NORMAL.cdf(MU * math.sqrt(releases) / 2)


def _strain(periods: Sequence[Told]) -> int:
    """High less low, added up. Projecting takes the same from both, so the raw numbers do."""
    return sum(one.counters.high - one.counters.low for one in periods)


def _variance(periods: Sequence[Told], among: float) -> float:
    """Of `_strain`, where so many took part in all."""
    return 2 * CELLS_SD**2 * draws(periods) + BY_CHANCE * among
