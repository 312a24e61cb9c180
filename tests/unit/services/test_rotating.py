"""Rotation: everything moves to a fresh key and what waits stays readable, whatever happens meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.world import OTHER_WORDS, Someone, World
from wellbeing.crypto import envelope
from wellbeing.domain.checkin import Question
from wellbeing.domain.diary import Event
from wellbeing.domain.errors import (
    Damaged,
    DiskFull,
    SecretsDiffer,
    SignedOut,
)
from wellbeing.services import resealing
from wellbeing.services.passphrases import Progress
from wellbeing.vault import seal
from wellbeing.vault.sealed import Sealed

DAY = date(2026, 11, 21)


def events(world: World, someone: Someone) -> list[Event]:
    return [line.event for line in world.desks.person.diary.mine(someone.reference)]


def refused(world: World, someone: Someone, passphrase: str) -> bool:
    try:
        world.sign_in(someone, passphrase)
    except SecretsDiffer:
        return True
    return False


def written(world: World, someone: Someone, days: int = 5) -> dict[date, str]:
    notes = {DAY - timedelta(days=back): f"note {back}" for back in range(days)}
    for day, note in notes.items():
        world.desks.person.checkins.save_many(someone.reference, day, {}, note)
    return notes


def notes(world: World, someone: Someone) -> dict[date, str]:
    return {one.day: one.checkin.note for one in world.desks.person.history.year(someone.reference)}


def generations(world: World) -> set[int]:
    bodies = [row.body for row in world.store.tables.entries.values()]
    bodies += [row.body for row in world.store.tables.manifests.values()]
    return {envelope.generation(body.raw) for body in bodies}


def test_rotation_moves_everything_and_drops_the_old_key(
    world: World, heron: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resealing, "BATCH", 3)
    before = written(world, heron, days=8)
    elsewhere = world.sign_in(heron)
    assert world.desks.person.passphrases.continue_rotation(heron.reference) == Progress(0, 0)
    old, cookie = heron.recovery_code, heron.cookie
    world.rotate(heron)
    assert world.desks.person.sessions.presence_of_cookie(cookie) is None
    with pytest.raises(SignedOut):
        world.desks.person.sessions.presence(elsewhere.reference)
    assert notes(world, heron) == before
    kept = {"x25519", "ballot", "unconfirmed", "dek:1", "x25519:1"}
    assert {key.name for key in world.slots.wrapped.values()} == kept
    steps = []
    while not steps or not steps[-1].finished:
        steps.append(world.desks.person.passphrases.continue_rotation(heron.reference))
    assert len(steps) >= 3
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert generations(world) == {2}
    assert {key.name for key in world.slots.wrapped.values()} == {"x25519", "ballot", "unconfirmed"}
    assert notes(world, heron) == before
    assert world.desks.person.sessions.findings(world.sign_in(heron).reference).sound
    assert Event.KEY_ROTATED in events(world, heron)
    with pytest.raises(SecretsDiffer):
        world.desks.person.passphrases.recover("Heron", old, OTHER_WORDS)
    assert world.desks.person.passphrases.recover("Heron", heron.recovery_code, OTHER_WORDS).cookie


def posted(world: World, someone: Someone) -> None:
    """Somebody tries the person's handle, and it waits in their inbox."""
    world.clock.forward(seconds=9)
    with pytest.raises(SecretsDiffer):
        world.desks.person.signing_in.sign_in(someone.handle, "not the passphrase of anybody")
    world.desks.person.sessions.sweep()


def rotated(world: World, someone: Someone) -> None:
    """To the last batch."""
    world.rotate(someone)
    while not world.desks.person.passphrases.continue_rotation(someone.reference).finished:
        pass


def test_a_rotation_puts_a_new_pair_behind_the_postbox(world: World, heron: Someone) -> None:
    """Whoever has an old copy of the keys and the old passphrase opens nothing posted from then on."""
    (row,) = world.store.tables.people.values()
    with world.desks.person.sessions.keys(heron.reference) as access:
        old = access.keys.copy()
    ballot = bytes(old.ballot)
    rotated(world, heron)
    (now,) = world.store.tables.people.values()
    assert now.public_key != row.public_key
    posted(world, heron)
    (waiting,) = world.waiting()
    with pytest.raises(Damaged):
        seal.collect(old, row.id, waiting.body)
    again = world.sign_in(heron)
    assert events(world, again).count(Event.TRY_REFUSED) == 1
    with world.desks.person.sessions.keys(again.reference) as access:
        assert bytes(access.keys.ballot) == ballot


def test_what_waits_in_the_postbox_stays_readable_through_a_rotation(world: World, heron: Someone) -> None:
    """Posted before, between and after: the old private half goes when nothing needs it any more."""
    posted(world, heron)
    world.rotate(heron)
    posted(world, heron)
    bodies = {row.body for row in world.waiting()}
    assert "x25519:1" in {key.name for key in world.slots.wrapped.values()}
    while not world.desks.person.passphrases.continue_rotation(heron.reference).finished:
        pass
    assert {key.name for key in world.slots.wrapped.values()} == {"x25519", "ballot", "unconfirmed"}
    assert len(world.waiting()) == 2
    assert bodies - {row.body for row in world.waiting()}
    posted(world, heron)
    again = world.sign_in(heron)
    assert events(world, again).count(Event.TRY_REFUSED) == 3
    assert world.desks.person.sessions.findings(again.reference).sound
    assert not world.waiting()


def test_a_rotation_cut_short_before_the_fence_loses_nothing_that_is_posted(
    world: World, heron: Someone
) -> None:
    """The row still shows the old public half then; the next sign-in and the last batch put it right."""
    (row,) = world.store.tables.people.values()
    with world.broken(world.store, DiskFull()):
        world.rotate(heron)
    assert world.store.tables.people[row.id].public_key == row.public_key
    posted(world, heron)
    world.restart()
    again = world.sign_in(heron)
    assert events(world, again).count(Event.TRY_REFUSED) == 1
    while not world.desks.person.passphrases.continue_rotation(again.reference).finished:
        pass
    assert world.store.tables.people[row.id].public_key != row.public_key
    posted(world, heron)
    again = world.sign_in(heron)
    assert events(world, again).count(Event.TRY_REFUSED) == 2
    assert world.desks.person.sessions.findings(again.reference).sound


def test_two_rotations_with_something_waiting(world: World, heron: Someone) -> None:
    posted(world, heron)
    for _ in range(2):
        world.rotate(heron)
    names = {key.name for key in world.slots.wrapped.values()}
    assert {"x25519:1", "x25519:2"} <= names
    again = world.sign_in(heron)
    assert events(world, again).count(Event.TRY_REFUSED) == 1


def rotate_for_ever(world: World, someone: Someone) -> None:
    world.rotate(someone)
    while not world.desks.person.passphrases.continue_rotation(someone.reference).finished:
        pass
    raise AssertionError("it was not interrupted")


def test_rotation_goes_on_after_a_crash_at_any_write(
    world: World, heron: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resealing, "BATCH", 2)
    before = written(world, heron, days=6)
    for after in range(5):
        someone = world.sign_in(heron)
        with world.broken(world.store, DiskFull(), after), pytest.raises(DiskFull):
            rotate_for_ever(world, someone)
        world.restart()
        world.clock.forward(seconds=3600)
        assert notes(world, world.sign_in(heron)) == before
    someone = world.sign_in(heron)
    while not world.desks.person.passphrases.continue_rotation(someone.reference).finished:
        pass
    assert len(generations(world)) == 1
    assert {key.name for key in world.slots.wrapped.values()} == {"x25519", "ballot", "unconfirmed"}
    again = world.sign_in(heron)
    assert notes(world, again) == before
    assert world.desks.person.sessions.findings(again.reference).sound


def test_entries_can_be_written_while_rotation_runs(
    world: World, heron: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resealing, "BATCH", 1)
    before = written(world, heron, days=4)
    world.rotate(heron)
    world.desks.person.passphrases.continue_rotation(heron.reference)
    world.desks.person.checkins.answer(heron.reference, DAY, Question.ENERGY, 4)
    while not world.desks.person.passphrases.continue_rotation(heron.reference).finished:
        pass
    assert notes(world, world.sign_in(heron)) == before
    assert world.desks.person.checkins.day(heron.reference, DAY).energy == 4


def test_keys_from_before_a_rotation_write_nothing_any_more(world: World, heron: Someone) -> None:
    before = written(world, heron)
    with world.desks.person.sessions.keys(heron.reference) as stale:
        copy = type(stale)(stale.person, stale.keys.copy())
    world.rotate(heron)
    tables = repr(world.store.tables)
    records = world.desks.person.checkins._records
    with pytest.raises(SignedOut), records.writing(copy) as ledger:
        ledger.note(Event.EXPORTED)
    with pytest.raises(SignedOut), records.reading(copy):
        pass
    assert repr(world.store.tables) == tables
    assert notes(world, heron) == before


def test_a_damaged_row_does_not_hold_up_a_rotation(world: World, heron: Someone) -> None:
    written(world, heron)
    damaged = list(world.store.tables.entries.values())[2]
    raw = bytearray(damaged.body.raw)
    raw[-1] ^= 1
    world.store.tables.entries[damaged.id] = replace(damaged, body=Sealed(bytes(raw)))
    world.rotate(heron)
    assert world.desks.person.passphrases.continue_rotation(heron.reference).finished
    assert {key.name for key in world.slots.wrapped.values()} == {"x25519", "ballot", "unconfirmed"}
    assert len(notes(world, heron)) in {4, 5}
