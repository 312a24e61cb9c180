"""The pictures of the exposure record: by day, by kind, over half a year, and beside the answers."""

from __future__ import annotations

import re
from datetime import date, timedelta

from wellbeing.domain.checkin import CheckIn, Question
from wellbeing.domain.exposure import Kind
from wellbeing.domain.record import DayOfWork
from wellbeing.ui.person.exposure_rows import WEEKS, seen
from wellbeing.ui.pictures import dosimeter
from wellbeing.words import translator

T = translator("en")
SATURDAY = date(2026, 11, 21)
MONDAY = SATURDAY - timedelta(days=5)
WORKED = {
    MONDAY: {Kind.STILLS: 60, Kind.AUDIO: 30},
    MONDAY + timedelta(days=1): {Kind.STILLS: 300},
    MONDAY - timedelta(weeks=3): {Kind.TEXT: 45},
}


def test_a_week_has_a_bar_for_each_day_with_work_and_a_table_by_kind() -> None:
    picture = dosimeter.draw_week(WORKED, SATURDAY, T)
    assert picture.bars.count("M") == 2
    assert picture.sentence == "This week 6 h 30 min so far."
    assert picture.rows[0] == ["Monday", "Stills", "1 h"]
    assert picture.rows[1] == ["Monday", "Audio", "30 min"]
    assert (picture.top, picture.half) == ("8 h", "4 h")


def test_a_day_longer_than_the_axis_makes_the_axis_longer() -> None:
    picture = dosimeter.draw_week({MONDAY: {Kind.COURT: 9 * 60}}, SATURDAY, T)
    assert picture.top == "10 h"
    assert "-" not in picture.bars


def test_kinds_are_summed_over_the_week() -> None:
    week = [MONDAY + timedelta(days=later) for later in range(7)]
    bars = dosimeter.draw_kinds(WORKED, week, T)
    assert [(one.name, one.spent) for one in bars] == [("Stills", "6 h"), ("Audio", "30 min")]


def test_half_a_year_has_a_gauge_for_each_day_and_a_row_for_each_week() -> None:
    picture = dosimeter.draw_weeks(WORKED, SATURDAY, T)
    levels = [picture.level_0, picture.level_1, picture.level_2, picture.level_3, picture.level_4]
    assert [path.count("M") for path in levels] == [1, 1, 0, 0, 1]
    assert len(picture.rows) == dosimeter.WEEKS
    assert picture.rows[0] == ["16 November", "2", "6 h 30 min"]
    assert picture.sentence == "2 weeks with material. From 45 min to 6 h 30 min a week."
    names = [tick.name for tick in picture.ticks]
    assert names == sorted(set(names), key=names.index)


def test_nothing_recorded_is_said_plainly() -> None:
    picture = dosimeter.draw_weeks({}, SATURDAY, T)
    assert picture.sentence == "Half a year of weeks, none of them with material."


def test_weeks_side_by_side_are_said_to_look_like_something_and_never_to_cause_it() -> None:
    days, checkins = [], []
    for week in range(WEEKS):
        monday = MONDAY - timedelta(weeks=week)
        much = week % 2 == 0
        days.append(DayOfWork(monday, {Kind.STILLS: 300 if much else 30}))
        for later in range(3):
            one = CheckIn(monday + timedelta(days=later)).answered(Question.SLEEP, 1 if much else 3)
            checkins.append(one.answered(Question.INTRUSIONS, 1))
    found = seen(days, checkins, SATURDAY, T)
    assert found.leans == [
        "It looks like sleep was worse in weeks with more material.",
        "Unwanted images look much the same in weeks with more and with less.",
    ]
    assert not re.search(r"caus|because|lead", " ".join(found.leans))
    assert [lane.name for lane in found.beside.lanes] == ["Time with material", "Sleep", "Unwanted images"]
    assert found.beside.rows[0][1] == "5 h"


def test_few_weeks_say_that_they_are_few() -> None:
    found = seen([DayOfWork(MONDAY, {Kind.STILLS: 30})], [], SATURDAY, T)
    assert found.leans == ["Too few weeks yet to lay them side by side. Six with answers are enough."]
    assert found.beside.sentence == found.leans[0]
