"""A person's own limits: private, and never laxer than the unit's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any, Final

from wellbeing.domain.policy.fields import FIELDS
from wellbeing.domain.policy.rules import Policy

STRICTER: Final[Mapping[str, int]] = {
    "continuous_limit_min": -1,
    "high_impact_limit_min": -1,
    "break_min": 1,
    "high_impact_break_min": 1,
    "long_break_after_min": -1,
    "long_break_min": 1,
    "daily_cap_min": -1,
    "weekly_cap_min": -1,
    "four_week_cap_min": -1,
    "cap_notice_pct": -1,
    "exposure_free_days": 1,
    "consecutive_days_max": -1,
    "sessions_max": -1,
    "start_buffer_min": 1,
    "end_buffer_min": 1,
    "snooze_max": -1,
    "postpone_max": -1,
    "skip_max": -1,
    "recovery_break_min": 1,
}
"""The limits a person may tighten, and whether less (-1) or more (1) is stricter."""
NONE_IS_LAXEST: Final = frozenset(
    {"four_week_cap_min", "daily_cap_min", "weekly_cap_min", "long_break_after_min", "sessions_max"}
)
"""Limits where 0 means that there is none, so that any number is stricter."""


@dataclass(frozen=True, slots=True)
class Own:
    """What a person has set for themselves; an empty one changes nothing."""

    limits: tuple[tuple[str, int], ...] = field(default=(), repr=False)
    """Pairs of a name in `STRICTER` and a number; what is laxer than the unit's has no effect."""
    shift_start: time | None = field(default=None, repr=False)
    shift_end: time | None = field(default=None, repr=False)
    """The person's own hours, when they differ from the unit's; both or neither."""
    started_on: date | None = field(default=None, repr=False)
    """Their first day in this work, for the gentler first weeks; kept to themselves."""
    came_back: date | None = field(default=None, repr=False)
    """The day they came back after leave, sickness or a hard case, for gentler days; nobody is told which."""
    working_days: tuple[int, ...] = field(default=(), repr=False)
    """The days they work, 0 for a Monday, when they are not the unit's; empty for the unit's."""

    def with_limit(self, name: str, value: int | None) -> Own:
        """The same with one limit changed; None takes it back."""
        kept = {one: number for one, number in self.limits if one != name}
        if value is not None:
            kept[name] = value
        return replace(self, limits=tuple(sorted(kept.items())))


def stricter(name: str, one: int, other: int) -> int:
    """Of two values of a limit the stricter one."""
    if name in NONE_IS_LAXEST and 0 in {one, other}:
        return max(one, other)
    choose: Callable[[int, int], int] = max if STRICTER[name] > 0 else min
    return choose(one, other)


def tightened(policy: Policy, own: Own) -> Policy:
    """The unit's policy with a person's own limits where those are stricter; no limit becomes laxer.

    Own hours and own working days take the place of the unit's. Whoever works fewer days has that part of the
    amounts of a week and of four weeks.
    """
    changed = _part_time(policy, own.working_days)
    policy = replace(policy, **changed)
    changed |= {
        name: stricter(name, getattr(policy, name), value) for name, value in own.limits if name in STRICTER
    }
    if own.shift_start is not None and own.shift_end is not None:
        changed |= {"shift_start": own.shift_start, "shift_end": own.shift_end}
    return replace(policy, **changed) if changed else policy


def _part_time(policy: Policy, days: tuple[int, ...]) -> dict[str, Any]:
    """What working on these days makes of a policy; nothing when they are not said."""
    if not days:
        return {}
    changed: dict[str, Any] = {
        "working_days": days,
        "exposure_free_days": min(policy.exposure_free_days, len(days) - 1),
    }
    usual = len(policy.working_days)
    if len(days) < usual:
        least = policy.daily_cap_min
        for name in ("weekly_cap_min", "four_week_cap_min"):
            if amount := getattr(policy, name):
                low, step = FIELDS[name].low, FIELDS[name].step
                part = low + (amount * len(days) // usual - low) // step * step
                least = changed[name] = max(low, part, least)
    return changed
