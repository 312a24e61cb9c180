"""A year of pictures for a unit of the house, written into its log; every look that a band may have."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from tests.told import Past, counters
from tests.tools.engines import open_storage
from wellbeing.domain.people import UnitId
from wellbeing.domain.periods import Period
from wellbeing.domain.releases import Counters

ROSTER = 26
FIRST_TOLD = 3
"""Of the thirteen periods on a picture; the ones before it are missing."""
TOO_FEW, LOST, ZERO = 5, 7, 9
"""Where the roster was too small, where a box was lost, and where nobody was under high strain."""
RISES = 11


def newest() -> Period:
    """The last period that is told today."""
    period = Period.at(datetime.now(UTC))
    while period.released_at > datetime.now(UTC):
        period = period.later(-1)
    return period


def live_through(data: Path, unit: str) -> None:
    """Tell a year of a unit of the installation in a folder."""
    storage = open_storage(data, migrating=False)
    try:
        tell(Past(storage.begin, (data / "keys" / "releases").read_bytes()), UnitId(UUID(unit)), newest())
    finally:
        storage.close()


def tell(past: Past, unit: UnitId, last: Period) -> None:
    """The year, up to a period."""
    group, few = past.group([unit], ROSTER), past.group([unit], 9)
    for at in range(FIRST_TOLD, 13):
        period = last.later(at - 12)
        if at in (TOO_FEW, LOST):
            past.told(period, few if at == TOO_FEW else group, None)
        elif at == ZERO:
            past.told(period, group, Counters(8, 12, 7, -3, 150, 14))
        else:
            high = 0.5 if at >= RISES else 0.15 + 0.02 * (at % 3)
            past.told(period, group, counters(ROSTER, 0.6 - high, high, part=0.78))
