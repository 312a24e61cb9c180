"""What is told: six numbers in one order, and a floor that asks for seats alone."""

from __future__ import annotations

from dataclasses import fields
from uuid import UUID

import pytest

from wellbeing.domain.people import UnitId
from wellbeing.domain.releases import Counters, Fact, Group

GROUP = UUID(int=1)


def test_six_numbers_and_no_seventh() -> None:
    one = Counters(1, 2, 3, 4, 5, 6)
    assert one.all == (1, 2, 3, 4, 5, 6)
    assert one.cells == one.all[:4]
    assert len(fields(Counters)) == 6


@pytest.mark.parametrize(("roster", "floor", "counted"), [(11, 12, False), (12, 12, True), (29, 30, False)])
def test_a_group_is_counted_by_its_seats_alone(roster: int, floor: int, counted: bool) -> None:
    assert Group(GROUP, (UnitId(GROUP),), roster, floor).counted is counted
    assert {one.name for one in fields(Group)} == {"id", "units", "roster", "floor"}


def test_the_words_of_the_log_never_change() -> None:
    assert [one.value for one in Fact] == ["formed", "released", "withheld", "floor"]
