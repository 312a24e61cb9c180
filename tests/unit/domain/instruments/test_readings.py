"""What may be said of a number: one's own usual, a change only where its size is published, ranges second."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.unit.domain.instruments.test_sheets import SHELF, filled
from wellbeing.domain.instruments.reading import item_series, readings, series
from wellbeing.domain.instruments.usual import Change, Place, Usual, change, place, usual

DAY = date(2026, 11, 21)


def gad(total: int, back: int) -> object:
    """A GAD-7 with this sum, made so many days ago."""
    instrument = SHELF["gad7"]
    sheet = filled("gad7", 0, begun=DAY - timedelta(days=back))
    for item in range(1, 8):
        sheet = sheet.answered(instrument, item, min(3, max(0, total - 3 * (item - 1))))
    return sheet


@pytest.mark.parametrize("before", range(22))
def test_a_change_is_named_from_the_published_size_on(before: int) -> None:
    scale = SHELF["gad7"].scales[0]
    for now in range(22):
        wanted = Change.SAME if abs(now - before) < 4 else Change.HIGHER if now > before else Change.LOWER
        assert change(scale, before, now) is wanted
        (_, reading) = (None, readings(SHELF["gad7"], [gad(before, 14), gad(now, 0)], DAY)[0])  # type: ignore[list-item]
        assert (reading.value, reading.change) == (now, wanted)


@pytest.mark.parametrize("name", ["phq4", "phq8", "pcptsd5", "proqol5", "k6", "auditc"])
def test_without_a_published_size_nothing_is_said_of_a_difference(name: str) -> None:
    low, high = min(SHELF[name].codes(1)), max(SHELF[name].codes(1))
    before, now = filled(name, low, begun=DAY - timedelta(days=40)), filled(name, high)
    assert {one.change for one in readings(SHELF[name], [before, now], DAY)} == {None}


def test_the_usual_needs_three_earlier_ones_and_leaves_the_newest_out() -> None:
    assert usual([1, 9]) is None
    assert usual([5, 1, 9]) == Usual(5, 1, 9, 3)
    assert usual([5, 1, 9, 6]) == Usual(5.5, 1, 9, 4)
    sheets = [gad(total, back) for total, back in ((4, 60), (6, 45), (8, 30), (20, 0))]
    (reading,) = readings(SHELF["gad7"], sheets, DAY)  # type: ignore[arg-type]
    assert (reading.usual, reading.place) == (Usual(6, 4, 8, 3), Place.ABOVE)
    (first,) = readings(SHELF["gad7"], sheets, DAY - timedelta(days=30))  # type: ignore[arg-type]
    assert (first.usual, first.place) == (None, None)


@pytest.mark.parametrize(
    ("value", "where"), [(3, Place.BELOW), (4, Place.WITHIN), (8, Place.WITHIN), (9, Place.ABOVE)]
)
def test_places(value: int, where: Place) -> None:
    assert place(value, Usual(6, 4, 8, 3)) is where


def test_what_does_not_count_has_no_number_and_no_point() -> None:
    instrument = SHELF["phq4"]
    whole = filled("phq4", 1, begun=DAY - timedelta(days=20))
    gap = replace(filled("phq4", 1).answered(instrument, 2, None), finished=True)
    assert readings(instrument, [whole, gap], DAY) == ()
    assert series(instrument, instrument.scales[0], [gap, whole]) == ((whole.begun, 4),)


def test_our_own_week_has_a_line_for_each_item_that_was_answered() -> None:
    instrument = SHELF["own-week"]
    gap = replace(filled("own-week", 2).answered(instrument, 18, None), finished=True)
    assert item_series(instrument, 1, [gap]) == ((DAY, 2),)
    assert item_series(instrument, 18, [gap]) == ()
    assert readings(instrument, [gap], DAY) == ()
