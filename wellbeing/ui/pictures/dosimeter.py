"""The exposure record as pictures: the days of a week as bars, and half a year of weeks as small gauges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from wellbeing.domain.exposure import KIND_NAMES, Kind
from wellbeing.domain.trends import week_of
from wellbeing.ui.lengths import HOUR, length_words
from wellbeing.ui.pictures.gauge import LEVELS, PITCH, outlined, painted, well
from wellbeing.ui.pictures.trend import Tick
from wellbeing.words import Translator, day_words, mark, month_name, weekday_name

Minutes = Mapping[date, Mapping[Kind, int]]
"""How long each kind was worked with on each day that had any."""

WIDTH: Final = 700
HEIGHT: Final = 100
VIEW: Final = f"0 0 {WIDTH} {HEIGHT}"
TOP: Final = 8 * HOUR
"""Where the axis of a day ends, so that a short day never fills the picture."""
WEEKS: Final = 26
WEEKS_VIEW: Final = f"-2 -2 {WEEKS * PITCH + 2} {7 * PITCH + 2}"
STEPS: Final = (
    mark("Under an hour"),
    mark("One to two hours"),
    mark("Two to three hours"),
    mark("Three to four hours"),
    mark("Four hours or more"),
)
"""What the five heights of a day's gauge mean. They are lengths; none of them is safe or unsafe."""


@dataclass(frozen=True, slots=True)
class WeekPicture:
    """Seven bars, what they say, and the same as a table by kind."""

    bars: str
    now: str
    """A frame around today."""
    ticks: list[Tick]
    top: str
    half: str
    sentence: str
    head: list[str]
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class WeeksPicture:
    """Gauges, a column a week, by the class each is painted with."""

    wells: str
    level_0: str
    level_1: str
    level_2: str
    level_3: str
    level_4: str
    mark: str
    ticks: list[Tick]
    sentence: str
    head: list[str]
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class KindBar:
    """One kind's part of a week: its name, its length in words, and a bar as long as that of the longest."""

    name: str
    spent: str
    bar: str


def draw_week(minutes: Minutes, today: date, t: Translator) -> WeekPicture:
    """Draw Monday to Sunday of the week that holds today."""
    monday = week_of(today)
    days = [monday + timedelta(days=later) for later in range(7)]
    totals = [total(minutes, day) for day in days]
    top = max(TOP, -(-max(totals) // (2 * HOUR)) * 2 * HOUR)
    pitch = WIDTH / 7
    bars = [
        f"M{pitch * at + 14:.0f} {HEIGHT}V{HEIGHT * (1 - spent / top):.1f}h{pitch - 28:.0f}V{HEIGHT}z"
        for at, spent in enumerate(totals)
        if spent
    ]
    at = pitch * today.weekday()
    return WeekPicture(
        "".join(bars),
        f"M{at + 4:.0f} {HEIGHT}V2h{pitch - 8:.0f}V{HEIGHT}",
        [
            Tick(f"{100 * (place + 0.5) / 7:.1f}%", weekday_name(place, t.locale, "abbreviated"))
            for place in range(7)
        ],
        length_words(top, t),
        length_words(top // 2, t),
        t("This week {length} so far.", length=length_words(sum(totals), t)),
        [t("Day"), t("Kind"), t("How long")],
        by_kind(minutes, days, t),
    )


def by_kind(minutes: Minutes, days: Sequence[date], t: Translator) -> list[list[str]]:
    """A row for each day and kind."""
    return [
        [weekday_name(day.weekday(), t.locale), t(KIND_NAMES[kind]), length_words(spent, t)]
        for day in days
        for kind, spent in minutes.get(day, {}).items()
    ]


def draw_kinds(minutes: Minutes, days: Sequence[date], t: Translator) -> list[KindBar]:
    """Each kind of these days, in the order they are offered."""
    sums = {kind: sum(minutes.get(day, {}).get(kind, 0) for day in days) for kind in Kind}
    most = max(sums.values()) or 1
    return [
        KindBar(t(KIND_NAMES[kind]), length_words(spent, t), f"M0 0h{100 * spent / most:.0f}v4H0z")
        for kind, spent in sums.items()
        if spent
    ]


def draw_weeks(minutes: Minutes, today: date, t: Translator) -> WeeksPicture:
    """Draw the `WEEKS` weeks that end with today's."""
    first = week_of(today) - timedelta(weeks=WEEKS - 1)
    places = {first + timedelta(days=later): divmod(later, 7) for later in range((today - first).days + 1)}
    levels = {day: min(spent // HOUR, LEVELS - 1) for day in places if (spent := total(minutes, day))}
    _none, _few, *steps = painted(places.items(), levels, today)
    sums = [
        sum(total(minutes, first + timedelta(weeks=week, days=day)) for day in range(7))
        for week in range(WEEKS)
    ]
    worked = [spent for spent in sums if spent]
    return WeeksPicture(
        "".join(well(column, 0, 6 if column < WEEKS - 1 else today.weekday()) for column in range(WEEKS)),
        *steps,
        mark=outlined(*places[today]),
        ticks=_months(first, t),
        sentence=_weeks_sentence(worked, t),
        head=[t("Week from"), t("Days with material"), t("How long")],
        rows=[_week_row(first + timedelta(weeks=week), spent, minutes, t) for week, spent in enumerate(sums)][
            ::-1
        ],
    )


def total(minutes: Minutes, day: date) -> int:
    """Minutes of all kinds on a day."""
    return sum(minutes.get(day, {}).values())


def _months(first: date, t: Translator) -> list[Tick]:
    """The months over the weeks in which they begin."""
    starts = [first + timedelta(weeks=week) for week in range(WEEKS)]
    return [
        Tick(f"{100 * (at + 0.5) / WEEKS:.1f}%", month_name(monday.month, t.locale, "abbreviated"))
        for at, monday in enumerate(starts)
        if monday.day <= 7 and at < WEEKS - 1
    ]


def _week_row(monday: date, spent: int, minutes: Minutes, t: Translator) -> list[str]:
    days = sum(bool(total(minutes, monday + timedelta(days=later))) for later in range(7))
    return [day_words(monday, t.locale), t.number(days), length_words(spent, t)]


def _weeks_sentence(worked: Sequence[int], t: Translator) -> str:
    if not worked:
        return t("Half a year of weeks, none of them with material.")
    counted = t.n("{count} week with material.", "{count} weeks with material.", len(worked))
    ranged = t(
        "From {low} to {high} a week.", low=length_words(min(worked), t), high=length_words(max(worked), t)
    )
    return f"{counted} {ranged}"
