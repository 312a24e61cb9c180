"""Periods: the four weeks of which one picture of a team is taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

LENGTH: Final = timedelta(weeks=4)
SEASON: Final = 3
"""Periods for which groups stay as they are."""
YEAR: Final = 13
"""Periods in 52 weeks."""
_FIRST: Final = date(1970, 1, 5)
"""The first Monday after the beginning of Unix time; it only fixes where the four weeks begin."""
_CLOSES: Final = timedelta(hours=12)
"""After midnight UTC: only then is the last Sunday over everywhere."""
_RELEASED: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Four ISO weeks, Monday to Sunday."""

    number: int
    """Counted without gaps; the same everywhere."""

    @classmethod
    def of(cls, day: date) -> Period:
        """The period a day lies in."""
        return cls((day - _FIRST) // LENGTH)

    @classmethod
    def at(cls, now: datetime) -> Period:
        """The period that is open at an aware moment, by the clock of UTC."""
        return cls.of(now.astimezone(UTC).date())

    @property
    def first(self) -> date:
        """Its Monday."""
        return _FIRST + self.number * LENGTH

    @property
    def last(self) -> date:
        """Its Sunday."""
        return self.first + LENGTH - timedelta(days=1)

    @property
    def opens_at(self) -> datetime:
        """When groups are counted and boxes made, in UTC."""
        return datetime.combine(self.first, time(), UTC)

    @property
    def closes_at(self) -> datetime:
        """When nothing of it can be changed any more, in UTC."""
        return self.opens_at + LENGTH + _CLOSES

    @property
    def released_at(self) -> datetime:
        """When it is released or withheld, in UTC: always at the same time of the same weekday."""
        return self.closes_at + _RELEASED

    @property
    def season(self) -> int:
        """The number of the first period for which the same groups stand."""
        return self.number - self.number % SEASON

    def later(self, periods: int) -> Period:
        """The period so many later; earlier when negative."""
        return Period(self.number + periods)

    def __contains__(self, day: date) -> bool:
        return (day - _FIRST) // LENGTH == self.number
