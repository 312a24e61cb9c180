"""Weeks side by side: what looks alike, what leans, and nothing at all from too few."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from wellbeing.domain.beside import Lean, lean
from wellbeing.domain.trends import Week, by_week

MONDAY = date(2026, 8, 31)


def weeks(middles: list[float | None], answered: int = 3) -> tuple[Week, ...]:
    """A week for each middle, answered on so many days; None is a week without answers."""
    values: dict[date, float | None] = {
        MONDAY + timedelta(weeks=at, days=day): middle
        for at, middle in enumerate(middles)
        for day in range(answered)
    }
    return by_week(values, MONDAY + timedelta(weeks=len(middles), days=-1), len(middles))


MUCH, LITTLE = 600, 60
HALF_AND_HALF = [MUCH, LITTLE] * 4


@pytest.mark.parametrize(
    ("much", "little", "found"),
    [(1, 2, Lean.LOWER), (2, 1, Lean.HIGHER), (2, 2, Lean.SAME), (2, 1.6, Lean.SAME)],
)
def test_weeks_with_more_are_laid_beside_weeks_with_less(much: float, little: float, found: Lean) -> None:
    assert lean(HALF_AND_HALF, weeks([much, little] * 4)) is found


def test_the_same_time_every_week_says_nothing() -> None:
    assert lean([MUCH] * 8, weeks([1, 2] * 4)) is Lean.UNKNOWN


def test_too_few_weeks_or_answers_say_nothing() -> None:
    assert lean(HALF_AND_HALF, weeks([1, 2] * 4, answered=1)) is Lean.UNKNOWN
    assert lean(HALF_AND_HALF, weeks([None] * 8)) is Lean.UNKNOWN
    two_each: list[float | None] = [1, 2, 1, 2, None, None, None, None]
    assert lean(HALF_AND_HALF, weeks(two_each)) is Lean.UNKNOWN
    assert lean(HALF_AND_HALF[:6], weeks([1, 2] * 3)) is Lean.LOWER
