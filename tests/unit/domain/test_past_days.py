"""Days that are over are counted once: what follows is counted behind them, and comes to the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellbeing.domain.exposure import Act, Event, ExposureDay, Kind
from wellbeing.domain.kept import Past, days_kept, past_of
from wellbeing.domain.policy import Policy

PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 10, 22, 6, 0, tzinfo=UTC)
"""Three days before the clocks go back."""
LOOSE, STRICT = Policy(), Policy(continuous_limit_min=25, long_break_after_min=60, snooze_max=0)
RULES = {MONDAY.date() + timedelta(days=day): LOOSE if day < 3 else STRICT for day in range(-2, 9)}
NO_KIND = (Act.START, Act.BACK)


@st.composite
def acts(draw: Any) -> list[Event]:
    """Acts of several days in the order they are done, corrections of the past among them."""
    minute, found = 0, list[Event]()
    for number in range(1, draw(st.integers(2, 26))):
        minute += draw(st.one_of(st.integers(0, 40), st.integers(0, 150), st.integers(400, 1300)))
        at, id_ = MONDAY + timedelta(minutes=minute), UUID(int=number)
        act = draw(st.sampled_from([*Act, Act.START, Act.START, Act.BREAK, Act.BACK, Act.STOP, Act.STOP]))
        one = Event(id_, at, Act.STOP)
        if act in {Act.CORRECT, Act.REMOVE}:
            of = UUID(int=draw(st.integers(1, number)))
            minutes = draw(st.none() | st.integers(1, 90)) if act is Act.CORRECT else None
            one = replace(one, act=act, of=of, minutes=minutes)
        elif act is Act.ADD:
            minutes = draw(st.integers(1, 120))
            began = at - timedelta(minutes=minutes + draw(st.integers(0, 1500)))
            one = replace(one, act=act, kind=draw(st.sampled_from(list(Kind))), minutes=minutes, began=began)
        elif act is Act.AWAY_COUNTS:
            one = replace(one, act=act, began=at - timedelta(minutes=draw(st.integers(0, 90))))
        else:
            kinds = st.sampled_from(list(Kind))
            kind = draw(kinds if act is Act.SWITCH else st.none() | kinds) if act in _WITH_KIND else None
            minutes = draw(st.integers(1, 200)) if act in {Act.PAUSE, Act.TOOK_BREAK, Act.QUIET} else None
            one = replace(one, act=act, kind=kind, minutes=minutes)
        found.append(one)
    return found


_WITH_KIND = {Act.START, Act.SWITCH, Act.BACK}


def filed(events: list[Event]) -> list[ExposureDay]:
    found: dict[date, list[Event]] = {}
    for one in events:
        found.setdefault(one.filed(PARIS), []).append(one)
    return [ExposureDay(day, tuple(some)) for day, some in sorted(found.items())]


def parted(events: list[Event], at: int) -> tuple[list[ExposureDay], list[ExposureDay]]:
    """All days but the last so many, and those."""
    days = filed(events)
    return days[: len(days) - at], days[len(days) - at :]


@settings(max_examples=600, deadline=None)
@given(acts(), st.integers(0, 3), st.integers(0, 3000))
def test_counted_behind_what_is_over_it_comes_to_the_same(events: list[Event], at: int, later: int) -> None:
    before, after = parted(events, at)
    now = events[-1].at + timedelta(minutes=later)
    past = past_of(before, RULES, PARIS)
    if past is not None and past.leads_to(after):
        assert days_kept(after, RULES, PARIS, now, past) == days_kept([*before, *after], RULES, PARIS, now)


def event(number: int, day: int, minute: int, act: Act, **parts: Any) -> Event:
    return Event(UUID(int=number), MONDAY + timedelta(days=day, minutes=minute), act, **parts)


START = event(1, 0, 60, Act.START, kind=Kind.STILLS)
STOP = event(2, 0, 130, Act.STOP)
AGAIN = event(3, 1, 60, Act.START)


def past(*events: Event) -> Past | None:
    return past_of(filed(list(events)), RULES, PARIS)


@pytest.mark.parametrize(
    "events",
    [
        (),
        (START, STOP),
        (START,),
        (START, event(2, 0, 90, Act.PAUSE, minutes=30)),
        (START, STOP, event(4, 0, 200, Act.CORRECT, of=START.id, minutes=20)),
        (START, STOP, event(4, 0, 200, Act.ADD, kind=Kind.TEXT, began=START.at, minutes=20)),
    ],
    ids=["nothing", "work", "work that was never stopped", "a pause", "corrected", "added"],
)
def test_the_usual_days_are_counted_once(events: tuple[Event, ...]) -> None:
    over = past(*events)
    assert over is not None
    assert over.leads_to(filed([AGAIN]))
    now = AGAIN.at + timedelta(minutes=40)
    assert days_kept(filed([AGAIN]), RULES, PARIS, now, over) == days_kept(
        filed([*events, AGAIN]), RULES, PARIS, now
    )


def test_what_is_used_up_at_midnight_stays_used_up() -> None:
    late = (event(1, 0, 920, Act.START, kind=Kind.STILLS), event(2, 0, 955, Act.STOP))  # 23:20 to 23:55
    early = [event(3, 0, 961, Act.START), event(4, 0, 990, Act.STOP)]  # 0:01 to 0:30, after too short a rest
    over, (day,) = past(*late), filed(early)
    assert over is not None
    found = days_kept([day], RULES, PARIS, early[-1].at, over)
    assert [one.kept for one in found.values()] == [True, False]
    assert found == days_kept(filed([*late, *early]), RULES, PARIS, early[-1].at)


@pytest.mark.parametrize(
    "events",
    [
        (START, event(4, 0, 90, Act.CORRECT, of=START.id, kind=Kind.TEXT)),
        (START, STOP, event(4, 0, 200, Act.REMOVE, of=AGAIN.id)),
        (START, event(4, 0, 90, Act.ADD, kind=Kind.TEXT, began=START.at, minutes=20)),
    ],
    ids=["what still runs is corrected", "what is not there yet is removed", "added over what still runs"],
)
def test_what_may_still_change_is_not_over(events: tuple[Event, ...]) -> None:
    assert past(*events) is None


@pytest.mark.parametrize(
    "later",
    [
        event(5, 1, 60, Act.CORRECT, of=START.id, minutes=20),
        event(5, 1, 60, Act.ADD, kind=Kind.TEXT, began=START.at, minutes=20),
        event(5, 0, 130, Act.START),
        replace(AGAIN, id=STOP.id),
    ],
    ids=["a correction", "work added", "the same moment", "the same act"],
)
def test_what_speaks_of_the_past_is_not_counted_behind_it(later: Event) -> None:
    over = past(START, STOP)
    assert over is not None
    assert not over.leads_to([ExposureDay(later.at.date(), (later,))])
