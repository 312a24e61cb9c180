"""Resealing: after a rotation, every stored thing of a person moves to the fresh key, batch by batch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final
from uuid import uuid4

from wellbeing.domain.errors import Damaged, SignedOut
from wellbeing.services.opening import Opening
from wellbeing.services.ports import Begin, EntryRow, InboxRow, ManifestRow, Slots, UnitOfWork
from wellbeing.services.records import Records
from wellbeing.services.sorts import Access
from wellbeing.vault import rotation, seal
from wellbeing.vault.codec import Kind
from wellbeing.vault.manifest import ROOT, Line
from wellbeing.vault.slots import older_key_names

BATCH: Final = 200
"""Entries in one transaction."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a background task has come."""

    done: int
    total: int

    @property
    def finished(self) -> bool:
        """Whether nothing is left to do."""
        return self.done >= self.total


class Resealing:
    """Looks only at what stands in the rows, so that it goes on after a crash by itself."""

    def __init__(self, begin: Begin, slots: Slots, records: Records, opening: Opening) -> None:
        self._begin = begin
        self._slots = slots
        self._records = records
        self._opening = opening

    def fence(self, access: Access) -> None:
        """Move the root and show the new public half.

        From now on older keys open no ledger, and so write nothing any more, and nothing is posted to them.
        """
        with self._begin() as work:
            if not work.people.lock(access.person):
                raise SignedOut
            work.people.rekey(access.person, access.keys.public)
            row = work.manifests.get(access.person, ROOT)
            if row is not None:
                self._move_manifest(work, access, row)
            work.commit()

    def batch(self, access: Access) -> Progress:
        """Move at most `BATCH` entries; after the last one drop the older keys.

        What does not open under any key stays as it is: its owner is told of it at every unlock.
        """
        names = older_key_names(access.keys)
        if not {key.name for key in self._slots.keys(access.person)}.intersection(names):
            return Progress(0, 0)
        with self._begin() as work:
            lines = {line.record: line for line in self._records.held(work, access).listing.lines()}
            rows = list(work.entries.of(access.person))
            waiting = [row for row in rows if row.id in lines and rotation.outdated(access.keys, row.body)]
            moved = 0
            for at, row in enumerate(waiting):
                if moved == BATCH:
                    work.commit()
                    return Progress(len(rows) - len(waiting) + at, len(rows))
                moved += self._move(work, access, lines[row.id], row)
            for manifest in list(work.manifests.of(access.person)):
                self._move_manifest(work, access, manifest)
            # Once more: a crash before the fence leaves the older half there.
            work.people.rekey(access.person, access.keys.public)
            self._move_inbox(work, access)
            work.commit()
        with self._opening.changing(access.person):
            self._slots.write(access.person, drop_keys=names)
        return Progress(len(rows), len(rows))

    def _move(self, work: UnitOfWork, access: Access, line: Line, row: EntryRow) -> bool:
        """Seal one entry anew, as the revision that it is; false when it does not open."""
        for one in self._revisions(access, line, row):
            try:
                ((_, body),) = rotation.reseal_entries(access.keys, access.person, [(one, row.body)])
            except Damaged:
                continue
            work.entries.put(replace(row, body=body))
            return True
        return False

    def _revisions(self, access: Access, line: Line, row: EntryRow) -> Iterator[Line]:
        """The revision that is listed, and then the earlier one that a set-back row is."""
        yield line
        at = (access.keys, access.person, Kind(line.kind), row.id, line.rev, row.body)
        earlier = seal.older_revision(*at)
        if earlier is not None:
            yield replace(line, rev=earlier)

    def _move_inbox(self, work: UnitOfWork, access: Access) -> None:
        """Post what waits to the new public half; after this nothing needs an older one."""
        for row in list(work.inbox.of(access.person)):
            body = rotation.repost(access.keys, access.person, row.body)
            if body is not None:
                work.inbox.remove(access.person, row.id)
                kept = row.id if row.id == access.person else uuid4()  # the letter stays the letter
                work.inbox.add(InboxRow(kept, access.person, body))

    def _move_manifest(self, work: UnitOfWork, access: Access, row: ManifestRow) -> None:
        try:
            body = rotation.reseal_manifest(access.keys, access.person, row.month, row.body)
        except Damaged:
            return
        if body is not row.body:
            work.manifests.put(ManifestRow(access.person, row.month, body))
