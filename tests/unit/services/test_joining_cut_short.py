"""Joining that does not go through: cut short, at the same moment, or on a full disk."""

from __future__ import annotations

import contextlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.fakes import FakeStore
from tests.world import WORDS, World
from wellbeing.domain.errors import (
    DatabaseBusy,
    DiskFull,
    InvitationRefused,
    JoiningRefused,
    TooManyTries,
)
from wellbeing.domain.people import PersonId


def state(store: FakeStore) -> str:
    return repr(store.tables)


@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_a_join_cut_short_leaves_nothing_of_nobody(world: World, after: int) -> None:
    """The process ends at a write: nothing is undone, and the next start clears what is nobody's."""
    code = world.code(unit=world.unit())
    with (
        world.broken(world.slots, Killed(), after),
        world.broken(world.store, Killed(), max(0, 2 - after)),
        contextlib.suppress(Killed),
    ):
        world.desks.person.joining.join(code, "Heron", WORDS)
    world.restart()
    world.desks.person.unfinished.finish()
    owners = {owner for owner, _ in (*world.slots.slots, *world.slots.wrapped)}
    assert owners == set(world.store.tables.people)
    if owners:
        assert world.desks.person.signing_in.sign_in("Heron", WORDS)
    else:
        assert world.desks.person.joining.join(code, "Heron", WORDS).cookie


class Killed(BaseException):
    """The process ends here."""


def test_an_undoing_that_fails_hides_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    code = world.code(unit=world.unit())

    def gone(_: PersonId) -> None:
        raise DatabaseBusy

    monkeypatch.setattr(world.slots, "shred", gone)
    with world.broken(world.store, DiskFull()), pytest.raises(DiskFull):
        world.desks.person.joining.join(code, "Heron", WORDS)
    monkeypatch.undo()
    world.restart()
    assert world.desks.person.unfinished.finish() == 1
    assert not world.slots.slots
    assert not world.slots.wrapped


def test_a_note_that_cannot_be_taken_away_undoes_no_account(world: World) -> None:
    code = world.code(unit=world.unit())
    with world.broken(world.slots, DiskFull(), after=2):
        assert world.desks.person.joining.join(code, "Heron", WORDS).cookie
    assert len(world.store.tables.people) == 1
    world.restart()
    world.desks.person.unfinished.finish()
    assert {owner for owner, _ in world.slots.wrapped} == set(world.store.tables.people)
    assert world.desks.person.signing_in.sign_in("Heron", WORDS)


def test_one_slip_makes_one_account_even_at_the_same_moment(world: World) -> None:
    code = world.code(unit=world.unit())

    def join(number: int) -> bool:
        try:
            return bool(world.desks.person.joining.join(code, f"Heron {number}", WORDS).cookie)
        except (InvitationRefused, TooManyTries):  # five refused tries of a code make the sixth one wait
            return False

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(join, range(6))) == 1
    assert len(world.store.tables.people) == 1
    assert len({person for person, _ in world.slots.slots}) == 1


def test_one_handle_is_one_account_even_at_the_same_moment(world: World) -> None:
    unit = world.unit()
    codes = [world.code(unit=unit) for _ in range(4)]

    def join(code: str) -> bool:
        try:
            return bool(world.desks.person.joining.join(code, "Heron", WORDS).cookie)
        except JoiningRefused:
            return False

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(join, codes)) == 1
    assert len(world.store.tables.people) == 1
    assert len(world.store.tables.spent) == 1


@pytest.mark.parametrize("part", ["store", "slots"])
def test_a_full_disk_leaves_the_code_good(world: World, part: str) -> None:
    code = world.code(unit=world.unit())
    with world.broken(getattr(world, part), DiskFull()), pytest.raises(DiskFull):
        world.desks.person.joining.join(code, "Heron", WORDS)
    assert not world.store.tables.people
    assert not world.slots.slots
    assert world.desks.person.joining.join(code, "Heron", WORDS).cookie
