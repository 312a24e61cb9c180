"""What is put in comes out as it was: units, seats, codes and the facts of the installation."""

from __future__ import annotations

import dataclasses
import os
from datetime import date
from uuid import uuid4

from wellbeing.domain.people import Role, Seat, SeatId, Unit, UnitId
from wellbeing.storage.opening import Storage


def test_units(storage: Storage) -> None:
    top = Unit(UnitId(uuid4()), "Unit 2")
    below = Unit(
        UnitId(uuid4()),
        "Unit 12",
        top.id,
        "FR",
        "Europe/Paris",
        ("fr", "en"),
        date(2026, 1, 5),
        date(2026, 1, 9),
        5,
    )
    with storage.begin() as work:
        work.units.put(below)  # before its parent: references are checked at commit
        work.units.put(top)
        work.commit()
    with storage.begin() as work:
        assert work.units.get(below.id) == below
        assert work.units.get(UnitId(uuid4())) is None
        assert list(work.units.all()) == [top, below]
        renamed = dataclasses.replace(below, name="Task force", languages=())
        work.units.put(renamed)
        assert work.units.get(below.id) == renamed


def test_seats_and_codes(storage: Storage) -> None:
    unit = Unit(UnitId(uuid4()), "Lab")
    seats = [Seat(SeatId(uuid4()), unit.id, Role.INVESTIGATOR, f"seat {number}") for number in (12, 2, 1)]
    administrator = Seat(SeatId(uuid4()), None, Role.ADMINISTRATOR, "first")
    digest, newer = os.urandom(32), os.urandom(32)
    with storage.begin() as work:
        work.units.put(unit)
        for seat in (*seats, administrator):
            work.seats.put(seat)
        work.seats.set_code(seats[0].id, digest, date(2026, 12, 5))
        work.commit()
    ended = dataclasses.replace(seats[0], ended_on=date(2026, 11, 21), generation=2, label="seat 3")
    with storage.begin() as work:
        assert [seat.label for seat in work.seats.of(unit.id)] == ["seat 1", "seat 2", "seat 12"]
        assert list(work.seats.of(None)) == [administrator]
        assert work.seats.by_code(digest) == (seats[0], date(2026, 12, 5))
        work.seats.put(ended)
        assert work.seats.by_code(digest) == (ended, date(2026, 12, 5)), "putting a seat leaves its code"
        assert work.seats.code_expiries(unit.id) == {ended.id: date(2026, 12, 5)}
        assert work.seats.code_expiries(None) == {}
        work.seats.set_code(ended.id, newer, date(2027, 1, 1))
        assert work.seats.by_code(digest) is None
        assert work.seats.by_code(newer) == (ended, date(2027, 1, 1))
        assert work.seats.get(ended.id) == ended
        assert work.seats.get(SeatId(uuid4())) is None


def test_a_code_is_spent_once(storage: Storage) -> None:
    digest = os.urandom(32)
    with storage.begin() as work:
        assert not work.seats.spent(digest)
        assert work.seats.spend(digest)
        assert not work.seats.spend(digest)
        work.commit()
    with storage.begin() as work:
        assert work.seats.spent(digest)
        assert not work.seats.spend(digest)
        assert work.seats.spend(os.urandom(32))


def test_facts_of_the_installation(storage: Storage) -> None:
    with storage.begin() as work:
        assert not work.seats.has_administrator_joined()
        work.seats.mark_administrator_joined()
        work.seats.mark_administrator_joined()
        assert work.meta.get("pepper_check") is None
        work.meta.put("pepper_check", b"old")
        work.meta.put("pepper_check", b"new")
        work.commit()
    with storage.look() as work:
        assert work.seats.has_administrator_joined()
        assert work.meta.get("pepper_check") == b"new"
