"""The last days in one row of gauges, today framed at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from wellbeing.ui.pictures.gauge import LEVELS, PITCH, dotted, filled, outlined, well
from wellbeing.words import Translator

DAYS = 14
"""How many days the strip shows."""
VIEW = f"-2 -2 {DAYS * PITCH + 2} {PITCH + 2}"


@dataclass(frozen=True, slots=True)
class StripPicture:
    """The paths of the row, by the class each is painted with, and what it says."""

    wells: str
    none: str
    level_0: str
    level_1: str
    level_2: str
    level_3: str
    level_4: str
    mark: str
    sentence: str


def draw(levels: Mapping[date, int], today: date, t: Translator) -> StripPicture:
    """Draw the `DAYS` days that end with today; `levels` is 0 to 4 for each answered day."""
    span = [today - timedelta(days=DAYS - 1 - column) for column in range(DAYS)]
    answered = sum(day in levels for day in span)
    return StripPicture(
        "".join(well(column, 0, 0) for column in range(DAYS)),
        "".join(dotted(column, 0) for column, day in enumerate(span[:-1]) if day not in levels),
        *(
            "".join(filled(column, 0, level) for column, day in enumerate(span) if levels.get(day) == level)
            for level in range(LEVELS)
        ),
        mark=outlined(DAYS - 1, 0),
        sentence=t.n(
            "The last 14 days, {count} of them answered.",
            "The last 14 days, {count} of them answered.",
            answered,
        ),
    )
