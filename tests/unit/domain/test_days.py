"""Days and months: across daylight saving, year ends and the date line."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.domain.days import NEVER, Month, local_day, month_of, months_later


@pytest.mark.parametrize(
    ("month", "months", "later"),
    [
        (202611, 0, 202611),
        (202611, 1, 202612),
        (202611, 2, 202701),
        (202612, 1, 202701),
        (202612, 12, 202712),
        (202701, 24, 202901),
        (202701, -1, 202612),
        (202612, -12, 202512),
    ],
)
def test_months_later(month: int, months: int, later: int) -> None:
    assert months_later(Month(month), months) == later


@given(st.dates(date(1970, 1, 1), date(9000, 12, 31)), st.integers(0, 600))
def test_months_later_is_always_a_month_and_comes_back(day: date, months: int) -> None:
    later = months_later(month_of(day), months)
    assert 1 <= later % 100 <= 12
    assert months_later(later, -months) == month_of(day)
    assert later < NEVER


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        ("2026-12-31T23:59:59", "UTC", date(2026, 12, 31)),
        ("2027-01-01T00:00:00", "UTC", date(2027, 1, 1)),
        ("2026-12-31T23:30:00", "Europe/Berlin", date(2027, 1, 1)),
        ("2026-12-31T10:00:00", "Pacific/Kiritimati", date(2027, 1, 1)),
        ("2027-01-01T11:59:00", "Pacific/Pago_Pago", date(2027, 1, 1)),
        ("2027-01-01T10:59:00", "Pacific/Pago_Pago", date(2026, 12, 31)),
        # Berlin springs forward at 01:00 UTC on 29 March 2026: midnight is UTC+1 before and UTC+2 after it.
        ("2026-03-28T22:59:59", "Europe/Berlin", date(2026, 3, 28)),
        ("2026-03-28T23:00:00", "Europe/Berlin", date(2026, 3, 29)),
        ("2026-03-29T21:59:59", "Europe/Berlin", date(2026, 3, 29)),
        ("2026-03-29T22:00:00", "Europe/Berlin", date(2026, 3, 30)),
        # and falls back at 01:00 UTC on 25 October 2026.
        ("2026-10-24T21:59:59", "Europe/Berlin", date(2026, 10, 24)),
        ("2026-10-24T22:00:00", "Europe/Berlin", date(2026, 10, 25)),
        ("2026-10-25T22:59:59", "Europe/Berlin", date(2026, 10, 25)),
        ("2026-10-25T23:00:00", "Europe/Berlin", date(2026, 10, 26)),
    ],
)
def test_local_day(moment: str, zone: str, day: date) -> None:
    assert local_day(datetime.fromisoformat(moment).replace(tzinfo=UTC), zone) == day


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 1), 24)]
)
def test_a_day_has_as_many_hours_as_the_clock_says(day: date, hours: int) -> None:
    around = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=24)
    seen = sum(local_day(around + timedelta(hours=hour), "Europe/Berlin") == day for hour in range(72))
    assert seen == hours


def test_month_of_the_ends_of_a_year() -> None:
    assert (month_of(date(2026, 1, 1)), month_of(date(2026, 12, 31))) == (202601, 202612)
