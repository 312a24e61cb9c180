"""Follow-ups: when a task force has ended, its people are offered a check-in three times, privately."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

WEEKS: Final = (1, 4, 12)
"""How many weeks after the end of a unit a check-in is offered."""
LAST_WEEK: Final = 16
"""The last offer stands until so many weeks after the end."""

_UNTIL: Final = dict(zip(WEEKS, (*WEEKS[1:], LAST_WEEK), strict=True))


def offered(ended_on: date, today: date) -> int | None:
    """Which of the offers stands today: each from its week until the next one's.

    Args:
        ended_on: the last day of the unit.
        today: the day where the unit worked.
    """
    for weeks, until in _UNTIL.items():
        if ended_on + timedelta(weeks=weeks) <= today < ended_on + timedelta(weeks=until):
            return weeks
    return None
