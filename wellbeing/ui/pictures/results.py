"""Results over time: each a dot on a line, one's own usual as a shade, published ranges as dotted lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from wellbeing.domain.instruments.usual import usual
from wellbeing.ui.pictures.trend import HEIGHT, MOST_TICKS, WIDTH, Tick, TrendPicture
from wellbeing.words import Translator, day_words, month_name

FEWEST: Final = 2
"""One result is a number; two are the beginning of a line."""
MARGIN: Final = 40
"""Room at both ends, in picture units, so that a dot at the edge is whole."""


def draw(
    points: Sequence[tuple[date, int]], low: int, high: int, edges: Sequence[int], t: Translator
) -> TrendPicture:
    """Draw at least two results on an axis fixed to the ends of their scale, so that noise is no news.

    Args:
        points: days and numbers, oldest first.
        low: the lowest number there can be.
        high: the highest.
        edges: where a published range begins, each a dotted line.
        t: the translator.
    """
    first, last = points[0][0], points[-1][0]
    span = max((last - first).days, 1)
    places = [MARGIN + (WIDTH - 2 * MARGIN) * (day - first).days / span for day, _ in points]
    heights = [_height(value, low, high) for _, value in points]
    marks = list(zip(places, heights, strict=True))
    known = usual([value for _, value in points[:-1]])
    band = ""
    if known is not None:
        top, floor = _height(known.high, low, high), _height(known.low, low, high)
        band = f"M0 {top:.1f}H{WIDTH}V{max(floor, top + 1):.1f}H0z"
    return TrendPicture(
        band=band,
        line="M" + "L".join(f"{x:.0f} {y:.1f}" for x, y in marks),
        dots="".join(f"M{x:.0f} {y:.1f}h0" for x, y in marks),
        nothing="".join(f"M0 {_height(edge, low, high):.1f}H{WIDTH}" for edge in edges),
        ticks=_ticks(points, places, t),
        sentence=_sentence(points, t),
        head=[t("Day"), t("Number")],
        rows=[[day_words(day, t.locale, year=True), t.number(value)] for day, value in reversed(points)],
        enough=True,
    )


def _height(value: float, low: int, high: int) -> float:
    return HEIGHT * (1 - (value - low) / (high - low))


def _ticks(points: Sequence[tuple[date, int]], places: Sequence[float], t: Translator) -> list[Tick]:
    """The months below the axis, thinned out from the newest back so that they do not run into each other."""
    room = WIDTH / MOST_TICKS
    kept: list[Tick] = []
    named: set[tuple[int, int]] = set()
    free = float(WIDTH * 2)
    for (day, _), x in zip(reversed(points), reversed(places), strict=True):
        if free - x >= room and (day.year, day.month) not in named:
            kept.append(Tick(f"{100 * x / WIDTH:.1f}%", month_name(day.month, t.locale, "abbreviated")))
            named.add((day.year, day.month))
            free = x
    return kept[::-1]


def _sentence(points: Sequence[tuple[date, int]], t: Translator) -> str:
    values = [value for _, value in points]
    counted = t.n("{count} result.", "{count} results.", len(values))
    ranged = t(
        "Between {low} and {high}; the last one {last}.",
        low=t.number(min(values)),
        high=t.number(max(values)),
        last=t.number(values[-1]),
    )
    return f"{counted} {ranged}"
