"""The made-up year is plausible, repeatable and about nobody."""

from __future__ import annotations

from datetime import date, timedelta
from statistics import mean, pstdev

import pytest

from wellbeing.cli.demo_data import CALM_NOTES, DAYS, HANDLES, HEAVY_NOTES, PEOPLE, year_of
from wellbeing.domain.strain import strain

UNTIL = date(2026, 11, 20)


def test_equal_arguments_give_equal_days() -> None:
    assert list(year_of(3, UNTIL)) == list(year_of(3, UNTIL))
    assert list(year_of(3, UNTIL)) != list(year_of(4, UNTIL))


@pytest.mark.parametrize("person", range(PEOPLE))
def test_a_year_looks_like_one(person: int) -> None:
    days = list(year_of(person, UNTIL))
    dates = [one.day for one in days]
    assert dates == sorted(set(dates))
    assert UNTIL - timedelta(days=DAYS) < dates[0]
    assert dates[-1] <= UNTIL
    assert 150 < len(days) < 300
    index = [found for one in days if (found := strain(one)) is not None]
    assert 0.8 < mean(index) < 6.5
    assert pstdev(index) > 0.8


def test_there_are_enough_of_them_and_no_two_alike() -> None:
    assert len(set(HANDLES)) == len(HANDLES) == PEOPLE


def test_a_note_is_about_the_person_and_not_the_case() -> None:
    told = " ".join((*CALM_NOTES, *HEAVY_NOTES)).lower()
    assert not {"child", "victim", "image", "video", "suspect", "abuse"} & set(told.replace(".", "").split())
