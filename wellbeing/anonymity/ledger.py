"""The ledger: what each unit and each person has spent, and when to stop.

A unit's sum runs over 52 weeks and follows the unit from group to group. A person's sum runs over their whole
time here: three full years' worth, after which they sit out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from wellbeing.anonymity.noise import RHO
from wellbeing.domain.ballot import MOST_PERIODS
from wellbeing.domain.people import UnitId
from wellbeing.domain.periods import YEAR, Period
from wellbeing.domain.releases import Fact, Line

UNIT_CAP: Final = 3.2
"""Most that is spent on a unit within 52 weeks, as zero-concentrated rho: 13 releases."""
PERSON_PERIODS: Final = MOST_PERIODS
"""Periods that one person takes part in at most: three full years."""


def spent(lines: Iterable[Line], unit: UnitId, until: Period) -> float:
    """What releases of groups with this unit have spent in the 52 weeks that end with a period."""
    since = until.later(1 - YEAR)
    told = (one for one in lines if one.fact is Fact.RELEASED and unit in one.group.units)
    return RHO * sum(since <= one.period <= until for one in told)


def spent_by(lines: Iterable[Line], units: Iterable[UnitId], until: Period) -> float:
    """The most that any of these units has spent in the 52 weeks that end with a period."""
    told = tuple(lines)
    return max((spent(told, unit, until) for unit in units), default=0.0)


def allows(lines: Iterable[Line], units: Iterable[UnitId], period: Period) -> bool:
    """Whether one more release of these units stays within the cap, and no unit has one for this period.

    A second release of one period would show what came in between. With one for each period no 52 weeks hold
    more than 13, whatever the clock did meanwhile.
    """
    told, wanted = tuple(lines), frozenset(units)
    again = any(
        one.fact is Fact.RELEASED and one.period == period and not wanted.isdisjoint(one.group.units)
        for one in told
    )
    return not again and spent_by(told, wanted, period) + RHO <= UNIT_CAP
