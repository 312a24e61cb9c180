"""Passphrases: what opens before and after a change, a recovery, a new code and a rotation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.world import OTHER_WORDS, WORDS, Someone, World
from wellbeing.crypto import recovery
from wellbeing.domain.diary import Event
from wellbeing.domain.errors import (
    DiskFull,
    Locked,
    PassphraseTooShort,
    RecoveryCodeMistyped,
    SecretsDiffer,
    SignedOut,
)
from wellbeing.domain.people import PersonId

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
    old, cookie = heron.recovery_code, heron.cookie
    world.renewed(heron, world.desks.person.passphrases.renew_recovery_code(heron.cookie, WORDS))
    with pytest.raises(SignedOut):
        world.desks.person.passphrases.to_confirm(cookie)
    assert Event.RECOVERY_RENEWED in events(world, heron)
    assert world.desks.person.sessions.presence(heron.reference).handle == "Heron"
    with pytest.raises(SecretsDiffer):
        world.desks.person.passphrases.recover("Heron", old, OTHER_WORDS)
    assert world.desks.person.passphrases.recover("Heron", heron.recovery_code, OTHER_WORDS).cookie


def test_confirming_asks_for_two_groups_of_the_newest_code(world: World, heron: Someone) -> None:
    passphrases = world.desks.person.passphrases
    world.renewed(heron, passphrases.renew_recovery_code(heron.cookie, WORDS))
    asked = passphrases.to_confirm(heron.cookie)
    groups = heron.recovery_code.split("-")
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


@pytest.mark.parametrize("way", ["join", "renew", "rotate", "recover"])
def test_a_new_code_that_nobody_confirmed_is_told_after_a_crash_and_until_it_is(
    world: World, way: str
) -> None:
    """The process ends after the slots were written, and before the page with the code was read."""
    heron, passphrases = world.join("Heron"), world.desks.person.passphrases
    if way != "join":
        world.confirm(heron)
        assert not world.desks.person.sessions.presence(heron.reference).code_unconfirmed
    if way == "renew":
        passphrases.renew_recovery_code(heron.cookie, WORDS)
    elif way == "rotate":
        passphrases.rotate(heron.cookie, WORDS)
    elif way == "recover":
        passphrases.recover("Heron", heron.recovery_code, WORDS)
    world.restart()
    again = world.sign_in(heron)
    sessions, passphrases = world.desks.person.sessions, world.desks.person.passphrases
    assert sessions.presence(again.reference).code_unconfirmed
    assert passphrases.to_confirm(again.cookie) == ()
    passphrases.confirm_recovery(again.cookie, [])
    assert sessions.presence(again.reference).code_unconfirmed, "nothing was typed, so nothing is confirmed"
    world.renewed(again, passphrases.renew_recovery_code(again.cookie, WORDS))
    world.confirm(again)
    assert not sessions.presence(again.reference).code_unconfirmed
    world.restart()
    assert not world.desks.person.sessions.presence(world.sign_in(heron).reference).code_unconfirmed


def test_a_locked_session_does_not_say_whether_a_code_is_confirmed(world: World, heron: Someone) -> None:
    assert world.desks.person.sessions.presence(heron.reference).code_unconfirmed
    world.desks.person.sessions.lock(heron.cookie)
    assert not world.desks.person.sessions.presence(heron.reference).code_unconfirmed


def test_confirming_an_older_code_says_nothing_of_a_newer_one(world: World, heron: Someone) -> None:
    mark = next(key.wrapped for key in world.slots.wrapped.values() if key.name == "unconfirmed")
    person = world.desks.person.sessions.presence(heron.reference).person
    world.rotate(heron)
    world.desks.person.passphrases._opening.confirmed(person, mark)
    assert world.desks.person.sessions.presence(world.sign_in(heron).reference).code_unconfirmed
