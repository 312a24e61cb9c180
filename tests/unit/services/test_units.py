"""Units: who creates them, where they are, and what their first morning reads."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.world import Someone, World
from wellbeing.domain.errors import (
    BadInput,
    NameUnusable,
)
from wellbeing.domain.people import Role, Unit, UnitId
from wellbeing.services.seats import CODE_DAYS
from wellbeing.services.units import UnitLine

TODAY = date(2026, 11, 21)


def test_an_administrator_creates_and_renames(world: World, admin: Someone) -> None:
    units = world.desks.admin.units
    parent = units.create(admin.reference, "  Bureau ")
    made = units.create(
        admin.reference,
        "Task force",
        parent.id,
        "fr",
        "Europe/Paris",
        ["fr", "en"],
        TODAY,
        TODAY + timedelta(days=5),
    )
    assert astuple(made)[1:] == (
        "Task force",
        parent.id,
        "FR",
        "Europe/Paris",
        ("fr", "en"),
        TODAY,
        TODAY + timedelta(days=5),
        10,
    )
    assert units.rename(admin.reference, made.id, "Five days").name == "Five days"
    assert [line.unit.name for line in units.all(admin.reference)] == ["Bureau", "Five days"]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"name": ""}, NameUnusable),
        ({"name": "x" * 61}, NameUnusable),
        ({"name": "a\x00"}, NameUnusable),
        ({"parent": UnitId(uuid4())}, BadInput),
        ({"country": "France"}, BadInput),
        ({"time_zone": "Mars"}, BadInput),
        ({"languages": []}, BadInput),
        ({"starts_on": TODAY, "ends_on": TODAY - timedelta(days=1)}, BadInput),
    ],
)
def test_what_cannot_be_used_creates_nothing(
    world: World, admin: Someone, change: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        world.desks.admin.units.create(admin.reference, **{"name": "Unit", **change})
    assert world.desks.admin.units.all(admin.reference) == ()


def test_the_configurator_settles_the_place(world: World, unit: Unit, conf: Someone) -> None:
    units = world.desks.unit.units
    settled = units.settle(
        conf.reference,
        unit.id,
        country="de",
        time_zone="Europe/Berlin",
        languages=["de"],
        lock_after_minutes=5,
    )
    assert (settled.country, settled.time_zone, settled.languages, settled.lock_after_minutes) == (
        "DE",
        "Europe/Berlin",
        ("de",),
        5,
    )
    dated = units.settle(conf.reference, unit.id, starts_on=TODAY, ends_on=TODAY)
    assert (dated.country, dated.starts_on, dated.ends_on) == ("DE", TODAY, TODAY)
    assert units.settle(conf.reference, unit.id, ends_on=None).ends_on is None
    assert [one.id for one in units.mine(conf.reference)] == [unit.id]
    for wrong in (
        {"lock_after_minutes": 0},
        {"lock_after_minutes": 11},
        {"lock_after_minutes": True},
        {"time_zone": "x"},
        {"languages": ["?"]},
        {"country": "??"},
        {"ends_on": TODAY - timedelta(days=1)},
    ):
        with pytest.raises(BadInput):
            units.settle(conf.reference, unit.id, **{"country": "IT", **wrong})  # type: ignore[arg-type]
    assert units.mine(conf.reference)[0].country == "DE"


def test_the_first_morning_reads_what_is(world: World, unit: Unit, conf: Someone) -> None:
    first = world.desks.unit.units.first_morning(conf.reference, unit.id)
    assert (first.investigators, first.leads, first.slips_running, first.place_set) == (0, 0, 0, False)
    slips = world.desks.unit.seats.issue(conf.reference, unit.id, Role.INVESTIGATOR, ["1", "2", "3"])
    world.desks.unit.seats.issue(conf.reference, unit.id, Role.LEAD, ["lead"])
    world.desks.person.joining.join(slips[0].code, "Heron", "plank harvest copper violin drift")
    world.desks.unit.seats.end(conf.reference, slips[1].seat)
    world.desks.unit.units.settle(conf.reference, unit.id, country="DE", time_zone="Europe/Berlin")
    first = world.desks.unit.units.first_morning(conf.reference, unit.id)
    assert (first.investigators, first.leads, first.slips_running, first.place_set) == (2, 1, 3, True)
    assert (first.languages_set, first.lock_minutes, first.crisis_lines_to_confirm) == (True, 10, True)
    world.clock.forward(days=CODE_DAYS + 1)
    again = world.sign_in(conf)
    assert world.desks.unit.units.first_morning(again.reference, unit.id).slips_running == 0


def test_the_unit_lines_count_issued_seats(world: World, unit: Unit, admin: Someone, conf: Someone) -> None:
    slips = world.desks.unit.seats.issue(conf.reference, unit.id, Role.INVESTIGATOR, ["1", "2", "3"])
    world.desks.unit.seats.issue(conf.reference, unit.id, Role.LEAD, ["4"])
    world.desks.unit.seats.end(conf.reference, slips[0].seat)
    assert world.desks.admin.units.all(admin.reference) == (UnitLine(unit, 2, 1, 1),)
