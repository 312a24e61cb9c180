"""Verdicts: rising, falling or cannot tell, by the stated test, and never from who takes part."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.anonymity.estimate import Told
from wellbeing.anonymity.verdict import Verdict, compare, detected, guessed, window
from wellbeing.domain.releases import Counters

TOLD = st.builds(
    Told, st.integers(12, 80), st.builds(Counters, *[st.integers(-10, 90)] * 4, st.just(0), st.just(0))
)
TURNED = {Verdict.RISING: Verdict.FALLING, Verdict.FALLING: Verdict.RISING}


def told(low: int, high: int, *, roster: int = 40, none: int = 0) -> Told:
    return Told(roster, Counters(none, low, roster - none - low - high, high, 0, 0))


def test_a_large_change_is_called_in_its_direction() -> None:
    calm, hard = [told(30, 4)] * 2, [told(4, 30)] * 2
    assert compare(calm, hard) is Verdict.RISING
    assert compare(hard, calm) is Verdict.FALLING
    assert compare(calm, calm) is Verdict.CANNOT_TELL


def test_where_the_test_turns() -> None:
    """40 seats, two periods on each side, all take part: above 1.645 deviations of 8.9."""
    verdicts = [compare([told(12, 12)] * 2, [told(12 - n, 12)] * 2) for n in range(12)]
    assert verdicts == [Verdict.CANNOT_TELL] * 8 + [Verdict.RISING] * 4


@given(older=st.lists(TOLD, max_size=4), newer=st.lists(TOLD, max_size=4))
def test_the_two_sides_turned_round_say_the_opposite(older: list[Told], newer: list[Told]) -> None:
    there, back = compare(older, newer), compare(newer, older)
    assert back is TURNED.get(there, there)


@pytest.mark.parametrize("strained", [(2, 12), (12, 2)])
def test_more_people_taking_part_is_no_change_of_strain(strained: tuple[int, int]) -> None:
    """The same mix among twice as many people; as a share of the roster it would be a large change."""
    low, high = strained
    before = [told(low, high, none=20)] * 2
    after = [told(2 * low, 2 * high)] * 2
    assert compare(before, after) is Verdict.CANNOT_TELL
    assert compare(after, before) is Verdict.CANNOT_TELL


@pytest.mark.parametrize(
    ("roster", "least"), [(12, 3), (17, 2), (18, 2), (40, 2), (8, 5), (7, None), (0, None)]
)
def test_how_many_periods_each_side_needs(roster: int, least: int | None) -> None:
    assert window(roster) == least
    if least is None:
        assert compare([told(1, 1, roster=max(roster, 1))] * 9, [told(1, 1)] * 9) is Verdict.TOO_EARLY
        return
    side = [told(3, 3, roster=roster)]
    assert compare(side * least, side * least) is Verdict.CANNOT_TELL
    assert compare(side * (least - 1), side * least) is Verdict.TOO_EARLY
    assert compare(side * least, side * (least - 1)) is Verdict.TOO_EARLY


def test_the_smallest_roster_of_both_sides_says_how_many_are_needed() -> None:
    large, small = [told(3, 3, roster=40)], [told(3, 3, roster=12)]
    assert compare([*large, *small], large * 2) is Verdict.TOO_EARLY
    assert compare([*large, *small, *large], large * 3) is Verdict.CANNOT_TELL


def test_sums_of_boxes_have_the_noise_of_each() -> None:
    older, newer = [told(12, 12)] * 2, [told(3, 12)] * 2
    assert compare(older, newer) is Verdict.RISING
    assert compare(older, [Told(40, one.counters, boxes=3) for one in newer]) is Verdict.CANNOT_TELL


@pytest.mark.parametrize("none", [40, 45, 60])
def test_where_nobody_seems_to_take_part_nothing_can_be_told(none: int) -> None:
    nobody = [Told(40, Counters(none, -3, 0, 3, 0, 0))] * 2
    assert compare(nobody, [told(4, 30)] * 2) is Verdict.CANNOT_TELL
    assert compare([told(4, 30)] * 2, nobody) is Verdict.CANNOT_TELL


@pytest.mark.parametrize(
    ("roster", "moved", "expected"), [(20, 0.3, 0.43), (20, 0.6, 0.90), (40, 0.3, 0.86), (40, 0.6, 1.0)]
)
def test_how_often_a_change_is_called(roster: int, moved: float, expected: float) -> None:
    assert detected(roster, 1.0, moved) == pytest.approx(expected, abs=0.005)
    assert detected(7, 1.0, moved) is None


@given(roster=st.integers(12, 200), part=st.floats(0.05, 1), moved=st.floats(0, 1))
def test_more_is_called_where_more_happens_and_false_alarms_stay(
    roster: int, part: float, moved: float
) -> None:
    here = detected(roster, part, moved)
    assert here is not None
    assert detected(roster, part, 0.0) == pytest.approx(0.05, abs=1e-9)
    assert 0.05 - 1e-9 <= here <= (detected(roster, part, 1.0) or 0) + 1e-9


def test_guesses_only_get_better() -> None:
    chances = [guessed(releases) for releases in range(40)]
    assert chances[0] == 0.5
    assert all(one < other < 1 for one, other in pairwise(chances))
