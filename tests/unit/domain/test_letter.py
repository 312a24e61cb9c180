"""A letter gathers acts by day, takes a repeat once, and refuses more than it holds without losing any."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from wellbeing.domain.errors import ActsFull
from wellbeing.domain.exposure import Act, Event, ExposureDay
from wellbeing.domain.letter import MOST_ACTS, Letter

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def acts(first: int, count: int) -> tuple[Event, ...]:
    return tuple(
        Event(UUID(int=number), NOON + timedelta(seconds=number), Act.STOP)
        for number in range(first, first + count)
    )


def test_days_stand_in_order_and_a_repeat_counts_once() -> None:
    today, morrow = NOON.date(), NOON.date() + timedelta(days=1)
    letter = Letter().having(ExposureDay(morrow, acts(5, 1)))
    letter = letter.having(ExposureDay(today, acts(1, 2))).having(ExposureDay(today, acts(2, 2)))
    assert [(one.day, len(one.events)) for one in letter.days] == [(today, 3), (morrow, 1)]
    assert letter.acts == 4


def test_a_full_letter_stays_as_it_is() -> None:
    full = Letter().having(ExposureDay(NOON.date(), acts(1, MOST_ACTS)))
    assert full.having(ExposureDay(NOON.date(), acts(1, 1))).acts == MOST_ACTS
    with pytest.raises(ActsFull):
        full.having(ExposureDay(NOON.date(), acts(MOST_ACTS + 1, 1)))
    assert full.acts == MOST_ACTS


def test_it_says_nothing_of_what_it_holds() -> None:
    assert repr(Letter().having(ExposureDay(NOON.date(), acts(1, 1)))) == "Letter()"
