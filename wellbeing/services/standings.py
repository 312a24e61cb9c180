"""Standings: what live sessions know of their person's profile, seats and recovery code, kept current.

A session holds a copy, so that an event asks no database. Whoever changes the original says so here. One look
at a time: the later one has read later, so that an older answer never replaces a newer one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace

from wellbeing.domain.people import PersonId, Profile
from wellbeing.services.neighbours import Neighbours
from wellbeing.services.ports import Begin
from wellbeing.services.presence import Life
from wellbeing.services.seating import Standing, standing
from wellbeing.vault.keyring import Keyring, Session, SessionId
from wellbeing.vault.live import Listeners


class Standings:
    """Looks up again what has changed, and replaces it in every session that it concerns."""

    def __init__(
        self,
        look: Begin,
        keyring: Keyring[Life],
        unconfirmed: Callable[[PersonId], bool],
        idle_minutes: int,
        neighbours: Neighbours,
    ) -> None:
        """Begin with nobody.

        Args:
            look: opens a transaction that only reads.
            keyring: the live sessions.
            unconfirmed: whether nobody has confirmed a person's newest recovery code.
            idle_minutes: the installation's idle lock, which units may only shorten.
            neighbours: the other processes, which have sessions of their own.
        """
        self._look = look
        self._keyring = keyring
        self._unconfirmed = unconfirmed
        self._idle_minutes = idle_minutes
        self._neighbours = neighbours
        self._listeners = Listeners()
        self._turn = threading.Lock()

    def listen(self, listener: Callable[[str], None]) -> None:
        """Have a function called with the id of each session whose seats have changed."""
        self._listeners.add(listener)

    def of(self, profile: Profile) -> Standing:
        """What the seats of a profile are worth now."""
        with self._look() as work:
            return standing(work, profile, self._idle_minutes)

    def renew(self, person: PersonId) -> None:
        """Look again for somebody who has just got a session: a change a moment ago may have missed it."""
        with self._turn:
            waits = self._unconfirmed(person)
            self._keyring.update(lambda one: replace(one.payload, code_unconfirmed=waits), person)
            self._look_again(self._keyring.of(person), person)

    def profile_changed(self, person: PersonId, profile: Profile) -> None:
        """Take up a profile that was just written, in every session of the person."""
        with self._turn:
            now = self.of(profile)
            self._keyring.update(
                lambda one: replace(one.payload, profile=profile, standing=now), person, idle_minutes=_idle
            )

    def code_changed(self, person: PersonId) -> None:
        """Look up again whether the recovery code is confirmed, for every session of the person."""
        with self._turn:
            waits = self._unconfirmed(person)
            self._keyring.update(lambda one: replace(one.payload, code_unconfirmed=waits), person)

    def seats_changed(self) -> None:
        """Look up everybody's seats again, and tell the listeners whose have changed; and other processes."""
        self._neighbours.seats_changed()
        self._look_at_everybody()

    def hear(self) -> None:
        """Look up everybody's seats again if another process has changed some; call it every second."""
        self._neighbours.hear(self._look_at_everybody)

    def _look_at_everybody(self) -> None:
        """Look, and tell all listeners of all changes, even when one of them raises.

        Raises:
            ExceptionGroup: what they raised.
        """
        with self._turn:
            changed = self._look_again(self._keyring.all())
        errors: list[Exception] = []
        for session in changed:
            try:
                self._listeners.tell(session)
            except ExceptionGroup as error:
                errors.append(error)
        if errors:
            message = "listeners to changed seats raised"
            raise ExceptionGroup(message, errors)

    def _look_again(
        self, sessions: Iterable[Session[Life]], person: PersonId | None = None
    ) -> tuple[SessionId, ...]:
        """Renew what the seats of these sessions are worth; whose that changed. Only with the turn."""
        with self._look() as work:
            profiles = {one.payload.profile for one in sessions}
            now = {profile: standing(work, profile, self._idle_minutes) for profile in profiles}

        def looked(one: Session[Life]) -> Life:
            life = one.payload
            # By the profile: one that came or changed meanwhile is looked up by whoever brought it.
            return replace(life, standing=now.get(life.profile, life.standing))

        return self._keyring.update(looked, person, idle_minutes=_idle)


def _idle(life: Life) -> float:
    return life.standing.lock_after_minutes
