"""Weeks as a band: the middle half of each week's answers, its median as a line, and gaps that stay gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from wellbeing.domain.trends import Week
from wellbeing.words import Translator, day_words, month_name

WIDTH = 1000
HEIGHT = 100
VIEW = f"0 0 {WIDTH} {HEIGHT}"
"""Stretched to the place it gets; strokes keep their width (`vector-effect`), words stand outside."""
MOST_TICKS = 6
"""More month names than this run into each other on a phone."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A month's name and how far along the axis it stands, such as "12.5%"."""

    place: str
    name: str


@dataclass(frozen=True, slots=True)
class TrendPicture:
    """The paths of one measure, its axis, what it says in a sentence, and the same as a table."""

    band: str
    line: str
    dots: str
    """Weeks alone between gaps: a line needs two."""
    nothing: str
    """The dotted floor under weeks without answers."""
    ticks: list[Tick]
    sentence: str
    head: list[str]
    rows: list[list[str]]
    enough: bool
    """Whether at least two weeks have answers; otherwise show the empty state."""


def draw(weeks: Sequence[Week], t: Translator, top: float = 10.0) -> TrendPicture:
    """Draw at least two weeks on an axis fixed from 0 to `top`, so that noise never looks like news."""
    step = WIDTH / len(weeks)
    places = [step * (index + 0.5) for index in range(len(weeks))]
    band, line, dots, nothing = "", "", "", ""
    for answered, group in groupby(zip(places, weeks, strict=True), key=lambda one: bool(one[1].values)):
        run = list(group)
        if not answered:
            nothing += f"M{run[0][0] - step / 2:.0f} {HEIGHT}H{run[-1][0] + step / 2:.0f}"
            continue
        drawn = [_heights(x, week, top) for x, week in run]
        if len(run) == 1:
            x, low, middle, high = drawn[0]
            half = min(step, WIDTH / 20) / 4
            dots += f"M{x:.0f} {middle:.1f}h0"
            band += f"M{x - half:.0f} {low:.1f}V{high:.1f}H{x + half:.0f}V{low:.1f}z"
            continue
        line += "M" + "L".join(f"{x:.0f} {middle:.1f}" for x, _, middle, _ in drawn)
        edge = [(x, low) for x, low, _, _ in drawn] + [(x, high) for x, _, _, high in reversed(drawn)]
        band += "M" + "L".join(f"{x:.0f} {y:.1f}" for x, y in edge) + "z"
    full = [week for week in weeks if week.values]
    return TrendPicture(
        band=band,
        line=line,
        dots=dots,
        nothing=nothing,
        ticks=_ticks(weeks, t.locale),
        sentence=_sentence(full, t),
        head=[t("Week from"), t("Middle"), t("Middle half"), t("Days answered")],
        rows=[_row(week, t) for week in weeks],
        enough=len(full) >= 2,
    )


def _quartiles(week: Week) -> tuple[float, float, float]:
    """Lower quartile, median, upper quartile of a week with answers."""
    return week.low or 0.0, week.middle or 0.0, week.high or 0.0


def _heights(x: float, week: Week, top: float) -> tuple[float, float, float, float]:
    """Where a week stands, and how far below the top its lower quartile, median and upper quartile lie."""
    low, middle, high = _quartiles(week)
    return x, HEIGHT - HEIGHT * low / top, HEIGHT - HEIGHT * middle / top, HEIGHT - HEIGHT * high / top


def _ticks(weeks: Sequence[Week], locale: str) -> list[Tick]:
    """The first week of each month, thinned out evenly from the newest back."""
    firsts = [index for index, week in enumerate(weeks) if week.starts.day <= 7]
    every = max(1, -(-len(firsts) // MOST_TICKS))
    kept = sorted(firsts[::-1][::every])
    return [
        Tick(
            f"{100 * (index + 0.5) / len(weeks):.1f}%",
            month_name(weeks[index].starts.month, locale, "abbreviated"),
        )
        for index in kept
    ]


def _row(week: Week, t: Translator) -> list[str]:
    start = day_words(week.starts, t.locale)
    if not week.values:
        return [start, t("No answer"), "", "0"]
    low, middle, high = [t.number(round(value, 1)) for value in _quartiles(week)]
    return [start, middle, t("{low} to {high}", low=low, high=high), t.number(len(week.values))]


def _sentence(full: Sequence[Week], t: Translator) -> str:
    if not full:
        return t("A trend without answers yet.")
    middles = [round(week.middle or 0.0, 1) for week in full]
    counted = t.n("{count} week with answers.", "{count} weeks with answers.", len(full))
    ranged = t(
        "Weekly middle between {low} and {high}; lately {last}.",
        low=t.number(min(middles)),
        high=t.number(max(middles)),
        last=t.number(middles[-1]),
    )
    return f"{counted} {ranged}"
