"""One day drawn as a small gauge: the harder the day, the higher and the darker, so neither is the only sign.

Gauges are strokes without caps, because `M0 9h10` is a third of a rectangle's bytes and a year
has 365 of them. The class of the path (`.cal-0` to `.cal-4`) sets their thickness; `thickness` mirrors it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

Places = Mapping[date, tuple[int, int]]
"""The column and the row that each day stands in."""
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


def filled(column: int, row: int, level: int) -> str:
    """The gauge of a day with an answer, standing on the floor of its well."""
    middle = row * PITCH + SIZE - thickness(level) // 2
    return f"M{column * PITCH} {middle}h{SIZE}"


def dotted(column: int, row: int) -> str:
    """The dot of a day without an answer, drawn with a round cap."""
    return f"M{column * PITCH + SIZE // 2} {row * PITCH + SIZE // 2}h0"


def hollow(places: Places, levels: Levels) -> str:
    """The days with an answer and no step: a small empty square each, neither easy nor hard."""
    steps = (place for day, place in places.items() if day in levels and levels[day] is None)
    return "".join(f"M{column * PITCH + 3} {row * PITCH + 3}h4v4h-4z" for column, row in steps)


def outlined(column: int, row: int) -> str:
    """A frame around one day, for today."""
    return f"M{column * PITCH - 1} {row * PITCH - 1}h{SIZE + 2}v{SIZE + 2}h-{SIZE + 2}z"


def well(column: int, first_row: int, last_row: int) -> str:
    """The wells of a column of days, one dashed stroke (10 on, 2 off) down its middle."""
    return f"M{column * PITCH + SIZE // 2} {first_row * PITCH}V{last_row * PITCH + SIZE}"


def gauges(places: Places, levels: Levels) -> list[str]:
    """One path for each level: the gauges of the days that were answered so."""
    return [
        "".join(filled(*place, level) for day, place in places.items() if levels.get(day) == level)
        for level in range(LEVELS)
    ]


def dots(places: Places, levels: Levels, today: date) -> str:
    """The days before today that have no answer."""
    return "".join(dotted(*place) for day, place in places.items() if day not in levels and day < today)
