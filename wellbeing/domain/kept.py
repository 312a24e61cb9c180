"""Breaks kept: on which days of work nothing went on past the unit's limit, by the person's own record.

A day counts as kept when no stretch on it went on past the limit that the unit had in force that day, with
the time that its policy gives to finish in: the notice and the snoozes, and a minute to reach the button in
any case. What was added or corrected afterwards counts as if it had been timed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from wellbeing.domain.breaks import Counted, Overrun, Told, counted, overruns
from wellbeing.domain.exposure import ExposureDay, by_day, parted
from wellbeing.domain.policy import Policy

AT_LEAST: Final = timedelta(minutes=1)
"""Time to finish in where a policy gives none."""


@dataclass(frozen=True, slots=True)
class DayKept:
    """One local day with exposure."""

    worked: timedelta = field(repr=False)
    """All kinds together."""
    kept: bool = field(repr=False)


@dataclass(frozen=True, slots=True)
class Past:
    """Days that are over, counted once; others can be counted behind them."""

    kept: Mapping[date, DayKept] = field(repr=False)
    """How it went on each of them."""
    counted: Mapping[Policy, Counted] = field(repr=False)
    """Their acts under each policy that was asked about."""

    def leads_to(self, days: Iterable[ExposureDay]) -> bool:
        """Whether these days can be counted behind them, and come to the same as all counted at once."""
        later = tuple(days)
        return all(one.leads_to(later) for one in self.counted.values())


def past_of(days: Iterable[ExposureDay], rules: Mapping[date, Policy], zone: ZoneInfo) -> Past | None:
    """Count days that are over; None when what follows may still change what they came to.

    Args:
        days: the person's acts, from the day before the first one asked about.
        rules: every day that will be asked about, those after these too, and the policy on each.
        zone: where their days are counted.
    """
    whole, over = tuple(days), dict[Policy, Counted]()
    for policy in dict.fromkeys(rules.values()):
        one = counted(whole, policy, zone)
        if one is None:
            return None
        over[policy] = one
    kept = [_kept(one.told, policy, rules, zone) for policy, one in over.items()]
    return Past({day: one for days in kept for day, one in days.items()}, over)


def days_kept(
    days: Iterable[ExposureDay],
    rules: Mapping[date, Policy],
    zone: ZoneInfo,
    now: datetime,
    past: Past | None = None,
) -> dict[date, DayKept]:
    """How it went on each day with exposure, in their order.

    Args:
        days: the person's acts, from the day before the first one asked about.
        rules: the days asked about, and the policy of the person's unit on each.
        zone: where their days are counted.
        now: the moment, up to which a running stretch counts.
        past: what went before with the same rules and zone, if it `leads_to` these days.
    """
    whole, found = tuple(days), dict[date, DayKept](past.kept if past else {})
    for policy in dict.fromkeys(rules.values()):
        told = overruns(whole, policy, zone, now, past.counted[policy] if past else None)
        for day, one in _kept(told, policy, rules, zone).items():
            before = found.get(day, DayKept(timedelta(), kept=True))
            found[day] = DayKept(before.worked + one.worked, before.kept and one.kept)
    return dict(sorted(found.items()))


def _kept(told: Told, policy: Policy, rules: Mapping[date, Policy], zone: ZoneInfo) -> dict[date, DayKept]:
    """The days of a record that a policy holds on."""
    late = _late(told.overruns, finishing(policy), zone)
    return {
        day: DayKept(sum(kinds.values(), timedelta()), day not in late)
        for day, kinds in by_day(told.record, zone).items()
        if rules.get(day) == policy
    }


def finishing(policy: Policy) -> timedelta:
    """How long work may go on past the limit and still count as kept."""
    return max(timedelta(minutes=policy.notice_min + policy.snooze_max * policy.snooze_min), AT_LEAST)


def _late(past: Iterable[Overrun], allowed: timedelta, zone: ZoneInfo) -> set[date]:
    """The local days on which work went on past the limit and the time to finish in."""
    return {day for one in past for day, _, _ in parted(max(one.began, one.due + allowed), one.ended, zone)}
