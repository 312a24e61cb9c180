"""A full disk: what is done stays done and is told, what is not is said, and everybody can still read."""

from __future__ import annotations

from datetime import date

import pytest

from tests.world import OTHER_WORDS, WORDS, Someone, World
from wellbeing.domain.diary import Event
from wellbeing.domain.errors import DiskFull, SecretsDiffer

DAY = date(2026, 11, 21)


@pytest.fixture
def written(world: World, heron: Someone) -> Someone:
    world.desks.person.checkins.save_many(heron.reference, DAY, {}, "kept")
    with pytest.raises(SecretsDiffer):  # a refused try waits to be delivered
        world.desks.person.signing_in.sign_in("Heron", OTHER_WORDS)
    return heron


def events(world: World, someone: Someone) -> list[Event]:
    return [line.event for line in world.desks.person.diary.mine(someone.reference)]


def test_people_sign_in_unlock_read_and_export(world: World, written: Someone) -> None:
    with world.broken(world.store, DiskFull()):
        again = world.sign_in(written)
        assert world.desks.person.checkins.day(again.reference, DAY).note == "kept"
        world.desks.person.sessions.lock(again.cookie)
        again.cookie = world.desks.person.sessions.unlock(again.cookie, WORDS)
        world.attach(again)
        assert [one.note for one in world.desks.person.exports.collect(again.reference).check_ins] == ["kept"]
        with pytest.raises(DiskFull):
            world.desks.person.checkins.save_many(again.reference, DAY, {}, "lost")
        world.desks.person.sessions.sweep()
    world.desks.person.checkins.save_many(again.reference, DAY, {}, "kept too")
    assert sorted(events(world, again)) == sorted([Event.JOINED, Event.SIGNED_IN, Event.EXPORTED])
    last = world.sign_in(written)
    assert events(world, last).count(Event.TRY_REFUSED) == 1


def test_a_change_that_got_through_is_told_and_written_down_later(world: World, written: Someone) -> None:
    passphrases = world.desks.person.passphrases
    with world.broken(world.store, DiskFull()):
        cookie = passphrases.change(written.cookie, WORDS, OTHER_WORDS)
        code = passphrases.renew_recovery_code(cookie, OTHER_WORDS).recovery_code
        recovered = passphrases.recover("Heron", code, WORDS)
        again = world.rotate(Someone("Heron", WORDS, "", recovered.cookie))
    world.desks.person.checkins.save_many(again.reference, DAY, {}, "kept too")
    assert {
        Event.PASSPHRASE_CHANGED,
        Event.RECOVERY_RENEWED,
        Event.RECOVERED,
        Event.KEY_ROTATED,
    } <= set(events(world, again))
    while not passphrases.continue_rotation(again.reference).finished:
        pass
    assert passphrases.recover("Heron", again.recovery_code, OTHER_WORDS).cookie


def test_a_refused_try_waits_for_room(world: World, written: Someone) -> None:
    with world.broken(world.store, DiskFull()):
        world.desks.person.sessions.sweep()
        world.desks.person.sessions.sweep()
    assert not world.waiting()
    world.desks.person.sessions.sweep()
    assert len(world.waiting()) == 1
