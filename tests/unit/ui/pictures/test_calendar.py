"""The year as a picture: each day stands once, in its month, weekday and step."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wellbeing.ui.pictures import calendar
from wellbeing.ui.pictures.gauge import SIZE, level_of, thickness
from wellbeing.words import translator

TODAY = date(2026, 11, 21)
WORDS = ("Easy", "Mostly easy", "Middling", "Hard", "Very hard")
T = translator("en")
days = st.integers(0, 330).map(lambda back: TODAY - timedelta(days=back))


def strokes(path: str) -> int:
    return path.count("M")


def drawn(month: calendar.MonthPicture) -> list[str]:
    return [getattr(month, f"level_{level}") for level in range(5)]


@given(st.dictionaries(days, st.integers(0, 4)))
def test_every_answered_day_is_drawn_once_in_its_step(levels: dict[date, int]) -> None:
    picture = calendar.draw(levels, TODAY, T, WORDS)
    for level in range(5):
        wanted = sum(one == level for one in levels.values())
        assert sum(strokes(drawn(month)[level]) for month in picture.months) == wanted


@given(st.dictionaries(days, st.integers(0, 4)))
def test_every_other_day_before_today_is_a_dot(levels: dict[date, int]) -> None:
    picture = calendar.draw(levels, TODAY, T, WORDS)
    first = date(2025, 12, 1)
    past = {first + timedelta(days=later) for later in range((TODAY - first).days)}
    assert sum(strokes(month.none) for month in picture.months) == len(past - levels.keys())


@given(st.dictionaries(days, st.none() | st.integers(0, 4)))
def test_a_day_with_too_few_answers_is_neither_a_step_nor_a_dot(levels: dict[date, int | None]) -> None:
    picture = calendar.draw(levels, TODAY, T, WORDS)
    assert sum(strokes(month.few) for month in picture.months) == sum(one is None for one in levels.values())
    assert sum(int(row[6]) for row in picture.rows) == sum(one is None for one in levels.values())
    steps = sum(strokes(path) for month in picture.months for path in drawn(month))
    assert steps == sum(one is not None for one in levels.values())


@given(st.dictionaries(days, st.none() | st.integers(0, 4)))
def test_the_table_counts_the_same_days(levels: dict[date, int | None]) -> None:
    picture = calendar.draw(levels, TODAY, T, WORDS)
    assert sum(int(cell) for row in picture.rows for cell in row[1:7]) == len(levels)
    assert sum(int(cell) for row in picture.rows for cell in row[1:]) == (TODAY - date(2025, 12, 1)).days + 1
    assert len(picture.head) == len(picture.rows[0])


@given(st.dictionaries(days, st.integers(0, 4)))
def test_all_points_lie_in_the_view(levels: dict[date, int]) -> None:
    left, top, width, height = map(int, calendar.VIEW.split())
    for month in calendar.draw(levels, TODAY, T, WORDS).months:
        for path in (month.wells, month.none, *drawn(month), month.mark):
            for x, y in re.findall(r"M(-?\d+) (-?\d+)", path):
                assert left <= int(x) <= left + width
                assert top <= int(y) <= top + height


def test_weekdays_are_rows_and_weeks_are_columns() -> None:
    # 2026-11-02 is the first Monday of a month that begins on a Sunday.
    november = calendar.draw({date(2026, 11, 2): 4}, TODAY, T, WORDS).months[-1]
    assert november.level_4 == "M12 5h10"
    assert november.name == "Nov"


def test_a_harder_day_stands_higher_on_the_same_floor() -> None:
    tops = []
    for level in range(5):
        path = drawn(calendar.draw({date(2026, 11, 2): level}, TODAY, T, WORDS).months[-1])[level]
        middle = int(path.split()[1].split("h")[0])
        assert middle + thickness(level) / 2 == SIZE
        tops.append(middle - thickness(level) / 2)
    assert tops == sorted(tops, reverse=True)
    assert len(set(tops)) == 5


def test_only_today_is_framed_and_the_future_is_not_drawn() -> None:
    picture = calendar.draw({date(2026, 11, 22): 1}, TODAY, T, WORDS)
    assert [bool(month.mark) for month in picture.months] == [False] * 11 + [True]
    assert all(not month.level_1 for month in picture.months)


def test_the_sentence_says_how_many_and_what_was_most_often() -> None:
    levels = {TODAY: 1, TODAY - timedelta(days=1): 3, TODAY - timedelta(days=2): 3}
    assert calendar.draw(levels, TODAY, T, WORDS).sentence == (
        "A calendar with 3 answered days. Most often: Hard."
    )
    assert calendar.draw({TODAY: None}, TODAY, T, WORDS).sentence == "A calendar with 1 answered day."
    assert calendar.draw({}, TODAY, T, WORDS).sentence == "A calendar without answers yet."


def test_a_full_year_stays_light() -> None:
    levels = {TODAY - timedelta(days=back): back % 5 for back in range(366)}
    picture = calendar.draw(levels, TODAY, T, WORDS)
    paths = "".join(month.wells + month.none + month.mark + "".join(drawn(month)) for month in picture.months)
    assert len(paths) < 5000


@given(st.floats(0, 10))
def test_levels_are_five_steps_of_two_points(index: float) -> None:
    assert level_of(index) == min(4, int(index // 2))
