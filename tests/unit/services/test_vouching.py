"""Vouching: two people stand behind a crisis line, nobody counts twice, a changed line starts anew."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from tests.world import PEPPER, Someone, World
from wellbeing.crypto.tags import confirmation_mark
from wellbeing.domain.errors import BadInput, ConfirmedAlready, Locked, NotYours
from wellbeing.domain.people import Role, Unit, UnitId
from wellbeing.domain.resources import LINES, Directory
from wellbeing.services.vouching import Vouching

LINE = "fr-3114"


@pytest.fixture
def unit(world: World) -> Unit:
    made = replace(world.unit("Harbour lab"), country="FR")
    with world.store.begin() as work:
        work.units.put(made)
        work.commit()
    return made


@pytest.fixture
def first(world: World, unit: Unit) -> Someone:
    return world.join("Pilot boat", role=Role.CONFIGURATOR, unit=unit)


@pytest.fixture
def second(world: World, unit: Unit) -> Someone:
    return world.join(
        "Tug boat", role=Role.CONFIGURATOR, unit=unit, passphrase="lantern moss quiver asphalt tundra"
    )


def states(world: World, someone: Someone, unit: Unit) -> dict[str, tuple[int, bool, bool]]:
    told = world.desks.unit.vouching.of(someone.reference, unit.id)
    return {one.line.id: (one.people, one.mine, one.confirmed) for one in told}


def test_the_block_is_that_of_the_unit_s_country(world: World, unit: Unit, first: Someone) -> None:
    assert states(world, first, unit) == {"fr-emergency": (0, False, False), LINE: (0, False, False)}
    world.desks.unit.units.settle(first.reference, unit.id, country="")
    assert states(world, first, unit) == {}


def test_two_people_confirm_a_line(world: World, unit: Unit, first: Someone, second: Someone) -> None:
    vouching = world.desks.unit.vouching
    vouching.confirm(first.reference, unit.id, LINE)
    assert states(world, first, unit)[LINE] == (1, True, False)
    assert states(world, second, unit)[LINE] == (1, False, False)
    vouching.confirm(second.reference, unit.id, LINE)
    assert states(world, first, unit)[LINE] == (2, True, True)
    vouching.withdraw(second.reference, unit.id, LINE)
    assert states(world, first, unit)[LINE] == (0, False, False)


def test_nobody_counts_twice_not_even_from_another_seat(world: World, unit: Unit, first: Someone) -> None:
    vouching = world.desks.unit.vouching
    vouching.confirm(first.reference, unit.id, LINE)
    with pytest.raises(ConfirmedAlready):
        vouching.confirm(first.reference, unit.id, LINE)
    world.desks.person.joining.add_seat(first.cookie, world.code(Role.CONFIGURATOR, unit, "desk 2"))
    assert len(world.desks.person.sessions.presence(first.reference).memberships) == 2
    with pytest.raises(ConfirmedAlready):
        vouching.confirm(first.reference, unit.id, LINE)
    assert states(world, first, unit)[LINE] == (1, True, False)


def test_a_line_that_changes_is_unconfirmed(
    world: World, unit: Unit, first: Someone, second: Someone
) -> None:
    for one in (first, second):
        world.desks.unit.vouching.confirm(one.reference, unit.id, LINE)
    shipped = next(one for one in LINES if one.id == LINE)
    moved = Directory.of(LINES, [replace(shipped, dial="3115", display="3115")])
    store, sessions, audit = world.store, world.desks.person.sessions, world.releases.audit
    after = Vouching(store.begin, store.look, world.clock, sessions, PEPPER, moved, audit)
    told = {one.line.id: one.people for one in after.of(first.reference, unit.id)}
    assert told[LINE] == 0
    after.confirm(first.reference, unit.id, LINE)
    assert {one.line.id: one.people for one in after.of(first.reference, unit.id)}[LINE] == 1


def test_the_checklist_waits_for_all_of_them(
    world: World, unit: Unit, first: Someone, second: Someone
) -> None:
    def waits() -> tuple[int, bool]:
        facts = world.desks.unit.units.first_morning(first.reference, unit.id)
        return facts.crisis_lines, facts.crisis_lines_to_confirm

    assert waits() == (2, True)
    for line in ("fr-emergency", LINE):
        assert waits() == (2, True)
        for one in (first, second):
            world.desks.unit.vouching.confirm(one.reference, unit.id, line)
    assert waits() == (2, False)


def test_what_is_kept_names_no_seat(world: World, unit: Unit, first: Someone) -> None:
    world.desks.unit.vouching.confirm(first.reference, unit.id, LINE)
    with world.store.look() as work:
        (row,) = work.confirmations.of(unit.id)
        seats = [seat.id for seat in work.seats.of(unit.id)]
    assert row.mark not in {seat.bytes for seat in seats}
    (taken,) = [
        seat for seat in seats if row.mark == confirmation_mark(PEPPER, unit.id.bytes, LINE, seat.bytes)
    ]
    assert taken


def test_only_configurators_of_the_unit_and_only_lines_of_its_country(
    world: World, unit: Unit, first: Someone
) -> None:
    vouching = world.desks.unit.vouching
    others = [
        world.join("Lead", role=Role.LEAD, unit=unit),
        world.join("Officer", role=Role.INVESTIGATOR, unit=unit),
        world.join("Elsewhere", role=Role.CONFIGURATOR, unit=world.unit("Other")),
        world.join("Admin", role=Role.ADMINISTRATOR),
    ]
    for other in others:
        for act in (
            lambda who: vouching.of(who, unit.id),
            lambda who: vouching.confirm(who, unit.id, LINE),
            lambda who: vouching.withdraw(who, unit.id, LINE),
        ):
            with pytest.raises(NotYours):
                act(other.reference)
    for line in ("gb-samaritans", "nothing", ""):
        with pytest.raises(BadInput):
            vouching.confirm(first.reference, unit.id, line)
    with pytest.raises(NotYours):
        vouching.of(first.reference, UnitId(uuid4()))
    world.desks.person.sessions.lock(first.reference)
    with pytest.raises(Locked):
        vouching.of(first.reference, unit.id)
