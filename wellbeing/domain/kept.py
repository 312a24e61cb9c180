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

from wellbeing.domain.breaks import Overrun, overruns
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


def days_kept(
    days: Iterable[ExposureDay], rules: Mapping[date, Policy], zone: ZoneInfo, now: datetime
) -> dict[date, DayKept]:
    """How it went on each day with exposure, in their order.

    Args:
        days: the person's acts, from the day before the first one asked about.
        rules: the days asked about, and the policy of the person's unit on each.
        zone: where their days are counted.
        now: the moment, up to which a running stretch counts.
    """
    whole, found = tuple(days), dict[date, DayKept]()
    for policy in dict.fromkeys(rules.values()):
        record, past = overruns(whole, policy, zone, now)
        late = _late(past, finishing(policy), zone)
        for day, kinds in by_day(record, zone).items():
            if rules.get(day) == policy:
                found[day] = DayKept(sum(kinds.values(), timedelta()), day not in late)
    return dict(sorted(found.items()))


def finishing(policy: Policy) -> timedelta:
    """How long work may go on past the limit and still count as kept."""
    return max(timedelta(minutes=policy.notice_min + policy.snooze_max * policy.snooze_min), AT_LEAST)


def _late(past: Iterable[Overrun], allowed: timedelta, zone: ZoneInfo) -> set[date]:
    """The local days on which work went on past the limit and the time to finish in."""
    return {day for one in past for day, _, _ in parted(max(one.began, one.due + allowed), one.ended, zone)}
