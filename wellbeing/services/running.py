"""Running: what this process remembers of people's timers, one for each person over all sessions and tabs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from wellbeing.domain.breaks import Carry
from wellbeing.domain.exposure import Kind
from wellbeing.domain.letter import Letter
from wellbeing.domain.people import PersonId
from wellbeing.domain.policy import Own, Policy

_USUAL: Final = Policy()
"""What holds until somebody's own is read."""


@dataclass(slots=True)
class Run:
    """One person's timer as numbers; it changes only under its lock, is never written and never logged."""

    policy: Policy = field(default=_USUAL, repr=False)
    own: Own = field(default=Own(), repr=False)
    """The numbers that the person tightened it by, for the day on which their unit's rule changes."""
    zone: ZoneInfo = field(default=ZoneInfo("UTC"), repr=False)
    carry: Carry = field(default=Carry(), repr=False)
    kind: Kind | None = field(default=None, repr=False)
    """The running material, while a session of the person is open."""
    letter: Letter = field(default=Letter(), repr=False)
    """The acts since the entries were locked; they stand in the inbox, where nobody here can read them."""
    row: UUID | None = None
    """The letter's row, once it is known that nothing else stands there."""
    stale: bool = True
    """Whether it has to be read from the entries as soon as they are open."""
    day: int = 0
    """The local day it was read on; on the next one another policy may hold."""
    pages: set[str] = field(default_factory=set, repr=False)
    """References of the pages that are in touch."""
    alone_since: datetime | None = None
    """Since when no page was in touch; it stays until an act when that was too long."""
    lock: threading.RLock = field(default_factory=threading.RLock, repr=False)


class Running:
    """Everybody's timers, and whose session and page is whose."""

    def __init__(self) -> None:
        self._gate = threading.Lock()
        self._runs: dict[PersonId, Run] = {}
        self._sessions: dict[str, PersonId] = {}
        self._pages: dict[str, PersonId] = {}

    def __len__(self) -> int:
        return len(self._runs)

    def of(self, person: PersonId, session: str, page: str) -> Run:
        """The person's timer, made when there is none; a session that was not seen before may know more."""
        with self._gate:
            run = self._runs.get(person)
            if run is None:
                run = self._runs[person] = Run()
            if self._sessions.get(session) != person:
                self._sessions[session] = person
                run.stale = True
            self._pages[page] = person
        run.pages.add(page)
        return run

    def get(self, person: PersonId) -> Run | None:
        """The person's timer, if there is one."""
        return self._runs.get(person)

    def left(self, page: str, now: datetime) -> None:
        """A page is out of touch."""
        with self._gate:
            person = self._pages.pop(page, None)
            run = None if person is None else self._runs.get(person)
        if run is not None:
            run.pages.discard(page)
            if not run.pages and run.alone_since is None:
                run.alone_since = now

    def turned(self, session: str) -> None:
        """A session was locked, unlocked or ended: the material is forgotten until it may be seen again."""
        with self._gate:
            person = self._sessions.pop(session, None)
            run = None if person is None else self._runs.get(person)
        if run is not None:
            run.stale, run.kind = True, None

    def keep(self, here: Callable[[], frozenset[PersonId]], drop: Callable[[PersonId], None]) -> None:
        """Forget everything of people who are not here any more.

        Args:
            here: who is; asked while no timer is made, so that nobody who has just come loses theirs.
            drop: called for each whose timer goes.
        """
        with self._gate:
            gone = self._runs.keys() - here() if self._runs else set()
            if not gone:
                return
            for person in gone:
                del self._runs[person]
                drop(person)
            self._sessions = {one: whose for one, whose in self._sessions.items() if whose not in gone}
            self._pages = {one: whose for one, whose in self._pages.items() if whose not in gone}
