"""The strain index: every part, every boundary, and what skipping does."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.domain.checkin import STEPS, STRAINED, CheckIn, Feeling, Question
from wellbeing.domain.strain import HIGH_ABOVE, LOW_BELOW, Band, band, strain

DAY = date(2026, 11, 21)
NONE: frozenset[Feeling] = frozenset()


def step(question: Question) -> st.SearchStrategy[int | None]:
    return st.none() | st.integers(0, STEPS[question] - 1)


CHECKINS = st.builds(
    CheckIn,
    day=st.just(DAY),
    heaviness=step(Question.HEAVINESS),
    energy=step(Question.ENERGY),
    sleep=step(Question.SLEEP),
    intrusions=step(Question.INTRUSIONS),
    feelings=st.none() | st.frozensets(st.sampled_from(Feeling)),
    recovery=step(Question.RECOVERY),
)


@pytest.mark.parametrize(("energy", "part"), [(0, 10.0), (1, 7.5), (2, 5.0), (3, 2.5), (4, 0.0)])
def test_energy_counts_reversed(energy: int, part: float) -> None:
    assert strain(CheckIn(DAY, energy=energy, feelings=NONE)) == pytest.approx(part / 2)


@pytest.mark.parametrize(("sleep", "part"), [(0, 10.0), (1, 20 / 3), (2, 10 / 3), (3, 0.0)])
def test_sleep_counts_reversed(sleep: int, part: float) -> None:
    assert strain(CheckIn(DAY, sleep=sleep, feelings=NONE)) == pytest.approx(part / 2)


@pytest.mark.parametrize(("intrusions", "part"), [(0, 0.0), (1, 10 / 3), (2, 20 / 3), (3, 10.0)])
def test_intrusions_count_as_they_are(intrusions: int, part: float) -> None:
    assert strain(CheckIn(DAY, intrusions=intrusions, feelings=NONE)) == pytest.approx(part / 2)


@pytest.mark.parametrize(
    ("feelings", "part"),
    [
        (set(), 0.0),
        ({Feeling.STEADY, Feeling.GLAD}, 0.0),
        ({Feeling.LOW}, 5.0),
        ({Feeling.LOW, Feeling.GLAD}, 5.0),
        ({Feeling.LOW, Feeling.NUMB}, 10.0),
        ({Feeling.LOW, Feeling.NUMB, Feeling.ON_EDGE}, 10.0),
    ],
)
def test_feelings_count_by_how_many_strain(feelings: set[Feeling], part: float) -> None:
    assert strain(CheckIn(DAY, energy=4, feelings=frozenset(feelings))) == pytest.approx(part / 2)


def test_each_straining_feeling_alone_counts_five() -> None:
    assert {strain(CheckIn(DAY, energy=4, feelings=frozenset({one}))) for one in STRAINED} == {2.5}


def test_fewer_than_two_parts_give_none() -> None:
    parts = {"energy": 0, "sleep": 0, "intrusions": 3, "feelings": frozenset({Feeling.LOW})}
    assert strain(CheckIn(DAY)) is None
    for name, value in parts.items():
        assert strain(CheckIn(DAY, heaviness=4, recovery=0, **{name: value})) is None
    for one, two in combinations(parts, 2):
        assert strain(CheckIn(DAY, **{one: parts[one], two: parts[two]})) is not None


def test_no_feelings_chosen_is_an_answer_and_skipping_is_none() -> None:
    assert strain(CheckIn(DAY, energy=0, feelings=NONE)) == 5.0
    assert strain(CheckIn(DAY, energy=0, feelings=None)) is None


def test_the_ends_of_the_scale() -> None:
    worst = CheckIn(DAY, energy=0, sleep=0, intrusions=3, feelings=STRAINED)
    best = CheckIn(DAY, energy=4, sleep=3, intrusions=0, feelings=NONE)
    assert (strain(worst), strain(best)) == (10.0, 0.0)


@given(CHECKINS)
def test_the_index_stays_on_its_scale_and_ignores_heaviness_and_recovery(checkin: CheckIn) -> None:
    index = strain(checkin)
    assert index is None or 0 <= index <= 10
    other = checkin.answered(Question.HEAVINESS, None).answered(Question.RECOVERY, None)
    assert strain(other) == index


@pytest.mark.parametrize(
    ("index", "where"),
    [
        (0.0, Band.LOW),
        (3.29, Band.LOW),
        (LOW_BELOW, Band.MIDDLE),
        (5.0, Band.MIDDLE),
        (HIGH_ABOVE, Band.MIDDLE),
        (6.71, Band.HIGH),
        (10.0, Band.HIGH),
    ],
)
def test_the_bands_and_their_bounds(index: float, where: Band) -> None:
    assert band(index) is where
