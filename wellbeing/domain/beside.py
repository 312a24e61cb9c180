"""Exposure beside sleep and unwanted images, week by week: what lay side by side, never what caused what."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from statistics import fmean, median
from typing import Final

from wellbeing.domain.trends import Week

FEWEST_ANSWERS: Final = 2
"""Answered days that a week needs to be laid beside its exposure."""
FEWEST_WEEKS: Final = 3
"""Weeks needed on each side, with more and with less exposure; our judgement."""
NOTICEABLE: Final = 0.5
"""Half a step of an answer: a smaller difference is called the same; our judgement."""


class Lean(StrEnum):
    """How answers in weeks with more exposure lay beside those in weeks with less."""

    UNKNOWN = "unknown"
    """Too few weeks to say anything."""
    SAME = "same"
    HIGHER = "higher"
    LOWER = "lower"


def lean(minutes: Sequence[int], answers: Sequence[Week]) -> Lean:
    """Compare weeks above a person's own median of exposure with the others.

    Args:
        minutes: exposure of each week.
        answers: one measure over the same weeks.
    """
    pairs = [
        (spent, week.middle)
        for spent, week in zip(minutes, answers, strict=True)
        if week.middle is not None and week.n >= FEWEST_ANSWERS
    ]
    if not pairs:
        return Lean.UNKNOWN
    usual = median(spent for spent, _ in pairs)
    more = [value for spent, value in pairs if spent > usual]
    less = [value for spent, value in pairs if spent <= usual]
    if min(len(more), len(less)) < FEWEST_WEEKS:
        return Lean.UNKNOWN
    apart = fmean(more) - fmean(less)
    if abs(apart) < NOTICEABLE:
        return Lean.SAME
    return Lean.HIGHER if apart > 0 else Lean.LOWER
