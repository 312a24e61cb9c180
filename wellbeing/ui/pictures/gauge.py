"""One day drawn as a small gauge: the harder the day, the higher and the darker, so neither is the only sign.

Gauges are strokes without caps, because `M0 9h10` is a third of a rectangle's bytes and a year
has 365 of them. The class of the path (`.cal-0` to `.cal-4`) sets their thickness; `thickness` mirrors it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

Places = Iterable[tuple[date, tuple[int, int]]]
"""Days, each with the column and the row it stands in."""
Levels = Mapping[date, int | None]
"""A step for each answered day; None when too little was answered for one."""

LEVELS = 5
"""How many steps a gauge has, 0 (easy) to 4 (hard)."""
SIZE = 10
"""Side of one day, in picture units."""
PITCH = 12
"""Distance from one day to the next."""


def thickness(level: int) -> int:
    """How high a gauge of this level stands, 2 to `SIZE`."""
    return 2 + 2 * level


def level_of(index: float) -> int:
    """The step, 0 to 4, that an index from 0 to 10 falls into; each step is two points wide."""
    return max(0, min(LEVELS - 1, int(index / 2)))


# A path depends on nothing but its place, and a year asks for each of them many times.
@cache
def filled(column: int, row: int, level: int) -> str:
    """The gauge of a day with an answer, standing on the floor of its well."""
    middle = row * PITCH + SIZE - thickness(level) // 2
    return f"M{column * PITCH} {middle}h{SIZE}"


@cache
def dotted(column: int, row: int) -> str:
    """The dot of a day without an answer, drawn with a round cap."""
    return f"M{column * PITCH + SIZE // 2} {row * PITCH + SIZE // 2}h0"


@cache
def hollow(column: int, row: int) -> str:
    """The small empty square of a day with an answer and no step: neither easy nor hard."""
    return f"M{column * PITCH + 3} {row * PITCH + 3}h4v4h-4z"


def outlined(column: int, row: int) -> str:
    """A frame around one day, for today."""
    return f"M{column * PITCH - 1} {row * PITCH - 1}h{SIZE + 2}v{SIZE + 2}h-{SIZE + 2}z"


def well(column: int, first_row: int, last_row: int) -> str:
    """The wells of a column of days, one dashed stroke (10 on, 2 off) down its middle."""
    return f"M{column * PITCH + SIZE // 2} {first_row * PITCH}V{last_row * PITCH + SIZE}"


def painted(places: Places, levels: Levels, today: date) -> list[str]:
    """The paths of days: those before today without an answer, those without a step, then each level's."""
    none: list[str] = []
    few: list[str] = []
    steps: list[list[str]] = [[] for _ in range(LEVELS)]
    for day, place in places:
        if day not in levels:
            if day < today:
                none.append(dotted(*place))
        elif (level := levels[day]) is None:
            few.append(hollow(*place))
        else:
            steps[level].append(filled(*place, level))
    return ["".join(paths) for paths in (none, few, *steps)]
