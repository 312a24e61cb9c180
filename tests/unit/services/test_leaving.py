"""Leaving: keys first, then rows, whatever interrupts it, and nobody else is touched."""

from __future__ import annotations

from datetime import date

import pytest

from tests.world import OTHER_WORDS, WORDS, Someone, World
from wellbeing.domain.errors import DiskFull, Locked, SecretsDiffer, SignedOut

DAY = date(2026, 11, 21)


def test_nothing_is_left_and_nobody_else_is_touched(world: World, heron: Someone) -> None:
    stork = world.join("Stork", passphrase=OTHER_WORDS)
    for someone in (heron, stork):
        world.desks.person.checkins.save_many(someone.reference, DAY, {}, someone.handle)
    with pytest.raises(SecretsDiffer):
        world.desks.person.signing_in.sign_in("Heron", OTHER_WORDS)
    world.desks.person.sessions.sweep()
    elsewhere = world.sign_in(heron)
    receipt = world.desks.person.leaving.delete(heron.cookie, WORDS)
    assert (receipt.on, receipt.check_ins, receipt.log_lines, receipt.backup_days) == (DAY, 1, 3, 35)
    assert len(receipt.reference) == 12
    person = world.desks.person.sessions.presence(stork.reference).person
    tables = world.store.tables
    assert set(tables.people) == {person}
    assert {row.person for row in (*tables.entries.values(), *tables.manifests.values())} == {person}
    assert {row.person for row in tables.inbox.values()} == {person}
    assert {owner for owner, _ in (*world.slots.slots, *world.slots.wrapped)} == {person}
    for gone in (heron, elsewhere):
        with pytest.raises(SignedOut):
            world.desks.person.sessions.presence(gone.reference)
    with pytest.raises(SecretsDiffer):
        world.desks.person.signing_in.sign_in("Heron", WORDS)
    with pytest.raises(SecretsDiffer):
        world.desks.person.passphrases.recover("Heron", heron.recovery_code, OTHER_WORDS)
    assert world.desks.person.checkins.day(stork.reference, DAY).note == "Stork"


def test_it_needs_the_passphrase_and_an_open_session(world: World, heron: Someone) -> None:
    delete = world.desks.person.leaving.delete
    with pytest.raises(SecretsDiffer):
        delete(heron.cookie, OTHER_WORDS)
    world.desks.person.sessions.lock(heron.cookie)
    with pytest.raises(Locked):
        delete(heron.cookie, WORDS)
    with pytest.raises(SignedOut):
        delete("nobody", WORDS)
    assert world.sign_in(heron).reference


def test_a_crash_after_the_keys_is_finished_at_the_next_start(world: World, heron: Someone) -> None:
    world.desks.person.checkins.save_many(heron.reference, DAY, {}, "x")
    with world.broken(world.store, DiskFull()), pytest.raises(DiskFull):
        world.desks.person.leaving.delete(heron.cookie, WORDS)
    assert world.store.tables.entries
    assert not world.slots.slots
    with pytest.raises(SignedOut):
        world.desks.person.sessions.presence(heron.reference)
    world.restart()
    world.desks.person.unfinished.finish()
    assert not world.store.tables.entries
    assert not world.store.tables.people
    assert not world.slots.wrapped
    assert world.join("Heron").reference


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_crash_at_any_write_of_the_keys_file(world: World, heron: Someone, after: int) -> None:
    with world.broken(world.slots, DiskFull(), after), pytest.raises(DiskFull):
        world.desks.person.leaving.delete(heron.cookie, WORDS)
    world.restart()
    world.desks.person.unfinished.finish()
    if after < 2:  # the keys are still there, and their owner was told that it did not work
        assert world.sign_in(heron).reference
    else:
        assert not world.store.tables.people
        assert not world.slots.slots
    assert not {owner for owner, _ in world.slots.wrapped} - set(world.store.tables.people)


def test_a_start_without_interrupted_deletions_does_nothing(world: World, heron: Someone) -> None:
    before = repr(world.store.tables)
    assert world.desks.person.unfinished.finish() == 0
    assert repr(world.store.tables) == before


def test_the_receipt_holds_nothing_personal(world: World, heron: Someone) -> None:
    receipt = world.desks.person.leaving.delete(heron.cookie, WORDS)
    assert "Heron" not in repr(receipt)
