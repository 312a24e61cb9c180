"""A year of days, month by month: weeks are columns, weekdays rows, each day a small gauge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from wellbeing.domain.days import Month, month_of, months_later
from wellbeing.ui.pictures.gauge import LEVELS, PITCH, Levels, outlined, painted, well
from wellbeing.words import Translator, month_name, month_words

VIEW = f"-2 -2 {6 * PITCH + 2} {7 * PITCH + 2}"
"""The viewBox of each month: six weeks at most, seven weekdays."""


@dataclass(frozen=True, slots=True)
class MonthPicture:
    """The paths of one month, by the class each is painted with."""

    name: str
    """Short name under the picture: "May"."""
    wells: str
    none: str
    """Days that have passed without an answer."""
    few: str
    """Days with too few answers for a step."""
    level_0: str
    level_1: str
    level_2: str
    level_3: str
    level_4: str
    mark: str
    """Today's frame, or empty."""


@dataclass(frozen=True, slots=True)
class CalendarPicture:
    """Months in order, what they say in a sentence, and the same as a table."""

    months: list[MonthPicture]
    sentence: str
    head: list[str]
    rows: list[list[str]]


def draw(
    levels: Levels, today: date, t: Translator, words: Sequence[str], months: int = 12
) -> CalendarPicture:
    """Draw the months that end with today's.

    Args:
        levels: a level, 0 to 4, for each day with an answer, None with too few; other days are not in it.
        today: the last day drawn, in the person's own time zone.
        t: the translator of the page's locale.
        words: what each of the five levels is called, already translated.
        months: how many months, this one included.
    """
    first = months_later(month_of(today), 1 - months)
    spans = [_days(months_later(first, later), today) for later in range(months)]
    since = spans[0][0]
    shown = {day: level for day, level in levels.items() if since <= day <= today}
    return CalendarPicture(
        months=[_month(span, shown, today, t.locale) for span in spans],
        sentence=_sentence(shown, t, words),
        head=[t("Month"), *words, t("Too few answers"), t("No answer")],
        rows=[_row(span, shown, t.locale) for span in spans],
    )


@lru_cache(maxsize=48)
def _days(month: Month, today: date) -> tuple[date, ...]:
    first = date(month // 100, month % 100, 1)
    after = months_later(month, 1)
    last = min(date(after // 100, after % 100, 1) - timedelta(days=1), today)
    return tuple(date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1))


def _month(span: Sequence[date], levels: Levels, today: date, locale: str) -> MonthPicture:
    offset = span[0].weekday()
    places = _places(offset, len(span))
    return MonthPicture(
        month_name(span[0].month, locale, "abbreviated"),
        _wells(offset, len(span)),
        *painted(zip(span, places, strict=True), levels, today),
        mark=outlined(*places[-1]) if span[-1] == today else "",
    )


@cache
def _places(offset: int, days: int) -> tuple[tuple[int, int], ...]:
    """The column and the row of each day of a month whose first is this weekday, 0 for Monday."""
    return tuple(divmod(offset + later, 7) for later in range(days))


@cache
def _wells(offset: int, days: int) -> str:
    """The wells of all its days."""
    columns: dict[int, list[int]] = {}
    for column, row in _places(offset, days):
        columns.setdefault(column, []).append(row)
    return "".join(well(column, rows[0], rows[-1]) for column, rows in columns.items())


def _row(span: Sequence[date], levels: Levels, locale: str) -> list[str]:
    found = [levels[day] for day in span if day in levels]
    counts = [found.count(level) for level in (*range(LEVELS), None)]
    return [month_words(span[0], locale), *map(str, counts), str(len(span) - sum(counts))]


def _sentence(levels: Levels, t: Translator, words: Sequence[str]) -> str:
    if not levels:
        return t("A calendar without answers yet.")
    values = [level for level in levels.values() if level is not None]
    counted = t.n(
        "A calendar with {count} answered day.", "A calendar with {count} answered days.", len(levels)
    )
    if not values:
        return counted
    most = max(range(LEVELS), key=values.count)
    return f"{counted} {t('Most often: {level}.', level=words[most])}"
