"""A workday as a bar: what is worked, where the breaks lie, and thinly above it the day as it is now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from wellbeing.domain.workday import Part, Piece, Workday
from wellbeing.ui.lengths import length_words, wall
from wellbeing.ui.pictures.trend import Tick
from wellbeing.words import Translator, mark

WIDTH: Final = 1000
HEIGHT: Final = 100
VIEW: Final = f"0 0 {WIDTH} {HEIGHT}"
"""Stretched to the place it gets, like a trend; strokes keep their width, words stand outside."""
FLOOR: Final = 96
_TOPS: Final[Mapping[Part, int]] = {Part.OTHER: 86, Part.WORK: 28, Part.SHORT: 66, Part.LONG: 50}
"""How high each part stands: the height says what it is, whatever the colours are."""
_THIN: Final = (4, 14)
"""The day as it is now, above the other."""
PART_NAMES: Final[Mapping[Part, str]] = {
    Part.WORK: mark("Work with material"),
    Part.SHORT: mark("Break"),
    Part.LONG: mark("Long break"),
    Part.OTHER: mark("Other work"),
}


@dataclass(frozen=True, slots=True)
class WorkdayPicture:
    """The paths of the bar by what they show, its hours, what it says, and the same as a table."""

    other: str
    work: str
    short: str
    long: str
    before: str
    """The stretches of work of the day as it is now; empty when the two are the same."""
    ticks: list[Tick]
    sentence: str
    head: list[str]
    rows: list[list[str]]


def draw(day: Workday, before: Workday, t: Translator) -> WorkdayPicture:
    """Draw a day, with the one it would replace thinly above it when they differ."""
    first, last = min(day.start_min, before.start_min), max(day.end_min, before.end_min)
    scale = WIDTH / (last - first)
    paths = {part: _blocks(day.pieces, part, first, scale) for part in Part}
    thin = "" if day == before else _thin(before.pieces, first, scale)
    return WorkdayPicture(
        paths[Part.OTHER],
        paths[Part.WORK],
        paths[Part.SHORT],
        paths[Part.LONG],
        before=thin,
        ticks=[
            Tick(f"{100 * (minute - first) / (last - first):.1f}%", wall(minute))
            for minute in range(-(-first // 120) * 120, last + 1, 120)
            if first + 20 <= minute <= last - 20
        ],
        sentence=sentence(day, t),
        head=[t("From"), t("To"), t("What"), t("How long")],
        rows=[_row(piece, t) for piece in day.pieces],
    )


def sentence(day: Workday, t: Translator) -> str:
    """What the bar says."""
    return t(
        "{start} to {end}: {breaks}, {rest} of rest, {work} with material.",
        start=wall(day.start_min),
        end=wall(day.end_min),
        breaks=t.n("{count} break", "{count} breaks", day.breaks),
        rest=length_words(day.rest_min, t),
        work=length_words(day.exposure_min, t),
    )


def block(part: Part, left: float, width: float) -> str:
    """One piece, standing on the floor."""
    return f"M{left:.1f} {FLOOR}V{_TOPS[part]}h{width:.1f}V{FLOOR}z"


def _blocks(pieces: Iterable[Piece], part: Part, first: int, scale: float) -> str:
    return "".join(
        block(part, (one.start_min - first) * scale, max(one.minutes * scale - 1, 1))
        for one in pieces
        if one.part is part
    )


def _thin(pieces: Iterable[Piece], first: int, scale: float) -> str:
    top, floor = _THIN
    return "".join(
        f"M{(one.start_min - first) * scale:.1f} {floor}V{top}h{max(one.minutes * scale - 1, 1):.1f}V{floor}z"
        for one in pieces
        if one.part is Part.WORK
    )


def _row(piece: Piece, t: Translator) -> list[str]:
    ends = piece.start_min + piece.minutes
    return [wall(piece.start_min), wall(ends), t(PART_NAMES[piece.part]), length_words(piece.minutes, t)]
