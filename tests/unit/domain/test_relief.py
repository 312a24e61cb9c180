"""Ratings, counts that are honest, and no order that rests on fewer than three uses."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.domain.errors import AnswerOutOfRange, BadInput
from wellbeing.domain.relief import (
    AT_MOST,
    ENOUGH,
    ReliefPage,
    Tally,
    Tool,
    Use,
    helped_last,
    month_start,
    tallies,
)

DAY = date(2026, 11, 21)
RATINGS = st.none() | st.integers(0, 10)


def used(tool: Tool, before: int | None, after: int | None, number: int = 1) -> Use:
    return Use(UUID(int=number), DAY, tool, before, after)


def several(tool: Tool, *pairs: tuple[int | None, int | None]) -> list[Use]:
    return [used(tool, *pair, number=at) for at, pair in enumerate(pairs)]


@pytest.mark.parametrize("rating", [-1, 11, 2.0, True, "3"])
def test_a_rating_is_a_whole_number_from_0_to_10(rating: int) -> None:
    with pytest.raises(AnswerOutOfRange):
        used(Tool.WALK, rating, None)
    with pytest.raises(AnswerOutOfRange):
        used(Tool.WALK, None, rating)


@pytest.mark.parametrize(
    ("before", "after", "rated", "lower"),
    [
        (7, 6, True, True),
        (7, 7, True, False),
        (0, 10, True, False),
        (10, 0, True, True),
        (None, 0, False, False),
        (3, None, False, False),
        (None, None, False, False),
    ],
)
def test_lower_is_lower_and_nothing_else(
    before: int | None, after: int | None, rated: bool, lower: bool
) -> None:
    one = used(Tool.WALK, before, after)
    assert (one.rated, one.lower) == (rated, lower)


def test_counts_are_counts() -> None:
    (walk,) = tallies(several(Tool.WALK, (8, 5), (8, 8), (6, 2), (None, 3)))
    assert walk == Tally(Tool.WALK, times=4, rated=3, lower=2)


def test_no_tool_comes_first_on_fewer_than_three_uses() -> None:
    best = several(Tool.CALL, *[(9, 1)] * (ENOUGH - 1))
    poor = several(Tool.BREATHE, *[(5, 5)] * (ENOUGH - 1))
    assert [one.tool for one in tallies([*best, *poor])] == [Tool.BREATHE, Tool.CALL], "the order offered"
    more = [*best, *several(Tool.WALK, *[(5, 5)] * ENOUGH), *poor]
    assert [one.tool for one in tallies(more)] == [Tool.WALK, Tool.BREATHE, Tool.CALL]
    assert [one.enough for one in tallies(more)] == [True, False, False]


def test_with_enough_uses_the_share_decides() -> None:
    half = several(Tool.BREATHE, (5, 4), (5, 5), (5, 4), (5, 5))
    most = several(Tool.WALK, (5, 4), (5, 4), (5, 5))
    assert [one.tool for one in tallies([*half, *most])] == [Tool.WALK, Tool.BREATHE]


def test_what_helped_last_time() -> None:
    assert helped_last([]) is None
    assert helped_last([used(Tool.WALK, 5, 5)]) is None
    assert helped_last([used(Tool.WALK, 5, 4), used(Tool.CALL, 5, 6)]) is Tool.WALK


@given(st.lists(st.tuples(st.sampled_from(Tool), RATINGS, RATINGS), max_size=40))
def test_nothing_is_lost_in_the_counts(given: list[tuple[Tool, int | None, int | None]]) -> None:
    found = tallies(Use(UUID(int=at), DAY, *one) for at, one in enumerate(given))
    assert sum(one.times for one in found) == len(given)
    assert all(0 <= one.lower <= one.rated <= one.times for one in found)
    assert [one.enough for one in found] == sorted((one.enough for one in found), reverse=True)


def test_a_page_holds_its_month_once_each() -> None:
    page = ReliefPage(month_start(DAY))
    one = used(Tool.WALK, 5, 4)
    twice = page.having(one).having(one)
    assert twice.uses == (one,)
    assert twice.without(one.id) == page
    assert twice.without(UUID(int=9)) == twice
    with pytest.raises(BadInput):
        page.having(Use(UUID(int=2), date(2026, 10, 31), Tool.WALK))
    with pytest.raises(BadInput):
        ReliefPage(DAY)
    with pytest.raises(BadInput):
        ReliefPage(month_start(DAY), tuple(used(Tool.WALK, 1, 1, at) for at in range(AT_MOST + 1)))


def test_no_trace_tells_a_rating() -> None:
    assert "9" not in repr(used(Tool.WALK, 9, None))
