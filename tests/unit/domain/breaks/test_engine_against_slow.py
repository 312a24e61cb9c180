"""The engine and the minute-by-minute rules say the same, whatever the policy and whatever is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.domain.breaks.slow import FAR, Slow
from tests.unit.domain.breaks.slow_hints import slow_hints
from wellbeing.domain.breaks import Assessment, after, assess, condense
from wellbeing.domain.exposure import AFTERWARDS, Act, Event, ExposureDay, Kind
from wellbeing.domain.phases import Phase
from wellbeing.domain.policy import Material, Policy

GRID = 4
"""Acts fall on every fourth minute, which makes every due moment a whole one."""
ZONES = [ZoneInfo(name) for name in ("Europe/Paris", "America/St_Johns", "Pacific/Chatham", "UTC")]
STARTS = [
    datetime(2026, 11, 23, 8, 0, tzinfo=UTC),  # a Monday
    datetime(2026, 11, 22, 20, 0, tzinfo=UTC),  # into a new week
    datetime(2026, 3, 28, 21, 0, tzinfo=UTC),  # into the night that Europe loses an hour
    datetime(2026, 10, 24, 21, 0, tzinfo=UTC),  # and the one that it gains one
]
KINDS = [Kind.STILLS, Kind.VIDEO, Kind.TEXT, Kind.COURT]
fours = st.integers(1, 8).map(lambda fours: fours * GRID)


@st.composite
def policies(draw: Any) -> Policy:
    """Limits of 20, 40 or 80 and lengths of whole fours, so that a share of a limit is a whole minute."""
    limit = draw(st.sampled_from([40, 80]))
    weights = draw(st.lists(st.sampled_from([50, 100, 100, 200]), min_size=9, max_size=9))
    counts = draw(st.sets(st.sampled_from(list(Kind)), max_size=1))
    materials = tuple(
        Material(kind, kind not in counts, kind is Kind.VIDEO, 20 if kind is Kind.TEXT else 0, weight)
        for kind, weight in zip(Kind, weights, strict=True)
    )
    return Policy(
        continuous_limit_min=limit,
        high_impact_limit_min=draw(st.sampled_from([20, 40])),
        notice_min=draw(st.integers(0, 6)),
        reset_gap_min=draw(st.sampled_from([8, 12])),
        forgotten_min=draw(st.sampled_from([60, 100, 120])),
        break_min=draw(st.sampled_from([8, 12])),
        high_impact_break_min=draw(st.sampled_from([8, 16])),
        long_break_after_min=draw(st.sampled_from([0, 80, 120])),
        long_break_min=draw(st.sampled_from([24, 32])),
        swallow_min=draw(st.sampled_from([0, 1, 8])),
        snooze_max=draw(st.integers(0, 2)),
        snooze_min=draw(st.sampled_from([4, 8])),
        postpone_max=draw(st.integers(0, 2)),
        postpone_min=draw(st.sampled_from([8, 16])),
        skip_max=draw(st.integers(0, 2)),
        urgent_min=draw(st.sampled_from([16, 60])),
        recovery_break_min=draw(st.sampled_from([16, 40])),
        quiet_max_min=draw(st.sampled_from([16, 60])),
        pause_max_min=draw(st.sampled_from([16, 240])),
        materials=materials,
        daily_cap_min=draw(st.sampled_from([0, 40, 120])),
        weekly_cap_min=draw(st.sampled_from([0, 60, 160])),
        four_week_cap_min=draw(st.sampled_from([0, 100])),
        cap_notice_pct=draw(st.sampled_from([50, 100])),
        exposure_free_days=draw(st.integers(0, 4)),
        consecutive_days_max=draw(st.sampled_from([1, 4])),
        sessions_max=draw(st.sampled_from([0, 1, 2])),
        shift_start=time(draw(st.integers(0, 23)), 30),
        shift_end=time(draw(st.integers(0, 23)), 0),
        start_buffer_min=draw(st.sampled_from([0, 15])),
        end_buffer_min=draw(st.sampled_from([0, 60])),
        night_start=time(draw(st.integers(19, 23)), 0),
        night_end=time(draw(st.integers(4, 8)), 0),
        overtime_hint=draw(st.booleans()),
    )


@st.composite
def actions(draw: Any, base: datetime) -> list[Event]:
    """Acts of some hours in the order they are done."""
    found: list[Event] = []
    minute = 0
    acts = [act for act in Act if act not in AFTERWARDS] + [Act.START, Act.BACK, Act.BACK, Act.BREAK]
    for number in range(draw(st.integers(1, 14))):
        minute += GRID * draw(st.one_of(st.integers(0, 3), st.integers(0, 16), st.just(31)))
        act = Act.START if number == 0 else draw(st.sampled_from(acts))
        at = base + timedelta(minutes=minute)
        kind = draw(st.sampled_from(KINDS)) if act in {Act.START, Act.SWITCH} else None
        if act is Act.BACK:
            kind = draw(st.none() | st.sampled_from(KINDS))
        takes = {Act.PAUSE, Act.QUIET, Act.TOOK_BREAK}
        minutes = draw(st.none() | fours) if act in takes else None
        if act is Act.PAUSE and minutes is None:
            minutes = 16
        began = at - timedelta(minutes=draw(fours)) if act is Act.AWAY_COUNTS else None
        found.append(Event(UUID(int=number), at, act, kind, minutes, began=began))
    return found


def shown(found: Assessment) -> Assessment:
    """What changes only at `next_at`."""
    return replace(found, next_at=STARTS[0], today_min=0, week_min=0)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_both_say_the_same_at_every_minute(data: st.DataObject) -> None:
    policy = data.draw(policies())
    zone, base = data.draw(st.sampled_from(ZONES)), data.draw(st.sampled_from(STARTS))
    events = data.draw(actions(base))
    step = data.draw(st.sampled_from([3, 4, 7]))
    slow = Slow(policy, zone, base)
    carry = condense((), policy, zone)
    waiting = list(events)
    last = (events[-1].at - base) // timedelta(minutes=1) + 130
    before: Assessment | None = None
    for minute in range(last):
        if minute:
            slow.pass_minute()
        now = base + timedelta(minutes=minute)
        acted = False
        while waiting and waiting[0].at == now:
            event = waiting.pop(0)
            slow.act(event)
            carry = after(policy, carry, [event], zone)
            acted = True
        if not acted and minute % step:
            continue
        found = assess(policy, carry, (), now, zone)
        compare(found, slow, now, zone)
        if before is not None and not acted and shown(before) != shown(found):
            assert before.next_at <= now
        before = found
    day = ExposureDay(base.date(), tuple(events))
    assert condense([day], policy, zone) == carry


def compare(found: Assessment, slow: Slow, now: datetime, zone: ZoneInfo) -> None:
    """One moment of both."""
    assert found.phase.value == slow.phase(), (now, found.phase, slow.phase())
    today = now.astimezone(zone).date()
    week = [today - timedelta(days=back) for back in range(today.weekday() + 1)]
    assert found.today_min == slow.days.get(today, 0) // 100
    assert found.week_min == sum(slow.days.get(day, 0) for day in week) // 100
    assert found.recovery is slow.recovery
    if slow.mode == "work":
        due = slow.when_due()
        long = due < FAR and slow.when_long() <= max(due, slow.minute) + slow.policy.swallow_min
        assert found.long is long
        assert found.break_minutes == slow.length(long)
        assert (Act.SNOOZE in found.verbs) == (
            found.phase in {Phase.NOTICE, Phase.DUE}
            and slow.counts.get(Act.SNOOZE, 0) < slow.policy.snooze_max
        )
        if due == FAR:
            assert found.due_at is None
        elif due > slow.minute:
            assert found.due_at == slow.base + timedelta(minutes=due)
            assert found.notice_at == slow.base + timedelta(minutes=slow.when_notice(due))
        else:
            assert found.due_at is not None
            assert found.since is not None
            assert found.since <= found.due_at <= now
    if slow.mode in {"pause", "break"}:
        assert found.ends_at == slow.base + timedelta(minutes=slow.ends)
    assert set(found.hints) == slow_hints(slow, now.astimezone(zone))
    asked = None if slow.forgotten is None else slow.base + timedelta(minutes=slow.forgotten)
    assert found.asked_about == asked
