"""Contributing: what a person would put into the boxes of the open periods, from their own entries alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from wellbeing.domain.checkin import CheckIn
from wellbeing.domain.contribution import Contribution, contribution
from wellbeing.domain.exposure import ExposureDay
from wellbeing.domain.kept import days_kept
from wellbeing.domain.people import Profile
from wellbeing.domain.periods import LENGTH, Period
from wellbeing.domain.policy import Policy
from wellbeing.domain.strain import strain
from wellbeing.services.ledger import Ledger
from wellbeing.services.policies import rules_on
from wellbeing.services.ports import UnitOfWork
from wellbeing.services.seating import standing
from wellbeing.services.sorts import CHECKIN, EXPOSURE

_BEFORE = timedelta(days=2)
"""A stretch may have begun before the first day."""
_ANY_LOCK = 10


@dataclass(frozen=True, slots=True)
class Days:
    """What the days of some periods hold, and the rules of those days."""

    checkins: tuple[CheckIn, ...] = field(repr=False)
    exposed: tuple[ExposureDay, ...] = field(repr=False)
    rules: dict[date, Policy] = field(repr=False)
    zone: ZoneInfo


def open_periods(now: datetime) -> tuple[Period, ...]:
    """The periods whose boxes can still be changed, the oldest first."""
    current = Period.at(now)
    before = current.later(-1)
    return (before, current) if now < before.closes_at else (current,)


def read_entries(
    ledger: Ledger, periods: Sequence[Period]
) -> tuple[tuple[CheckIn, ...], tuple[ExposureDay, ...]]:
    """The check-ins and the exposure record of some periods; what does not open is not counted."""
    first = periods[0].first
    return ledger.all(CHECKIN, since=first).values, ledger.all(EXPOSURE, since=first - _BEFORE).values


def with_rules(
    work: UnitOfWork,
    profile: Profile,
    periods: Sequence[Period],
    entries: tuple[tuple[CheckIn, ...], tuple[ExposureDay, ...]],
) -> Days:
    """The entries with the rules that the person's unit had on the days of the periods."""
    seated = standing(work, profile, _ANY_LOCK)
    days = [one.first + timedelta(days=number) for one in periods for number in range(LENGTH.days)]
    return Days(*entries, rules_on(work, seated.memberships, days), ZoneInfo(seated.time_zone))


def contribution_of(days: Days, period: Period, now: datetime) -> Contribution:
    """The person's contribution for one period, as their entries are now."""
    indexes = (strain(one) for one in days.checkins if one.day in period)
    rules = {day: policy for day, policy in days.rules.items() if day in period}
    worked = days_kept(days.exposed, rules, days.zone, now).values()
    return contribution(
        (one for one in indexes if one is not None),
        sum((one.worked for one in worked), timedelta()),
        len(worked),
        sum(one.kept for one in worked),
    )
