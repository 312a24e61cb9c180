"""People, seats and units: plain values that print nothing personal."""

from __future__ import annotations

import dataclasses
from datetime import date
from uuid import UUID

import pytest

from wellbeing.domain.people import Membership, Profile, Role, Seat, SeatClaim, SeatId, Unit, UnitId

SEAT = SeatId(UUID(int=1))
UNIT = UnitId(UUID(int=2))


def test_a_seat_is_issued_until_it_ends() -> None:
    seat = Seat(SEAT, UNIT, Role.INVESTIGATOR, "seat 12")
    assert seat.issued
    assert not dataclasses.replace(seat, ended_on=date(2026, 11, 21)).issued


def test_a_profile_prints_neither_handle_nor_seats() -> None:
    printed = repr(Profile("canary", (SeatClaim(SEAT, 1),)))
    assert "canary" not in printed
    assert str(SEAT) not in printed


def test_values_stay_as_they_are() -> None:
    for value in (
        Seat(SEAT, None, Role.ADMINISTRATOR, ""),
        Unit(UNIT, "x"),
        Membership(SEAT, UNIT, Role.LEAD),
    ):
        with pytest.raises((dataclasses.FrozenInstanceError, AttributeError)):
            setattr(value, dataclasses.fields(value)[0].name, SEAT)


def test_the_roles() -> None:
    assert {role.value for role in Role} == {"investigator", "lead", "configurator", "administrator"}


def test_a_unit_starts_with_the_widest_lock() -> None:
    assert (Unit(UNIT, "x").lock_after_minutes, Unit(UNIT, "x").time_zone) == (10, "UTC")
