"""Desks: what lies on each, and that a lead's has no way to anybody's words."""

from __future__ import annotations

import dataclasses

import pytest

from tests.world import World
from wellbeing.services.checkins import CheckIns
from wellbeing.services.desks import LeadDesk
from wellbeing.services.diary import Diary
from wellbeing.services.exports import Exports
from wellbeing.services.history import History
from wellbeing.services.records import Records


def reached(thing: object, seen: set[int]) -> list[object]:
    """Everything of ours that can be reached from a thing by its public attributes."""
    if id(thing) in seen or not type(thing).__module__.startswith("wellbeing."):
        return []
    seen.add(id(thing))
    if dataclasses.is_dataclass(thing):
        parts = [getattr(thing, field.name) for field in dataclasses.fields(thing)]
    else:
        parts = [value for name, value in vars(thing).items() if not name.startswith("_")]
    return [thing, *(one for part in parts for one in reached(part, seen))]


@pytest.mark.parametrize("desk", ["unit", "admin", "lead"])
def test_no_desk_but_ones_own_has_personal_words_on_it(world: World, desk: str) -> None:
    found = {type(one) for one in reached(getattr(world.desks, desk), set())}
    assert not found & {CheckIns, History, Exports, Diary, Records}


def test_a_lead_has_pictures_and_the_duty_record_only() -> None:
    assert [field.name for field in dataclasses.fields(LeadDesk)] == ["team", "duty"]


def test_desks_stay_as_they_were_laid(world: World) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        world.desks.person = world.desks.person  # type: ignore[misc]
