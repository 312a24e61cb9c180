"""The keyring and time: when sessions lock and end by themselves, and who hears of it."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.unit.vault.rings import HOUR, Ring, begin, refused
from wellbeing.domain.errors import Locked, SignedOut
from wellbeing.domain.people import PersonId
from wellbeing.vault.keyring import SessionId, State, session_id
from wellbeing.vault.keys import PersonKeys


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
    ring.update(lambda one: one.payload, idle_minutes=lambda _: 2)


Steps = Callable[[Ring, str], None]

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
        ring.update(lambda one: "heard" if one.id == session else one.payload)

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
