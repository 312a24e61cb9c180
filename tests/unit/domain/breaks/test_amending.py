"""Sessions added, corrected and removed afterwards: the record, and the timer by it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from wellbeing.domain.breaks import assess, condense, spans
from wellbeing.domain.breaks.amending import amend
from wellbeing.domain.breaks.carry import Carry
from wellbeing.domain.breaks.folding import record as take_all
from wellbeing.domain.breaks.run import Run
from wellbeing.domain.exposure import AFTERWARDS, Act, Event, ExposureDay, Kind, Span, by_day
from wellbeing.domain.policy import Policy

PARIS = ZoneInfo("Europe/Paris")
NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
POLICY = Policy()


def act(minute: int, what: Act, number: int = 0, **parts: Any) -> Event:
    return Event(UUID(int=number or minute + 1), NINE + minute * MINUTE, what, **parts)


def record(*events: Event, now: int) -> list[tuple[int, int, Kind]]:
    day = ExposureDay(NINE.date(), events)
    return [
        ((one.began - NINE) // MINUTE, (one.ended - NINE) // MINUTE, one.kind)
        for one in spans([day], POLICY, PARIS, NINE + now * MINUTE)
    ]


START = act(0, Act.START, kind=Kind.STILLS)
STOP = act(30, Act.STOP)


def test_the_record_names_kinds_and_leaves_rests_out() -> None:
    events = [START, act(10, Act.SWITCH, kind=Kind.AUDIO), act(20, Act.BREAK), act(30, Act.BACK)]
    assert record(*events, now=40) == [
        (0, 10, Kind.STILLS),
        (10, 20, Kind.AUDIO),
        (30, 40, Kind.AUDIO),
    ]


def test_only_the_last_one_runs() -> None:
    day = ExposureDay(NINE.date(), (START, act(10, Act.SWITCH, kind=Kind.AUDIO)))
    assert [one.running for one in spans([day], POLICY, PARIS, NINE + 20 * MINUTE)] == [False, True]
    day = day.having(act(20, Act.STOP))
    assert not any(one.running for one in spans([day], POLICY, PARIS, NINE + 20 * MINUTE))


def test_a_forgotten_session_ends_in_a_guess_until_it_is_corrected() -> None:
    day = ExposureDay(NINE.date(), (START,))
    (guess,) = spans([day], POLICY, PARIS, NINE + 300 * MINUTE)
    assert guess.guessed
    assert guess.length == 50 * MINUTE
    (known,) = spans(
        [day.having(act(300, Act.CORRECT, of=guess.id, minutes=80))], POLICY, PARIS, NINE + 300 * MINUTE
    )
    assert (known.guessed, known.amended, known.length) == (False, True, 80 * MINUTE)


def test_what_is_added_is_there_and_what_overlaps_is_counted_once() -> None:
    added = act(120, Act.ADD, kind=Kind.TEXT, began=NINE + 20 * MINUTE, minutes=60)
    assert record(START, STOP, added, now=120) == [(0, 30, Kind.STILLS), (30, 80, Kind.TEXT)]
    again = act(121, Act.ADD, kind=Kind.TEXT, began=NINE + 20 * MINUTE, minutes=60)
    assert record(START, STOP, added, again, now=121) == [(0, 30, Kind.STILLS), (30, 80, Kind.TEXT)]


def test_what_is_corrected_keeps_what_was_not_said() -> None:
    kind = act(60, Act.CORRECT, of=START.id, kind=Kind.LIVE)
    assert record(START, STOP, kind, now=60) == [(0, 30, Kind.LIVE)]
    began = act(61, Act.CORRECT, of=START.id, began=NINE + 10 * MINUTE)
    assert record(START, STOP, kind, began, now=61) == [(10, 40, Kind.LIVE)]
    length = act(62, Act.CORRECT, of=START.id, minutes=5)
    assert record(START, STOP, kind, began, length, now=62) == [(10, 15, Kind.LIVE)]


def test_a_correction_cannot_reach_into_the_future() -> None:
    longer = act(60, Act.CORRECT, of=START.id, minutes=500)
    assert record(START, STOP, longer, now=60) == [(0, 60, Kind.STILLS)]


def test_what_still_runs_keeps_its_end_open() -> None:
    wrong = act(10, Act.CORRECT, of=START.id, kind=Kind.AUDIO, minutes=5)
    assert record(START, wrong, now=20) == [(0, 20, Kind.AUDIO)]
    day = ExposureDay(NINE.date(), (START, wrong))
    found = assess(POLICY, condense([day], POLICY, PARIS), (), NINE + 10 * MINUTE, PARIS)
    assert found.due_at == NINE + 25 * MINUTE


def test_what_is_removed_is_gone_and_a_wrong_name_changes_nothing() -> None:
    gone = act(60, Act.REMOVE, of=START.id)
    assert record(START, STOP, gone, now=60) == []
    assert record(START, STOP, gone, act(61, Act.CORRECT, of=START.id, minutes=9), now=61) == []
    assert record(START, STOP, act(60, Act.REMOVE, of=UUID(int=999)), now=60) == [(0, 30, Kind.STILLS)]


def test_a_short_break_after_an_added_session_counts() -> None:
    added = act(0, Act.ADD, 50, kind=Kind.STILLS, began=NINE - 60 * MINUTE, minutes=60)
    events = [act(1, Act.START, kind=Kind.STILLS), act(2, Act.BREAK), act(7, Act.BACK)]
    carry = condense([ExposureDay(NINE.date(), (added, *events))], POLICY, PARIS)
    assert assess(POLICY, carry, (), NINE + 7 * MINUTE, PARIS).due_at == NINE + 57 * MINUTE


def test_by_day_splits_at_local_midnight_on_long_and_short_days() -> None:
    late = datetime(2026, 10, 24, 21, 0, tzinfo=UTC)  # 23:00, the night that lasts an hour longer
    one = Span(UUID(int=1), Kind.STILLS, late, late + timedelta(hours=27))
    found = by_day([one], PARIS)
    assert found == {
        date(2026, 10, 24): {Kind.STILLS: timedelta(hours=1)},
        date(2026, 10, 25): {Kind.STILLS: timedelta(hours=25)},
        date(2026, 10, 26): {Kind.STILLS: timedelta(hours=1)},
    }


@st.composite
def working(draw: Any) -> list[Event]:
    """Acts of a day, without any that change the past, be it the last ten minutes."""
    acts = [one for one in Act if one not in AFTERWARDS | {Act.AWAY_COUNTS, Act.TOOK_BREAK}]
    minute, found = 0, [START]
    for number in range(2, draw(st.integers(2, 14))):
        # On even minutes, while a pause ends on an odd one: two rests with no work between would be one.
        minute += 2 * draw(st.integers(1, 22))
        what = draw(st.sampled_from([*acts, Act.BACK, Act.START]))
        kind = draw(st.sampled_from(list(Kind))) if what is Act.SWITCH else None
        found.append(act(minute, what, number + 1000, kind=kind))
    return found


@settings(max_examples=200, deadline=None)
@given(working())
def test_counting_again_what_nobody_amended_changes_nothing(events: list[Event]) -> None:
    run = Run(*Carry())
    take_all(run, events, POLICY, PARIS)
    before = run.carry()
    amend(run, events, POLICY, PARIS)
    after = run.carry()
    counted = ("used", "towards_long", "loads", "day", "last_day", "phase", "rest_since", "version")
    assert {name: getattr(after, name) for name in counted} == {
        name: getattr(before, name) for name in counted
    }
