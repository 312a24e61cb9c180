"""The shapes that services ask of storage and of the clock; storage fits them without being imported."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import TracebackType
from typing import Any, Protocol, Self
from uuid import UUID

from wellbeing.domain.days import Month
from wellbeing.domain.people import PersonId, Role, Seat, SeatId, Unit, UnitId
from wellbeing.services.box_ports import AuditLog, Duties, Floors, Keeping, Marks, ReleaseLog
from wellbeing.services.unit_ports import Comments, Confirmations, Contacts, Outcomes, Policies
from wellbeing.vault.sealed import Sealed
from wellbeing.vault.slots import Slot, WrappedKey


@dataclass(frozen=True, slots=True)
class PersonRow:
    """All that stands of a person outside their sealed words."""

    id: PersonId
    handle_tag: bytes = field(repr=False)
    """HMAC of the handle under the pepper, 32 bytes."""
    public_key: bytes = field(repr=False)
    """X25519 public half, 32 bytes: anyone may add while locked, only the owner opens."""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One sealed entry: random id, person, the month it expires, the body, nothing else."""

    id: UUID
    person: PersonId
    expires_month: Month
    body: Sealed[Any]


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """One sealed list of a person's entries that expire in a month; month 0 is the root over the months."""

    person: PersonId
    month: int
    body: Sealed[Any]


@dataclass(frozen=True, slots=True)
class InboxRow:
    """Something added for a person while they were locked, sealed to their public half."""

    id: UUID
    person: PersonId
    body: bytes = field(repr=False)


class People(Protocol):
    """The people of this installation."""

    def add(self, person: PersonRow) -> None: ...
    def get(self, person: PersonId) -> PersonRow | None: ...
    def by_handle(self, tag: bytes) -> PersonRow | None: ...
    def lock(self, person: PersonId) -> bool:
        """Hold the person's row until the end of the work; False when there is none."""

    def rekey(self, person: PersonId, public_key: bytes) -> None:
        """Put another public half in the place of the person's."""

    def remove(self, person: PersonId) -> None: ...
    def count(self) -> int: ...


class Entries(Protocol):
    """Sealed entries, always asked for by their owner."""

    def put(self, entry: EntryRow) -> None:
        """Insert, or replace the row of the same id and person."""

    def get(self, person: PersonId, entry: UUID) -> EntryRow | None: ...
    def of(self, person: PersonId, ids: Sequence[UUID] | None = None) -> Iterator[EntryRow]:
        """All entries of a person, or those of the ids, in no order that means anything."""

    def envelopes(self, person: PersonId, longest: int) -> Sequence[tuple[bytes, bytes]]:
        """The 16 bytes of the id and the envelope of every entry of a person up to so many bytes.

        For opening very many at once.
        """

    def remove(self, person: PersonId, entry: UUID) -> None: ...
    def remove_all(self, person: PersonId) -> int: ...
    def remove_expired(self, before: Month) -> int:
        """Remove the entries and manifest shards of months before this one, for everybody."""


class Manifests(Protocol):
    """The sealed lists that notice a removed, swapped or rolled-back entry."""

    def put(self, *manifests: ManifestRow) -> None: ...
    def get(self, person: PersonId, month: int) -> ManifestRow | None: ...
    def of(self, person: PersonId, *months: int) -> Iterator[ManifestRow]:
        """Those of some months, or all."""

    def remove(self, person: PersonId, month: int) -> None: ...
    def remove_all(self, person: PersonId) -> None: ...


class Inbox(Protocol):
    """What waits for a locked person."""

    def add(self, row: InboxRow) -> None: ...
    def of(self, person: PersonId) -> Iterator[InboxRow]: ...
    def count(self, person: PersonId) -> int: ...
    def remove(self, person: PersonId, row: UUID) -> None: ...
    def remove_all(self, person: PersonId) -> None: ...


class Units(Protocol):
    """The units and their settings."""

    def put(self, unit: Unit) -> None: ...
    def get(self, unit: UnitId) -> Unit | None: ...
    def all(self) -> Sequence[Unit]: ...


class Seats(Protocol):
    """The seats, with the digest of the code on the newest slip."""

    def put(self, seat: Seat) -> None: ...
    def get(self, seat: SeatId) -> Seat | None: ...
    def of(self, unit: UnitId | None) -> Sequence[Seat]:
        """The unit's seats in the order of their labels; None for administrators' seats."""

    def issued(self, role: Role) -> Mapping[UnitId, int]:
        """How many issued seats of a role each unit has; units without one are left out."""

    def set_code(self, seat: SeatId, digest: bytes, expires_on: date) -> None: ...
    def by_code(self, digest: bytes) -> tuple[Seat, date] | None:
        """The seat whose newest slip carries this code, and the last day it may be used."""

    def code_expiries(self, unit: UnitId | None) -> Mapping[SeatId, date]:
        """The last day of the newest code of each of the unit's seats; None for administrators' seats."""

    def spend(self, digest: bytes) -> bool:
        """Remember a spent code; False when it was spent before."""

    def spent(self, digest: bytes) -> bool: ...
    def has_administrator_joined(self) -> bool:
        """Whether the first administrator's code was redeemed (an installation-wide mark, no person)."""

    def mark_administrator_joined(self) -> None: ...


class UnitOfWork(Protocol):
    """One transaction on the main database; it rolls back unless `commit` was said."""

    people: People
    entries: Entries
    manifests: Manifests
    inbox: Inbox
    units: Units
    seats: Seats
    policies: Policies
    comments: Comments
    contacts: Contacts
    confirmations: Confirmations
    outcomes: Outcomes
    releases: ReleaseLog
    floors: Floors
    marks: Marks
    duties: Duties
    audit: AuditLog
    keeping: Keeping

    def commit(self) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Slots(Protocol):
    """The key slots, in a file of their own; each method is one durable transaction."""

    def get(self, person: PersonId, kind: str) -> Slot | None:
        """The slot of kind "passphrase" or "recovery"."""

    def keys(self, person: PersonId) -> Sequence[WrappedKey]: ...
    def write(
        self,
        person: PersonId,
        slots: Sequence[Slot] = (),
        keys: Sequence[WrappedKey] = (),
        drop_keys: Sequence[str] = (),
    ) -> None:
        """Insert or overwrite these slots and keys and drop those names, all or nothing."""

    def shred(self, person: PersonId) -> None:
        """Remove every slot and key of a person so that no wrapped byte stays in the file."""


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""

    def monotonic(self) -> float:
        """Seconds that never step back, for locks and limits."""


Begin = Callable[[], UnitOfWork]
"""Opens a unit of work that may write; on SQLite it takes the write lock at once."""
