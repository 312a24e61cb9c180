"""Groups: everybody is counted once, in no small group, and no small unit can be worked out from others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.anonymity.made import unit
from wellbeing.anonymity.groups import FLOOR, HARD_FLOOR, form, group_of
from wellbeing.domain.people import Unit, UnitId
from wellbeing.domain.releases import Group

TODAY = date(2026, 11, 23)
SIZES = st.integers(0, 30)


def units(*parents: int | None) -> list[Unit]:
    """Units 1, 2, 3, … under the units with these numbers."""
    return [
        Unit(unit(number), str(number), None if above is None else unit(above))
        for number, above in enumerate(parents, 1)
    ]


def formed(tree: list[Unit], sizes: list[int], floors: dict[UnitId, int] | None = None) -> tuple[Group, ...]:
    rosters = {one.id: size for one, size in zip(tree, sizes, strict=True)}
    return form(tree, rosters, floors or {}, TODAY)


def numbers(group: Group) -> list[int]:
    return [one.int for one in group.units]


TREES = st.integers(1, 14).flatmap(
    lambda count: st.tuples(
        st.tuples(
            *[
                st.none() if number == 1 else st.none() | st.integers(1, number - 1)
                for number in range(1, count + 1)
            ]
        ),
        st.lists(SIZES, min_size=count, max_size=count),
        st.lists(st.sampled_from([0, 0, 0, 13, 20, 40]), min_size=count, max_size=count),
    )
)


@given(drawn=TREES)
def test_every_unit_is_in_one_group_at_most_and_none_is_small(
    drawn: tuple[tuple[int | None, ...], list[int], list[int]],
) -> None:
    parents, sizes, wishes = drawn
    tree = units(*parents)
    floors = {one.id: wish for one, wish in zip(tree, wishes, strict=True) if wish}
    rosters = {one.id: size for one, size in zip(tree, sizes, strict=True)}
    groups = formed(tree, sizes, floors)
    counted = [one for group in groups for one in group.units]
    assert len(counted) == len(set(counted))
    for group in groups:
        assert group.roster == sum(rosters[one] for one in group.units)
        assert group.roster >= group.floor >= FLOOR > HARD_FLOOR
        assert all(group.floor >= floors.get(one, 0) for one in group.units)
        assert all(rosters[one] for one in group.units)
        above = {one.parent for one in tree if one.id in group.units}
        assert len(group.units) == 1 or (len(above) == 1 and None not in above)


@given(drawn=TREES, seed=st.integers(0, 999))
def test_the_order_in_which_units_are_listed_plays_no_role(
    drawn: tuple[tuple[int | None, ...], list[int], list[int]], seed: int
) -> None:
    parents, sizes, wishes = drawn
    tree = units(*parents)
    rosters = {one.id: size for one, size in zip(tree, sizes, strict=True)}
    floors = {one.id: wish for one, wish in zip(tree, wishes, strict=True) if wish}
    mixed = list(tree)
    Random(seed).shuffle(mixed)
    turned = dict(reversed(rosters.items()))
    assert form(tree, rosters, floors, TODAY) == form(mixed, turned, floors, TODAY)


@given(drawn=TREES)
def test_what_is_left_out_is_no_difference_of_anything(
    drawn: tuple[tuple[int | None, ...], list[int], list[int]],
) -> None:
    """Among siblings either everybody is counted, or they are too few all together and nobody is."""
    parents, sizes, wishes = drawn
    tree = units(*parents)
    floors = {one.id: wish for one, wish in zip(tree, wishes, strict=True) if wish}
    groups = formed(tree, sizes, floors)
    counted = {one for group in groups for one in group.units}
    for above in {one.parent for one in tree if one.parent is not None}:
        family = {one.id for one, size in zip(tree, sizes, strict=True) if one.parent == above and size}
        assert family <= counted or family.isdisjoint(counted)


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ([12, 20, 3], [[1, 3], [2]]),  # the smallest takes the small one in, not the largest
        ([12, 20, 12], [[1], [2], [3]]),
        ([5, 5, 5], [[1, 2, 3]]),
        ([3, 3, 3], []),
        ([11, 0, 0], []),
        ([11, 1, 0], [[1, 2]]),
        ([11, 11, 40], [[1, 2], [3]]),
        ([6, 6, 11], [[1, 2, 3]]),  # 6 and 6 are enough, but nobody else is left for the 11
    ],
)
def test_small_siblings_are_counted_together_before_anything_is_collected(
    sizes: list[int], expected: list[list[int]]
) -> None:
    assert sorted(numbers(one) for one in formed(units(9, 9, 9), sizes)) == expected


def test_units_without_a_parent_are_no_siblings() -> None:
    assert formed(units(None, None), [11, 11]) == ()
    assert [numbers(one) for one in formed(units(None, None), [11, 12])] == [[2]]


def test_a_parent_is_never_counted_as_the_sum_of_its_children() -> None:
    tree = units(None, 1, 1, 1)
    groups = formed(tree, [0, 12, 20, 3])
    assert sorted(map(numbers, groups)) == [[2, 4], [3]]
    # The people who sit in the parent itself are a unit among its own siblings, and have none here.
    assert sorted(map(numbers, formed(tree, [4, 12, 20, 3]))) == [[2, 4], [3]]


def test_a_wish_for_more_seats_holds_for_the_whole_group() -> None:
    tree = units(9, 9)
    assert sorted(map(numbers, formed(tree, [13, 20], {unit(1): 14}))) == [[1, 2]]
    assert formed(tree, [13, 20], {unit(1): 40}) == ()
    assert formed(tree, [13, 20], {unit(1): 33})[0].floor == 33


@pytest.mark.parametrize("wish", [-5, 0, 1, 8, 11])
def test_no_wish_lowers_the_floor(wish: int) -> None:
    assert group_of([unit(1)], {unit(1): 11}, {unit(1): wish}).floor == FLOOR
    assert formed(units(None), [11], {unit(1): wish}) == ()


def test_what_ends_or_has_not_begun_has_no_numbers_of_its_own() -> None:
    lasting, task_force, coming = units(None, None, None)
    tree = [
        lasting,
        replace(task_force, ends_on=date(2030, 1, 1)),
        replace(coming, starts_on=date(2026, 11, 24)),
    ]
    assert [numbers(one) for one in formed(tree, [20, 20, 20])] == [[1]]
    assert len(form(tree, {one.id: 20 for one in tree}, {}, date(2026, 11, 24))) == 2


def test_the_same_units_are_the_same_group_in_every_season_and_others_are_another() -> None:
    one = group_of([unit(1), unit(2)], {unit(1): 9, unit(2): 9}, {})
    assert group_of([unit(2), unit(1), unit(2)], {unit(1): 30}, {unit(2): 20}).id == one.id
    names = {group_of(map(unit, some), {}, {}).id for some in ([1], [2], [1, 2], [1, 2, 3], [12], [1, 23])}
    assert len(names) == 6
    assert str(group_of([unit(1)], {}, {}).id) == "7cf43bca-80c1-5e54-a465-973e28176d5e"


def test_a_name_is_told_by_its_units_and_tells_no_seat() -> None:
    assert group_of([unit(1)], {unit(1): 12}, {}).id == group_of([unit(1)], {unit(1): 400}, {}).id
