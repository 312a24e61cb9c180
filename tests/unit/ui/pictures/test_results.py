"""Results over time: an axis that stands still, dots where the days are, the usual of what came before."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

from wellbeing.ui.pictures.results import MARGIN, draw
from wellbeing.ui.pictures.trend import MOST_TICKS, WIDTH
from wellbeing.words import translator

EN = translator("en")
DAY = date(2026, 1, 5)


def points(*values: int, every: int = 30) -> list[tuple[date, int]]:
    return [(DAY + timedelta(days=every * turn), value) for turn, value in enumerate(values)]


def test_the_axis_is_the_scale_and_days_are_as_far_apart_as_they_were() -> None:
    picture = draw([(DAY, 0), (DAY + timedelta(days=10), 12), (DAY + timedelta(days=40), 6)], 0, 12, (), EN)
    assert picture.line == f"M{MARGIN} 100.0L{MARGIN + (WIDTH - 2 * MARGIN) // 4} 0.0L{WIDTH - MARGIN} 50.0"
    assert picture.dots.count("M") == 3


def test_a_scale_that_begins_above_nought_is_drawn_from_its_own_beginning() -> None:
    picture = draw(points(10, 50), 10, 50, (23, 42), EN)
    assert picture.line == f"M{MARGIN} 100.0L{WIDTH - MARGIN} 0.0"
    assert picture.nothing == f"M0 67.5H{WIDTH}M0 20.0H{WIDTH}"


def test_the_shade_is_the_usual_before_the_newest_one() -> None:
    assert draw(points(1, 2, 3), 0, 10, (), EN).band == ""
    assert draw(points(4, 6, 8, 0), 0, 10, (), EN).band == f"M0 20.0H{WIDTH}V60.0H0z"
    # A usual that never moved is still a line that can be seen.
    assert draw(points(5, 5, 5, 5), 0, 10, (), EN).band == f"M0 50.0H{WIDTH}V51.0H0z"


def test_two_results_of_one_day_do_not_break_it() -> None:
    assert draw([(DAY, 1), (DAY, 2)], 0, 10, (), EN).line.startswith(f"M{MARGIN} ")


def test_the_table_says_the_same_newest_first() -> None:
    picture = draw(points(3, 7), 0, 10, (), EN)
    assert picture.rows == [["4 February 2026", "7"], ["5 January 2026", "3"]]
    assert picture.sentence == "2 results. Between 3 and 7; the last one 7."


def test_months_below_do_not_run_into_each_other() -> None:
    for every in (1, 7, 14, 30, 91):
        ticks = draw(points(*range(1, 11), every=every), 0, 12, (), EN).ticks
        places = [float(tick.place.rstrip("%")) for tick in ticks]
        assert all(b - a >= 100 / MOST_TICKS - 0.2 for a, b in pairwise(places))
        assert len(set(zip([tick.name for tick in ticks], places, strict=True))) == len(ticks)
        assert all(re.fullmatch(r"[A-Z][a-z]{2}", tick.name) for tick in ticks)
