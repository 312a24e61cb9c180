"""Remembering: what past days came to, for as long as their owner's entries are open and no longer.

A contribution needs four weeks of work, of which all but today's stays as it is: opening and counting it
anew took most of a contribution's time. It lies in memory alone, like the keys, and goes with them.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from wellbeing.domain.kept import Past
from wellbeing.domain.people import PersonId
from wellbeing.domain.policy import Policy
from wellbeing.vault.keyring import Keyring, SessionId, State

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Grounds:
    """All that the days depend on: as long as it is the same, so is what they came to."""

    revisions: tuple[tuple[bytes, int], ...] = field(repr=False)
    """Of the entries they were counted from."""
    rules: dict[date, Policy] = field(repr=False)
    zone: str = field(repr=False)


class Remembering(Generic[P]):
    """What was counted last for each person with a session that is not locked."""

    def __init__(self, keyring: Keyring[P]) -> None:
        """Listen to what is locked."""
        self._keyring = keyring
        self._gate = threading.Lock()
        self._known: dict[PersonId, tuple[Grounds, Past]] = {}
        keyring.listen(self._forget)

    def __len__(self) -> int:
        """How many people there is something of."""
        return len(self._known)

    def get(self, person: PersonId, grounds: Grounds) -> Past | None:
        """What the days came to on these grounds, if it is known."""
        with self._gate:
            known = self._known.get(person)
        return known[1] if known is not None and known[0] == grounds else None

    def keep(self, person: PersonId, grounds: Grounds, past: Past) -> None:
        """Take it in the place of what was known; not when everything was locked meanwhile."""
        with self._gate:
            self._known[person] = (grounds, past)
        self._forget()

    def _forget(self, _session: SessionId | None = None) -> None:
        with self._gate:
            opened = {one.person for one in self._keyring.all() if one.state is State.OPEN}
            self._known = {person: known for person, known in self._known.items() if person in opened}
