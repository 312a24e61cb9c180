"""Joining: one slip makes one account, and a refusal says nothing and costs nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.fakes import FakeStore
from tests.world import CHEAP, OTHER_WORDS, WORDS, Someone, World
from wellbeing.crypto import codes
from wellbeing.crypto.kdf import KdfParams
from wellbeing.domain.diary import Event
from wellbeing.domain.errors import (
    Busy,
    HandleUnusable,
    HarbourError,
    InvitationRefused,
    JoiningRefused,
    Locked,
    PassphraseTooCommon,
    PassphraseTooShort,
    SignedOut,
    TooManyTries,
)
from wellbeing.domain.people import Role


def state(store: FakeStore) -> str:
    return repr(store.tables)


def test_joining_signs_in_and_shows_the_code_once(world: World) -> None:
    joined = world.desks.person.joining.join(world.code(unit=world.unit("North")), "  Blue   Heron", WORDS)
    assert re.fullmatch(r"([0-9A-Z]{4}-){6}[0-9A-Z]{4}", joined.recovery_code)
    assert (joined.role, joined.unit_name) == (Role.INVESTIGATOR, "North")
    presence = world.desks.person.sessions.presence_of_cookie(joined.cookie)
    assert presence is not None
    assert (presence.handle, presence.locked, presence.roles) == ("Blue Heron", False, {Role.INVESTIGATOR})
    assert joined.recovery_code not in repr(joined)
    assert joined.cookie not in repr(joined)


def test_the_offered_passphrase_is_five_words_and_can_be_used(world: World) -> None:
    offered = world.desks.person.joining.offer_passphrase()
    assert len(offered.split()) == 5
    someone = world.join("Heron", passphrase=offered)
    assert world.sign_in(someone).reference


@pytest.mark.parametrize("code", ["", "x", "0000-0000-0000-0000-0", "💥" * 17, "A" * 100_000])
def test_a_code_that_is_none_is_refused(world: World, code: str) -> None:
    with pytest.raises(InvitationRefused):
        world.desks.person.joining.join(code, "Heron", WORDS)


def test_used_ended_reissued_and_old_codes_are_refused_in_the_same_words(world: World) -> None:
    join, unit = world.desks.person.joining.join, world.unit()
    administrator = world.join("Admin", role=Role.ADMINISTRATOR)
    configurator = world.join("Conf", role=Role.CONFIGURATOR, unit=unit)
    assert administrator.reference
    used = world.code(unit=unit)
    join(used, "First", WORDS)
    ended_seat, ended = world.slip(unit=unit)
    world.desks.unit.seats.end(configurator.reference, ended_seat)
    old_seat, older = world.slip(unit=unit)
    newer = world.desks.unit.seats.reissue(configurator.reference, old_seat).code
    unknown = world.code(unit=unit)
    world.store.tables.codes.popitem()
    late = world.code(unit=unit)
    before = state(world.store)
    for code in (used, ended, older, unknown):
        with pytest.raises(JoiningRefused):
            join(code, "Second", WORDS)
    assert state(world.store) == before
    join(newer, "Second", WORDS)
    world.clock.forward(days=14)
    join(late, "Third", WORDS)
    outdated = world.code(unit=unit)
    world.clock.forward(days=15)
    with pytest.raises(JoiningRefused):
        join(outdated, "Fourth", WORDS)


def test_a_code_is_forgiving_about_how_it_is_typed(world: World) -> None:
    code = world.code(unit=world.unit())
    assert world.desks.person.joining.join(f"  {code.lower().replace('-', ' ')} ", "Heron", WORDS).cookie


@pytest.mark.parametrize(
    ("handle", "passphrase", "error"),
    [
        ("ab", WORDS, HandleUnusable),
        ("Heron", "too short", PassphraseTooShort),
        ("Heron", "passwordpassword", PassphraseTooCommon),
        ("correct horse", "correct horse correct horse", PassphraseTooCommon),
    ],
)
def test_what_cannot_be_used_leaves_the_code_good(
    world: World, handle: str, passphrase: str, error: type[HarbourError]
) -> None:
    code = world.code(unit=world.unit())
    before = state(world.store)
    with pytest.raises(error):
        world.desks.person.joining.join(code, handle, passphrase)
    assert state(world.store) == before
    assert not world.slots.slots
    assert world.desks.person.joining.join(code, "Heron", WORDS).cookie


def test_a_taken_handle_cannot_be_used_however_it_is_written(world: World, heron: Someone) -> None:
    code = world.code(unit=world.unit())
    for taken in ("Heron", "HERON", " heron ", "\u210beron"):
        with pytest.raises(JoiningRefused):
            world.desks.person.joining.join(code, taken, WORDS)
    world.clock.forward(seconds=1)
    assert world.desks.person.joining.join(code, "Heron 2", WORDS).cookie


def test_a_code_does_not_serve_to_list_handles(world: World, heron: Someone) -> None:
    code = world.code(unit=world.unit())
    tried = 0
    for _ in range(240):
        try:
            world.desks.person.joining.join(code, "Heron", WORDS)
        except JoiningRefused:
            tried += 1
        except TooManyTries:
            pass
        world.clock.forward(seconds=14)
    assert tried == 10


def outcomes(world: World, code: str, handle: str, tries: int) -> list[tuple[str, tuple[object, ...]]]:
    """What a stranger is told at each of so many tries, seconds apart."""
    told = []
    for _ in range(tries):
        try:
            world.desks.person.joining.join(code, handle, OTHER_WORDS)
        except HarbourError as error:
            told.append((type(error).__name__, error.args))
        world.clock.forward(seconds=3)
    return told


def test_a_copied_slip_does_not_tell_whether_its_seat_is_in_use(world: World, heron: Someone) -> None:
    """With a handle that is taken, so that the try uses nothing up: the same words, limits and work."""
    unit, work = world.unit(), Work(world)
    unused, used, unknown = world.code(unit=unit), world.code(unit=unit), codes.grouped(codes.invitation())
    world.desks.person.joining.join(used, "Stork", WORDS)
    seen = []
    for code in (unused, used, unknown):
        world.clock.forward(seconds=3600)
        work.done.clear()
        seen.append((outcomes(world, code, "Heron", 14), list(work.done)))
    assert seen[0] == seen[1] == seen[2]
    assert {name for name, _ in seen[0][0]} == {"JoiningRefused", "TooManyTries"}
    assert ("derived", CHEAP) in seen[0][1]


def test_no_busy_hour_tells_it_either(world: World, heron: Someone, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever keeps the queue full with tries of their own could otherwise ask at no cost."""
    unit = world.unit()
    unused, used = world.code(unit=unit), world.code(unit=unit)
    world.desks.person.joining.join(used, "Stork", WORDS)

    def full(*_: object) -> None:
        raise Busy

    monkeypatch.setattr(world.queue, "run", full)
    for code in (unused, used):
        with pytest.raises(Busy):
            world.desks.person.joining.join(code, "Crane", OTHER_WORDS)


class Work:
    """What is done behind a try: derivations, and the databases that are asked."""

    def __init__(self, world: World) -> None:
        self.done: list[tuple[str, object]] = []
        run, begin, look = world.queue.run, world.store.begin, world.store.look

        def counted(params: KdfParams, work: Callable[[], object]) -> object:
            self.done.append(("derived", params))
            return run(params, work)

        def noted(name: str, way: Callable[[], object]) -> Callable[[], object]:
            def opened() -> object:
                self.done.append((name, None))
                return way()

            return opened

        world.queue.run = counted  # type: ignore[method-assign, assignment]
        world.store.begin = noted("written", begin)  # type: ignore[method-assign, assignment]
        world.store.look = noted("read", look)  # type: ignore[method-assign, assignment]
        world.slots.before_write = lambda: self.done.append(("slots", None))
        world.restart()


def test_a_seat_is_not_told_of_by_an_account_that_is_gone(world: World, heron: Someone) -> None:
    """Somebody signed in may ask with a code too: whatever keeps them from using it up comes first."""
    unit = world.unit()
    unused, used = world.code(unit=unit), world.code(unit=unit)
    world.desks.person.joining.join(used, "Stork", WORDS)
    world.store.tables.people.pop(world.desks.person.sessions.presence(heron.reference).person)
    for code in (unused, used):
        with pytest.raises(SignedOut):
            world.desks.person.joining.add_seat(heron.cookie, code)


def test_nobody_can_join_without_a_code_to_learn_a_handle(world: World, heron: Someone) -> None:
    for handle in ("Heron", "nobody"):
        with pytest.raises(InvitationRefused):
            world.desks.person.joining.join("0000-0000-0000-0000-0", handle, WORDS)


def test_nothing_at_rest_links_a_seat_to_a_person(world: World, heron: Someone) -> None:
    person = next(iter(world.store.tables.people.values()))
    assert "seat" not in set(person.__slots__)
    (seat,) = world.store.tables.seats.values()
    raw = b"".join(row.body.raw for row in world.store.tables.entries.values())
    raw += b"".join(row.body.raw for row in world.store.tables.manifests.values())
    assert seat.id.bytes not in raw
    assert str(seat.id).encode() not in raw
    assert b"Heron" not in raw + repr(world.slots.slots).encode() + repr(world.store.tables).encode()


def test_a_seat_row_is_the_same_before_and_after_joining(world: World) -> None:
    unit = world.unit()
    taken, code = world.slip(unit=unit)
    before = (world.store.tables.seats[taken], world.store.tables.codes[taken])
    world.desks.person.joining.join(code, "Heron", WORDS)
    assert (world.store.tables.seats[taken], world.store.tables.codes[taken]) == before
    assert world.store.tables.codes[taken][0] not in world.store.tables.spent


def test_one_more_seat(world: World, heron: Someone) -> None:
    unit = world.unit("South")
    member = world.desks.person.joining.add_seat(heron.cookie, world.code(Role.LEAD, unit))
    assert (member.role, member.unit) == (Role.LEAD, unit.id)
    presence = world.desks.person.sessions.presence(heron.reference)
    assert presence.roles == {Role.INVESTIGATOR, Role.LEAD}
    again = world.sign_in(heron)
    assert world.desks.person.sessions.presence(again.reference).roles == presence.roles
    assert Event.SEAT_ADDED in [line.event for line in world.desks.person.diary.mine(heron.reference)]


def test_a_reissued_seat_is_taken_again_by_the_same_person(world: World) -> None:
    unit = world.unit()
    configurator = world.join("Conf", role=Role.CONFIGURATOR, unit=unit)
    seat, code = world.slip(unit=unit)
    someone = world.attach(
        Someone("Heron", WORDS, "", world.desks.person.joining.join(code, "Heron", WORDS).cookie)
    )
    code = world.desks.unit.seats.reissue(configurator.reference, seat).code
    assert world.desks.person.sessions.presence(someone.reference).roles == frozenset()
    world.desks.person.joining.add_seat(someone.cookie, code)
    assert [one.seat for one in world.desks.person.sessions.presence(someone.reference).memberships] == [seat]


def test_a_seat_needs_an_open_session_and_a_good_code(world: World, heron: Someone) -> None:
    code = world.code(unit=world.unit())
    with pytest.raises(InvitationRefused):
        world.desks.person.joining.add_seat(heron.cookie, "nonsense")
    world.desks.person.sessions.lock(heron.cookie)
    with pytest.raises(Locked):
        world.desks.person.joining.add_seat(heron.cookie, code)
    world.desks.person.sessions.end(heron.cookie)
    with pytest.raises(SignedOut):
        world.desks.person.joining.add_seat(heron.cookie, code)
    assert not world.store.tables.spent - {next(iter(world.store.tables.spent))}


def test_the_passphrase_of_one_opens_nothing_of_another(world: World, heron: Someone) -> None:
    other = world.join("Stork", passphrase=OTHER_WORDS)
    with pytest.raises(HarbourError):
        world.sign_in(other, WORDS)
