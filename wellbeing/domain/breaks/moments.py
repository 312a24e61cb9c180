"""Moments as whole milliseconds since 1970 UTC, and walls: midnights, shifts and nights of a local day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

MINUTE: Final = 60_000
"""Milliseconds in a minute."""
NEVER: Final = 1 << 53
"""Later than any moment asked about; still exact in a browser."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MS: Final = timedelta(milliseconds=1)


def ms(moment: datetime) -> int:
    """An aware moment in milliseconds."""
    return (moment - _EPOCH) // _MS


def moment(at: int) -> datetime:
    """The aware UTC moment of so many milliseconds."""
    return _EPOCH + timedelta(milliseconds=at)


def ordinal(at: int, zone: ZoneInfo) -> int:
    """The local day of a moment, as `date.toordinal` counts."""
    return moment(at).astimezone(zone).date().toordinal()


def weekday(day: int) -> int:
    """0 for a Monday to 6 for a Sunday."""
    return (day - 1) % 7


@lru_cache(maxsize=8192)
def wall(zone: ZoneInfo, day: int, minutes: int) -> int:
    """The moment a wall clock shows so many minutes after midnight of a day.

    A time that the clock leaps over comes when it would have come without the leap; one that comes
    twice is the first.
    """
    hour, minute = divmod(minutes, 60)
    return ms(datetime.combine(date.fromordinal(day), time(hour, minute), zone).astimezone(UTC))


def midnight(zone: ZoneInfo, day: int) -> int:
    """When a local day begins."""
    return wall(zone, day, 0)


def minutes_of(on_the_wall: time) -> int:
    """A time of day in minutes after midnight."""
    return on_the_wall.hour * 60 + on_the_wall.minute


@lru_cache(maxsize=8192)
def between(zone: ZoneInfo, day: int, start: time, end: time) -> tuple[int, int]:
    """When a stretch starting on a day begins and ends; one that ends by its start ends the day after."""
    first, last = minutes_of(start), minutes_of(end)
    return wall(zone, day, first), wall(zone, day if last > first else day + 1, last)
