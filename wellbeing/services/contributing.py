"""Contributing: what a person would put into the boxes of the open periods, from their own entries alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from wellbeing.domain.contribution import Contribution, contribution
from wellbeing.domain.kept import DayKept, days_kept, past_of
from wellbeing.domain.outline import Outline
from wellbeing.domain.people import PersonId
from wellbeing.domain.periods import LENGTH, Period
from wellbeing.domain.policy import Policy
from wellbeing.domain.strain import strain
from wellbeing.services.grouping import Claim, works_for, zone_of
from wellbeing.services.ledger import Ledger
from wellbeing.services.policies import rules_on
from wellbeing.services.ports import UnitOfWork
from wellbeing.services.presence import Life
from wellbeing.services.remembering import Grounds, Remembering
from wellbeing.services.sorts import EXPOSURE

_BEFORE: Final = timedelta(days=2)
"""A stretch may have begun before the first day."""


@dataclass(frozen=True, slots=True)
class Days:
    """What a person's days in the open periods say."""

    outlines: tuple[Outline, ...] = field(repr=False)
    kept: Mapping[date, DayKept] = field(repr=False)
    """The days with exposure."""


def open_periods(now: datetime) -> tuple[Period, ...]:
    """The periods whose boxes can still be changed, the oldest first."""
    current = Period.at(now)
    before = current.later(-1)
    return (before, current) if now < before.closes_at else (current,)


def contribution_of(days: Days, period: Period) -> Contribution:
    """The person's contribution for one period, as their entries are now."""
    indexes = (strain(one) for one in days.outlines if one.day in period)
    worked = [one for day, one in days.kept.items() if day in period]
    return contribution(
        (one for one in indexes if one is not None),
        sum((one.worked for one in worked), timedelta()),
        len(worked),
        sum(one.kept for one in worked),
    )


class Contributing:
    """Reads the days of one person after the other.

    A check-in says what its line in the manifest says of it; a day of work that does not open is not counted.
    """

    def __init__(self, remembered: Remembering[Life]) -> None:
        self._remembered = remembered

    def days(
        self,
        work: UnitOfWork,
        ledger: Ledger,
        person: PersonId,
        claims: Sequence[Claim],
        periods: Sequence[Period],
        now: datetime,
    ) -> Days:
        """What the person's days in the periods say, under the rules that their unit had on each.

        Args:
            work: where rules stand.
            ledger: the person's own, opened in the same transaction.
            person: whose it is.
            claims: their seats.
            periods: one after the other.
            now: the moment, aware.
        """
        asked = [one.first + timedelta(days=number) for one in periods for number in range(LENGTH.days)]
        rules = rules_on(work, works_for(claims), asked)
        zone = ZoneInfo(zone_of(claims))
        return Days(ledger.outlines(asked[0]), self._kept(ledger, person, rules, zone, now))

    def _kept(
        self, ledger: Ledger, person: PersonId, rules: dict[date, Policy], zone: ZoneInfo, now: datetime
    ) -> dict[date, DayKept]:
        first, today = min(rules) - _BEFORE, now.astimezone(zone).date()
        grounds = Grounds(ledger.revisions(EXPOSURE, first, today), rules, zone.key)
        past = self._remembered.get(person, grounds)
        if past is not None:
            later = ledger.all(EXPOSURE, since=today).values
            if past.leads_to(later):
                return days_kept(later, rules, zone, now, past)
        whole = ledger.all(EXPOSURE, since=first).values
        fresh = past or past_of((one for one in whole if one.day < today), rules, zone)
        if fresh is not None:
            self._remembered.keep(person, grounds, fresh)
        return days_kept(whole, rules, zone, now)
