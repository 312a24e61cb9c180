"""Moments as a page tells them: the day and the time on the wall where the person works."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from wellbeing.domain.retention import Going
from wellbeing.words import Translator, day_words


def moment_words(moment: datetime, time_zone: str, t: Translator) -> str:
    """A moment, aware, in the time zone of that name: "12 May, 14:02"."""
    there = moment.astimezone(ZoneInfo(time_zone))
    return t("{day}, {time}", day=day_words(there.date(), t.locale), time=f"{there:%H:%M}")


def going_words(going: Going | None, t: Translator) -> str:
    """What goes next, and when; empty when nothing does."""
    if going is None:
        return ""
    return t(
        "What you kept up to {day} goes after {last}.",
        day=day_words(going.last_day, t.locale, year=True),
        last=day_words(going.after, t.locale, year=True),
    )


def time_words(moment: datetime, time_zone: str) -> str:
    """The time of a moment, aware, on the wall there: "14:02"."""
    return f"{moment.astimezone(ZoneInfo(time_zone)):%H:%M}"
