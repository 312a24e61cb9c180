"""The last days in one row of gauges, today framed at the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from wellbeing.ui.pictures.gauge import PITCH, Levels, outlined, painted, well
from wellbeing.words import Translator

DAYS = 14
"""How many days the strip shows."""
VIEW = f"-2 -2 {DAYS * PITCH + 2} {PITCH + 2}"


@dataclass(frozen=True, slots=True)
class StripPicture:
    """The paths of the row, by the class each is painted with, and what it says."""

    wells: str
    none: str
    few: str
    level_0: str
    level_1: str
    level_2: str
    level_3: str
    level_4: str
    mark: str
    sentence: str


def draw(levels: Levels, today: date, t: Translator) -> StripPicture:
    """Draw the `DAYS` days that end with today; `levels` as for the calendar."""
    places = {today - timedelta(days=DAYS - 1 - column): (column, 0) for column in range(DAYS)}
    answered = sum(day in levels for day in places)
    return StripPicture(
        "".join(well(column, 0, 0) for column in range(DAYS)),
        *painted(places.items(), levels, today),
        mark=outlined(DAYS - 1, 0),
        sentence=t.n(
            "The last 14 days, {count} of them answered.",
            "The last 14 days, {count} of them answered.",
            answered,
        ),
    )
