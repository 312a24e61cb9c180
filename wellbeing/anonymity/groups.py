"""Groups: which units are counted together, formed from issued seats before anything is collected.

A unit below its floor is joined to the smallest unit under the same parent until no group is below its floor:
so no number of a small unit ever exists, and none can be worked out as a difference. A unit without a sibling
gets no box. A unit that ends, such as a task force, has no numbers of its own: its people count at home.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final
from uuid import UUID, uuid5

from wellbeing.domain.people import Unit, UnitId
from wellbeing.domain.releases import Group

FLOOR: Final = 12
"""Seats a group needs, unless its units ask for more."""
HARD_FLOOR: Final = 8
"""No setting and no mistake of one gets below this."""
_NAMES: Final = UUID("6a1d7c1e-6d0b-5b7e-9a51-2f4c0c7f9f11")
"""Makes the same units the same group in every season."""


def form(
    units: Iterable[Unit], rosters: Mapping[UnitId, int], floors: Mapping[UnitId, int], on: date
) -> tuple[Group, ...]:
    """The groups of a season, in the order of their ids; only those that reach their floor.

    Args:
        units: every unit.
        rosters: issued investigator seats by unit.
        floors: seats that a unit asks for, where it asks for more than `FLOOR`.
        on: the first day of the period.
    """
    siblings: dict[UnitId, list[Group]] = defaultdict(list)
    made: list[Group] = []
    for unit in units:
        if rosters.get(unit.id, 0) < 1 or not _lasts(unit, on):
            continue
        alone = group_of([unit.id], rosters, floors)
        if unit.parent is None:
            made.append(alone)
        else:
            siblings[unit.parent].append(alone)
    for family in siblings.values():
        made.extend(_merged(family, rosters, floors))
    return tuple(sorted((one for one in made if one.counted), key=lambda one: one.id))


def group_of(units: Iterable[UnitId], rosters: Mapping[UnitId, int], floors: Mapping[UnitId, int]) -> Group:
    """These units as a group, with the roster of today and the highest floor any of them asks for."""
    names = tuple(sorted(set(units)))
    wanted = [max(FLOOR, HARD_FLOOR), *(floors.get(one, 0) for one in names)]
    name = uuid5(_NAMES, ",".join(map(str, names)))
    return Group(name, names, sum(rosters.get(one, 0) for one in names), max(wanted))


def _merged(family: list[Group], rosters: Mapping[UnitId, int], floors: Mapping[UnitId, int]) -> list[Group]:
    groups = list(family)
    while True:
        groups.sort(key=lambda one: (one.roster, one.id))
        small = next((one for one in groups if not one.counted), None)
        if small is None or len(groups) == 1:
            return groups
        groups.remove(small)
        other = groups.pop(0)
        groups.append(group_of((*small.units, *other.units), rosters, floors))


def _lasts(unit: Unit, on: date) -> bool:
    """Whether a unit is no task force and has begun."""
    return unit.ends_on is None and (unit.starts_on is None or unit.starts_on <= on)
