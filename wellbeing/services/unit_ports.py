"""The shapes that services ask of storage for what units say to their people; parts of `ports.UnitOfWork`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from wellbeing.domain.people import UnitId
from wellbeing.vault.sealed import Sealed


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """One version of a unit's policy; the file form of `domain.policy` is its body."""

    unit: UnitId
    version: int
    """From 1, without gaps."""
    effective_from: date
    published_on: date
    comments_until: date | None
    """The last day on which its people may comment; None when comments were not asked for."""
    body: str
    note: str
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class CommentRow:
    """One unsigned comment on an announced policy."""

    unit: UnitId
    version: int
    id: UUID
    body: Sealed[Any]


@dataclass(frozen=True, slots=True)
class ContactRow:
    """Somebody or some place that a unit names to its people."""

    unit: UnitId
    id: UUID
    position: int
    body: str


@dataclass(frozen=True, slots=True)
class ConfirmationRow:
    """That one of a unit's configurators has checked a crisis line."""

    unit: UnitId
    line_id: str
    mark: bytes = field(repr=False)
    """The seat's `crypto.tags.confirmation_mark`: tells two apart, and not whose they are."""
    digest: bytes = field(repr=False)
    """Of what was confirmed, so that a changed line is unconfirmed."""
    confirmed_on: date


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """What became of some of a unit's work, in the unit's words."""

    unit: UnitId
    id: UUID
    posted_on: date
    body: str


class Policies(Protocol):
    """The versions of the units' policies; what was published is never changed, only withdrawn."""

    def add(self, row: PolicyRow) -> None:
        """Insert one more version; `PolicyWaiting` when somebody else has published it meanwhile."""

    def of(self, unit: UnitId) -> Sequence[PolicyRow]:
        """Every version of the unit's policy, the first one first."""

    def withdraw(self, unit: UnitId, version: int) -> None: ...


class Comments(Protocol):
    """Unsigned comments on announced policies."""

    def add(self, row: CommentRow) -> None: ...
    def of(self, unit: UnitId, version: int) -> Sequence[CommentRow]:
        """The comments on a version in the order of their random ids, the same each time."""

    def remove_closed(self, before: date) -> int:
        """Remove the comments on versions whose time for comments was over before this day; how many."""


class Contacts(Protocol):
    """Whom the units name to their people."""

    def put(self, row: ContactRow) -> None: ...
    def of(self, unit: UnitId) -> Sequence[ContactRow]:
        """The unit's contacts in their order."""

    def all(self) -> Sequence[ContactRow]:
        """The contacts of every unit, each unit's in their order."""

    def remove(self, unit: UnitId, contact: UUID) -> None: ...


class Confirmations(Protocol):
    """The crisis lines that units have checked."""

    def put(self, row: ConfirmationRow) -> None:
        """Insert, or replace what the same mark said of the same line."""

    def of(self, unit: UnitId) -> Sequence[ConfirmationRow]: ...
    def remove(self, unit: UnitId, line_id: str) -> None:
        """Remove every confirmation of a line."""


class Outcomes(Protocol):
    """What became of the units' work."""

    def add(self, row: OutcomeRow) -> None: ...
    def of(self, unit: UnitId) -> Sequence[OutcomeRow]:
        """What the unit has posted, the newest day first."""

    def remove(self, unit: UnitId, outcome: UUID) -> None: ...
