"""The outline of a check-in in three bytes, as it stands in its line of the manifest.

    bits, from the top: unused 2 | known 1 | noted 1 | recovery 2 | feelings 6 |
                        intrusions 3 | sleep 3 | energy 3 | heaviness 3

An answer is its step and one, or 0 when it was skipped. Feelings are 0 when they were skipped, else 32 and
one bit for each that was chosen. A line without an outline has zeros there.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from wellbeing.domain.checkin import STEPS, CheckIn, Feeling, Question
from wellbeing.domain.outline import Outline

UNKNOWN: Final = bytes(3)
"""Stands in the line of whatever is no check-in, and of check-ins whose outline was never taken."""

_KNOWN: Final = 1 << 21
_NOTED: Final = 1 << 20
_CHOSEN: Final = 1 << 5
_FEELINGS: Final = tuple(Feeling)


def _steps(question: Question) -> tuple[int | None, ...]:
    """What each number stands for, 0 first."""
    return (None, *range(STEPS[question]))


_HEAVINESS: Final = _steps(Question.HEAVINESS)
_ENERGY: Final = _steps(Question.ENERGY)
_SLEEP: Final = _steps(Question.SLEEP)
_INTRUSIONS: Final = _steps(Question.INTRUSIONS)
_RECOVERY: Final = _steps(Question.RECOVERY)
_CHOICES: Final = {0: None} | {
    _CHOSEN | bits: frozenset(one for place, one in enumerate(_FEELINGS) if bits >> place & 1)
    for bits in range(1 << len(_FEELINGS))
}


def packed(checkin: CheckIn) -> bytes:
    """The outline of a check-in, 3 bytes."""
    chosen = 0
    if checkin.feelings is not None:
        chosen = _CHOSEN | sum(1 << _FEELINGS.index(one) for one in checkin.feelings)
    bits = _KNOWN | (_NOTED if checkin.note else 0) | _step(checkin.recovery) << 18 | chosen << 12
    bits |= _step(checkin.intrusions) << 9 | _step(checkin.sleep) << 6
    return (bits | _step(checkin.energy) << 3 | _step(checkin.heaviness)).to_bytes(3, "big")


def unpacked(day: int, raw: bytes) -> Outline | None:
    """The outline of the check-in of a day, or None when it is not known or this program does not know it.

    Args:
        day: the proleptic Gregorian ordinal.
        raw: what `packed` wrote.
    """
    bits = int.from_bytes(raw, "big")
    if not bits & _KNOWN or bits >= _KNOWN << 1:
        return None
    try:
        return Outline(
            date.fromordinal(day),
            _HEAVINESS[bits & 7],
            _ENERGY[bits >> 3 & 7],
            _SLEEP[bits >> 6 & 7],
            _INTRUSIONS[bits >> 9 & 7],
            _CHOICES[bits >> 12 & 63],
            _RECOVERY[bits >> 18 & 3],
            bool(bits & _NOTED),
        )
    except (LookupError, ValueError, OverflowError):
        return None


def agrees(raw: bytes, value: object) -> bool:
    """Whether a listed outline is that of what was opened; one that is not known contradicts nothing."""
    return raw == UNKNOWN or (isinstance(value, CheckIn) and raw == packed(value))


def _step(answer: int | None) -> int:
    return 0 if answer is None else answer + 1
