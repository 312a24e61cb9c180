"""The soft hints of a moment, and the next moment at which they change by themselves."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from wellbeing.domain.breaks.carry import DAYS_KEPT, REST, RUN
from wellbeing.domain.breaks.moments import MINUTE, between, weekday
from wellbeing.domain.breaks.run import PERCENT, Run
from wellbeing.domain.phases import Hint
from wellbeing.domain.policy.rules import Policy


def ramp(run: Run, policy: Policy) -> int:
    """How much of the usual amounts is meant today, in percent: less for starters and whoever came back."""
    part = PERCENT
    if run.started and run.started <= run.day < run.started + 7 * policy.starter_weeks:
        part = policy.starter_cap_pct
    back = run.day - run.back_on if run.back_on else -1
    if 0 <= back < DAYS_KEPT and sum(map(bool, run.loads[1 : back + 1])) < policy.leave_ramp_days:
        part = min(part, policy.leave_cap_pct)
    if run.last_day and policy.leave_ramp_days:
        if run.last_day == run.day:
            returning = 0 < run.days_back <= policy.leave_ramp_days
        else:
            gone = run.day - run.last_day > policy.leave_absent_days
            returning = gone or 0 < run.days_back < policy.leave_ramp_days
        if returning:
            part = min(part, policy.leave_cap_pct)
    return part


def hints(run: Run, now: int, policy: Policy, zone: ZoneInfo) -> tuple[tuple[Hint, ...], int]:
    """What may be said now, and when that changes next if nothing is done. The run has been moved to now."""
    found, changes = _edges(run, now, policy, zone)
    part = ramp(run, policy)
    if part < PERCENT and run.phase != REST:
        found.append(Hint.RAMP)
    speed = run.weight if run.phase == RUN else 0
    week = sum(run.loads[: weekday(run.day) + 1])
    month = sum(run.loads) if policy.four_week_cap_min else 0
    for load, cap, near, over in (
        (run.loads[0], policy.daily_cap_min * part, Hint.DAY_NEAR, Hint.DAY_OVER),
        (week, policy.weekly_cap_min * part, Hint.WEEK_NEAR, Hint.WEEK_OVER),
        (month, policy.four_week_cap_min * PERCENT, None, Hint.FOUR_WEEKS_OVER),
    ):
        if not cap:
            continue
        full = cap * MINUTE
        almost = full * policy.cap_notice_pct // PERCENT if near else full
        if load >= full:
            found.append(over)
        else:
            if load >= almost and near:
                found.append(near)
            if speed:
                changes = min(changes, now - (load - (almost if load < almost else full)) // speed)
    if run.loads[0] or speed:
        _days(run, policy, found)
    _counts(run, policy, found)
    if run.urgent_until > now:
        return (), changes
    return tuple(found), changes


def _days(run: Run, policy: Policy, found: list[Hint]) -> None:
    """What the days before suggest on a day with work, from its first moment on."""
    today, days = weekday(run.day), (1, *run.loads[1:])
    worked = sum(1 for back in range(today + 1) if days[back] and today - back in policy.working_days)
    if policy.exposure_free_days and worked > len(policy.working_days) - policy.exposure_free_days:
        found.append(Hint.FREE_DAY)
    if all(days[: policy.consecutive_days_max + 1]):
        found.append(Hint.CONSECUTIVE)


def _counts(run: Run, policy: Policy, found: list[Hint]) -> None:
    """What the number of sessions and of skipped breaks suggests."""
    if 0 < policy.sessions_max < run.sessions:
        found.append(Hint.SESSIONS)
    if policy.skip_max and run.skips >= policy.skip_max:
        found.append(Hint.MANY_SKIPPED)


def _edges(run: Run, now: int, policy: Policy, zone: ZoneInfo) -> tuple[list[Hint], int]:
    """What the wall clock suggests, and the next edge of a shift, a night or the day."""
    found: list[Hint] = []
    inside = late = False
    edges = [run.day_ends]
    for day in (run.day - 1, run.day):
        if weekday(day) in policy.working_days:
            begins, ends = between(zone, day, policy.shift_start, policy.shift_end)
            warm = min(begins + policy.start_buffer_min * MINUTE, ends)
            wind_down = max(ends - policy.end_buffer_min * MINUTE, begins)
            edges += (begins, warm, wind_down, ends)
            if begins <= now < ends:
                inside = True
                found += (Hint.SHIFT_BEGINS,) * (now < warm) + (Hint.SHIFT_ENDS,) * (now >= wind_down)
        if policy.night_start != policy.night_end:
            falls, lifts = between(zone, day, policy.night_start, policy.night_end)
            edges += (falls, lifts)
            late = late or falls <= now < lifts
    if not inside and run.phase != REST and (late or policy.overtime_hint):
        found.append(Hint.NIGHT if late else Hint.OUTSIDE_SHIFT)
    return found, min(edge for edge in edges if edge > now)
