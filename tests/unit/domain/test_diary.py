"""The own log: minutes, months and how many lines a page holds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from wellbeing.domain.diary import LINES, Event, Line, Page, line, page_of

NOON = datetime(2026, 11, 21, 12, 34, 56, 789, tzinfo=UTC)


def test_a_line_is_to_the_minute_in_utc() -> None:
    berlin = NOON.astimezone(timezone(timedelta(hours=1)))
    assert line(berlin, Event.SIGNED_IN) == Line(datetime(2026, 11, 21, 12, 34, tzinfo=UTC), Event.SIGNED_IN)
    assert line(berlin, Event.SIGNED_IN).at.tzinfo is UTC


def test_a_page_is_a_month_in_utc() -> None:
    late = datetime(2026, 12, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))
    assert page_of(late) == date(2026, 11, 1)
    assert page_of(NOON) == date(2026, 11, 1)


def test_lines_stand_in_the_order_of_their_time() -> None:
    early, late = line(NOON - timedelta(hours=1), Event.TRY_REFUSED), line(NOON, Event.SIGNED_IN)
    page = Page(date(2026, 11, 1)).with_lines(late).with_lines(early)
    assert page.lines == (early, late)


def test_a_full_page_drops_its_oldest_lines() -> None:
    lines = [line(NOON + timedelta(minutes=i), Event.TRY_REFUSED) for i in range(LINES + 3)]
    assert Page(date(2026, 11, 1)).with_lines(*lines).lines == tuple(lines[3:])


def test_a_page_prints_no_line() -> None:
    assert "signed_in" not in repr(Page(date(2026, 11, 1), (line(NOON, Event.SIGNED_IN),)))
