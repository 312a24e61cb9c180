"""What belongs to people, in memory: rows, entries, lists and inboxes; each fits its port as the real one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from wellbeing.domain.days import Month
from wellbeing.domain.people import PersonId
from wellbeing.services.ports import EntryRow, InboxRow, ManifestRow, PersonRow

if TYPE_CHECKING:
    from tests.fakes import Tables


class FakePeople:
    def __init__(self, tables: Tables) -> None:
        self._t = tables

    def add(self, person: PersonRow) -> None:
        if person.id in self._t.people or self.by_handle(person.handle_tag) is not None:
            raise AssertionError("a person's id and handle are unique")
        self._t.people[person.id] = person

    def get(self, person: PersonId) -> PersonRow | None:
        return self._t.people.get(person)

    def by_handle(self, tag: bytes) -> PersonRow | None:
        return next((row for row in self._t.people.values() if row.handle_tag == tag), None)

    def lock(self, person: PersonId) -> bool:
        return person in self._t.people

    def rekey(self, person: PersonId, public_key: bytes) -> None:
        if person in self._t.people:
            self._t.people[person] = replace(self._t.people[person], public_key=public_key)

    def remove(self, person: PersonId) -> None:
        self._t.people.pop(person, None)

    def count(self) -> int:
        return len(self._t.people)


class FakeEntries:
    def __init__(self, tables: Tables) -> None:
        self._t = tables

    def put(self, entry: EntryRow) -> None:
        there = self._t.entries.get(entry.id)
        if there is not None and there.person != entry.person:
            raise AssertionError("a row never changes its owner")
        self._t.entries[entry.id] = entry

    def get(self, person: PersonId, entry: UUID) -> EntryRow | None:
        row = self._t.entries.get(entry)
        return row if row is not None and row.person == person else None

    def of(self, person: PersonId, ids: Sequence[UUID] | None = None) -> Iterator[EntryRow]:
        rows = [row for row in self._t.entries.values() if row.person == person]
        return iter([row for row in rows if ids is None or row.id in set(ids)])

    def envelopes(self, person: PersonId, longest: int) -> Sequence[tuple[bytes, bytes]]:
        return [(row.id.bytes, row.body.raw) for row in self.of(person) if len(row.body.raw) <= longest]

    def remove(self, person: PersonId, entry: UUID) -> None:
        if self.get(person, entry) is not None:
            del self._t.entries[entry]

    def remove_all(self, person: PersonId) -> int:
        gone = {row.id for row in self._t.entries.values() if row.person == person}
        for entry in gone:
            del self._t.entries[entry]
        return len(gone)

    def remove_expired(self, before: Month) -> int:
        gone = [row.id for row in self._t.entries.values() if row.expires_month < before]
        for entry in gone:
            del self._t.entries[entry]
        for key in [key for key in self._t.manifests if 0 < key[1] < before]:
            del self._t.manifests[key]
        return len(gone)


class FakeManifests:
    def __init__(self, tables: Tables) -> None:
        self._t = tables

    def put(self, *manifests: ManifestRow) -> None:
        self._t.manifests.update({(one.person, one.month): one for one in manifests})

    def get(self, person: PersonId, month: int) -> ManifestRow | None:
        return self._t.manifests.get((person, month))

    def of(self, person: PersonId, *months: int) -> Iterator[ManifestRow]:
        mine = [row for row in self._t.manifests.values() if row.person == person]
        return iter([row for row in mine if not months or row.month in months])

    def remove(self, person: PersonId, month: int) -> None:
        self._t.manifests.pop((person, month), None)

    def remove_all(self, person: PersonId) -> None:
        for key in [key for key in self._t.manifests if key[0] == person]:
            del self._t.manifests[key]


class FakeInbox:
    def __init__(self, tables: Tables) -> None:
        self._t = tables

    def add(self, row: InboxRow) -> None:
        self._t.inbox[row.id] = row

    def of(self, person: PersonId) -> Iterator[InboxRow]:
        return iter([row for row in self._t.inbox.values() if row.person == person])

    def count(self, person: PersonId) -> int:
        return sum(row.person == person for row in self._t.inbox.values())

    def remove(self, person: PersonId, row: UUID) -> None:
        if row in self._t.inbox and self._t.inbox[row].person == person:
            del self._t.inbox[row]

    def remove_all(self, person: PersonId) -> None:
        for row in [row.id for row in self._t.inbox.values() if row.person == person]:
            del self._t.inbox[row]
