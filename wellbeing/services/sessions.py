"""Sessions: who is here, with which seats, and whether their entries are open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta

from wellbeing.crypto import tags
from wellbeing.domain.diary import Event
from wellbeing.domain.errors import NotYours, SignedOut
from wellbeing.domain.people import PersonId, Profile
from wellbeing.services.neighbours import Alone, Neighbours
from wellbeing.services.opening import Opened, Opening
from wellbeing.services.ports import Begin, Clock
from wellbeing.services.presence import Life, OwnSession, Presence, presence_of
from wellbeing.services.records import Access, Findings, Records
from wellbeing.services.standings import Standings
from wellbeing.vault.keyring import Keyring, Reference, Session, SessionId, State, session_id
from wellbeing.vault.keys import PersonKeys

__all__ = ["Life", "OwnSession", "Presence", "Sessions"]


class Sessions:
    """The live sessions of this process; nothing of them is written anywhere."""

    def __init__(
        self,
        look: Begin,
        clock: Clock,
        keyring: Keyring[Life],
        opening: Opening,
        records: Records,
        pepper: bytes,
        idle_minutes: int = 10,
        neighbours: Neighbours | None = None,
    ) -> None:
        self._neighbours = neighbours or Alone()
        self._clock = clock
        self._keyring = keyring
        self._opening = opening
        self._records = records
        self._pepper = pepper
        self.standings = Standings(look, keyring, opening.unconfirmed, idle_minutes, self._neighbours)
        """Whoever changes seats, a profile or a recovery code says so here."""
        self.keepers: list[Callable[[], None]] = []
        """Called at each sweep, so that nothing is remembered of people who are gone."""
        self.watchers: list[Callable[[str], None]] = []
        """Called with the reference of each connection that is gone."""

    def listen(self, listener: Callable[[str], None]) -> None:
        """Have a function called with the session's id after each lock, unlock, end and change of seats."""
        self.standings.listen(listener)
        self._keyring.listen(listener)

    def start(self, opened: Opened, known: Profile, *events: Event) -> str:
        """A new session for keys that were just opened; they are taken over. Gives the cookie.

        Raises:
            SecretsDiffer: the passphrase was changed meanwhile.
            ServedElsewhere: the person is with another process.
        """
        with _wiped_on_error(opened):
            life = self._life(opened, known, *events)
            self._neighbours.take(opened.person)  # they are here already, unless all of this took minutes
            with self._opening.unchanged(opened):
                cookie = self._keyring.begin(
                    opened.person,
                    opened.keys,
                    life,
                    now=self._clock.monotonic(),
                    opened_at=self._clock.now(),
                    idle_minutes=life.standing.lock_after_minutes,
                )
        self._renew(cookie, opened.person)
        return cookie

    def unlock(self, cookie: str, passphrase: str) -> str:
        """Give a session its keys back; its new cookie replaces the old one, which is worth nothing any more.

        Raises:
            SignedOut: there is no such session.
            SecretsDiffer: it is another passphrase.
            TooManyTries: it was tried too often.
            Busy: too many derivations are waiting.
        """
        session = self._keyring.session(cookie, self._clock.monotonic())
        known = session.payload.profile
        with self._opening.own(session.person, passphrase) as opened, _wiped_on_error(opened):
            life = self._life(opened, known)
            with self._opening.unchanged(opened):
                renewed = self._keyring.unlock(cookie, opened.keys, self._clock.monotonic())

        def unlocked(one: Session[Life]) -> Life:
            if one.id != session_id(renewed):
                return one.payload
            newer = one.payload.profile  # one that was written since the entries were read is not put back
            return life if newer == known else replace(life, profile=newer)

        self._keyring.update(unlocked, session.person)
        self._renew(renewed, session.person)
        return renewed

    def attach(self, cookie: str) -> str | None:
        """A reference for one connection, or None when the cookie is nobody's."""
        try:
            return self._keyring.attach(cookie, self._clock.monotonic())
        except SignedOut:
            return None

    def detach(self, reference: str) -> None:
        """The connection is gone."""
        self._keyring.detach(Reference(reference), self._clock.monotonic())
        for watcher in self.watchers:
            watcher(reference)

    @contextmanager
    def visiting(self, cookie: str) -> Iterator[str]:
        """A reference for the time of one request, which counts as an act of the person.

        Raises:
            SignedOut: the cookie is nobody's.
        """
        reference = self._keyring.attach(cookie, self._clock.monotonic())
        try:
            self._keyring.touch(reference, self._clock.monotonic())
            yield reference
        finally:
            self.detach(reference)

    def presence(self, reference: str) -> Presence:
        """Whoever is behind a connection; from memory alone.

        Raises:
            SignedOut: nobody is.
        """
        return presence_of(self._keyring.look(Reference(reference), self._clock.monotonic()))

    def presence_of_cookie(self, cookie: str) -> Presence | None:
        """Whoever a cookie stands for, or None."""
        try:
            return presence_of(self._keyring.session(cookie, self._clock.monotonic()))
        except SignedOut:
            return None

    def findings(self, reference: str) -> Findings:
        """What was noticed when the entries were last opened."""
        return self._keyring.look(Reference(reference), self._clock.monotonic()).payload.findings

    def acknowledge(self, reference: str) -> None:
        """The person has seen what was noticed: it is not told again, here or in their other sessions."""
        told = self.findings(reference)
        with self.keys(reference) as access:
            left = self._records.acknowledge(access, told)
        self._keyring.update(lambda one: replace(one.payload, findings=left), access.person)

    def touch(self, reference: str) -> None:
        """The person did something: the idle lock starts anew."""
        self._keyring.touch(Reference(reference), self._clock.monotonic())

    def lock(self, token: str) -> None:
        """Lock the session of a cookie or reference, if there is one."""
        with suppress(SignedOut):
            self._keyring.lock(self._session(token).id)

    def end(self, token: str) -> None:
        """Sign out the session of a cookie or reference, if there is one."""
        with suppress(SignedOut):
            self._keyring.end(self._session(token).id)

    def mine(self, reference: str) -> tuple[OwnSession, ...]:
        """The person's own live sessions, newest first."""
        now, monotonic = self._clock.now(), self._clock.monotonic()
        here = self._keyring.look(Reference(reference), monotonic)
        return tuple(
            OwnSession(
                session_id=one.id,
                started_at=one.opened_at,
                seen_at=now - timedelta(seconds=monotonic - one.touched),
                locked=one.state is State.LOCKED,
                here=one.id == here.id,
            )
            for one in self._keyring.of(here.person)
        )

    def end_others(self, reference: str) -> int:
        """Sign the person out everywhere else; how many sessions ended. Their own log says so."""
        here = self._keyring.look(Reference(reference), self._clock.monotonic())
        with self.keys(reference) as access:
            ended = self._keyring.end_others(here.person, here.id)
            if ended:
                self._records.note(access, Event.SESSIONS_ENDED)
        return ended

    def end_one(self, reference: str, session: str) -> None:
        """Sign out one of the person's own sessions.

        Raises:
            NotYours: it is not one of theirs.
        """
        with self.keys(reference) as access:
            if session not in {one.id for one in self._keyring.of(access.person)}:
                raise NotYours
            self._keyring.end(SessionId(session))
            self._records.note(access, Event.SESSIONS_ENDED)

    def end_all(self, person: PersonId, keep: str | None = None) -> None:
        """Sign a person out everywhere but in one session, after a change of their secrets."""
        self._keyring.end_others(person, None if keep is None else SessionId(keep))

    def sweep(self) -> None:
        """Lock and end whatever has run out, and deliver refused tries; call it every few seconds."""
        self._keyring.sweep(self._clock.monotonic())
        self._neighbours.keep(self._keyring.people())
        for keeper in self.keepers:
            keeper()
        self._opening.refusals.deliver()

    @contextmanager
    def keys(self, reference: str) -> Iterator[Access]:
        """The person and their keys for one piece of work; the copy is wiped after it.

        Raises:
            SignedOut: nobody is behind the reference.
            Locked: the entries are locked.
        """
        now = self._clock.monotonic()
        session = self._keyring.look(Reference(reference), now)
        with self._keyring.keys(Reference(reference), now) as keys:
            yield Access(session.person, keys)

    @contextmanager
    def request(self, cookie: str) -> Iterator[tuple[Presence, Access]]:
        """The person and their keys for one request, found by the cookie.

        Raises:
            SignedOut: the cookie is nobody's.
            Locked: the entries are locked.
        """
        with self._keyring.open_for(cookie, self._clock.monotonic()) as (session, keys):
            yield presence_of(session), Access(session.person, keys)

    def move(self, cookie: str, keys: PersonKeys) -> str:
        """Put an open session under a new cookie, which is given; its connections have to come back.

        Raises:
            Locked: it is locked, and stays so.
        """
        return self._keyring.move(cookie, keys, self._clock.monotonic())

    def same_person_tag(self, cookie: str) -> str:
        """The person's tag, or nothing when the cookie is nobody's."""
        presence = self.presence_of_cookie(cookie)
        return "" if presence is None else presence.tag

    def _life(self, opened: Opened, known: Profile, *events: Event) -> Life:
        self._opening.refusals.deliver()
        welcome = self._records.welcome(opened, known, *events)
        tag = tags.tag(self._pepper, "wb/tag/v1", opened.person.bytes).hex()[:16]
        now, waits = self.standings.of(welcome.profile), self._opening.unconfirmed(opened.person)
        return Life(welcome.profile, now, welcome.findings, waits, tag)

    def _renew(self, cookie: str, person: PersonId) -> None:
        """Look once more what a session that has just begun is worth; without an answer it is none."""
        try:
            self.standings.renew(person)
        except BaseException:
            self._keyring.end(session_id(cookie))
            raise

    def _session(self, token: str) -> Session[Life]:
        """The session of a reference or a cookie."""
        now = self._clock.monotonic()
        try:
            return self._keyring.look(Reference(token), now)
        except SignedOut:
            return self._keyring.session(token, now)


@contextmanager
def _wiped_on_error(opened: Opened) -> Iterator[None]:
    """Wipe keys that no session has taken over, should there be none in the end."""
    try:
        yield
    except BaseException:
        opened.keys.wipe()
        raise
