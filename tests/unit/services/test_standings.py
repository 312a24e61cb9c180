"""Standings: an ended seat is worth nothing in any session, however things come between each other."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Self

import pytest

from tests.fakes import FakeSeats, FakeWork
from tests.unit.services.damage import row_of
from tests.world import WORDS, Someone, World
from wellbeing.domain.errors import DatabaseBusy, SignedOut
from wellbeing.domain.people import Role, SeatId, Unit
from wellbeing.services.presence import Presence


def presence(world: World, someone: Someone) -> Presence:
    return world.desks.person.sessions.presence(someone.reference)


@pytest.fixture
def seat(world: World, investigator: Someone) -> SeatId:
    """The one that somebody sits on."""
    return presence(world, investigator).memberships[0].seat


Beside = Callable[[str, Callable[[], object]], None]


@pytest.fixture
def just_before(world: World, monkeypatch: pytest.MonkeyPatch) -> Beside:
    """Has something happen once, just before the keyring does something."""

    def arrange(name: str, what: Callable[[], object]) -> None:
        real, todo = getattr(world.desks.person.sessions._keyring, name), [what]

        def after_it(*args: Any, **named: Any) -> Any:
            if todo:
                todo.pop()()
            return real(*args, **named)

        monkeypatch.setattr(world.desks.person.sessions._keyring, name, after_it)

    return arrange


def test_a_seat_that_ends_while_its_owner_signs_in(
    world: World, conf: Someone, investigator: Someone, seat: SeatId, just_before: Beside
) -> None:
    just_before("begin", lambda: world.desks.unit.seats.end(conf.reference, seat))
    assert presence(world, world.sign_in(investigator)).roles == frozenset()


def test_a_seat_that_ends_while_its_owner_unlocks(
    world: World, conf: Someone, investigator: Someone, seat: SeatId, just_before: Beside
) -> None:
    sessions = world.desks.person.sessions
    sessions.lock(investigator.cookie)
    just_before("unlock", lambda: world.desks.unit.seats.end(conf.reference, seat))
    cookie = sessions.unlock(investigator.cookie, WORDS)
    assert presence(world, world.attach(replace(investigator, cookie=cookie))).roles == frozenset()


def test_a_unit_that_shortens_the_idle_lock_meanwhile(
    world: World, unit: Unit, conf: Someone, investigator: Someone, just_before: Beside
) -> None:
    def settle() -> None:
        world.desks.unit.units.settle(conf.reference, unit.id, time_zone="UTC", lock_after_minutes=1)

    just_before("begin", settle)
    again = world.sign_in(investigator)
    assert presence(world, again).lock_after_seconds == 60
    world.clock.forward(seconds=60)
    world.desks.person.sessions.sweep()
    assert presence(world, again).locked


def test_somebody_who_was_just_coming_is_not_left_out_of_later_looks(
    world: World, conf: Someone, investigator: Someone, seat: SeatId, just_before: Beside
) -> None:
    world.desks.person.sessions.end(investigator.cookie)
    just_before("begin", world.desks.person.sessions.standings.seats_changed)
    again = world.sign_in(investigator)
    assert presence(world, again).roles == {Role.INVESTIGATOR}
    world.desks.unit.seats.end(conf.reference, seat)
    assert presence(world, again).roles == frozenset()


def test_a_session_whose_worth_cannot_be_asked_is_none(
    world: World, investigator: Someone, just_before: Beside, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> FakeWork:
        raise DatabaseBusy

    sessions = world.desks.person.sessions
    sessions.end(investigator.cookie)
    just_before("begin", lambda: monkeypatch.setattr(sessions.standings, "_look", away))
    with pytest.raises(DatabaseBusy):
        world.sign_in(investigator)
    assert sessions._keyring.all() == ()


class Reader(FakeWork):
    """A look that waits for no writer and keeps none waiting, as the real ones."""

    def __enter__(self) -> Self:
        self._draft()
        return self

    def __exit__(self, *_: object) -> None:
        """It holds nothing."""


@dataclass
class Paused:
    """The end of a seat, whose look at everybody's has read and not yet replaced anything."""

    thread: threading.Thread
    go_on: threading.Event

    def beside(self, act: Callable[[], object]) -> None:
        """Do something meanwhile; where it has to wait for the look it ends after it."""
        other = threading.Thread(target=act)
        other.start()
        other.join(0.3)
        self.go_on.set()
        for one in (self.thread, other):
            one.join(20)
            assert not one.is_alive()


@pytest.fixture
def paused(world: World, monkeypatch: pytest.MonkeyPatch) -> Callable[[Someone, SeatId], Paused]:
    """Ends a seat; as far as it goes without reading on."""

    def end(conf: Someone, seat: SeatId) -> Paused:
        there, go_on = threading.Event(), threading.Event()
        ending = threading.Thread(target=lambda: world.desks.unit.seats.end(conf.reference, seat))
        get = FakeSeats.get

        def pausing(seats: FakeSeats, asked: SeatId) -> object:
            found = get(seats, asked)
            if threading.current_thread() is ending and found and found.ended_on and not there.is_set():
                there.set()
                assert go_on.wait(20)
            return found

        monkeypatch.setattr(FakeSeats, "get", pausing)
        ending.start()
        assert there.wait(20)
        return Paused(ending, go_on)

    return end


@pytest.fixture
def world_of_readers(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(world.store, "look", lambda: Reader(world.store, reads=True))
    world.restart()
    return world


Ends = Callable[[Someone, SeatId], Paused]


def test_a_seat_added_meanwhile_is_not_lost(world_of_readers: World, paused: Ends) -> None:
    world = world_of_readers
    unit = world.unit("North")
    conf, heron = world.join("Conf", role=Role.CONFIGURATOR, unit=unit), world.join("Heron", unit=unit)
    code = world.code(Role.LEAD, unit)
    ended = presence(world, heron).memberships[0].seat
    paused(conf, ended).beside(lambda: world.desks.person.joining.add_seat(heron.cookie, code))
    assert presence(world, heron).roles == {Role.LEAD}
    assert presence(world, world.sign_in(heron)).roles == {Role.LEAD}


def test_a_code_confirmed_meanwhile_stays_confirmed(world_of_readers: World, paused: Ends) -> None:
    world = world_of_readers
    unit = world.unit("North")
    conf, heron = world.join("Conf", role=Role.CONFIGURATOR, unit=unit), world.join("Heron", unit=unit)
    assert presence(world, heron).code_unconfirmed
    paused(conf, presence(world, heron).memberships[0].seat).beside(lambda: world.confirm(heron))
    assert (presence(world, heron).code_unconfirmed, presence(world, heron).roles) == (False, frozenset())


def test_what_was_acknowledged_meanwhile_is_not_told_again(world_of_readers: World, paused: Ends) -> None:
    world = world_of_readers
    unit = world.unit("North")
    conf, heron = world.join("Conf", role=Role.CONFIGURATOR, unit=unit), world.join("Heron", unit=unit)
    today, sessions = world.clock.now().date(), world.desks.person.sessions
    world.desks.person.checkins.save_many(heron.reference, today, {}, "gone")
    del world.store.tables.entries[row_of(world, heron, today).id]
    again = world.sign_in(heron)
    assert not sessions.findings(again.reference).sound
    paused(conf, presence(world, heron).memberships[0].seat).beside(
        lambda: sessions.acknowledge(again.reference)
    )
    assert sessions.findings(again.reference).sound
    assert presence(world, again).roles == frozenset()


def test_a_session_that_gets_its_new_cookie_meanwhile_loses_the_seat_too(
    world_of_readers: World, paused: Ends
) -> None:
    world = world_of_readers
    unit = world.unit("North")
    conf, heron = world.join("Conf", role=Role.CONFIGURATOR, unit=unit), world.join("Heron", unit=unit)
    ended, changed = presence(world, heron).memberships[0].seat, list[str]()
    paused(conf, ended).beside(
        lambda: changed.append(world.desks.person.passphrases.change(heron.cookie, WORDS, WORDS + " x"))
    )
    assert presence(world, world.attach(replace(heron, cookie=changed[0]))).roles == frozenset()


def test_a_profile_written_during_an_unlock_is_not_put_back(
    world: World, unit: Unit, investigator: Someone, just_before: Beside
) -> None:
    elsewhere, code = world.sign_in(investigator), world.code(Role.LEAD, unit)
    world.desks.person.sessions.lock(investigator.cookie)
    just_before("unlock", lambda: world.desks.person.joining.add_seat(elsewhere.cookie, code))
    cookie = world.desks.person.sessions.unlock(investigator.cookie, WORDS)
    again = world.attach(replace(investigator, cookie=cookie))
    assert presence(world, again).roles == {Role.INVESTIGATOR, Role.LEAD}


def test_one_listener_that_fails_keeps_nobody_from_hearing(
    world: World, conf: Someone, investigator: Someone, seat: SeatId
) -> None:
    sessions, told = world.desks.person.sessions, list[str]()
    elsewhere = world.sign_in(investigator)

    def broken(_: str) -> None:
        raise LookupError

    sessions.listen(broken)
    sessions.listen(told.append)
    with pytest.raises(ExceptionGroup):
        world.desks.unit.seats.end(conf.reference, seat)
    assert set(told) == {presence(world, one).session_id for one in (investigator, elsewhere)}


def test_only_whose_seats_have_changed_is_told(
    world: World, conf: Someone, investigator: Someone, lead: Someone, seat: SeatId
) -> None:
    told: list[str] = []
    world.desks.person.sessions.listen(told.append)
    world.desks.unit.seats.end(conf.reference, seat)
    assert told == [presence(world, investigator).session_id]
    world.desks.person.sessions.end(investigator.cookie)
    with pytest.raises(SignedOut):
        presence(world, investigator)
