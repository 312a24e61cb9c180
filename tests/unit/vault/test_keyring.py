"""Keys are there while somebody is, for the bearer of the cookie, and for nobody after."""

import threading
from collections.abc import Iterator

import pytest

from tests.unit.vault.rings import AT, HOUR, Ring, begin, refused
from wellbeing.crypto import tags
from wellbeing.domain.errors import Locked, SignedOut
from wellbeing.domain.people import PersonId
from wellbeing.vault.keyring import MOST_SESSIONS, Reference, Session, SessionId, State, session_id
from wellbeing.vault.keys import PersonKeys
from wellbeing.vault.live import Live


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
            ring.move(cookie, PersonKeys.fresh(), 0)
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


def test_renewed_keys_come_with_a_new_cookie(ring: Ring, ada: PersonId, keys: PersonKeys) -> None:
    old = ring.begin(ada, keys.copy(), "seats", now=0, opened_at=AT)
    reference = ring.attach(old, 0)
    cookie = ring.move(old, keys.renewed(), 1)
    assert refused(ring.keys(reference, 1)) is SignedOut
    with ring.keys(ring.attach(cookie, 1), 1) as mine:
        assert mine.generations == (1, 2)
    with ring.open_for(cookie, 1) as (_, mine):
        assert mine.current == 2
    ring.lock(session_id(cookie))
    with pytest.raises(Locked):
        ring.move(cookie, keys.renewed(), 1)


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
    assert ring.update(lambda _: "x") == ()
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


def test_what_is_kept_can_be_changed_for_one_person_or_everybody(
    ring: Ring, ada: PersonId, bo: PersonId
) -> None:
    mine, also_mine, theirs = begin(ring, ada), begin(ring, ada), begin(ring, bo)
    ring.lock(session_id(also_mine))
    both = {session_id(mine), session_id(also_mine)}
    assert set(ring.update(lambda one: f"fewer {one.payload}", ada)) == both
    assert [ring.session(one, 0).payload for one in (mine, theirs)] == ["fewer seats", "seats"]
    assert set(ring.update(lambda _: "seats")) == both, "only these have become something else"


def test_two_changes_at_once_lose_nothing_of_each_other(ring: Ring, ada: PersonId) -> None:
    cookie = begin(ring, ada)
    other = threading.Thread(target=lambda: ring.update(lambda one: f"{one.payload}, other"))

    def change(one: Session[str]) -> str:
        other.start()
        other.join(0.1)
        return f"{one.payload}, one"

    ring.update(change)
    other.join(5)
    assert ring.session(cookie, 0).payload == "seats, one, other"


def test_asking_for_ones_own_sessions_touches_nobody_elses(
    ring: Ring, ada: PersonId, bo: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[PersonId] = []
    seen = Live.seen

    def noting(live: Live[str]) -> Session[str]:
        looked.append(live.person)
        return seen(live)

    for person in (ada, bo, ada, bo):
        begin(ring, person)
    monkeypatch.setattr(Live, "seen", noting)
    assert len(ring.of(ada)) == 2
    assert looked == [ada, ada]


# ------------------------------------------------------------ running out


def test_nothing_of_the_keys_is_shown(ring: Ring, ada: PersonId) -> None:
    cookie = begin(ring, ada)
    shown = repr(ring.session(cookie, 0)) + repr(ring._sessions)
    assert cookie not in shown
    assert "wrapped" not in shown
    assert "seats" not in shown
