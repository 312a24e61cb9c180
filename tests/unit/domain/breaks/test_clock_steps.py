"""A clock that steps back, and a computer that slept: the days tell what the running timer told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from wellbeing.domain.breaks import Carry, acted_at, after, assess, condense
from wellbeing.domain.exposure import AFTERWARDS, Act, Event, ExposureDay, Kind
from wellbeing.domain.phases import Phase
from wellbeing.domain.policy import Policy

ZONE = ZoneInfo("Europe/Paris")
NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
PLAIN = [act for act in Act if act not in AFTERWARDS | {Act.SWITCH, Act.AWAY_COUNTS}]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLAIN), st.integers(-90, 90), st.uuids()), max_size=12))
def test_acts_keep_their_order_however_the_clock_steps(acts: list[tuple[Act, int, UUID]]) -> None:
    now, carry, kept = NINE, Carry(), []
    for act, seconds, id_ in acts:
        now += timedelta(seconds=10 * seconds)
        kept.append(Event(id_, acted_at(carry, now), act))
        carry = after(Policy(), carry, kept[-1:], ZONE)
    if len({one.id for one in kept}) == len(kept):
        assert condense([ExposureDay(NINE.date(), tuple(kept))], Policy(), ZONE) == carry


def test_an_act_done_now_is_done_now() -> None:
    assert acted_at(Carry(), NINE) == NINE
    carry = after(Policy(), Carry(), [Event(UUID(int=1), NINE, Act.START, Kind.STILLS)], ZONE)
    assert acted_at(carry, NINE + timedelta(seconds=1)) == NINE + timedelta(seconds=1)
    assert acted_at(carry, NINE - timedelta(hours=1)) == NINE + timedelta(milliseconds=1)


def test_a_clock_before_the_last_act_shows_the_last_act() -> None:
    start = Event(UUID(int=1), NINE, Act.START, Kind.STILLS)
    found = assess(Policy(), Carry(), [start], NINE - timedelta(hours=3), ZONE)
    assert (found.phase, found.due_at) == (Phase.RUNNING, NINE + timedelta(minutes=50))
    assert found.next_at > NINE


def test_breaks_not_taken_leave_no_mark() -> None:
    policy, hour = Policy(long_break_after_min=0), timedelta(hours=1)
    start = Event(UUID(int=1), NINE, Act.START, Kind.STILLS)
    late = [start, Event(UUID(int=2), NINE + hour, Act.STOP)]
    parts = [
        start,
        Event(UUID(int=3), NINE + timedelta(minutes=50), Act.BREAK),
        Event(UUID(int=4), NINE + hour, Act.BACK),
        Event(UUID(int=2), NINE + timedelta(minutes=70), Act.STOP),
    ]
    tomorrow = NINE + timedelta(days=1)
    again = Event(UUID(int=9), tomorrow, Act.START)
    told = [
        assess(
            policy, condense([ExposureDay(NINE.date(), tuple(some))], policy, ZONE), [again], tomorrow, ZONE
        )
        for some in (late, parts)
    ]
    assert told[0] == told[1]


def test_an_act_from_before_counts_as_done_right_after_the_last_one() -> None:
    acts = [(0, Act.START), (10, Act.BREAK), (5, Act.BACK)]
    carry = Carry()
    for number, (minute, act) in enumerate(acts):
        event = Event(UUID(int=number), NINE + timedelta(minutes=minute), act)
        carry = after(Policy(), carry, [event], ZONE)
    found = assess(Policy(), carry, (), NINE + timedelta(minutes=30), ZONE)
    assert (found.since, found.today_min) == (NINE + timedelta(minutes=10), 30)
    assert found.due_at == NINE + timedelta(minutes=50)
