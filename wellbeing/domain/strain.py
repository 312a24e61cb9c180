"""The strain index: the app's own 0 to 10 summary of a check-in, not a clinical scale."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from wellbeing.domain.checkin import STEPS, STRAINED, Answered, Question

LOW_BELOW: Final = 3.3
HIGH_ABOVE: Final = 6.7
TOP: Final = 10.0


class Band(StrEnum):
    """Where an index lies; bounds are the app's own."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


def _parts(question: Question) -> tuple[float, ...]:
    """What each step of a question counts: 0 for the first to 10 for the last."""
    last = STEPS[question] - 1
    return tuple(step * TOP / last for step in range(last + 1))


_TIRED: Final = _parts(Question.ENERGY)[::-1]
_SLEEPLESS: Final = _parts(Question.SLEEP)[::-1]
_HAUNTED: Final = _parts(Question.INTRUSIONS)


def strain(checkin: Answered) -> float | None:
    """The mean, 0 (easy) to 10 (hard), of the answered among four parts; None with fewer than two.

    Parts: energy reversed, sleep reversed and intrusions, each scaled to 0..10, and feelings
    (none of numb, on edge, low: 0; one: 5; more: 10). Heaviness and recovery take no part.
    """
    total, parts = 0.0, 0
    if (energy := checkin.energy) is not None:
        total, parts = _TIRED[energy], 1
    if (sleep := checkin.sleep) is not None:
        total, parts = total + _SLEEPLESS[sleep], parts + 1
    if (intrusions := checkin.intrusions) is not None:
        total, parts = total + _HAUNTED[intrusions], parts + 1
    if (feelings := checkin.feelings) is not None:
        total, parts = total + min(len(feelings & STRAINED), 2) * TOP / 2, parts + 1
    return total / parts if parts >= 2 else None


def band(index: float) -> Band:
    """The band an index lies in."""
    if index < LOW_BELOW:
        return Band.LOW
    return Band.HIGH if index > HIGH_ABOVE else Band.MIDDLE
