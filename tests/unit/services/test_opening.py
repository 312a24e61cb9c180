"""Opening: a secret that is changed while it is tried opens nothing, however far the try has come.

Each try is stopped once its real derivation has ended well, or later, and goes on after the change.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.unit.services.under_way import UnderWay
from tests.world import OTHER_WORDS, WORDS, Someone, World
from wellbeing.domain.diary import Event
from wellbeing.domain.errors import DatabaseBusy, SecretsDiffer, SignedOut
from wellbeing.domain.people import PersonId
from wellbeing.services.records import Access

Try = Callable[[Callable[[], object]], UnderWay]
THIRD = "orbit thimble cargo fresco nimbus"


@pytest.fixture
def derived(world: World, monkeypatch: pytest.MonkeyPatch) -> Try:
    """A try whose derivation has ended well."""
    return lambda act: UnderWay(act, monkeypatch, world.queue, "run")


@pytest.fixture
def welcomed(world: World, monkeypatch: pytest.MonkeyPatch) -> Try:
    """A try whose entries are open already, and whose session is about to begin."""
    return lambda act: UnderWay(act, monkeypatch, world.desks.person.sessions._records, "welcome")


@pytest.fixture(params=["derived", "welcomed"])
def tried(request: pytest.FixtureRequest) -> Try:
    return request.getfixturevalue(request.param)


def signing_in(world: World, passphrase: str = WORDS) -> Callable[[], str]:
    return lambda: world.desks.person.signing_in.sign_in("Heron", passphrase)


def changed(world: World, heron: Someone) -> Someone:
    heron.cookie = world.desks.person.passphrases.change(heron.cookie, WORDS, OTHER_WORDS)
    heron.passphrase = OTHER_WORDS
    return world.attach(heron)


def recovered(world: World, heron: Someone) -> Someone:
    heron.passphrase = OTHER_WORDS
    return world.renewed(
        heron, world.desks.person.passphrases.recover("Heron", heron.recovery_code, OTHER_WORDS)
    )


@pytest.mark.parametrize("new", [changed, recovered])
def test_the_old_passphrase_on_its_way_in_is_a_wrong_one(
    world: World, heron: Someone, tried: Try, new: Callable[[World, Someone], Someone]
) -> None:
    stranger = tried(signing_in(world))
    heron = new(world, heron)
    assert isinstance(stranger.end().error, SecretsDiffer)
    (mine,) = world.desks.person.sessions.mine(heron.reference)
    assert mine.here
    world.desks.person.sessions.sweep()
    told = [line.event for line in world.desks.person.diary.mine(world.sign_in(heron).reference)]
    assert Event.TRY_REFUSED in told


def test_it_counts_as_a_miss(world: World, heron: Someone, tried: Try) -> None:
    tries = world.desks.person.signing_in._opening._throttle._tries
    stranger = tried(signing_in(world))
    changed(world, heron)
    stranger.end()
    assert sum(len(one.misses) for one in tries.values()) == 1


def test_a_session_that_began_just_before_the_change_ends_by_it(world: World, heron: Someone) -> None:
    stranger = world.sign_in(heron)
    changed(world, heron)
    with pytest.raises(SignedOut):
        world.desks.person.sessions.presence(stranger.reference)


def test_a_session_begins_while_nobody_can_change_the_secret(
    world: World, heron: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening, keyring = world.desks.person.signing_in._opening, world.desks.person.sessions._keyring
    person = world.desks.person.sessions.presence(heron.reference).person
    waited: list[bool] = []

    def held() -> None:
        with opening.changing(person):
            pass

    def beside(real: Callable[..., str]) -> Callable[..., str]:
        def begin(*args: object, **named: object) -> str:
            other = threading.Thread(target=held)
            other.start()
            other.join(0.1)
            waited.append(other.is_alive())
            return real(*args, **named)

        return begin

    for name in ("begin", "unlock"):
        monkeypatch.setattr(keyring, name, beside(getattr(keyring, name)))
    again = world.sign_in(heron)
    world.desks.person.sessions.unlock(again.cookie, WORDS)
    assert waited == [True, True]


def test_an_unlock_with_a_copied_cookie_does_not_take_the_session_over(
    world: World, heron: Someone, tried: Try, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It goes on after the other sessions have ended, and before the owner's has its new cookie."""
    sessions = world.desks.person.sessions
    end_all, stolen = sessions.end_all, heron.cookie
    thief = tried(lambda: sessions.unlock(stolen, WORDS))

    def and_the_thief(person: PersonId, keep: str | None = None) -> None:
        end_all(person, keep)
        thief.end()

    monkeypatch.setattr(sessions, "end_all", and_the_thief)
    heron = changed(world, heron)
    assert isinstance(thief.error, SecretsDiffer)
    assert [one.here for one in sessions.mine(heron.reference)] == [True]


def test_an_account_is_not_deleted_with_a_passphrase_that_is_no_longer_one(
    world: World, heron: Someone, derived: Try
) -> None:
    elsewhere = world.sign_in(heron)
    thief = derived(lambda: world.desks.person.leaving.delete(elsewhere.cookie, WORDS))
    changed(world, heron)
    assert isinstance(thief.end().error, SecretsDiffer)
    assert world.sign_in(heron).reference


def test_no_session_begins_for_an_account_that_is_gone(world: World, heron: Someone, tried: Try) -> None:
    person = world.desks.person.sessions.presence(heron.reference).person
    late = tried(signing_in(world))
    world.desks.person.leaving.delete(heron.cookie, WORDS)
    assert isinstance(late.end().error, SecretsDiffer)
    assert person not in world.desks.person.sessions._keyring.people()


def test_a_rotation_meanwhile_keeps_its_owner_from_nothing(
    world: World, heron: Someone, derived: Try
) -> None:
    late = derived(signing_in(world))
    world.rotate(heron)
    cookie = late.end().answer
    assert isinstance(cookie, str)
    again = world.attach(replace(heron, cookie=cookie))
    today = world.desks.person.checkins.today_is(again.reference)
    world.desks.person.checkins.save_many(again.reference, today, {}, "under the fresh key")
    assert world.desks.person.checkins.day(again.reference, today).note == "under the fresh key"


@pytest.mark.parametrize("first", ["recover", "renew"])
def test_of_a_recovery_and_a_new_code_at_once_one_is_refused(
    world: World, heron: Someone, derived: Try, first: str
) -> None:
    passphrases, code = world.desks.person.passphrases, heron.recovery_code
    acts: dict[str, Callable[[], object]] = {
        "recover": lambda: passphrases.recover("Heron", code, THIRD),
        "renew": lambda: passphrases.renew_recovery_code(heron.cookie, WORDS),
    }
    errors: list[Exception] = []

    def second() -> None:
        try:
            acts[({*acts} - {first}).pop()]()
        except SecretsDiffer as error:
            errors.append(error)

    one, other = derived(acts[first]), threading.Thread(target=second)
    other.start()
    other.join(0.2)
    assert other.is_alive(), "it waits for the one that is at it"
    one.end()
    other.join(20)
    assert (one.error, len(errors)) == (None, 1)


@pytest.mark.parametrize("way", ["sign in", "unlock", "recover"])
def test_keys_that_no_session_takes_over_are_wiped(
    world: World, heron: Someone, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    sessions, opened = world.desks.person.sessions, list[Access]()

    def away(access: Access, *_: object) -> None:
        opened.append(access)
        raise DatabaseBusy

    acts: dict[str, Callable[[], object]] = {
        "sign in": signing_in(world),
        "unlock": lambda: sessions.unlock(heron.cookie, WORDS),
        "recover": lambda: world.desks.person.passphrases.recover("Heron", heron.recovery_code, THIRD),
    }
    monkeypatch.setattr(sessions._records, "welcome", away)
    with pytest.raises(DatabaseBusy):
        acts[way]()
    assert [one.keys.wiped for one in opened] == [True]
