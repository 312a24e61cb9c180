"""What units say to their people, in memory, with the manners of the real stores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from wellbeing.domain.errors import PolicyWaiting
from wellbeing.domain.people import UnitId
from wellbeing.services.unit_ports import CommentRow, ConfirmationRow, ContactRow, OutcomeRow, PolicyRow


@dataclass
class UnitRows:
    """The tables of what units say."""

    policies: dict[tuple[UnitId, int], PolicyRow] = field(default_factory=dict)
    comments: dict[tuple[UnitId, int, UUID], CommentRow] = field(default_factory=dict)
    contacts: dict[tuple[UnitId, UUID], ContactRow] = field(default_factory=dict)
    confirmations: dict[tuple[UnitId, str, bytes], ConfirmationRow] = field(default_factory=dict)
    outcomes: dict[tuple[UnitId, UUID], OutcomeRow] = field(default_factory=dict)

    def copy(self) -> UnitRows:
        """The same rows in other containers; rows are frozen."""
        return UnitRows(
            self.policies.copy(),
            self.comments.copy(),
            self.contacts.copy(),
            self.confirmations.copy(),
            self.outcomes.copy(),
        )


class FakePolicies:
    def __init__(self, rows: UnitRows) -> None:
        self._r = rows

    def add(self, row: PolicyRow) -> None:
        if (row.unit, row.version) in self._r.policies:
            raise PolicyWaiting
        self._r.policies[row.unit, row.version] = row

    def of(self, unit: UnitId) -> Sequence[PolicyRow]:
        rows = [row for row in self._r.policies.values() if row.unit == unit]
        return sorted(rows, key=lambda row: row.version)

    def withdraw(self, unit: UnitId, version: int) -> None:
        if row := self._r.policies.get((unit, version)):
            self._r.policies[unit, version] = replace(row, withdrawn=True)


class FakeComments:
    def __init__(self, rows: UnitRows) -> None:
        self._r = rows

    def add(self, row: CommentRow) -> None:
        self._r.comments[row.unit, row.version, row.id] = row

    def of(self, unit: UnitId, version: int) -> Sequence[CommentRow]:
        rows = [row for row in self._r.comments.values() if (row.unit, row.version) == (unit, version)]
        return sorted(rows, key=lambda row: row.id)

    def remove_closed(self, before: date) -> int:
        closed = {
            key for key, row in self._r.policies.items() if row.comments_until and row.comments_until < before
        }
        gone = [key for key in self._r.comments if key[:2] in closed]
        for key in gone:
            del self._r.comments[key]
        return len(gone)


class FakeContacts:
    def __init__(self, rows: UnitRows) -> None:
        self._r = rows

    def put(self, row: ContactRow) -> None:
        self._r.contacts[row.unit, row.id] = row

    def of(self, unit: UnitId) -> Sequence[ContactRow]:
        return [row for row in self.all() if row.unit == unit]

    def all(self) -> Sequence[ContactRow]:
        return sorted(self._r.contacts.values(), key=lambda row: (row.unit, row.position, row.id))

    def remove(self, unit: UnitId, contact: UUID) -> None:
        self._r.contacts.pop((unit, contact), None)


class FakeConfirmations:
    def __init__(self, rows: UnitRows) -> None:
        self._r = rows

    def put(self, row: ConfirmationRow) -> None:
        self._r.confirmations[row.unit, row.line_id, row.mark] = row

    def of(self, unit: UnitId) -> Sequence[ConfirmationRow]:
        rows = [row for row in self._r.confirmations.values() if row.unit == unit]
        return sorted(rows, key=lambda row: (row.line_id, row.confirmed_on, row.mark))

    def remove(self, unit: UnitId, line_id: str) -> None:
        for key in [key for key in self._r.confirmations if key[:2] == (unit, line_id)]:
            del self._r.confirmations[key]


class FakeOutcomes:
    def __init__(self, rows: UnitRows) -> None:
        self._r = rows

    def add(self, row: OutcomeRow) -> None:
        self._r.outcomes[row.unit, row.id] = row

    def of(self, unit: UnitId) -> Sequence[OutcomeRow]:
        rows = [row for row in self._r.outcomes.values() if row.unit == unit]
        return sorted(rows, key=lambda row: (-row.posted_on.toordinal(), row.id))

    def remove(self, unit: UnitId, outcome: UUID) -> None:
        self._r.outcomes.pop((unit, outcome), None)
