"""Signing in: the same words, work and limits for everybody, and never a locked-out owner."""

from __future__ import annotations

import contextlib
import gc
import threading
from collections.abc import Callable
from typing import Any

import pytest

from tests.world import CHEAP, OTHER_WORDS, WORDS, Someone, World
from wellbeing.crypto import kdf
from wellbeing.crypto.kdf import KdfParams, SecretKeys
from wellbeing.domain.diary import Event
from wellbeing.domain.errors import Busy, Damaged, SecretsDiffer, SignedOut, TooManyTries
from wellbeing.vault import slots as vault_slots


def events(world: World, someone: Someone) -> list[Event]:
    return [line.event for line in world.desks.person.diary.mine(someone.reference)]


@pytest.mark.parametrize("handle", ["Heron", "HERON", "\u210beron", " Heron\t"])
def test_a_handle_is_found_however_it_is_written(world: World, heron: Someone, handle: str) -> None:
    cookie = world.desks.person.signing_in.sign_in(handle, WORDS)
    presence = world.desks.person.sessions.presence_of_cookie(cookie)
    assert presence is not None
    assert presence.handle == "Heron"


@pytest.mark.parametrize(
    ("handle", "passphrase"),
    [
        ("Heron", OTHER_WORDS),
        ("nobody", WORDS),
        ("", ""),
        ("Heron", ""),
        ("x" * 10_000, "\ud800"),
        ("Her on", WORDS),
    ],
)
def test_what_does_not_match_is_refused_in_one_way(
    world: World, heron: Someone, handle: str, passphrase: str
) -> None:
    with pytest.raises(SecretsDiffer) as refused:
        world.desks.person.signing_in.sign_in(handle, passphrase)
    assert refused.value.args == ()


def test_known_and_unknown_handles_do_the_same_work(world: World, heron: Someone) -> None:
    costs: list[KdfParams] = []
    run = world.queue.run

    def counted(params: KdfParams, work: object) -> object:
        costs.append(params)
        return run(params, work)  # type: ignore[arg-type, type-var]

    world.queue.run = counted  # type: ignore[method-assign, assignment]
    writes = world.store.commits
    for handle in ("Heron", "nobody"):
        with pytest.raises(SecretsDiffer):
            world.desks.person.signing_in.sign_in(handle, OTHER_WORDS)
    assert len(costs) == 2
    assert costs[0] == costs[1]
    assert world.store.commits == writes
    with pytest.raises(SecretsDiffer):
        world.desks.person.passphrases.recover("Heron", wrong_code(), OTHER_WORDS)
    with pytest.raises(SecretsDiffer):
        world.desks.person.passphrases.recover("nobody", wrong_code(), OTHER_WORDS)
    assert costs[2] == costs[3]


def wrong_code() -> str:
    from wellbeing.crypto import recovery

    return recovery.generate()


def test_nothing_else_is_derived_for_a_known_handle_than_for_an_unknown_one(
    world: World, heron: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Time is the bench's to measure; here each Argon2id is counted, where it runs and what it costs."""
    derived: list[tuple[KdfParams, str]] = []
    derive = kdf.derive

    def counted(passphrase: str, **how: Any) -> SecretKeys:
        derived.append((how["params"], threading.current_thread().name.partition("_")[0]))
        return derive(passphrase, **how)

    monkeypatch.setattr(kdf, "derive", counted)
    seen = []
    for handle in ("Heron", "nobody"):
        for attempt in (world.desks.person.signing_in.sign_in, recovering(world)):
            with pytest.raises(SecretsDiffer):
                attempt(handle, OTHER_WORDS)
        seen.append(derived.copy())
        derived.clear()
    assert seen[0] == seen[1]
    assert seen[0][0] == (CHEAP, "kdf")


def recovering(world: World) -> Callable[[str, str], object]:
    return lambda handle, new: world.desks.person.passphrases.recover(handle, wrong_code(), new)


def test_tries_at_unknown_handles_wait_for_each_other_as_those_at_known_ones_do(
    world: World, heron: Someone
) -> None:
    """Two at one handle take turns, two at different handles do not, whether or not anybody has them."""
    world.join("Stork")
    opening = world.desks.person.signing_in._opening
    for one, other in (("Heron", "Stork"), ("nobody", "no one")):
        with opening.changing(opening._named(one)[0]):
            waiting, free = refused_beside(world, one), refused_beside(world, other)
            free.join(20)
            assert (waiting.is_alive(), free.is_alive()) == (True, False)
        waiting.join(20)
        assert not waiting.is_alive()


def refused_beside(world: World, handle: str) -> threading.Thread:
    """A try at a handle in a thread of its own."""

    def run() -> None:
        with contextlib.suppress(SecretsDiffer):
            recovering(world)(handle, OTHER_WORDS)

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_the_turns_of_handles_that_nobody_has_are_not_kept(world: World) -> None:
    opening = world.desks.person.signing_in._opening
    for number in range(50):
        with pytest.raises(SecretsDiffer):
            world.desks.person.signing_in.sign_in(f"nobody {number}", OTHER_WORDS)
    gc.collect()
    assert not opening._turns


@pytest.mark.parametrize("dearer", ["slot", "new"])
def test_a_change_waits_for_as_much_memory_as_the_dearer_of_its_two_slots(
    world: World, heron: Someone, dearer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = KdfParams(memory_kib=2 * CHEAP.memory_kib, iterations=1)
    opening = world.desks.person.signing_in._opening
    if dearer == "slot":
        monkeypatch.setattr(opening, "_params", most)
        world.desks.person.passphrases.recover("Heron", heron.recovery_code, WORDS)
        monkeypatch.setattr(opening, "_params", CHEAP)
    else:
        monkeypatch.setattr(opening, "_params", most)
    asked: list[KdfParams] = []
    run = world.queue.run

    def noted(params: KdfParams, work: Callable[[], object]) -> object:
        asked.append(params)
        return run(params, work)

    monkeypatch.setattr(world.queue, "run", noted)
    person = next(iter(world.store.tables.people))
    opening.change(person, WORDS, OTHER_WORDS)
    assert [one.memory_kib for one in asked] == [most.memory_kib]


def test_ten_misses_an_hour_for_handles_that_exist_and_that_do_not(world: World, heron: Someone) -> None:
    for handle in ("Heron", "nobody"):
        missed = refused = 0
        for _ in range(360):
            try:
                world.desks.person.signing_in.sign_in(handle, OTHER_WORDS)
            except SecretsDiffer:
                missed += 1
            except TooManyTries:
                refused += 1
            world.clock.forward(seconds=9)
        assert (missed, refused) == (10, 350)


def test_an_attack_keeps_strangers_out_but_never_the_owners_device(world: World, heron: Someone) -> None:
    signing_in = world.desks.person.signing_in
    mark = signing_in.device_mark(heron.cookie)
    foreign = signing_in.device_mark(world.join("Stork").cookie)
    for _ in range(10):
        world.clock.forward(seconds=61)
        with pytest.raises(SecretsDiffer):
            signing_in.sign_in("Heron", OTHER_WORDS, foreign)
    for marks in ("", foreign, "junk", ".".join([foreign] * 6 + [mark])):
        with pytest.raises(TooManyTries):
            signing_in.sign_in("Heron", WORDS, marks)
    for marks in (mark, f"junk.{foreign}.{mark}"):
        assert signing_in.sign_in("Heron", WORDS, marks)
    recovered = world.desks.person.passphrases.recover("Heron", heron.recovery_code, OTHER_WORDS)
    assert recovered.cookie


def test_the_devices_own_allowance_has_its_limit_too(world: World, heron: Someone) -> None:
    signing_in = world.desks.person.signing_in
    mark = signing_in.device_mark(heron.cookie)
    for _ in range(10):
        world.clock.forward(seconds=61)
        with pytest.raises(SecretsDiffer):
            signing_in.sign_in("Heron", OTHER_WORDS, mark)
    world.clock.forward(seconds=61)
    with pytest.raises(TooManyTries):
        signing_in.sign_in("Heron", WORDS, mark)


def test_marks_have_nothing_in_common_and_no_dot(world: World, heron: Someone) -> None:
    signing_in = world.desks.person.signing_in
    marks = [signing_in.device_mark(heron.cookie) for _ in range(20)]
    assert len({mark[:8] for mark in marks}) == len({mark[-8:] for mark in marks}) == 20
    assert all(len(mark) == 43 and "." not in mark for mark in marks)
    assert all(signing_in.knows("heron", mark) for mark in marks)
    assert not signing_in.knows("stork", marks[0])
    assert not signing_in.knows("heron", marks[0][:-1] + ("A" if marks[0][-1] != "A" else "E"))
    for junk in ("", ".", "." * 10_000, "é", "A" * 43, marks[0] + "A"):
        assert not signing_in.knows("heron", junk)
    with pytest.raises(SignedOut):
        signing_in.device_mark("nobody")


def test_a_slot_made_cheap_by_somebody_is_refused(world: World, heron: Someone) -> None:
    from dataclasses import replace

    key = next(key for key in world.slots.slots if key[1] == vault_slots.PASSPHRASE)
    world.slots.slots[key] = replace(world.slots.slots[key], params=KdfParams(8, 1))
    with pytest.raises(Damaged):
        world.sign_in(heron)


def test_a_full_queue_says_busy_and_counts_no_miss(world: World, heron: Someone) -> None:
    run = world.queue.run

    def busy(params: object, work: object) -> object:
        raise Busy

    world.queue.run = busy  # type: ignore[method-assign, assignment]
    for _ in range(20):
        with pytest.raises(Busy):
            world.desks.person.signing_in.sign_in("Heron", WORDS)
    world.queue.run = run  # type: ignore[method-assign]
    assert world.sign_in(heron).reference


def test_a_sign_in_shows_up_in_ones_own_log_only(world: World, heron: Someone) -> None:
    world.clock.forward(seconds=3600)
    again = world.sign_in(heron)
    first, second = world.desks.person.diary.mine(again.reference)
    assert (first.event, second.event) == (Event.SIGNED_IN, Event.JOINED)
    assert first.at == world.clock.now()
