"""The one moment a timer is armed for: the next at which anything changes by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from wellbeing.domain.breaks import Carry, assess
from wellbeing.domain.exposure import Act, Event, Kind
from wellbeing.domain.policy import Policy

ZONE = ZoneInfo("UTC")
# 00:30 on a Monday, far from the edges of a shift; the night ends at 7:00.
BASE = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
Row = tuple[str, int, list[tuple[int, Act, int | None]], int | None, int]

ROWS: list[Row] = [
    # what comes next, the minute asked about, acts (minute, act, minutes), silent since, the minute it comes
    ("the notice", 10, [], None, 49),
    ("the break", 49, [], None, 50),
    ("a short break turning long", 50, [], None, 119),
    ("forgetting", 119, [], None, 120),
    ("the end of a pause", 10, [(10, Act.PAUSE, 20)], None, 30),
    ("the end of a break", 50, [(50, Act.BREAK, None)], None, 60),
    ("a break forgotten", 60, [(50, Act.BREAK, None)], None, 180),
    ("the end of a call", 10, [(5, Act.QUIET, 10)], None, 15),
    ("the end of a call that held the break", 45, [(40, Act.QUIET, 20)], None, 60),
    ("the end of what is urgent", 60, [(50, Act.URGENT, None)], None, 110),
    ("the notice after a few more minutes", 50, [(50, Act.SNOOZE, None)], None, 54),
    ("the question", 10, [], 8, 13),
    ("the end of the night", 200, [(20, Act.STOP, None)], None, 390),
]


@pytest.mark.parametrize(("what", "minute", "acts", "silent", "comes"), ROWS, ids=[row[0] for row in ROWS])
def test_next(
    what: str, minute: int, acts: list[tuple[int, Act, int | None]], silent: int | None, comes: int
) -> None:
    events = [Event(UUID(int=0), BASE, Act.START, Kind.STILLS)]
    for number, (at, act, minutes) in enumerate(acts, start=1):
        events.append(Event(UUID(int=number), BASE + timedelta(minutes=at), act, None, minutes))
    since = None if silent is None else BASE + timedelta(minutes=silent)
    now = BASE + timedelta(minutes=minute)
    found = assess(Policy(), Carry(), events, now, ZONE, silent_since=since)
    assert found.next_at == BASE + timedelta(minutes=comes)


def test_amounts_are_moments_too() -> None:
    """Eighty per cent of a day of thirty minutes is reached after twenty-four."""
    events = [Event(UUID(int=0), BASE, Act.START, Kind.STILLS)]
    policy = Policy(daily_cap_min=30)
    for minute, comes in ((0, 24), (24, 30), (30, 49)):
        now = BASE + timedelta(minutes=minute)
        assert assess(policy, Carry(), events, now, ZONE).next_at == BASE + timedelta(minutes=comes)
