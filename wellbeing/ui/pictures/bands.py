"""A year of a team as bands: the likely range dark, the nearly sure one light, and never a point or a line.

wide     where the truth nearly surely lies, light
likely   where it lies half of the time, dark
zero     a solid mark on the floor: the band ends at nothing
nothing  a dotted floor: not published, or before the first picture
hidden   hatched over the full height: hidden to protect people
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from wellbeing.domain.team import Band, Marker, Measure, Mix, Range, Reach, Series, State
from wellbeing.domain.team_words import (
    MEASURE_NAMES,
    MEASURE_SAYS,
    band_words,
    marker_words,
    pooled_words,
    reach_words,
    series_words,
    share_words,
)
from wellbeing.ui.pictures.trend import HEIGHT, WIDTH, Tick
from wellbeing.words import Translator, day_words, mark, month_name

_GAP: Final = 0.14
"""Share of a period's place left free on each side, so that no band touches the next."""
_EVERY: Final = 3
"""Every third period is named on the axis."""
_SQUARES: Final = 10
SQUARES_VIEW: Final = f"0 0 {_SQUARES * 12} 12"
_PARTS: Final = (mark("low"), mark("middle"), mark("high"), mark("not taking part"))


@dataclass(frozen=True, slots=True)
class Hatch:
    """A hatched place; it is not stretched, so that its lines stay at 45°."""

    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Pin:
    """A dated marker: where it stands, its number below the pictures, and whether it is a rule or a note."""

    x: str
    number: str
    sign: str
    words: str


@dataclass(frozen=True, slots=True)
class BandsPicture:
    """One measure: paths, hatches, axis, sentence and the table that says the same."""

    name: str
    says: str
    wide: str
    likely: str
    zero: str
    nothing: str
    hidden: list[Hatch]
    top: str
    half: str
    ticks: list[Tick]
    sentence: str
    pooled: str
    head: list[str]
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class MixPicture:
    """The newest window as one stacked bar whose edges are hatched as far as they are unsure."""

    low: str
    middle: str
    high: str
    none: str
    hidden: list[Hatch]
    sentence: str
    parts: list[str]
    """What is said of low, middle, high and of those who take no part."""


@dataclass(frozen=True, slots=True)
class ReachRow:
    """How often one change is noticed, as ten squares."""

    taking_part: str
    filled: str
    open: str
    words: str


def draw(series: Series, t: Translator) -> BandsPicture:
    """One measure, on an axis that never moves."""
    measure, bands = series.measure, series.bands
    top = measure.top
    found = [(at, one.outer, one.inner) for at, one in enumerate(bands) if one.outer and one.inner]
    hours = measure is Measure.HOURS
    return BandsPicture(
        name=t(MEASURE_NAMES[measure]),
        says=t(MEASURE_SAYS[measure]),
        wide="".join(_block(at, outer, len(bands), top) for at, outer, _ in found),
        likely="".join(_block(at, inner, len(bands), top) for at, _, inner in found),
        zero="".join(_floor(at, 1, len(bands)) for at, _, inner in found if inner.highest <= 0),
        nothing="".join(_floor(at, run, len(bands)) for at, run in _runs(bands, State.MISSING)),
        hidden=[_hatch(at, run, len(bands)) for at, run in _runs(bands, State.HIDDEN)],
        top=t("10 h") if hours else t("all"),
        half=t("5 h") if hours else t("half"),
        ticks=_ticks(bands, t.locale),
        sentence=series_words(series, t),
        pooled=pooled_words(series, t),
        head=[t("Four weeks up to"), t("Likely"), t("Nearly sure")],
        rows=[
            [day_words(one.period.last, t.locale, year=True), *band_words(measure, one, t)]
            for one in reversed(bands)
        ],
    )


def pins(markers: Sequence[Marker], first: date, last: date, t: Translator) -> list[Pin]:
    """The markers on the axis of every picture, numbered by their days."""
    days = (last - first).days + 1
    return [
        Pin(
            f"{100 * (one.day - first).days / days:.1f}%",
            t.number(number),
            one.sign.value,
            f"{day_words(one.day, t.locale, year=True)}: {marker_words(one, t)}",
        )
        for number, one in enumerate(markers, 1)
    ]


def draw_mix(mix: Mix, t: Translator) -> MixPicture:
    """The stacked bar; whole colour only where half of the time nothing else can be."""
    solid, unsure, at = [], [], 0.0
    for edge in mix.edges:
        low, high = max(edge.lowest, at), max(edge.highest, at)
        solid.append(_piece(at, low))
        if high > low:
            unsure.append(Hatch(f"{100 * low:.1f}%", f"{100 * (high - low):.1f}%"))
        at = high
    solid.append(_piece(at, 1.0))
    low, middle, high, none = solid
    said = [share_words(one, t) for one in (mix.low, mix.middle, mix.high, mix.none)]
    until = day_words(mix.until, t.locale)
    return MixPicture(
        low,
        middle,
        high,
        none,
        hidden=unsure,
        sentence=t("Own averages of strain, of all seats, up to {day}.", day=until),
        parts=[f"{t(name)}: {words}" for name, words in zip(_PARTS, said, strict=True)],
    )


def draw_reach(reach: Sequence[Reach], moved: float, t: Translator) -> list[ReachRow]:
    """One row for each share that may take part."""
    return [
        ReachRow(
            t("{count} in 10 take part", count=t.number(round(one.taking_part * 10)))
            if one.taking_part < 1
            else t("All take part"),
            "".join(_square(at) for at in range(_filled(one))),
            "".join(_square(at) for at in range(_filled(one), _SQUARES)),
            reach_words(one, t),
        )
        for one in reach
        if one.moved == moved
    ]


def _filled(one: Reach) -> int:
    """Never all of them, since nothing here is certain."""
    return min(_SQUARES - 1, round((one.noticed or 0) * _SQUARES))


def _square(at: int) -> str:
    return f"M{at * 12 + 1} 1h10v10h-10z"


def _block(at: int, found: Range, count: int, top: float) -> str:
    left, right = _place(at, 1, count)
    low, high = (HEIGHT * (1 - value / top) for value in (found.lowest, found.highest))
    return f"M{left:.1f} {low:.1f}V{high:.1f}H{right:.1f}V{low:.1f}z" if found.highest > 0 else ""


def _floor(at: int, run: int, count: int) -> str:
    left, right = _place(at, run, count)
    return f"M{left:.1f} {HEIGHT}H{right:.1f}"


def _hatch(at: int, run: int, count: int) -> Hatch:
    left, right = _place(at, run, count)
    return Hatch(f"{100 * left / WIDTH:.1f}%", f"{100 * (right - left) / WIDTH:.1f}%")


def _place(at: int, run: int, count: int) -> tuple[float, float]:
    step = WIDTH / count
    return step * (at + _GAP), step * (at + run - _GAP)


def _runs(bands: Sequence[Band], state: State) -> list[tuple[int, int]]:
    """Where periods of a state begin, and how many follow each other."""
    found = []
    for there, group in groupby(enumerate(bands), key=lambda one: one[1].state):
        run = [at for at, _ in group]
        if there is state:
            found.append((run[0], len(run)))
    return found


def _piece(left: float, right: float) -> str:
    return f"M{WIDTH * left:.1f} 0H{WIDTH * right:.1f}V{HEIGHT}H{WIDTH * left:.1f}z" if right > left else ""


def _ticks(bands: Sequence[Band], locale: str) -> list[Tick]:
    kept = range(len(bands) - 2, -1, -_EVERY)  # the last name would reach over the edge
    return [
        Tick(
            f"{100 * (at + 0.5) / len(bands):.1f}%",
            month_name(bands[at].period.last.month, locale, "abbreviated"),
        )
        for at in sorted(kept)
    ]
