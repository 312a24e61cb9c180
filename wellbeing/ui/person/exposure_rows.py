"""What the exposure page shows, made from what the services found: sessions, pictures, careful words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from wellbeing.domain.answers import CHOICES, NAMES
from wellbeing.domain.beside import Lean, lean
from wellbeing.domain.checkin import STEPS, CheckIn, Question
from wellbeing.domain.errors import BadInput
from wellbeing.domain.exposure import KIND_NAMES, Kind
from wellbeing.domain.record import DayOfWork, Session
from wellbeing.domain.trends import by_week, week_of
from wellbeing.ui.lengths import length_words
from wellbeing.ui.pictures import beside, dosimeter
from wellbeing.words import Translator, mark, weekday_words

WEEKS: Final = 12
"""How many weeks are laid side by side."""
TOO_FEW: Final = mark("Too few weeks yet to lay them side by side. Six with answers are enough.")
LEANS: Final[Mapping[Question, Mapping[Lean, str]]] = {
    Question.SLEEP: {
        Lean.SAME: mark("Sleep looks much the same in weeks with more material and with less."),
        Lean.HIGHER: mark("It looks like sleep was better in weeks with more material."),
        Lean.LOWER: mark("It looks like sleep was worse in weeks with more material."),
    },
    Question.INTRUSIONS: {
        Lean.SAME: mark("Unwanted images look much the same in weeks with more and with less."),
        Lean.HIGHER: mark("It looks like unwanted images came more often in weeks with more material."),
        Lean.LOWER: mark("It looks like unwanted images came less often in weeks with more material."),
    },
}


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session of the list."""

    id: str = field(repr=False)
    when: str = field(repr=False)
    what: str = field(repr=False)
    open: bool
    """Whether it may still be corrected or removed."""


@dataclass(frozen=True, slots=True)
class Seen:
    """All that the page shows at first."""

    today: str
    week: dosimeter.WeekPicture = field(repr=False)
    kinds: list[dosimeter.KindBar] = field(repr=False)
    weeks: dosimeter.WeeksPicture = field(repr=False)
    beside: beside.BesidePicture = field(repr=False)
    leans: list[str] = field(repr=False)
    """What it looks like, a sentence each."""


def seen(days: Iterable[DayOfWork], checkins: Iterable[CheckIn], today: date, t: Translator) -> Seen:
    """Everything drawn."""
    minutes = {one.day: one.minutes for one in days}
    monday = week_of(today)
    spent = weekly(minutes, today)
    measures = answers(checkins, today, t)
    leans = {question: lean(spent, one.weeks) for question, one in measures.items()}
    known = [t(LEANS[question][found]) for question, found in leans.items() if found is not Lean.UNKNOWN]
    words = known or [t(TOO_FEW)]
    return Seen(
        t("Today {length} so far.", length=length_words(dosimeter.total(minutes, today), t)),
        dosimeter.draw_week(minutes, today, t),
        dosimeter.draw_kinds(minutes, [monday + timedelta(days=later) for later in range(7)], t),
        dosimeter.draw_weeks(minutes, today, t),
        beside.draw(spent, list(measures.values()), " ".join(words), t),
        words,
    )


def weekly(minutes: dosimeter.Minutes, today: date) -> list[int]:
    """Minutes of each of the last weeks, oldest first."""
    first = week_of(today) - timedelta(weeks=WEEKS - 1)
    return [
        sum(dosimeter.total(minutes, first + timedelta(weeks=week, days=day)) for day in range(7))
        for week in range(WEEKS)
    ]


def answers(checkins: Iterable[CheckIn], today: date, t: Translator) -> dict[Question, beside.Answers]:
    """Sleep and unwanted images by the week."""
    asked = list(checkins)
    return {
        question: beside.Answers(
            t(NAMES[question]),
            t(CHOICES[question][0]),
            t(CHOICES[question][-1]),
            STEPS[question] - 1,
            by_week({one.day: getattr(one, question.value) for one in asked}, today, WEEKS),
        )
        for question in LEANS
    }


def session_rows(found: Sequence[Session], t: Translator) -> list[SessionRow]:
    """The list, newest first."""
    return [_row(one, t) for one in reversed(found)]


def _row(one: Session, t: Translator) -> SessionRow:
    when = t(
        "{day}, {start} to {end}",
        day=weekday_words(one.day, t.locale),
        start=f"{one.began:%H:%M}",
        end=t("now") if one.running else f"{one.ended:%H:%M}",
    )
    marks = [t("added or corrected")] if one.amended else []
    marks += [t("its end is a guess")] if one.guessed else []
    lasted = length_words(one.minutes, t) if one.minutes else t("under a minute")
    what = " · ".join([t(KIND_NAMES[one.kind]), lasted, *marks])
    return SessionRow(str(one.id), when, what, one.open and not one.running)


def typed(form: Mapping[str, Any], zone: str) -> tuple[Kind, datetime, int]:
    """A session as its form says it: kind, beginning on the wall where the person works, minutes.

    Raises:
        BadInput: a part of it is none.
    """
    minutes = str(form.get("minutes", ""))
    if not (minutes.isascii() and minutes.isdecimal() and len(minutes) < 5):
        raise BadInput
    try:
        day, start = date.fromisoformat(str(form.get("day"))), time.fromisoformat(str(form.get("start")))
        return Kind(str(form.get("kind"))), datetime.combine(day, start, ZoneInfo(zone)), int(minutes)
    except ValueError:
        raise BadInput from None


def blank(today: date) -> dict[str, str]:
    """The form of a session to add."""
    return {"kind": Kind.STILLS.value, "day": today.isoformat(), "start": "", "minutes": ""}


def filled(one: Session) -> dict[str, str]:
    """The form of a session to correct."""
    return {
        "kind": one.kind.value,
        "day": one.day.isoformat(),
        "start": f"{one.began:%H:%M}",
        "minutes": str(one.minutes),
    }


def lasted(one: Session) -> tuple[datetime, int]:
    """When a session began and for how many minutes, rounded so that it ends no later than it did."""
    minutes = max(one.minutes, 1)
    return min(one.began, one.ended - timedelta(minutes=minutes)), minutes
