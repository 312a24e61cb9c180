"""Keys are there while somebody is, for the bearer of the cookie, and for nobody after."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import pytest

from wellbeing.crypto import tags
from wellbeing.domain.errors import Locked, SignedOut
from wellbeing.domain.people import PersonId
from wellbeing.vault.keyring import MOST_SESSIONS, Keyring, Reference, SessionId, State, session_id
from wellbeing.vault.keys import PersonKeys

AT = datetime(2026, 11, 21, 8, tzinfo=UTC)
HOUR = 3600.0
Ring = Keyring[str]


@pytest.fixture
def ring() -> Ring:
    return Ring()


@pytest.fixture
def heard(ring: Ring) -> list[SessionId]:
    told: list[SessionId] = []
    ring.listen(told.append)
    return told


def begin(ring: Ring, person: PersonId, now: float = 0, **how: Any) -> str:
    return ring.begin(person, PersonKeys.fresh(), "seats", now=now, opened_at=AT, **how)


def refused(what: AbstractContextManager[object]) -> type[Exception] | None:
    try:
        with what:
            return None
    except (Locked, SignedOut) as error:
        return type(error)


def test_the_cookie_opens_and_a_reference_works(ring: Ring, ada: PersonId, keys: PersonKeys) -> None:
    packed = bytes(keys.pack())
    cookie = ring.begin(ada, keys, "seats", now=0, opened_at=AT)
    assert keys.wiped  # taken over
    reference = ring.attach(cookie, 1)
    with ring.keys(reference, 2) as mine:
        assert mine.pack() == packed
    assert mine.wiped
    with ring.open_for(cookie, 3) as (session, also_mine):
        assert also_mine.pack() == packed
        assert (session.person, session.state, session.payload) == (ada, State.OPEN, "seats")
        assert session.id == session_id(cookie)
    assert also_mine.wiped


def test_another_cookie_or_reference_is_nobody(ring: Ring, ada: PersonId) -> None:
    begin(ring, ada)
    for cookie in (tags.random_token(), "", "x", "A" * 43):
        for ask in (ring.session, ring.attach):
            with pytest.raises(SignedOut):
                ask(cookie, 0)
        assert refused(ring.open_for(cookie, 0)) is SignedOut
        with pytest.raises(SignedOut):
            ring.unlock(cookie, PersonKeys.fresh(), 0)
        with pytest.raises(SignedOut):
            ring.renew(cookie, PersonKeys.fresh(), 0)
    for reference in (Reference("x"), Reference("")):
        assert refused(ring.keys(reference, 0)) is SignedOut
        for look in (ring.look, ring.touch):
            with pytest.raises(SignedOut):
                look(reference, 0)
        ring.detach(reference, 0)


def test_a_session_id_opens_nothing(ring: Ring, ada: PersonId) -> None:
    cookie = begin(ring, ada)
    with pytest.raises(SignedOut):
        ring.attach(session_id(cookie), 0)
    assert refused(ring.keys(Reference(session_id(cookie)), 0)) is SignedOut


def test_two_sessions_are_apart(ring: Ring, ada: PersonId, bo: PersonId) -> None:
    first, second = begin(ring, ada), begin(ring, bo)
    a, b = ring.attach(first, 0), ring.attach(second, 0)
    ring.lock(session_id(first))
    assert refused(ring.keys(a, 0)) is Locked
    assert refused(ring.keys(b, 0)) is None
    assert (ring.look(a, 0).person, ring.look(b, 0).person) == (ada, bo)


def test_locking_drops_every_copy_and_tells(ring: Ring, ada: PersonId, heard: list[SessionId]) -> None:
    cookie = begin(ring, ada)
    references = [ring.attach(cookie, 0) for _ in range(3)]
    held = [keys for keys in ring._sessions[session_id(cookie)].connections.values() if keys]
    epoch = ring.session(cookie, 0).epoch
    ring.lock(session_id(cookie))
    assert len(held) == 3
    assert all(keys.wiped for keys in held)
    assert ring._sessions[session_id(cookie)].wrapped is None
    for reference in references:
        assert refused(ring.keys(reference, 0)) is Locked
        assert ring.look(reference, 0).state is State.LOCKED
        assert ring.look(reference, 0).epoch == epoch + 1
    assert refused(ring.open_for(cookie, 0)) is Locked
    assert ring.look(ring.attach(cookie, 0), 0).state is State.LOCKED
    assert heard == [session_id(cookie)]
    ring.lock(session_id(cookie))
    assert heard == [session_id(cookie)]


def test_unlocking_gives_a_new_cookie_and_the_old_one_is_nobody(
    ring: Ring, ada: PersonId, heard: list[SessionId]
) -> None:
    old = begin(ring, ada, now=0)
    reference = ring.attach(old, 0)
    ring.lock(session_id(old))
    before = ring.session(old, 0)
    new = ring.unlock(old, PersonKeys.fresh(), 5)
    assert new != old
    after = ring.session(new, 5)
    assert (after.state, after.payload, after.opened_at) == (State.OPEN, "seats", AT)
    assert after.epoch > before.epoch
    assert heard == [session_id(old), session_id(old)]
    with pytest.raises(SignedOut):
        ring.session(old, 5)
    assert refused(ring.keys(reference, 5)) is SignedOut
    assert refused(ring.keys(ring.attach(new, 5), 5)) is None
    assert len(ring.all()) == 1


def test_unlocking_does_not_begin_the_twelve_hours_anew(ring: Ring, ada: PersonId) -> None:
    cookie = begin(ring, ada, now=0)
    for hour in range(1, 12):
        cookie = ring.unlock(cookie, PersonKeys.fresh(), hour * HOUR)
    with pytest.raises(SignedOut):
        ring.unlock(cookie, PersonKeys.fresh(), 12 * HOUR)


def test_renewed_keys_reach_every_connection(ring: Ring, ada: PersonId, keys: PersonKeys) -> None:
    cookie = ring.begin(ada, keys.copy(), "seats", now=0, opened_at=AT)
    reference = ring.attach(cookie, 0)
    ring.renew(cookie, keys.renewed(), 1)
    with ring.keys(reference, 1) as mine:
        assert mine.generations == (1, 2)
    with ring.open_for(cookie, 1) as (_, mine):
        assert mine.current == 2
    ring.lock(session_id(cookie))
    with pytest.raises(Locked):
        ring.renew(cookie, keys.renewed(), 1)


def test_work_that_has_begun_may_finish_while_another_thread_locks(
    ring: Ring, ada: PersonId, keys: PersonKeys
) -> None:
    packed = bytes(keys.pack())
    cookie = ring.begin(ada, keys, "seats", now=0, opened_at=AT)
    with ring.keys(ring.attach(cookie, 0), 0) as mine:
        ring.lock(session_id(cookie))
        assert mine.pack() == packed  # never half zeroed under somebody's hands
    assert mine.wiped


def test_keys_are_wiped_even_when_the_work_fails(ring: Ring, ada: PersonId) -> None:
    cookie = begin(ring, ada)
    left = []

    def fail() -> Iterator[None]:
        with ring.keys(ring.attach(cookie, 0), 0) as mine:
            left.append(mine)
            raise LookupError
        yield

    with pytest.raises(LookupError):
        next(fail())
    assert left[0].wiped


def test_ending_forgets_everything(ring: Ring, ada: PersonId, heard: list[SessionId]) -> None:
    cookie = begin(ring, ada)
    reference = ring.attach(cookie, 0)
    ring.end(session_id(cookie))
    assert heard == [session_id(cookie)]
    with pytest.raises(SignedOut):
        ring.session(cookie, 0)
    assert refused(ring.keys(reference, 0)) is SignedOut
    assert (ring._sessions, ring._references) == ({}, {})
    ring.end(session_id(cookie))
    ring.lock(session_id(cookie))
    ring.detach(reference, 0)
    ring.set_payload(session_id(cookie), "x")
    ring.set_idle_minutes(session_id(cookie), 1)
    assert heard == [session_id(cookie)]
    assert ring._sessions == {}


def test_a_person_ends_their_other_sessions_and_nobody_elses(ring: Ring, ada: PersonId, bo: PersonId) -> None:
    mine, other, theirs = begin(ring, ada, 1), begin(ring, ada, 2), begin(ring, bo, 3)
    assert [one.id for one in ring.of(ada)] == [session_id(other), session_id(mine)]
    assert ring.end_others(ada, keep=session_id(mine)) == 1
    assert [one.id for one in ring.of(ada)] == [session_id(mine)]
    assert ring.session(theirs, 3).person == bo
    assert ring.end_others(ada) == 1
    assert ring.of(ada) == ()
    assert len(ring.all()) == 1


def test_one_person_cannot_fill_the_memory(ring: Ring, ada: PersonId, bo: PersonId) -> None:
    theirs = begin(ring, bo)
    cookies = [begin(ring, ada, number) for number in range(MOST_SESSIONS + 5)]
    assert len(ring.of(ada)) == MOST_SESSIONS
    with pytest.raises(SignedOut):
        ring.session(cookies[4], 30)
    assert ring.session(cookies[5], 30).person == ada
    assert ring.session(theirs, 30).person == bo


def test_payload_can_be_replaced(ring: Ring, ada: PersonId) -> None:
    cookie = begin(ring, ada)
    ring.set_payload(session_id(cookie), "fewer seats")
    assert ring.session(cookie, 0).payload == "fewer seats"


# ------------------------------------------------------------ running out

Steps = Callable[[Ring, str], None]


def connected(ring: Ring, cookie: str) -> None:
    ring.attach(cookie, 0)


def gone_at_100(ring: Ring, cookie: str) -> None:
    ring.detach(ring.attach(cookie, 0), 100)


def one_of_two_gone(ring: Ring, cookie: str) -> None:
    ring.attach(cookie, 0)
    ring.detach(ring.attach(cookie, 0), 100)


def active_at_500(ring: Ring, cookie: str) -> None:
    ring.touch(ring.attach(cookie, 0), 500)


def looked_at_500(ring: Ring, cookie: str) -> None:
    ring.look(ring.attach(cookie, 0), 500)


def request_at_50(ring: Ring, cookie: str) -> None:
    with ring.open_for(cookie, 50):
        pass


def short(ring: Ring, cookie: str) -> None:
    ring.attach(cookie, 0)
    ring.set_idle_minutes(session_id(cookie), 2)


TABLE: list[tuple[str, Steps, float, str]] = [
    ("connected and quiet, just under 10 minutes", connected, 599.9, "open"),
    ("connected and quiet for 10 minutes", connected, 600, "locked"),
    ("an act at 500 s, just under 10 minutes later", active_at_500, 1099.9, "open"),
    ("an act at 500 s, 10 minutes later", active_at_500, 1100, "locked"),
    ("looking is no act", looked_at_500, 600, "locked"),
    ("the unit shortened it to 2 minutes, just under", short, 119.9, "open"),
    ("the unit shortened it to 2 minutes", short, 120, "locked"),
    ("the connection went at 100 s, just under a minute later", gone_at_100, 159.9, "open"),
    ("the connection went at 100 s, a minute later", gone_at_100, 160, "locked"),
    ("another connection stays", one_of_two_gone, 599, "open"),
    ("a request at 50 s, just under a minute later", request_at_50, 109.9, "open"),
    ("a request at 50 s, a minute later", request_at_50, 110, "locked"),
    ("just under 12 hours: locked long since", connected, 12 * HOUR - 0.1, "locked"),
    ("12 hours", connected, 12 * HOUR, "ended"),
]


@pytest.mark.parametrize("by", ["sweep", "use"])
@pytest.mark.parametrize(
    ("steps", "now", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_sessions_run_out(
    ring: Ring, ada: PersonId, heard: list[SessionId], steps: Steps, now: float, expected: str, by: str
) -> None:
    cookie = begin(ring, ada)
    steps(ring, cookie)
    if by == "sweep":
        ring.sweep(now)
        state = {one.id: one.state.value for one in ring.all()}.get(session_id(cookie), "ended")
    else:  # nobody swept: whoever comes finds it as it should be
        try:
            state = ring.session(cookie, now).state.value
        except SignedOut:
            state = "ended"
    assert state == expected
    assert bool(heard) == (expected != "open")


def test_joining_may_leave_time_to_copy_the_recovery_code(ring: Ring, ada: PersonId) -> None:
    cookie = begin(ring, ada, unattended_seconds=540)
    assert ring.session(cookie, 539).state is State.OPEN
    assert ring.session(cookie, 540).state is State.LOCKED


def test_a_connection_that_comes_too_late_finds_it_locked(ring: Ring, ada: PersonId) -> None:
    cookie = begin(ring, ada)
    assert ring.look(ring.attach(cookie, 61), 61).state is State.LOCKED


# ------------------------------------------------------------ listeners, threads


def test_a_listener_may_ask_the_keyring_back(ring: Ring, ada: PersonId) -> None:
    cookie = begin(ring, ada)
    reference = ring.attach(cookie, 0)
    seen = []

    def ask(session: SessionId) -> None:
        thread = threading.Thread(target=lambda: seen.append(ring.look(reference, 600).state))
        thread.start()
        thread.join(5)
        ring.set_payload(session, "heard")

    ring.listen(ask)
    session = ring.look(reference, 600)  # runs out here, and the listener is called without the lock
    assert seen == [State.LOCKED]
    assert session.payload == "heard"


def test_one_listener_that_fails_does_not_keep_the_others_from_hearing(ring: Ring, ada: PersonId) -> None:
    def broken(_: SessionId) -> None:
        raise LookupError

    told: list[SessionId] = []
    ring.listen(broken)
    ring.listen(told.append)
    cookie = begin(ring, ada)
    reference = ring.attach(cookie, 0)
    with pytest.raises(ExceptionGroup):
        ring.lock(session_id(cookie))
    assert told == [session_id(cookie)]
    assert refused(ring.keys(reference, 0)) is Locked


def test_many_threads_at_once(ring: Ring, ada: PersonId, bo: PersonId) -> None:
    def live(person: PersonId) -> None:
        for number in range(30):
            cookie = begin(ring, person, number)
            reference = ring.attach(cookie, number)
            with ring.keys(reference, number) as mine:
                assert len(mine.public) == 32
            ring.lock(session_id(cookie))
            cookie = ring.unlock(cookie, PersonKeys.fresh(), number)
            ring.sweep(number)
            ring.detach(reference, number)
            ring.end(session_id(cookie))

    with ThreadPoolExecutor(8) as threads:
        for lived in [threads.submit(live, person) for person in (ada, bo) * 4]:
            lived.result(30)
    assert ring.all() == ()
    assert ring._references == {}


def test_nothing_of_the_keys_is_shown(ring: Ring, ada: PersonId) -> None:
    cookie = begin(ring, ada)
    shown = repr(ring.session(cookie, 0)) + repr(ring._sessions)
    assert cookie not in shown
    assert "wrapped" not in shown
    assert "seats" not in shown
