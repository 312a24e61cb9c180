"""The keyring: the keys of live sessions, in memory only, for as long as somebody is there.

A session is known by its cookie. Its keys lie here wrapped under the cookie, which the keyring does not keep;
each attached connection has an unwrapped copy under a reference of its own. Locking drops all of it, ending
forgets the session. Time is monotonic and given by the caller.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final, Generic, TypeVar

from wellbeing.crypto import tags
from wellbeing.domain.errors import Locked
from wellbeing.domain.people import PersonId
from wellbeing.vault.keys import PersonKeys
from wellbeing.vault.live import (
    UNATTENDED_SECONDS,
    Listeners,
    Live,
    Reference,
    Session,
    SessionId,
    State,
    newest_first,
    session_id,
    there,
    unwrap,
    wipe,
    wrap,
)

__all__ = ["Keyring", "Reference", "Session", "SessionId", "State", "session_id"]

P = TypeVar("P")

MOST_SESSIONS: Final = 20
"""Sessions of one person; the one that began first gives way."""


class Keyring(Generic[P]):
    """All live sessions of this process; every method may be called from any thread.

    Whatever takes a cookie or a reference raises `SignedOut` when it stands for no live session.
    """

    def __init__(self) -> None:
        self._gate = threading.Lock()
        self._sessions: dict[SessionId, Live[P]] = {}
        self._references: dict[Reference, Live[P]] = {}
        self._listeners = Listeners()

    def listen(self, listener: Callable[[SessionId], None]) -> None:
        """Have a function called after each lock, unlock and end, in the thread where it happened."""
        self._listeners.add(listener)

    def begin(
        self,
        person: PersonId,
        keys: PersonKeys,
        payload: P,
        *,
        now: float,
        opened_at: datetime,
        idle_minutes: float = 10,
        unattended_seconds: float = UNATTENDED_SECONDS,
    ) -> str:
        """Open a session under a new random cookie, and give the cookie. The keys are taken over and wiped.

        Args:
            person: whose session it is.
            keys: their unlocked keys.
            payload: what services keep beside them.
            now: monotonic seconds.
            opened_at: the moment, aware.
            idle_minutes: minutes without activity before it locks.
            unattended_seconds: the same, without a connection or request.
        """
        cookie = tags.random_token()
        wrapped = wrap(cookie, keys)
        live = Live(
            id=session_id(cookie),
            person=person,
            opened_at=opened_at,
            began=now,
            touched=now,
            attended=now,
            idle_seconds=idle_minutes * 60,
            unattended_seconds=unattended_seconds,
            payload=payload,
            wrapped=wrapped,
        )
        with self._gate:
            mine = self._lives(person)
            self._sessions[live.id] = live
        if len(mine) >= MOST_SESSIONS:
            self.end(min(mine, key=lambda one: one.began).id)
        return cookie

    def session(self, cookie: str, now: float) -> Session[P]:
        """The session of a cookie, open or locked."""
        with self._by_cookie(cookie, now) as live:
            return live.seen()

    def unlock(self, cookie: str, keys: PersonKeys, now: float) -> str:
        """Give a session its keys back under a new cookie, which is returned; the old one is worth nothing.

        Listeners hear the old session's id; its connections are nobody's and have to come back. The keys are
        taken over and wiped.
        """
        return self._move(cookie, keys, now, State.LOCKED, State.OPEN)

    def move(self, cookie: str, keys: PersonKeys, now: float) -> str:
        """As `unlock`, for an open session whose owner has typed a secret; a locked one raises `Locked`."""
        return self._move(cookie, keys, now, State.OPEN)

    def _move(self, cookie: str, keys: PersonKeys, now: float, *when: State) -> str:
        renewed = tags.random_token()
        wrapped = wrap(renewed, keys)
        with self._by_cookie(cookie, now) as live:
            if live.seen().state not in when:
                raise Locked
            old = live.id
            self._forget(live)
            live.id, live.wrapped = session_id(renewed), wrapped
            live.touched = live.attended = now
            self._sessions[live.id] = live
        self._listeners.tell(old)
        return renewed

    def attach(self, cookie: str, now: float) -> Reference:
        """Let a connection act for the session of its cookie, open or locked."""
        with self._by_cookie(cookie, now) as live:
            keys = None if live.wrapped is None else unwrap(cookie, live.wrapped)
            reference = Reference(tags.random_token())
            live.connections[reference] = keys
            self._references[reference] = live
            return reference

    def detach(self, reference: Reference, now: float) -> None:
        """Forget a connection; unknown ones are forgotten already."""
        with self._gate:
            live = self._references.pop(reference, None)
            if live is not None:
                wipe(live.connections.pop(reference))
                live.attended = now

    def look(self, reference: Reference, now: float) -> Session[P]:
        """The session a connection acts for; looking is no activity."""
        with self._by_reference(reference, now) as live:
            return live.seen()

    def touch(self, reference: Reference, now: float) -> None:
        """The person did something."""
        with self._by_reference(reference, now) as live:
            live.touched = now

    @contextlib.contextmanager
    def keys(self, reference: Reference, now: float) -> Iterator[PersonKeys]:
        """The keys for one piece of work, as a copy of its own that is wiped when the work is done.

        A lock that comes meanwhile lets the work finish with the keys it has.

        Raises:
            Locked: it is locked.
        """
        with self._by_reference(reference, now) as live:
            held = live.connections[reference]
            if held is None:
                raise Locked
            copy = held.copy()
        try:
            yield copy
        finally:
            copy.wipe()

    @contextlib.contextmanager
    def open_for(self, cookie: str, now: float) -> Iterator[tuple[Session[P], PersonKeys]]:
        """The session and its keys for one HTTP request, which counts as activity; they are wiped after it.

        Raises:
            Locked: it is locked.
        """
        with self._by_cookie(cookie, now) as live:
            if live.wrapped is None:
                raise Locked
            keys = unwrap(cookie, live.wrapped)
            live.touched = live.attended = now
            seen = live.seen()
        try:
            yield seen, keys
        finally:
            keys.wipe()

    def of(self, person: PersonId) -> tuple[Session[P], ...]:
        """A person's own sessions, the newest first."""
        with self._gate:
            return newest_first(self._lives(person))

    def page_of(self, person: PersonId) -> Reference | None:
        """A connection of the person's with open keys, for work that goes on behind their pages."""
        with self._gate:
            mine = (page for one in self._lives(person) for page in one.connections.items())
            return next((page for page, keys in mine if keys is not None), None)

    def people(self) -> frozenset[PersonId]:
        """Everybody who has a live session."""
        with self._gate:
            return frozenset(one.person for one in self._sessions.values())

    def all(self) -> tuple[Session[P], ...]:
        """Every live session, the newest first."""
        with self._gate:
            return newest_first(self._lives())

    def update(
        self,
        change: Callable[[Session[P]], P],
        person: PersonId | None = None,
        *,
        idle_minutes: Callable[[P], float] | None = None,
    ) -> tuple[SessionId, ...]:
        """Change what is kept beside the keys of a person's sessions or everybody's; gives what changed.

        Two at once lose nothing of each other. Neither function may ask back: `change` gives what is kept
        from now on, `idle_minutes` how long a session that keeps it may rest.
        """
        with self._gate:
            return tuple(one.id for one in self._lives(person) if one.keep(change, idle_minutes))

    def lock(self, session: SessionId) -> None:
        """Drop a session's keys; it stays signed in. Locking what is locked or ended changes nothing."""
        with self._gate:
            live = self._sessions.get(session)
            if live is None or live.wrapped is None:
                return
            live.drop_keys()
        self._listeners.tell(session)

    def end(self, session: SessionId) -> None:
        """Sign a session out; ending what has ended changes nothing."""
        with self._gate:
            live = self._sessions.get(session)
            if live is None:
                return
            self._forget(live)
        self._listeners.tell(session)

    def end_others(self, person: PersonId, keep: SessionId | None = None) -> int:
        """Sign a person out everywhere else, or everywhere; gives how many sessions ended."""
        for one in (others := [one.id for one in self.of(person) if one.id != keep]):
            self.end(one)
        return len(others)

    def sweep(self, now: float) -> None:
        """Lock and end whatever has run out; call it every few seconds."""
        with self._gate:
            over = [one.id for one in self._sessions.values() if one.over(now)]
            resting = [one.id for one in self._sessions.values() if one.resting(now)]
        for one in over:
            self.end(one)
        for one in resting:
            self.lock(one)

    @contextlib.contextmanager
    def _by_cookie(self, cookie: str, now: float) -> Iterator[Live[P]]:
        """A cookie's session as it is now, under the lock."""
        session = session_id(cookie)
        self._age(self._sessions.get(session), now)
        with self._gate:
            yield there(self._sessions.get(session))

    @contextlib.contextmanager
    def _by_reference(self, reference: Reference, now: float) -> Iterator[Live[P]]:
        """A connection's session as it is now, under the lock."""
        self._age(self._references.get(reference), now)
        with self._gate:
            yield there(self._references.get(reference))

    def _age(self, live: Live[P] | None, now: float) -> None:
        """End or lock what has run out since the last sweep; not under the lock: listeners may call back."""
        if live is not None and live.over(now):
            self.end(live.id)
        elif live is not None and live.resting(now):
            self.lock(live.id)

    def _lives(self, person: PersonId | None = None) -> list[Live[P]]:
        """A person's sessions, or everybody's; only under the lock."""
        return [one for one in self._sessions.values() if person is None or one.person == person]

    def _forget(self, live: Live[P]) -> None:
        """Forget the keys, the connections and the session's id."""
        live.drop_keys()
        for reference in live.connections:
            del self._references[reference]
        live.connections.clear()
        del self._sessions[live.id]
