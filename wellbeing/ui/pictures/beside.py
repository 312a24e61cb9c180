"""Weeks of exposure above weeks of answers, on the same axis: what lay side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from wellbeing.domain.trends import Week
from wellbeing.ui.lengths import HOUR, length_words
from wellbeing.words import Translator, day_words

WIDTH: Final = 1000
HEIGHT: Final = 100
VIEW: Final = f"0 0 {WIDTH} {HEIGHT}"
LEAST_TOP: Final = 10 * HOUR
"""Where the axis of a week's exposure ends at least."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One measure over the weeks: its name, its ends, and its paths."""

    name: str
    top: str
    floor: str
    bars: str
    dots: str


@dataclass(frozen=True, slots=True)
class BesidePicture:
    """The lanes one above the other, what they say, and the same as a table."""

    lanes: list[Lane]
    sentence: str
    head: list[str]
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class Answers:
    """One measure's weeks, with what it is called and what its ends are called."""

    name: str
    low: str
    high: str
    top: int
    weeks: Sequence[Week]


def draw(minutes: Sequence[int], measures: Sequence[Answers], sentence: str, t: Translator) -> BesidePicture:
    """Draw so many minutes of each week, and under them the middle of each week's answers."""
    step = WIDTH / len(minutes)
    top = max(LEAST_TOP, -(-max(minutes) // (5 * HOUR)) * 5 * HOUR)
    bars = "".join(
        f"M{step * at + step * 0.2:.0f} {HEIGHT}V{HEIGHT * (1 - spent / top):.1f}h{step * 0.6:.0f}V{HEIGHT}z"
        for at, spent in enumerate(minutes)
        if spent
    )
    lanes = [Lane(t("Time with material"), length_words(top, t), "0", bars, "")]
    for one in measures:
        dots = "".join(
            f"M{step * (at + 0.5):.0f} {HEIGHT * (1 - week.middle / one.top):.1f}h0"
            for at, week in enumerate(one.weeks)
            if week.middle is not None
        )
        lanes.append(Lane(one.name, one.high, one.low, "", dots))
    return BesidePicture(
        lanes,
        sentence,
        [t("Week from"), t("Time with material"), *(one.name for one in measures)],
        [_row(at, spent, measures, t) for at, spent in enumerate(minutes)][::-1],
    )


def _row(at: int, spent: int, measures: Sequence[Answers], t: Translator) -> list[str]:
    middles = [one.weeks[at].middle for one in measures]
    told = [t("No answer") if middle is None else t.number(round(middle, 1)) for middle in middles]
    return [day_words(measures[0].weeks[at].starts, t.locale), length_words(spent, t), *told]
