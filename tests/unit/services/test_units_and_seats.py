"""Units and seats: who may do what, what a slip holds, and that a list tells nothing of who joined."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import astuple
from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.world import Someone, World
from wellbeing.domain.errors import (
    BadInput,
    DiskFull,
    InvitationRefused,
    LabelTaken,
    Locked,
    NameUnusable,
    NotYours,
    RoleUnusable,
    SignedOut,
)
from wellbeing.domain.people import Role, SeatId, Unit, UnitId
from wellbeing.services.seats import AT_ONCE

TODAY = date(2026, 11, 21)


def test_slips(world: World, unit: Unit, conf: Someone) -> None:
    slips = world.desks.unit.seats.issue(conf.reference, unit.id, Role.INVESTIGATOR, [" seat  1 ", "seat 2"])
    assert [(slip.label, slip.role, slip.unit_name) for slip in slips] == [
        ("seat 1", Role.INVESTIGATOR, "North"),
        ("seat 2", Role.INVESTIGATOR, "North"),
    ]
    assert {slip.expires_on for slip in slips} == {TODAY + timedelta(days=14)}
    assert len({slip.code for slip in slips}) == 2
    assert slips[0].code not in repr(slips)
    stored = repr(world.store.tables)
    assert not any(slip.code in stored or slip.code.replace("-", "") in stored for slip in slips)


@pytest.mark.parametrize(
    ("labels", "error"),
    [
        ([], BadInput),
        (["x"] * (AT_ONCE + 1), BadInput),
        (["ok", ""], NameUnusable),
        (["x" * 61], NameUnusable),
    ],
)
def test_all_slips_or_none(
    world: World, unit: Unit, conf: Someone, labels: list[str], error: type[Exception]
) -> None:
    seats = len(world.store.tables.seats)
    with pytest.raises(error):
        world.desks.unit.seats.issue(conf.reference, unit.id, Role.INVESTIGATOR, labels)
    with world.broken(world.store, DiskFull()), pytest.raises(DiskFull):
        world.desks.unit.seats.issue(conf.reference, unit.id, Role.INVESTIGATOR, ["1", "2"])
    assert len(world.store.tables.seats) == seats
    most = [str(number) for number in range(AT_ONCE)]
    assert len(world.desks.unit.seats.issue(conf.reference, unit.id, Role.LEAD, most)) == AT_ONCE


def test_labels_tell_seats_of_a_role_apart(world: World, unit: Unit, conf: Someone) -> None:
    seats = world.desks.unit.seats
    with pytest.raises(LabelTaken):
        seats.issue(conf.reference, unit.id, Role.INVESTIGATOR, ["seat 1", "Seat 1"])
    one, other = seats.issue(conf.reference, unit.id, Role.INVESTIGATOR, ["seat 1", "seat 2"])
    with pytest.raises(LabelTaken):
        seats.issue(conf.reference, unit.id, Role.INVESTIGATOR, ["seat 3", "seat 2"])
    with pytest.raises(LabelTaken):
        seats.relabel(conf.reference, one.seat, "seat 2")
    seats.relabel(conf.reference, one.seat, "SEAT 1")
    seats.issue(conf.reference, unit.id, Role.LEAD, ["seat 2"])
    seats.end(conf.reference, other.seat)
    assert len(seats.issue(conf.reference, unit.id, Role.INVESTIGATOR, ["seat 2"])) == 1


def test_a_list_is_the_same_whether_anyone_joined(world: World, unit: Unit, conf: Someone) -> None:
    seats = world.desks.unit.seats
    slips = seats.issue(conf.reference, unit.id, Role.INVESTIGATOR, ["1", "2"])
    before = seats.of(conf.reference, unit.id)
    world.desks.person.joining.join(slips[0].code, "Heron", "plank harvest copper violin drift")
    assert seats.of(conf.reference, unit.id) == before
    taken, free = before
    assert astuple(taken)[3:] == astuple(free)[3:]


def test_relabel_end_and_reissue(world: World, unit: Unit, conf: Someone) -> None:
    seats = world.desks.unit.seats
    (slip,) = seats.issue(conf.reference, unit.id, Role.INVESTIGATOR, ["1"])
    seats.relabel(conf.reference, slip.seat, "desk by the window")
    again = seats.reissue(conf.reference, slip.seat)
    assert (again.label, again.seat) == ("desk by the window", slip.seat)
    with pytest.raises(InvitationRefused):
        world.desks.person.joining.join(slip.code, "Heron", "plank harvest copper violin drift")
    seats.end(conf.reference, slip.seat)
    (line,) = seats.of(conf.reference, unit.id)
    assert (line.label, line.issued) == ("desk by the window", False)
    for call in (
        lambda: seats.reissue(conf.reference, slip.seat),
        lambda: seats.relabel(conf.reference, slip.seat, "x"),
        lambda: seats.end(conf.reference, slip.seat),
    ):
        with pytest.raises(BadInput):
            call()
    with pytest.raises(NameUnusable):
        seats.relabel(conf.reference, seats.issue(conf.reference, unit.id, Role.LEAD, ["x"])[0].seat, "")


def test_which_roles_a_configurator_and_an_administrator_issue(
    world: World, unit: Unit, conf: Someone, admin: Someone
) -> None:
    seats = world.desks.admin.seats
    allowed = {
        ("conf", Role.INVESTIGATOR, True),
        ("conf", Role.LEAD, True),
        ("admin", Role.CONFIGURATOR, True),
        ("admin", Role.ADMINISTRATOR, False),
    }
    people = {"conf": conf, "admin": admin}
    for name, role, inside in itertools.product(people, Role, (True, False)):
        where = unit.id if inside else None
        before = len(world.store.tables.seats)
        if (name, role, inside) in allowed:
            assert seats.issue(people[name].reference, where, role, ["x"])[0].role is role
            continue
        with pytest.raises((NotYours, RoleUnusable)):
            seats.issue(people[name].reference, where, role, ["x"])
        assert len(world.store.tables.seats) == before
    assert {line.role for line in seats.of(conf.reference, unit.id)} == {Role.INVESTIGATOR, Role.LEAD}
    assert {line.role for line in seats.of(admin.reference, unit.id)} == {Role.CONFIGURATOR}
    assert {line.role for line in seats.of(admin.reference, None)} == {Role.ADMINISTRATOR}


def test_the_role_has_to_be_one(world: World, unit: Unit, admin: Someone) -> None:
    with pytest.raises(RoleUnusable):
        world.desks.admin.seats.issue(admin.reference, None, Role.INVESTIGATOR, ["x"])
    with pytest.raises(RoleUnusable):
        world.desks.admin.seats.issue(admin.reference, unit.id, Role.ADMINISTRATOR, ["x"])


def calls(world: World, unit: Unit, seat: SeatId) -> dict[str, Callable[[str], object]]:
    units, seats = world.desks.admin.units, world.desks.admin.seats
    return {
        "all": units.all,
        "mine": units.mine,
        "create": lambda who: units.create(who, "x"),
        "rename": lambda who: units.rename(who, unit.id, "x"),
        "settle": lambda who: units.settle(who, unit.id, country="IT"),
        "first_morning": lambda who: units.first_morning(who, unit.id),
        "of": lambda who: seats.of(who, unit.id),
        "of_none": lambda who: seats.of(who, None),
        "issue": lambda who: seats.issue(who, unit.id, Role.INVESTIGATOR, ["x"]),
        "issue_conf": lambda who: seats.issue(who, unit.id, Role.CONFIGURATOR, ["x"]),
        "issue_admin": lambda who: seats.issue(who, None, Role.ADMINISTRATOR, ["x"]),
        "reissue": lambda who: seats.reissue(who, seat),
        "relabel": lambda who: seats.relabel(who, seat, "y"),
        "end": lambda who: seats.end(who, seat),
    }


MAY: dict[str, set[str]] = {
    "admin": {
        "all",
        "mine",
        "create",
        "rename",
        "settle",
        "of",
        "of_none",
        "issue_conf",
        "issue_admin",
    },
    "conf": {"mine", "settle", "first_morning", "of", "issue", "reissue", "relabel", "end"},
    "lead": {"mine"},
    "investigator": {"mine"},
    "stranger": {"mine"},
}


@pytest.mark.parametrize("who", list(MAY))
def test_everybody_may_exactly_this(
    world: World, unit: Unit, who: str, request: pytest.FixtureRequest
) -> None:
    someone: Someone = request.getfixturevalue(who)
    seat, _ = world.slip(Role.INVESTIGATOR, unit)
    for name, call in calls(world, unit, seat).items():
        before = repr(world.store.tables)
        if name in MAY[who]:
            call(someone.reference)
        else:
            with pytest.raises(NotYours):
                call(someone.reference)
            assert repr(world.store.tables) == before


def test_locked_and_signed_out_may_nothing(world: World, unit: Unit, conf: Someone, admin: Someone) -> None:
    seat, _ = world.slip(Role.INVESTIGATOR, unit)
    for someone in (conf, admin):
        world.desks.person.sessions.lock(someone.cookie)
        for call in calls(world, unit, seat).values():
            with pytest.raises(Locked):
                call(someone.reference)
        world.desks.person.sessions.end(someone.cookie)
        for call in calls(world, unit, seat).values():
            with pytest.raises(SignedOut):
                call(someone.reference)


def test_what_does_not_exist_looks_like_what_is_not_yours(
    world: World, conf: Someone, admin: Someone
) -> None:
    nowhere, nothing = UnitId(uuid4()), SeatId(uuid4())
    for call in (
        lambda: world.desks.unit.units.settle(conf.reference, nowhere, country="IT"),
        lambda: world.desks.unit.seats.issue(conf.reference, nowhere, Role.LEAD, ["x"]),
        lambda: world.desks.unit.seats.end(conf.reference, nothing),
        lambda: world.desks.admin.units.rename(admin.reference, nowhere, "x"),
        lambda: world.desks.admin.seats.issue(admin.reference, nowhere, Role.CONFIGURATOR, ["x"]),
    ):
        with pytest.raises(NotYours):
            call()


def test_the_first_administrator(world: World) -> None:
    seats = world.desks.admin.seats
    older = seats.first_administrator()
    world.restart()
    newer = world.desks.admin.seats.first_administrator()
    assert older
    assert newer
    assert older != newer
    assert len(world.store.tables.seats) == 1
    with pytest.raises(InvitationRefused):
        world.desks.person.joining.join(older, "Admin", "plank harvest copper violin drift")
    joined = world.desks.person.joining.join(newer, "Admin", "plank harvest copper violin drift")
    assert (joined.role, joined.unit_name) == (Role.ADMINISTRATOR, None)
    assert world.desks.admin.seats.first_administrator() is None
    assert len(world.store.tables.seats) == 1


def test_the_host_may_invite_another_administrator(world: World, admin: Someone) -> None:
    code = world.desks.admin.seats.invite_administrator()
    joined = world.desks.person.joining.join(code, "Second", "plank harvest copper violin drift")
    assert joined.role is Role.ADMINISTRATOR
    assert {line.label for line in world.desks.admin.seats.of(admin.reference, None)} == {"seat", "2"}


def test_no_list_is_longer_than_it_says(world: World, unit: Unit, conf: Someone) -> None:
    assert world.desks.unit.seats.of(conf.reference, unit.id) == ()
