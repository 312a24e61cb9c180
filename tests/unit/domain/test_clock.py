"""What a page sees of the timer, open and locked."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from wellbeing.domain.breaks import Assessment, Carry, after, allowed, assess, condense
from wellbeing.domain.breaks.run import Run
from wellbeing.domain.clock import NOTIFICATION, Clock, clock, neutral
from wellbeing.domain.exposure import Act, Event, ExposureDay, Kind
from wellbeing.domain.phases import HINT_SENTENCES, QUESTION_SENTENCES, Hint, Question
from wellbeing.domain.policy import Policy
from wellbeing.words import translator

ZONE = ZoneInfo("Europe/Paris")
NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ENGLISH = translator("en")


def found(minute: int, *acts: tuple[int, Act]) -> Assessment:
    events = [Event(UUID(int=1), NINE, Act.START, Kind.LIVE)]
    events += [Event(UUID(int=2 + n), NINE + timedelta(minutes=at), act) for n, (at, act) in enumerate(acts)]
    carry = condense([ExposureDay(NINE.date(), tuple(events))], Policy(), ZONE)
    return assess(Policy(), carry, (), NINE + timedelta(minutes=minute), ZONE)


def seen(minute: int, *acts: tuple[int, Act]) -> Clock:
    return clock(found(minute, *acts), "ticket", NINE, Kind.LIVE)


def test_a_clock_holds_what_was_assessed() -> None:
    one, page = found(10), seen(10)
    for name in {one.name for one in fields(Assessment)} & {one.name for one in fields(Clock)}:
        assert getattr(page, name) == getattr(one, name)
    assert (page.ticket, page.now, page.kind) == ("ticket", NINE, Kind.LIVE)


@pytest.mark.parametrize("act", list(Act))
def test_what_is_allowed_is_a_verb(act: Act) -> None:
    assert allowed(found(0), act) is (act in found(0).verbs)


def test_a_locked_page_learns_no_kind_no_hint_and_nothing_of_before() -> None:
    page = replace(seen(0), hints=(Hint.DAY_OVER,), question=Question.FORGOTTEN, asked_about=NINE, long=True)
    shown = neutral(page)
    assert (shown.kind, shown.hints, shown.question, shown.asked_about) == (None, (), None, None)
    assert (shown.long, shown.recovery, shown.urgent) == (False, False, False)
    assert Act.SWITCH not in shown.verbs
    assert {Act.BREAK, Act.STOP, Act.PAUSE} <= set(shown.verbs)
    assert (shown.phase, shown.due_at, shown.version) == (page.phase, page.due_at, page.version)


def test_a_locked_page_may_still_ask_whether_that_was_a_break() -> None:
    page = replace(seen(0), question=Question.AWAY, asked_about=NINE)
    assert (neutral(page).question, neutral(page).asked_about) == (Question.AWAY, NINE)


@pytest.mark.parametrize(
    "text", [*HINT_SENTENCES.values(), *QUESTION_SENTENCES.values(), NOTIFICATION], ids=str
)
def test_hints_are_short_and_calm(text: str) -> None:
    for one in re.split(r"(?<=[.!?])\s+", text):
        assert 1 <= len(one.split()) <= 15
    assert not re.search(r"you missed|must|too much|limit|warning|!|danger|fail", text.lower())


def test_every_hint_and_question_has_its_words() -> None:
    assert list(HINT_SENTENCES) == list(Hint)
    assert list(QUESTION_SENTENCES) == list(Question)


def test_a_carry_is_numbers_and_shows_none() -> None:
    carry = condense(
        [ExposureDay(NINE.date(), (Event(UUID(int=1), NINE, Act.START, Kind.LIVE),))], Policy(), ZONE
    )
    flat = [one for part in carry for one in (part if isinstance(part, tuple) else (part,))]
    assert all(type(one) in {int, bool} for one in flat)
    assert repr(carry) == "Carry(…)"
    names = [one.name for one in fields(Run)]
    assert names[: len(Carry._fields)] == list(Carry._fields)


def test_a_locked_start_goes_on_with_the_last_material() -> None:
    carry = condense(
        [ExposureDay(NINE.date(), (Event(UUID(int=1), NINE, Act.START, Kind.LIVE),))], Policy(), ZONE
    )
    later = NINE + timedelta(hours=1)
    acts = [Event(UUID(int=2), NINE + timedelta(minutes=1), Act.STOP), Event(UUID(int=3), later, Act.START)]
    due = assess(Policy(), after(Policy(), carry, acts, ZONE), (), later, ZONE).due_at
    assert due == later + timedelta(minutes=25)
    first = Event(UUID(int=4), NINE, Act.START)
    assert assess(Policy(), Carry(), [first], NINE, ZONE).due_at == NINE + timedelta(minutes=50)
