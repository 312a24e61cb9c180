"""One's own usual: where a result lies among the earlier ones, and whether a difference says anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median
from typing import Final

from wellbeing.domain.instruments.instrument import Scale

FEWEST: Final = 3
"""With fewer earlier results there is no usual yet."""


@dataclass(frozen=True, slots=True)
class Usual:
    """The middle and the ends of a person's own earlier results."""

    middle: float = field(repr=False)
    low: int = field(repr=False)
    high: int = field(repr=False)
    count: int


class Place(StrEnum):
    """Where a result lies by one's own usual."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"


class Change(StrEnum):
    """What may be said of two results that follow each other."""

    SAME = "same"
    """They differ by less than what is published as more than chance."""
    HIGHER = "higher"
    LOWER = "lower"


def usual(earlier: Sequence[int]) -> Usual | None:
    """The usual of earlier results; None with fewer than `FEWEST`."""
    if len(earlier) < FEWEST:
        return None
    return Usual(median(earlier), min(earlier), max(earlier), len(earlier))


def place(value: int, known: Usual) -> Place:
    """Where a result lies by the usual."""
    if value < known.low:
        return Place.BELOW
    return Place.ABOVE if value > known.high else Place.WITHIN


def change(scale: Scale, before: int, now: int) -> Change | None:
    """What may be said of the difference; nothing where no size of a change is published."""
    if scale.change is None:
        return None
    if abs(now - before) < scale.change:
        return Change.SAME
    return Change.HIGHER if now > before else Change.LOWER
