"""A contribution: what one person may weigh at most, and what follows from their own days."""

from __future__ import annotations

import math
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wellbeing.anonymity.noise import BREAKS_MOVE, CELLS_MOVE, HALF_HOURS_MOVE
from wellbeing.domain.contribution import MOST_HALF_HOURS, NOTHING, Cell, Contribution, contribution
from wellbeing.domain.errors import BadInput

TAKING_PART = st.builds(
    Contribution,
    st.sampled_from([Cell.LOW, Cell.MIDDLE, Cell.HIGH]),
    st.integers(0, MOST_HALF_HOURS),
    st.booleans(),
)
ANY = st.just(NOTHING) | TAKING_PART


@given(one=ANY, other=ANY)
@example(NOTHING, Contribution(Cell.HIGH, MOST_HALF_HOURS, breaks_kept=True))
@example(Contribution(Cell.LOW), Contribution(Cell.HIGH, MOST_HALF_HOURS, breaks_kept=True))
def test_no_two_contributions_lie_further_apart_than_the_noise_allows_for(
    one: Contribution, other: Contribution
) -> None:
    moved = [b - a for a, b in zip(one.counts, other.counts, strict=True)]
    assert math.hypot(*moved[:4]) <= CELLS_MOVE
    assert abs(moved[4]) <= HALF_HOURS_MOVE
    assert abs(moved[5]) <= BREAKS_MOVE


def test_the_allowance_is_reached_and_not_larger_than_needed() -> None:
    every = [
        NOTHING,
        *(
            Contribution(cell, hours, breaks_kept=kept)
            for cell, hours, kept in product(list(Cell)[1:], (0, MOST_HALF_HOURS), (False, True))
        ),
    ]
    moves = [
        [b - a for a, b in zip(one.counts, other.counts, strict=True)] for one in every for other in every
    ]
    assert max(math.hypot(*move[:4]) for move in moves) == CELLS_MOVE
    assert max(abs(move[4]) for move in moves) == HALF_HOURS_MOVE
    assert max(abs(move[5]) for move in moves) == BREAKS_MOVE


@given(one=ANY)
def test_the_four_cells_of_one_person_always_add_up_to_what_they_were(one: Contribution) -> None:
    assert sum(one.counts[:4]) == 0
    assert (one.counts == (0,) * 6) == (one == NOTHING)


@pytest.mark.parametrize("half_hours", [-1, MOST_HALF_HOURS + 1, 10**9, 2.0, True, "3", None])
def test_hours_out_of_range_are_refused(half_hours: object) -> None:
    with pytest.raises(BadInput):
        Contribution(Cell.LOW, half_hours)  # type: ignore[arg-type]


@pytest.mark.parametrize(("half_hours", "kept"), [(1, False), (0, True), (20, True)])
def test_who_takes_no_part_adds_nothing(half_hours: int, kept: bool) -> None:
    with pytest.raises(BadInput):
        Contribution(Cell.NONE, half_hours, breaks_kept=kept)


def test_it_is_not_shown_by_accident() -> None:
    assert repr(Contribution(Cell.HIGH, 19, breaks_kept=True)) == "Contribution()"


@pytest.mark.parametrize(
    ("strains", "cell"),
    [
        ([], Cell.NONE),
        ([0.0], Cell.LOW),
        ([3.29], Cell.LOW),
        ([3.3], Cell.MIDDLE),
        ([6.7], Cell.MIDDLE),
        ([6.71], Cell.HIGH),
        ([0.0, 10.0], Cell.MIDDLE),
        ([10.0] * 28, Cell.HIGH),
    ],
)
def test_the_band_is_that_of_ones_own_average(strains: list[float], cell: Cell) -> None:
    assert contribution(strains, timedelta(), 0, 0).cell is cell


@pytest.mark.parametrize(
    ("worked", "half_hours"),
    [
        (timedelta(), 0),
        (timedelta(minutes=59), 0),
        (timedelta(minutes=61), 1),
        (timedelta(hours=4), 2),
        (timedelta(hours=40), 20),
        (timedelta(hours=41), 20),
        (timedelta(days=28), 20),
        (-timedelta(hours=3), 0),
    ],
)
def test_hours_are_those_of_a_week_and_ten_at_most(worked: timedelta, half_hours: int) -> None:
    assert contribution([5.0], worked, 1, 1).half_hours == half_hours


@pytest.mark.parametrize(
    ("days", "kept", "counts"), [(4, 3, True), (4, 2, False), (20, 15, True), (20, 14, False), (0, 0, True)]
)
def test_three_of_four_days_are_enough(days: int, kept: int, counts: bool) -> None:
    assert contribution([5.0], timedelta(hours=8), days, kept).breaks_kept is counts


@given(worked=st.timedeltas(timedelta(), timedelta(days=28)), days=st.integers(0, 28))
def test_without_an_index_neither_hours_nor_breaks_are_told(worked: timedelta, days: int) -> None:
    assert contribution([], worked, days, days) is NOTHING


@given(
    strains=st.lists(st.floats(0, 10), max_size=28),
    worked=st.timedeltas(-timedelta(days=2), timedelta(days=400)),
    days=st.integers(0, 28),
    kept=st.integers(0, 28),
)
def test_whatever_somebody_has_it_is_a_contribution(
    strains: list[float], worked: timedelta, days: int, kept: int
) -> None:
    one = contribution(strains, worked, days, kept)
    assert 0 <= one.half_hours <= MOST_HALF_HOURS
    assert (one == NOTHING) == (not strains)
