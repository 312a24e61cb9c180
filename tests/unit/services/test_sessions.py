"""Sessions: references, locks, ends, seats that change, and one's own list of devices."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.world import OTHER_WORDS, WORDS, Someone, World
from wellbeing.domain.diary import Event
from wellbeing.domain.errors import Locked, NotYours, SecretsDiffer, SignedOut, TooManyTries
from wellbeing.domain.people import Role
from wellbeing.services.presence import Presence

DAY = date(2026, 11, 21)


def presence(world: World, someone: Someone) -> Presence:
    return world.desks.person.sessions.presence(someone.reference)


def heard(world: World) -> list[str]:
    told: list[str] = []
    world.desks.person.sessions.listen(told.append)
    return told


@pytest.mark.parametrize("junk", ["", "x", "A" * 43, "é" * 43, "A" * 10_000, "\0"])
def test_junk_is_nobody(world: World, junk: str) -> None:
    sessions = world.desks.person.sessions
    assert sessions.attach(junk) is None
    assert sessions.presence_of_cookie(junk) is None
    assert sessions.same_person_tag(junk) == ""
    sessions.lock(junk)
    sessions.end(junk)
    sessions.detach(junk)
    for call in (sessions.presence, sessions.touch, sessions.mine, sessions.end_others, sessions.findings):
        with pytest.raises(SignedOut):
            call(junk)
    with pytest.raises(SignedOut):
        sessions.unlock(junk, WORDS)
    with pytest.raises(SignedOut), sessions.visiting(junk):
        pass


def test_a_cookie_is_no_reference_and_a_reference_no_cookie(world: World, heron: Someone) -> None:
    with pytest.raises(SignedOut):
        world.desks.person.sessions.presence(heron.cookie)
    assert world.desks.person.sessions.attach(heron.reference) is None


def test_presence(world: World) -> None:
    unit = world.unit(time_zone="Asia/Tokyo", lock=3)
    here = presence(world, world.join("Heron", unit=unit))
    assert (here.handle, here.time_zone, here.lock_after_seconds) == ("Heron", "Asia/Tokyo", 180)
    assert here.home == unit.id
    assert here.holds(Role.INVESTIGATOR, unit.id)
    assert not here.holds(Role.INVESTIGATOR)
    assert not here.holds(Role.LEAD, unit.id)
    assert re.fullmatch("[0-9a-f]{16}", here.tag)
    assert "Heron" not in repr(here)


def test_the_tag_is_the_persons_for_ever_and_nobody_elses(world: World, heron: Someone) -> None:
    tag = world.desks.person.sessions.same_person_tag(heron.cookie)
    stork = world.join("Stork")
    assert world.desks.person.sessions.same_person_tag(stork.cookie) != tag
    world.restart()
    again = world.sign_in(heron)
    assert world.desks.person.sessions.same_person_tag(again.cookie) == tag == presence(world, again).tag


def test_lock_and_unlock_change_the_cookie(world: World, heron: Someone) -> None:
    sessions, told = world.desks.person.sessions, heard(world)
    before = presence(world, heron)
    sessions.lock(heron.reference)
    locked = presence(world, heron)
    assert (locked.locked, locked.epoch > before.epoch, locked.roles) == (True, True, before.roles)
    with pytest.raises(Locked):
        world.desks.person.checkins.day(heron.reference, DAY)
    with pytest.raises(SecretsDiffer):
        sessions.unlock(heron.cookie, OTHER_WORDS)
    renewed = sessions.unlock(heron.cookie, WORDS)
    assert renewed != heron.cookie
    assert sessions.attach(heron.cookie) is None
    with pytest.raises(SignedOut):
        sessions.presence(heron.reference)
    again = world.attach(Someone("Heron", WORDS, "", renewed))
    after = presence(world, again)
    assert (after.locked, after.handle, after.roles) == (False, "Heron", before.roles)
    assert told == [before.session_id, before.session_id]
    assert world.desks.person.checkins.day(again.reference, DAY).empty


def test_unlocking_has_an_allowance_of_its_own(world: World, heron: Someone) -> None:
    sessions = world.desks.person.sessions
    for _ in range(10):
        world.clock.forward(seconds=61)
        with pytest.raises(SecretsDiffer):
            world.desks.person.signing_in.sign_in("Heron", OTHER_WORDS)
    heron = world.attach(Someone("Heron", WORDS, "", sessions.unlock(heron.cookie, WORDS)))
    for _ in range(10):
        world.clock.forward(seconds=61)
        with pytest.raises(SecretsDiffer):
            sessions.unlock(heron.cookie, OTHER_WORDS)
    world.clock.forward(seconds=61)
    with pytest.raises(TooManyTries):
        sessions.unlock(heron.cookie, WORDS)
    world.clock.forward(seconds=3600)
    assert sessions.unlock(heron.cookie, WORDS)


def test_the_idle_lock_comes_when_the_unit_says(world: World) -> None:
    heron = world.join("Heron", unit=world.unit(lock=3))
    world.clock.forward(seconds=170)
    world.desks.person.sessions.touch(heron.reference)
    world.clock.forward(seconds=170)
    world.desks.person.sessions.sweep()
    assert not presence(world, heron).locked
    world.clock.forward(seconds=11)
    world.desks.person.sessions.sweep()
    assert presence(world, heron).locked


def test_a_page_that_is_gone_locks_after_a_minute_and_a_request_puts_it_off(
    world: World, heron: Someone
) -> None:
    sessions = world.desks.person.sessions
    sessions.detach(heron.reference)
    world.clock.forward(seconds=50)
    with sessions.visiting(heron.cookie) as reference:
        assert not sessions.presence(reference).locked
    world.clock.forward(seconds=50)
    sessions.sweep()
    assert not world.desks.person.sessions.presence_of_cookie(heron.cookie).locked  # type: ignore[union-attr]
    world.clock.forward(seconds=11)
    sessions.sweep()
    assert world.desks.person.sessions.presence_of_cookie(heron.cookie).locked  # type: ignore[union-attr]
    with pytest.raises(SignedOut):
        sessions.presence(reference)


def test_after_twelve_hours_it_is_over(world: World, heron: Someone) -> None:
    told = heard(world)
    session = presence(world, heron).session_id
    for _ in range(12 * 60):
        world.clock.forward(seconds=60)
        if world.desks.person.sessions.presence_of_cookie(heron.cookie):
            world.desks.person.sessions.touch(heron.reference)
    world.desks.person.sessions.sweep()
    with pytest.raises(SignedOut):
        presence(world, heron)
    assert session in told


def test_own_devices(world: World, heron: Someone) -> None:
    sessions = world.desks.person.sessions
    world.clock.forward(seconds=120)
    phone = world.sign_in(heron)
    stork = world.join("Stork")
    newest, oldest = sessions.mine(heron.reference)
    assert (newest.here, oldest.here) == (False, True)
    assert (newest.started_at - oldest.started_at).total_seconds() == 120
    assert oldest.session_id == presence(world, heron).session_id
    with pytest.raises(NotYours):
        sessions.end_one(heron.reference, presence(world, stork).session_id)
    with pytest.raises(NotYours):
        sessions.end_one(heron.reference, "no such session")
    sessions.end_one(heron.reference, newest.session_id)
    with pytest.raises(SignedOut):
        presence(world, phone)
    assert sessions.end_others(heron.reference) == 0
    again = world.sign_in(heron)
    assert sessions.end_others(heron.reference) == 1
    with pytest.raises(SignedOut):
        presence(world, again)
    assert presence(world, stork).handle == "Stork"
    events = [line.event for line in world.desks.person.diary.mine(heron.reference)]
    assert events.count(Event.SESSIONS_ENDED) == 2


def test_a_seat_that_changes_is_noticed_at_once_and_told(world: World) -> None:
    unit = world.unit()
    configurator = world.join("Conf", role=Role.CONFIGURATOR, unit=unit)
    heron = world.join("Heron", unit=unit)
    seat = presence(world, heron).memberships[0].seat
    told = heard(world)
    world.desks.unit.units.settle(
        configurator.reference, unit.id, time_zone="Asia/Tokyo", lock_after_minutes=1
    )
    assert (presence(world, heron).time_zone, presence(world, heron).lock_after_seconds) == ("Asia/Tokyo", 60)
    world.desks.unit.seats.end(configurator.reference, seat)
    assert presence(world, heron).roles == frozenset()
    session = presence(world, heron).session_id
    assert told.count(session) == 2
    world.desks.person.checkins.save_many(heron.reference, DAY, {}, "still mine")
    assert world.desks.person.checkins.day(heron.reference, DAY).note == "still mine"
    assert presence(world, world.sign_in(heron)).roles == frozenset()


def test_presence_and_touch_read_no_database(world: World, heron: Someone) -> None:
    def refuse() -> None:
        raise AssertionError

    world.desks.person.sessions._look = refuse  # type: ignore[assignment]
    assert presence(world, heron).handle == "Heron"
    world.desks.person.sessions.touch(heron.reference)
    reference = world.desks.person.sessions.attach(heron.cookie)
    assert reference
    world.desks.person.sessions.detach(reference)


def test_nothing_of_a_session_survives_a_restart(world: World, heron: Someone) -> None:
    world.restart()
    assert world.desks.person.sessions.attach(heron.cookie) is None
    assert world.sign_in(heron).reference
