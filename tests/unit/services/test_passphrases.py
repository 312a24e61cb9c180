"""Passphrases: what opens before and after a change, a recovery, a new code and a rotation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.world import OTHER_WORDS, WORDS, Someone, World
from wellbeing.crypto import envelope, recovery
from wellbeing.domain.checkin import Question
from wellbeing.domain.diary import Event
from wellbeing.domain.errors import (
    Damaged,
    DiskFull,
    Locked,
    PassphraseTooShort,
    RecoveryCodeMistyped,
    SecretsDiffer,
    SignedOut,
)
from wellbeing.domain.people import PersonId
from wellbeing.services import resealing
from wellbeing.services.passphrases import Progress
from wellbeing.vault import seal
from wellbeing.vault.sealed import Sealed

DAY = date(2026, 11, 21)
THIRD = "orbit thimble cargo fresco nimbus"


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


def test_a_changed_passphrase_opens_the_same_entries(world: World, heron: Someone) -> None:
    before = written(world, heron)
    elsewhere = world.sign_in(heron)
    cookie = world.desks.person.passphrases.change(heron.cookie, WORDS, OTHER_WORDS)
    for gone in (elsewhere, heron):
        with pytest.raises(SignedOut):
            world.desks.person.sessions.presence(gone.reference)
    assert notes(world, world.attach(replace(heron, cookie=cookie))) == before
    assert refused(world, heron, WORDS)
    again = world.sign_in(heron, OTHER_WORDS)
    assert notes(world, again) == before
    assert Event.PASSPHRASE_CHANGED in events(world, again)
    assert world.desks.person.passphrases.recover("Heron", heron.recovery_code, THIRD).cookie


def test_a_change_gives_the_own_session_a_new_cookie(world: World, heron: Someone) -> None:
    """ASVS 7.2.4: whoever had copied the old cookie has nothing any more, and the owner stays signed in."""
    sessions = world.desks.person.sessions
    began = sessions.mine(heron.reference)[0].started_at
    told: list[str] = []
    sessions.listen(told.append)
    world.clock.forward(seconds=30)
    old = sessions.presence(heron.reference).session_id
    cookie = world.desks.person.passphrases.change(heron.cookie, WORDS, OTHER_WORDS)
    assert cookie != heron.cookie
    assert sessions.presence_of_cookie(heron.cookie) is None
    assert old in told
    again = world.attach(replace(heron, cookie=cookie))
    (mine,) = sessions.mine(again.reference)
    assert (mine.started_at, mine.locked, mine.here) == (began, False, True)
    with pytest.raises(SecretsDiffer):
        world.desks.person.passphrases.change(cookie, WORDS, OTHER_WORDS)
    assert sessions.presence_of_cookie(cookie) is not None


def test_a_session_locked_while_its_passphrase_changes_stays_locked(
    world: World, heron: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = world.desks.person.passphrases._opening
    change = opening.change

    def and_leave(person: PersonId, old: str, new: str) -> None:
        change(person, old, new)
        world.desks.person.sessions.lock(heron.cookie)

    monkeypatch.setattr(opening, "change", and_leave)
    cookie = world.desks.person.passphrases.change(heron.cookie, WORDS, OTHER_WORDS)
    presence = world.desks.person.sessions.presence_of_cookie(cookie)
    assert presence is not None
    assert presence.locked
    assert world.desks.person.sessions.unlock(cookie, OTHER_WORDS)


def test_what_is_refused_changes_nothing(world: World, heron: Someone) -> None:
    passphrases, before = world.desks.person.passphrases, dict(world.slots.slots)
    with pytest.raises(SecretsDiffer):
        passphrases.change(heron.cookie, OTHER_WORDS, THIRD)
    with pytest.raises(PassphraseTooShort):
        passphrases.change(heron.cookie, WORDS, "short")
    with pytest.raises(SecretsDiffer):
        passphrases.renew_recovery_code(heron.cookie, OTHER_WORDS)
    with pytest.raises(SecretsDiffer):
        passphrases.rotate(heron.cookie, OTHER_WORDS)
    with pytest.raises(RecoveryCodeMistyped):
        passphrases.recover("Heron", heron.recovery_code[:-1] + "*", OTHER_WORDS)
    with pytest.raises(SecretsDiffer):
        passphrases.recover("Heron", recovery.generate(), OTHER_WORDS)
    with pytest.raises(SecretsDiffer):
        passphrases.recover("nobody", heron.recovery_code, OTHER_WORDS)
    with pytest.raises(PassphraseTooShort):
        passphrases.recover("Heron", heron.recovery_code, "short")
    with world.broken(world.slots, DiskFull()):
        for call in (
            lambda: passphrases.change(heron.cookie, WORDS, OTHER_WORDS),
            lambda: passphrases.recover("Heron", heron.recovery_code, OTHER_WORDS),
            lambda: passphrases.renew_recovery_code(heron.cookie, WORDS),
            lambda: passphrases.rotate(heron.cookie, WORDS),
        ):
            with pytest.raises(DiskFull):
                call()
    assert world.slots.slots == before
    assert world.sign_in(heron).reference


def test_locked_or_nobody_changes_nothing(world: World, heron: Someone) -> None:
    passphrases = world.desks.person.passphrases
    calls = (
        lambda: passphrases.change(heron.cookie, WORDS, OTHER_WORDS),
        lambda: passphrases.renew_recovery_code(heron.cookie, WORDS),
        lambda: passphrases.rotate(heron.cookie, WORDS),
        lambda: passphrases.continue_rotation(heron.reference),
    )
    world.desks.person.sessions.lock(heron.cookie)
    for call in calls:
        with pytest.raises(Locked):
            call()
    world.desks.person.sessions.end(heron.cookie)
    for call in calls:
        with pytest.raises(SignedOut):
            call()


def test_a_recovery_code_works_once(world: World, heron: Someone) -> None:
    before = written(world, heron)
    recovered = world.desks.person.passphrases.recover(" heron ", heron.recovery_code.lower(), OTHER_WORDS)
    with pytest.raises(SignedOut):
        world.desks.person.sessions.presence(heron.reference)
    again = world.attach(Someone("Heron", OTHER_WORDS, recovered.recovery_code, recovered.cookie))
    assert notes(world, again) == before
    assert events(world, again)[0] is Event.RECOVERED
    assert world.desks.person.sessions.presence(again.reference).roles
    with pytest.raises(SecretsDiffer):
        world.desks.person.passphrases.recover("Heron", heron.recovery_code, THIRD)
    assert refused(world, heron, WORDS)
    assert world.desks.person.passphrases.recover("Heron", recovered.recovery_code, THIRD).cookie


def test_a_new_recovery_code_replaces_the_old_one(world: World, heron: Someone) -> None:
    code = world.desks.person.passphrases.renew_recovery_code(heron.cookie, WORDS)
    assert Event.RECOVERY_RENEWED in events(world, heron)
    assert world.desks.person.sessions.presence(heron.reference).handle == "Heron"
    with pytest.raises(SecretsDiffer):
        world.desks.person.passphrases.recover("Heron", heron.recovery_code, OTHER_WORDS)
    assert world.desks.person.passphrases.recover("Heron", code, OTHER_WORDS).cookie


def test_confirming_asks_for_two_groups_of_the_newest_code(world: World, heron: Someone) -> None:
    passphrases = world.desks.person.passphrases
    code = passphrases.renew_recovery_code(heron.cookie, WORDS)
    asked = passphrases.to_confirm(heron.cookie)
    groups = code.split("-")
    assert len(set(asked)) == 2
    assert set(asked) <= set(range(1, 8))
    right = [groups[one - 1] for one in asked]
    for wrong in (
        [],
        right[:1],
        [*right, right[0]],
        right[::-1],
        ["", ""],
        ["0000", right[1]],
        ["x" * 9999] * 2,
    ):
        with pytest.raises(RecoveryCodeMistyped):
            passphrases.confirm_recovery(heron.cookie, wrong)
    assert passphrases.to_confirm(heron.cookie) == asked
    passphrases.confirm_recovery(heron.cookie, [f" {one.lower()} " for one in right])
    assert passphrases.to_confirm(heron.cookie) == ()
    passphrases.confirm_recovery(heron.cookie, [])
    with pytest.raises(SignedOut):
        passphrases.to_confirm("nobody")


def test_joining_waits_for_confirmation_and_an_unlock_keeps_it_waiting(world: World, heron: Someone) -> None:
    asked = world.desks.person.passphrases.to_confirm(heron.cookie)
    assert len(asked) == 2
    world.desks.person.sessions.lock(heron.cookie)
    cookie = world.desks.person.sessions.unlock(heron.cookie, WORDS)
    assert world.desks.person.passphrases.to_confirm(cookie) == asked


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
    code = world.desks.person.passphrases.rotate(heron.cookie, WORDS)
    with pytest.raises(SignedOut):
        world.desks.person.sessions.presence(elsewhere.reference)
    assert notes(world, heron) == before
    kept = {"x25519", "ballot", "dek:1", "x25519:1"}
    assert {key.name for key in world.slots.wrapped.values()} == kept
    steps = []
    while not steps or not steps[-1].finished:
        steps.append(world.desks.person.passphrases.continue_rotation(heron.reference))
    assert len(steps) >= 3
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert generations(world) == {2}
    assert {key.name for key in world.slots.wrapped.values()} == {"x25519", "ballot"}
    assert notes(world, heron) == before
    assert world.desks.person.sessions.findings(world.sign_in(heron).reference).sound
    assert Event.KEY_ROTATED in events(world, heron)
    with pytest.raises(SecretsDiffer):
        world.desks.person.passphrases.recover("Heron", heron.recovery_code, OTHER_WORDS)
    assert world.desks.person.passphrases.recover("Heron", code, OTHER_WORDS).cookie


def posted(world: World, someone: Someone) -> None:
    """Somebody tries the person's handle, and it waits in their inbox."""
    world.clock.forward(seconds=9)
    with pytest.raises(SecretsDiffer):
        world.desks.person.signing_in.sign_in(someone.handle, "not the passphrase of anybody")
    world.desks.person.sessions.sweep()


def rotated(world: World, someone: Someone) -> None:
    """To the last batch."""
    world.desks.person.passphrases.rotate(someone.cookie, WORDS)
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
    (waiting,) = world.store.tables.inbox.values()
    with pytest.raises(Damaged):
        seal.collect(old, row.id, waiting.body)
    again = world.sign_in(heron)
    assert events(world, again).count(Event.TRY_REFUSED) == 1
    with world.desks.person.sessions.keys(again.reference) as access:
        assert bytes(access.keys.ballot) == ballot


def test_what_waits_in_the_postbox_stays_readable_through_a_rotation(world: World, heron: Someone) -> None:
    """Posted before, between and after: the old private half goes when nothing needs it any more."""
    posted(world, heron)
    world.desks.person.passphrases.rotate(heron.cookie, WORDS)
    posted(world, heron)
    bodies = {row.body for row in world.store.tables.inbox.values()}
    assert "x25519:1" in {key.name for key in world.slots.wrapped.values()}
    while not world.desks.person.passphrases.continue_rotation(heron.reference).finished:
        pass
    assert {key.name for key in world.slots.wrapped.values()} == {"x25519", "ballot"}
    assert len(world.store.tables.inbox) == 2
    assert bodies - {row.body for row in world.store.tables.inbox.values()}
    posted(world, heron)
    again = world.sign_in(heron)
    assert events(world, again).count(Event.TRY_REFUSED) == 3
    assert world.desks.person.sessions.findings(again.reference).sound
    assert not world.store.tables.inbox


def test_a_rotation_cut_short_before_the_fence_loses_nothing_that_is_posted(
    world: World, heron: Someone
) -> None:
    """The row still shows the old public half then; the next sign-in and the last batch put it right."""
    (row,) = world.store.tables.people.values()
    with world.broken(world.store, DiskFull()):
        world.desks.person.passphrases.rotate(heron.cookie, WORDS)
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
        world.desks.person.passphrases.rotate(heron.cookie, WORDS)
    names = {key.name for key in world.slots.wrapped.values()}
    assert {"x25519:1", "x25519:2"} <= names
    again = world.sign_in(heron)
    assert events(world, again).count(Event.TRY_REFUSED) == 1


def rotate_for_ever(world: World, someone: Someone) -> None:
    world.desks.person.passphrases.rotate(someone.cookie, WORDS)
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
    assert {key.name for key in world.slots.wrapped.values()} == {"x25519", "ballot"}
    again = world.sign_in(heron)
    assert notes(world, again) == before
    assert world.desks.person.sessions.findings(again.reference).sound


def test_entries_can_be_written_while_rotation_runs(
    world: World, heron: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resealing, "BATCH", 1)
    before = written(world, heron, days=4)
    world.desks.person.passphrases.rotate(heron.cookie, WORDS)
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
    world.desks.person.passphrases.rotate(heron.cookie, WORDS)
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
    world.desks.person.passphrases.rotate(heron.cookie, WORDS)
    assert world.desks.person.passphrases.continue_rotation(heron.reference).finished
    assert {key.name for key in world.slots.wrapped.values()} == {"x25519", "ballot"}
    assert len(notes(world, heron)) in {4, 5}
