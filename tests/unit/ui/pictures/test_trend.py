"""The band: medians lie inside their quartiles, gaps stay gaps, and the axis never moves."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wellbeing.domain.trends import by_week
from wellbeing.ui.pictures import trend
from wellbeing.words import translator

TODAY = date(2026, 11, 21)
MONDAY = date(2026, 11, 16)
T = translator("en")
index = st.floats(0, 10, allow_nan=False)
days = st.integers(0, 26 * 7).map(lambda back: TODAY - timedelta(days=back))
answers = st.dictionaries(days, index)


def draw(values: dict[date, float], weeks: int = 26) -> trend.TrendPicture:
    return trend.draw(by_week(values, TODAY, weeks), T)


def points(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path)]


@given(answers)
def test_nothing_leaves_the_axis(values: dict[date, float]) -> None:
    picture = draw(values)
    for path in (picture.line, picture.dots, picture.band):
        assert all(0 <= x <= trend.WIDTH and 0 <= y <= trend.HEIGHT for x, y in points(path))


@given(answers)
def test_every_week_with_answers_is_a_point_of_the_line_or_a_dot(values: dict[date, float]) -> None:
    weeks = by_week(values, TODAY, 26)
    picture = trend.draw(weeks, T)
    assert len(points(picture.line)) + len(points(picture.dots)) == sum(bool(week.values) for week in weeks)


@given(st.lists(index, min_size=1, max_size=6))
def test_the_median_lies_inside_the_middle_half(values: list[float]) -> None:
    (week,) = by_week({MONDAY + timedelta(days=later): value for later, value in enumerate(values)}, TODAY, 1)
    assert week.low is not None
    assert week.middle is not None
    assert week.high is not None
    assert min(values) <= week.low <= week.middle <= week.high <= max(values)


def test_a_gap_breaks_the_line_and_dots_the_floor() -> None:
    full = {MONDAY - timedelta(weeks=back): 5.0 for back in (0, 1, 4, 5)}
    picture = draw(full, weeks=6)
    assert picture.line.count("M") == 2
    assert picture.band.count("M") == 2
    assert picture.nothing == "M333 100H667"


def test_a_week_alone_is_a_dot() -> None:
    picture = draw({MONDAY: 5.0}, weeks=4)
    assert picture.line == ""
    assert picture.dots == "M875 50.0h0"
    assert not picture.enough


def test_hard_is_up_and_the_scale_is_fixed() -> None:
    weeks = {MONDAY - timedelta(weeks=1): 10.0, MONDAY: 0.0}
    assert points(draw(weeks, weeks=2).line) == [(250, 0), (750, 100)]
    calm = {MONDAY - timedelta(weeks=1): 4.9, MONDAY: 5.1}
    assert points(draw(calm, weeks=2).line) == [(250, 51), (750, 49)]


def test_days_fall_into_weeks_from_monday_and_the_future_is_left_out() -> None:
    values = {MONDAY: 1.0, TODAY: 2.0, TODAY + timedelta(days=1): 9.0, MONDAY - timedelta(days=1): 3.0}
    weeks = by_week(values, TODAY, 2)
    assert [week.values for week in weeks] == [(3.0,), (1.0, 2.0)]


def test_the_table_and_the_sentence_say_what_is_drawn() -> None:
    values = {MONDAY - timedelta(weeks=1): 4.25, MONDAY: 2.0, TODAY: 4.0}
    picture = draw(values, weeks=3)
    assert picture.rows == [
        ["2 November", "No answer", "", "0"],
        ["9 November", "4.2", "4.2 to 4.2", "1"],
        ["16 November", "3", "2.5 to 3.5", "2"],
    ]
    assert picture.sentence == "2 weeks with answers. Weekly middle between 3 and 4.2; lately 3."
    assert draw({}).sentence == "A trend without answers yet."


def test_a_year_has_few_enough_names_for_a_phone() -> None:
    picture = draw({}, weeks=52)
    assert 4 <= len(picture.ticks) <= trend.MOST_TICKS
    assert picture.ticks[-1].name == "Nov"
    places = [float(tick.place.rstrip("%")) for tick in picture.ticks]
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)
