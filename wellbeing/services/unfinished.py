"""Unfinished: joins and deletions that ended half way, noted in the key file and cleared at the next start.

An account lies in two files that no transaction spans. So before the first write a note is made, and after
the last one it is taken away; whoever starts next finds what is left in between.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final
from uuid import UUID

from wellbeing.domain.errors import ServedElsewhere, Unfit
from wellbeing.domain.people import PersonId
from wellbeing.services.neighbours import Alone, Neighbours
from wellbeing.services.ports import Begin, Slots
from wellbeing.vault.slots import PASSPHRASE, WrappedKey

NOTES: Final = PersonId(UUID(int=1))
"""Under this id, which is nobody's, the key file notes whose join or deletion has begun."""
_JOINING: Final = b"joining"
_LEAVING: Final = b"leaving"


class Unfinished:
    """Notes what has begun, and finishes at start what a crash interrupted."""

    def __init__(self, begin: Begin, slots: Slots, neighbours: Neighbours | None = None) -> None:
        self._neighbours = neighbours or Alone()
        self._begin = begin
        self._slots = slots

    @contextmanager
    def joining(self, person: PersonId) -> Iterator[None]:
        """Note that the person is joining; when the block ends badly, what there is of them goes again."""
        self._neighbours.take(person)  # so that no other process that starts just now undoes it
        self._note(person, _JOINING)
        try:
            yield
        except Exception:
            with suppress(Exception):  # the first error is the one to tell; the next start tries again
                self._undo(person)
            raise
        with suppress(Unfit):  # the account is made: the note alone undoes nothing
            self._done(person)

    def leaving(self, person: PersonId) -> None:
        """Note that the person's keys are about to be destroyed."""
        self._note(person, _LEAVING)

    def clear(self, person: PersonId) -> None:
        """Remove whatever is left of a person whose keys are destroyed, and the note."""
        with self._begin() as work:
            work.people.lock(person)
            work.entries.remove_all(person)
            work.manifests.remove_all(person)
            work.inbox.remove_all(person)
            work.people.remove(person)
            work.commit()
        self._done(person)

    def finish(self) -> int:
        """Finish what a crash interrupted; call it at start, before anybody can join or leave.

        A join is undone unless it was complete. A deletion is finished if its keys were gone; if not, it had
        not happened, and its owner was told so.

        Returns:
            How many were undone or finished.
        """
        finished = 0
        for note in self._slots.keys(NOTES):
            person = PersonId(UUID(note.name))
            with suppress(ServedElsewhere):  # another process is at it right now
                self._neighbours.take(person)
                finished += self._finish(person, note.wrapped)
        return finished

    def _finish(self, person: PersonId, what: bytes) -> bool:
        """Undo a join or finish a deletion; false when there was nothing to do."""
        if what == _JOINING:
            return self._undo(person)
        if self._slots.get(person, PASSPHRASE) is not None:
            self._done(person)
            return False
        self.clear(person)
        return True

    def _undo(self, person: PersonId) -> bool:
        """Forget the keys of an account that was not made; false when it was."""
        with self._begin() as work:
            made = work.people.get(person) is not None
        if not made:
            self._slots.shred(person)
        self._done(person)
        return not made

    def _note(self, person: PersonId, what: bytes) -> None:
        self._slots.write(NOTES, keys=[WrappedKey(str(person), what)])

    def _done(self, person: PersonId) -> None:
        self._slots.write(NOTES, drop_keys=[str(person)])
