"""What the history page shows, made from what the services found: rows, pieces of notes and pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from wellbeing.domain.checkin import CheckIn
from wellbeing.domain.outline import Outline
from wellbeing.domain.trends import Measure, Trend, gathered, week
from wellbeing.services.history import Day, Found, Overview, Summary
from wellbeing.ui.moments import going_words, moment_words
from wellbeing.ui.pictures import calendar, trend
from wellbeing.ui.pictures.gauge import level_of
from wellbeing.words import Translator, mark, weekday_words

AnyDay = Day[CheckIn] | Day[Outline]

LEVELS: Final = (mark("Easy"), mark("Fairly easy"), mark("In between"), mark("Hard"), mark("Very hard"))
"""What the five heights of a day's gauge are called."""
MEASURES: Final[Mapping[Measure, str]] = {
    Measure.STRAIN: mark("Strain index, 0 easy to 10 hard"),
    Measure.HEAVINESS: mark("Heaviness, 0 none to 4 very heavy"),
    Measure.ENERGY: mark("Energy left, 0 empty to 4 full"),
    Measure.SLEEP: mark("Sleep, 0 almost none to 3 good"),
}


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day of the list."""

    day: str = field(repr=False)
    words: str = field(repr=False)
    strain: str = field(repr=False)
    note: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a note, and whether it is one of the words looked for."""

    text: str = field(repr=False)
    hit: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A note that holds every word looked for."""

    day: str = field(repr=False)
    words: str = field(repr=False)
    pieces: list[Piece] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Chart:
    """One measure with its picture."""

    name: str
    top: str
    half: str
    """The words on its axis: the end and the middle of the scale, where that is a whole number."""
    ghost: bool
    picture: trend.TrendPicture = field(repr=False)


@dataclass(frozen=True, slots=True)
class Past:
    """All that the page shows at first."""

    kept: str
    going: str
    damaged: str
    calendar: calendar.CalendarPicture = field(repr=False)
    trends: list[Chart] = field(repr=False)
    days: list[DayRow] = field(repr=False)
    more: bool


def past(overview: Overview, weeks: int, length: int, t: Translator) -> Past:
    """Everything drawn: the year, the trends over so many weeks, and so many of the newest days."""
    days, summary = overview.days, overview.summary
    return Past(
        kept_words(summary, overview.time_zone, t),
        going_words(overview.going, t),
        damaged_words(summary.damaged, t),
        year(days, overview.today, t),
        charts(days, overview.today, weeks, t),
        rows(days[max(0, len(days) - length) :], overview.notes, t),
        len(days) > length,
    )


def levels(days: Iterable[AnyDay]) -> dict[date, int | None]:
    """The height of each day's gauge on which something was answered; None with too little for an index."""
    return {
        one.day: None if one.strain is None else level_of(one.strain)
        for one in days
        if one.strain is not None or not one.checkin.empty
    }


def year(days: Iterable[AnyDay], today: date, t: Translator) -> calendar.CalendarPicture:
    """The calendar of the year."""
    return calendar.draw(levels(days), today, t, [t(one) for one in LEVELS])


def charts(days: Iterable[AnyDay], today: date, weeks: int, t: Translator) -> list[Chart]:
    """Each measure over so many weeks, with its picture."""
    by_week = gathered(((one.day, one) for one in days), today, weeks)
    return [
        _chart(Trend(measure, tuple(week(monday, _values(held, measure)) for monday, held in by_week)), t)
        for measure in MEASURES
    ]


def _values(days: Iterable[AnyDay], measure: Measure) -> list[float]:
    """What a measure was on each day that says something of it; the index is known already."""
    if measure is Measure.STRAIN:
        return [one.strain for one in days if one.strain is not None]
    return [value for one in days if (value := measure.of(one.checkin)) is not None]


def _chart(one: Trend, t: Translator) -> Chart:
    return Chart(
        t(MEASURES[one.measure]),
        t.number(one.top),
        t.number(one.top / 2) if one.top % 2 == 0 else "",
        one.ghost,
        trend.draw(one.weeks, t, one.top),
    )


def strain_words(day: AnyDay, t: Translator) -> str:
    """A day's index as people read it, or that there is none."""
    if day.strain is None:
        return t("Too few answers for a number.")
    index = t.number(round(day.strain, 1))
    return t("{level}: strain index {index} of 10", level=t(LEVELS[level_of(day.strain)]), index=index)


def rows(days: Sequence[AnyDay], notes: Mapping[date, str], t: Translator) -> list[DayRow]:
    """The list, newest first, each day with its note."""
    return [
        DayRow(
            one.day.isoformat(),
            weekday_words(one.day, t.locale, year=True),
            strain_words(one, t),
            notes.get(one.day, ""),
        )
        for one in reversed(days)
    ]


def hits(found: Iterable[Found], t: Translator) -> list[Hit]:
    """The notes found, cut where the words stand."""
    return [
        Hit(one.day.isoformat(), weekday_words(one.day, t.locale, year=True), _pieces(one.note, one.spans))
        for one in found
    ]


def _pieces(note: str, spans: Iterable[tuple[int, int]]) -> list[Piece]:
    pieces, at = [], 0
    for start, end in sorted(spans):
        pieces += [Piece(note[at:start], hit=False), Piece(note[max(at, start) : end], hit=True)]
        at = max(at, end)
    return [piece for piece in [*pieces, Piece(note[at:], hit=False)] if piece.text]


def kept_words(summary: Summary, time_zone: str, t: Translator) -> str:
    """How much there is and when it was last saved: an older copy of everything shows by that alone."""
    counted = t.n("{count} check-in.", "{count} check-ins.", summary.check_ins)
    if summary.saved_at is None:
        return counted
    return f"{counted} {t('Last saved {moment}.', moment=moment_words(summary.saved_at, time_zone, t))}"


def damaged_words(damaged: int, t: Translator) -> str:
    """How many entries do not open, or nothing when all do."""
    return (
        t.n("{count} entry does not open any more.", "{count} entries do not open any more.", damaged)
        if damaged
        else ""
    )
