"""The strain index: the app's own 0 to 10 summary of a check-in, not a clinical scale."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from wellbeing.domain.checkin import STEPS, STRAINED, CheckIn, Question

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


def strain(checkin: CheckIn) -> float | None:
    """The mean, 0 (easy) to 10 (hard), of the answered among four parts; None with fewer than two.

    Parts: energy reversed, sleep reversed and intrusions, each scaled to 0..10, and feelings
    (none of numb, on edge, low: 0; one: 5; more: 10). Heaviness and recovery take no part.
    """
    parts: list[float] = []
    if checkin.energy is not None:
        parts.append(_TIRED[checkin.energy])
    if checkin.sleep is not None:
        parts.append(_SLEEPLESS[checkin.sleep])
    if checkin.intrusions is not None:
        parts.append(_HAUNTED[checkin.intrusions])
    if checkin.feelings is not None:
        parts.append(min(len(checkin.feelings & STRAINED), 2) * TOP / 2)
    if len(parts) < 2:
        return None
    return sum(parts) / len(parts)


def band(index: float) -> Band:
    """The band an index lies in."""
    if index < LOW_BELOW:
        return Band.LOW
    return Band.HIGH if index > HIGH_ABOVE else Band.MIDDLE
