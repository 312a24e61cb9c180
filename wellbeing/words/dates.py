"""Days, weekdays and months in words, as each locale orders and spells them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Literal

from babel.dates import format_date, format_skeleton, get_day_names, get_month_names

from wellbeing.words.locales import PSEUDO, babel_locale
from wellbeing.words.pseudo import pseudo

Width = Literal["abbreviated", "wide", "narrow"]

# English orders days as the world outside one country does: "12 May", never 5/12.
_ENGLISH_ORDER = {"MMMd": "d MMMM", "yMMMd": "d MMMM y", "MMMEd": "EEEE d MMMM", "yMMMEd": "EEEE d MMMM y"}


def day_words(day: date, locale: str, *, year: bool = False) -> str:
    """A day as people say it: "12 May", or "12 May 2026" with its year."""
    return _spelt(day, locale, "yMMMd" if year else "MMMd")


def weekday_words(day: date, locale: str, *, year: bool = False) -> str:
    """A day with its weekday: "Tuesday 12 May", or "Tuesday 12 May 2026" with its year."""
    return _spelt(day, locale, "yMMMEd" if year else "MMMEd")


@lru_cache(maxsize=1024)
def month_words(day: date, locale: str) -> str:
    """The month a day lies in, with its year: "May 2026"."""
    return _own(format_skeleton("yMMMM", day, locale=babel_locale(locale)), locale)


@lru_cache(maxsize=256)
def month_name(month: int, locale: str, width: Width = "wide") -> str:
    """The name of a month, 1 to 12, standing alone: "May"."""
    names = get_month_names(width, context="stand-alone", locale=babel_locale(locale))
    return _own(names[month], locale)


def weekday_name(weekday: int, locale: str, width: Width = "wide") -> str:
    """The name of a weekday, 0 for Monday to 6 for Sunday, standing alone: "Monday"."""
    names = get_day_names(width, context="stand-alone", locale=babel_locale(locale))
    return _own(names[weekday], locale)


# A page spells the same few hundred days at every visit, and Babel takes 30 µs for each.
@lru_cache(maxsize=4096)
def _spelt(day: date, locale: str, skeleton: str) -> str:
    spoken = babel_locale(locale)
    if spoken.language == "en":
        return _own(format_date(day, _ENGLISH_ORDER[skeleton], locale=spoken), locale)
    return _own(format_skeleton(skeleton.replace("MMM", "MMMM"), day, locale=spoken), locale)


def _own(words: str, locale: str) -> str:
    return pseudo(words) if locale == PSEUDO else words
