"""Storage and a clock in memory, with the manners of the real ones: rollback, owners, all or nothing."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from types import TracebackType
from typing import Self
from uuid import UUID

from tests.box_fakes import (
    BoxRows,
    FakeAuditLog,
    FakeDuties,
    FakeFloors,
    FakeKeeping,
    FakeMarks,
    FakeReleaseLog,
)
from tests.person_fakes import FakeEntries, FakeInbox, FakeManifests, FakePeople
from tests.unit_fakes import (
    FakeComments,
    FakeConfirmations,
    FakeContacts,
    FakeOutcomes,
    FakePolicies,
    UnitRows,
)
from wellbeing.domain.people import PersonId, Role, Seat, SeatId, Unit, UnitId
from wellbeing.services.ports import EntryRow, InboxRow, ManifestRow, PersonRow
from wellbeing.vault.slots import Slot, WrappedKey


class FakeClock:
    """A clock that moves only when told to."""

    def __init__(self, start: datetime = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)) -> None:
        self._now = start
        self._monotonic = 1000.0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._monotonic

    def forward(self, seconds: float = 0, days: float = 0) -> None:
        """Time passes."""
        step = timedelta(seconds=seconds, days=days)
        self._now += step
        self._monotonic += step.total_seconds()


@dataclass
class Tables:
    """What the main database holds."""

    people: dict[PersonId, PersonRow] = field(default_factory=dict)
    entries: dict[UUID, EntryRow] = field(default_factory=dict)
    manifests: dict[tuple[PersonId, int], ManifestRow] = field(default_factory=dict)
    inbox: dict[UUID, InboxRow] = field(default_factory=dict)
    units: dict[UnitId, Unit] = field(default_factory=dict)
    seats: dict[SeatId, Seat] = field(default_factory=dict)
    codes: dict[SeatId, tuple[bytes, date]] = field(default_factory=dict)
    spent: set[bytes] = field(default_factory=set)
    marks: set[str] = field(default_factory=set)
    unit_rows: UnitRows = field(default_factory=UnitRows)
    box_rows: BoxRows = field(default_factory=BoxRows)

    def copy(self) -> Tables:
        """The same rows in other containers; rows are frozen."""
        return Tables(
            self.people.copy(),
            self.entries.copy(),
            self.manifests.copy(),
            self.inbox.copy(),
            self.units.copy(),
            self.seats.copy(),
            self.codes.copy(),
            self.spent.copy(),
            self.marks.copy(),
            self.unit_rows.copy(),
            self.box_rows.copy(),
        )


class FakeUnits:
    def __init__(self, tables: Tables) -> None:
        self._t = tables

    def put(self, unit: Unit) -> None:
        self._t.units[unit.id] = unit

    def get(self, unit: UnitId) -> Unit | None:
        return self._t.units.get(unit)

    def all(self) -> Sequence[Unit]:
        return sorted(self._t.units.values(), key=lambda unit: unit.name)


class FakeSeats:
    def __init__(self, tables: Tables) -> None:
        self._t = tables

    def put(self, seat: Seat) -> None:
        self._t.seats[seat.id] = seat

    def get(self, seat: SeatId) -> Seat | None:
        return self._t.seats.get(seat)

    def of(self, unit: UnitId | None) -> Sequence[Seat]:
        return sorted(
            (seat for seat in self._t.seats.values() if seat.unit == unit), key=lambda seat: seat.label
        )

    def issued(self, role: Role) -> Mapping[UnitId, int]:
        held = (seat for seat in self._t.seats.values() if seat.issued and seat.role is role)
        return Counter(seat.unit for seat in held if seat.unit is not None)

    def set_code(self, seat: SeatId, digest: bytes, expires_on: date) -> None:
        self._t.codes[seat] = (digest, expires_on)

    def by_code(self, digest: bytes) -> tuple[Seat, date] | None:
        for seat, (known, expires_on) in self._t.codes.items():
            if known == digest:
                return self._t.seats[seat], expires_on
        return None

    def code_expiries(self, unit: UnitId | None) -> Mapping[SeatId, date]:
        return {seat: day for seat, (_, day) in self._t.codes.items() if self._t.seats[seat].unit == unit}

    def spend(self, digest: bytes) -> bool:
        if digest in self._t.spent:
            return False
        self._t.spent.add(digest)
        return True

    def spent(self, digest: bytes) -> bool:
        return digest in self._t.spent

    def has_administrator_joined(self) -> bool:
        return "administrator" in self._t.marks

    def mark_administrator_joined(self) -> None:
        self._t.marks.add("administrator")


class FakeStore:
    """The main database: `begin` opens one transaction at a time, as SQLite does."""

    def __init__(self) -> None:
        self.tables = Tables()
        self.lock = threading.RLock()
        self.open_works = 0
        self.commits = 0
        self.before_commit: Callable[[], None] = lambda: None
        """May raise, as a full disk or a killed process does."""

    def begin(self) -> FakeWork:
        return FakeWork(self)

    def look(self) -> FakeWork:
        """One that only reads."""
        return FakeWork(self, reads=True)


class FakeWork:
    """One transaction; nothing of it stays unless `commit` was said."""

    def __init__(self, store: FakeStore, *, reads: bool = False) -> None:
        self._store = store
        self._reads = reads

    def __enter__(self) -> Self:
        self._store.lock.acquire()
        if self._store.open_works:
            self._store.lock.release()
            raise AssertionError("a second transaction inside the first would wait for ever")
        self._store.open_works += 1
        self._draft()
        return self

    def _draft(self) -> None:
        self._tables = self._store.tables.copy()
        self.people = FakePeople(self._tables)
        self.entries = FakeEntries(self._tables)
        self.manifests = FakeManifests(self._tables)
        self.inbox = FakeInbox(self._tables)
        self.units = FakeUnits(self._tables)
        self.seats = FakeSeats(self._tables)
        self.policies = FakePolicies(self._tables.unit_rows)
        self.comments = FakeComments(self._tables.unit_rows)
        self.contacts = FakeContacts(self._tables.unit_rows)
        self.confirmations = FakeConfirmations(self._tables.unit_rows)
        self.outcomes = FakeOutcomes(self._tables.unit_rows)
        self.releases = FakeReleaseLog(self._tables.box_rows)
        self.floors = FakeFloors(self._tables.box_rows)
        self.marks = FakeMarks(self._tables.box_rows)
        self.duties = FakeDuties(self._tables.box_rows)
        self.audit = FakeAuditLog(self._tables.box_rows)
        self.keeping = FakeKeeping(self._tables.box_rows)

    def commit(self) -> None:
        if self._reads:
            raise AssertionError("this transaction only reads")
        self._store.before_commit()
        self._store.tables = self._tables
        self._store.commits += 1
        self._draft()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.open_works -= 1
        self._store.lock.release()


class FakeSlots:
    """The key slots' own file."""

    def __init__(self) -> None:
        self.slots: dict[tuple[PersonId, str], Slot] = {}
        self.wrapped: dict[tuple[PersonId, str], WrappedKey] = {}
        self.before_write: Callable[[], None] = lambda: None
        """May raise, as a full disk or a killed process does."""

    def get(self, person: PersonId, kind: str) -> Slot | None:
        return self.slots.get((person, kind))

    def keys(self, person: PersonId) -> Sequence[WrappedKey]:
        return [row for (owner, _), row in self.wrapped.items() if owner == person]

    def write(
        self,
        person: PersonId,
        slots: Sequence[Slot] = (),
        keys: Sequence[WrappedKey] = (),
        drop_keys: Sequence[str] = (),
    ) -> None:
        self.before_write()
        self.slots.update({(person, slot.kind): slot for slot in slots})
        self.wrapped.update({(person, key.name): key for key in keys})
        for name in drop_keys:
            self.wrapped.pop((person, name), None)

    def shred(self, person: PersonId) -> None:
        self.before_write()
        self.slots = {key: row for key, row in self.slots.items() if key[0] != person}
        self.wrapped = {key: row for key, row in self.wrapped.items() if key[0] != person}
