"""Days and months as people count them, in the time zone their unit works in."""

from __future__ import annotations

from datetime import date, datetime
from typing import NewType
from zoneinfo import ZoneInfo

Month = NewType("Month", int)
"""A month as the number yyyymm: 202611 is November 2026."""

NEVER = Month(999912)
"""The expiry of what stays until its owner deletes it, such as the profile."""


def month_of(day: date) -> Month:
    """The month a day lies in."""
    return Month(day.year * 100 + day.month)


def months_later(month: Month, months: int) -> Month:
    """The month so many months after this one."""
    years, index = divmod(month // 100 * 12 + month % 100 - 1 + months, 12)
    return Month(years * 100 + index + 1)


def local_day(now: datetime, time_zone: str) -> date:
    """The date on the wall where the unit works, for an aware moment."""
    return now.astimezone(ZoneInfo(time_zone)).date()
