"""The hints a second time, read off the wall clock and off the minutes of each day."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from tests.unit.domain.breaks.slow import Slow
from wellbeing.domain.exposure import Act
from wellbeing.domain.phases import Hint


def slow_hints(slow: Slow, here: datetime) -> set[Hint]:
    """What may be said at a local moment. Without ramps, which have tests of their own."""
    if slow.urgent > slow.minute:
        return set()
    policy, today = slow.policy, here.date()
    week = [today - timedelta(days=back) for back in range(today.weekday() + 1)]
    had = slow.days.get(today, 0)
    found: set[Hint] = set()
    for load, cap, near, over in (
        (had, policy.daily_cap_min, Hint.DAY_NEAR, Hint.DAY_OVER),
        (sum(slow.days.get(day, 0) for day in week), policy.weekly_cap_min, Hint.WEEK_NEAR, Hint.WEEK_OVER),
        (sum(slow.days.values()), policy.four_week_cap_min, None, Hint.FOUR_WEEKS_OVER),
    ):
        if cap and load >= cap * 100:
            found.add(over)
        elif cap and near and load >= cap * policy.cap_notice_pct:
            found.add(near)
    counting = slow.mode == "work" and slow.kind is not None and slow.policy.limit_min(slow.kind)
    if had or counting:
        with_work = {day for day, load in slow.days.items() if load} | {today}
        worked = [day for day in week if day in with_work and day.weekday() in policy.working_days]
        if policy.exposure_free_days and len(worked) + policy.exposure_free_days > len(policy.working_days):
            found.add(Hint.FREE_DAY)
        if {today - timedelta(days=back) for back in range(policy.consecutive_days_max + 1)} <= with_work:
            found.add(Hint.CONSECUTIVE)
    if policy.sessions_max and slow.begun.count(today) > policy.sessions_max:
        found.add(Hint.SESSIONS)
    if policy.skip_max and slow.counts.get(Act.SKIP, 0) >= policy.skip_max:
        found.add(Hint.MANY_SKIPPED)
    return found | _by_the_wall(slow, here)


def _by_the_wall(slow: Slow, here: datetime) -> set[Hint]:
    policy, found = slow.policy, set[Hint]()
    shift = _inside(here, policy.shift_start, policy.shift_end, policy.working_days)
    if shift is not None:
        since, left = shift
        if since < timedelta(minutes=policy.start_buffer_min):
            found.add(Hint.SHIFT_BEGINS)
        if left <= timedelta(minutes=policy.end_buffer_min):
            found.add(Hint.SHIFT_ENDS)
    elif slow.mode != "rest":
        if _inside(here, policy.night_start, policy.night_end, range(7)) is not None:
            found.add(Hint.NIGHT)
        elif policy.overtime_hint:
            found.add(Hint.OUTSIDE_SHIFT)
    return found


def _inside(
    here: datetime, start: time, end: time, days: tuple[int, ...] | range
) -> tuple[timedelta, timedelta] | None:
    """How long since and how long until, in time that passes, when a local moment lies in a stretch."""
    for back in (1, 0):
        day = here.date() - timedelta(days=back)
        if day.weekday() not in days:
            continue
        last = day if end > start else day + timedelta(days=1)
        begins = datetime.combine(day, start, here.tzinfo).astimezone(UTC)
        ends = datetime.combine(last, end, here.tzinfo).astimezone(UTC)
        if begins <= here.astimezone(UTC) < ends:
            return here.astimezone(UTC) - begins, ends - here.astimezone(UTC)
    return None
