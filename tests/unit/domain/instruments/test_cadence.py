"""The lock and the rhythm, with days that stand still."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from wellbeing.domain.instruments.cadence import PAUSE_DAYS, due, goes_on, opens_on, under_way
from wellbeing.domain.instruments.sheet import Sheet
from wellbeing.domain.instruments.shelf import shelf
from wellbeing.domain.preferences import Rhythm

DAY = date(2026, 11, 21)
EACH = pytest.mark.parametrize("one", shelf(), ids=lambda one: one.name)


def day(back: int) -> date:
    return DAY - timedelta(days=back)


@EACH
def test_it_opens_on_the_day_its_window_has_passed_and_not_before(one: object) -> None:
    window = one.recall_days  # type: ignore[attr-defined]
    name = one.name  # type: ignore[attr-defined]
    assert opens_on(one, ()) is None  # type: ignore[arg-type]
    done = [Sheet(name, day(400), finished=True), Sheet(name, DAY, finished=True)]
    assert opens_on(one, done) == DAY + timedelta(days=window)  # type: ignore[arg-type]
    assert opens_on(one, [Sheet(name, DAY), Sheet("another", DAY, finished=True)]) is None  # type: ignore[arg-type]


@EACH
@pytest.mark.parametrize(
    ("rhythm", "days"),
    [(Rhythm.WEEKLY, 7), (Rhythm.MONTHLY, 30), (Rhythm.QUARTERLY, 91), (Rhythm.NEVER, None), (None, None)],
)
def test_it_is_due_by_the_persons_rhythm_and_never_inside_the_window(
    one: object, rhythm: Rhythm | None, days: int | None
) -> None:
    name, window = one.name, one.recall_days  # type: ignore[attr-defined]
    assert due(one, rhythm, (), DAY) is (days is not None)  # type: ignore[arg-type]
    for back in range(400):
        sheets = [Sheet(name, day(back), finished=True)]
        expected = days is not None and back >= max(days, window)
        assert due(one, rhythm, sheets, DAY) is expected, back  # type: ignore[arg-type]


def test_a_pause_lasts_three_days() -> None:
    (one,) = (one for one in shelf() if one.name == "phq4")
    for back in range(-1, 10):
        begun = Sheet("phq4", day(back))
        assert goes_on(begun, DAY) is (0 <= back <= PAUSE_DAYS)
        assert under_way(one, [begun], DAY) == (begun if 0 <= back <= PAUSE_DAYS else None)
    newer, older = Sheet("phq4", day(1)), Sheet("phq4", day(2))
    assert under_way(one, [newer, older, Sheet("phq4", DAY, finished=True)], DAY) == newer
