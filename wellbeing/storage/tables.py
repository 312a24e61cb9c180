"""Every table of the main database: ids, sealed bodies, and nothing that says when or who.

Rows without rowid and with random ids: the order in which they came cannot be read from the file. Whatever
belongs to a person has the person first in its key, so that it lies together and may be spread by person.
References are checked at commit, in any order of statements, and go with the person they point at.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from wellbeing.storage.columns import SealedColumn, UuidColumn
from wellbeing.vault.sealed import Sealed

_NO_ROWID = {"sqlite_with_rowid": False}


def _of_person() -> ForeignKey:
    return ForeignKey("people.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED")


def _of_unit() -> ForeignKey:
    return ForeignKey("units.id", deferrable=True, initially="DEFERRED")


class Tables(DeclarativeBase):
    """The tables of the main database."""

    type_annotation_map = {UUID: UuidColumn, Sealed[Any]: SealedColumn, bytes: LargeBinary, date: Date}  # noqa: RUF012


class PeopleTable(Tables):
    """Everybody with an account, without a name."""

    __tablename__ = "people"
    __table_args__ = _NO_ROWID
    id: Mapped[UUID] = mapped_column(primary_key=True)
    handle_tag: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]


class EntriesTable(Tables):
    """The sealed entries; the index finds the expired ones without reading every body."""

    __tablename__ = "entries"
    __table_args__ = _NO_ROWID
    person_id: Mapped[UUID] = mapped_column(_of_person(), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    expires_month: Mapped[int] = mapped_column(index=True)
    body: Mapped[Sealed[Any]]


class ManifestsTable(Tables):
    """The sealed lists of entries; the month is that of expiry, and 0 for the list of lists."""

    __tablename__ = "manifests"
    __table_args__ = _NO_ROWID
    person_id: Mapped[UUID] = mapped_column(_of_person(), primary_key=True)
    month: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body: Mapped[Sealed[Any]]


class InboxTable(Tables):
    """What waits for somebody who is locked, sealed to their public half."""

    __tablename__ = "inbox"
    __table_args__ = _NO_ROWID
    person_id: Mapped[UUID] = mapped_column(_of_person(), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    body: Mapped[bytes]


class UnitsTable(Tables):
    """The units as administrators and configurators set them."""

    __tablename__ = "units"
    __table_args__ = _NO_ROWID
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String)
    parent_id: Mapped[UUID | None] = mapped_column(_of_unit())
    country: Mapped[str] = mapped_column(String)
    time_zone: Mapped[str] = mapped_column(String)
    languages: Mapped[str] = mapped_column(String)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    lock_after_minutes: Mapped[int]


class SeatsTable(Tables):
    """The seats; a row is the same whether anyone joined."""

    __tablename__ = "seats"
    __table_args__ = _NO_ROWID
    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[UUID | None] = mapped_column(_of_unit(), index=True)
    role: Mapped[str] = mapped_column(String)
    label: Mapped[str] = mapped_column(String)
    generation: Mapped[int]
    ended_on: Mapped[date | None]
    code_digest: Mapped[bytes | None] = mapped_column(unique=True)
    code_expires_on: Mapped[date | None]


class SpentTable(Tables):
    """Digests of redeemed codes, under another key than those in the seats: the two cannot be matched."""

    __tablename__ = "spent"
    __table_args__ = _NO_ROWID
    digest: Mapped[bytes] = mapped_column(primary_key=True)


class MetaTable(Tables):
    """Facts of the installation: the pepper's check tag, and that an administrator has joined."""

    __tablename__ = "meta"
    __table_args__ = _NO_ROWID
    key: Mapped[str] = mapped_column(String, primary_key=True)
    value: Mapped[bytes]


class PoliciesTable(Tables):
    """The versions of each unit's policy, written by the unit about its work and about nobody in it."""

    __tablename__ = "policies"
    __table_args__ = _NO_ROWID
    unit_id: Mapped[UUID] = mapped_column(_of_unit(), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    effective_from: Mapped[date]
    published_on: Mapped[date]
    comments_until: Mapped[date | None]
    body: Mapped[str] = mapped_column(String)
    note: Mapped[str] = mapped_column(String)
    withdrawn: Mapped[bool]


class CommentsTable(Tables):
    """What officers said of an announced policy: unsigned, all of one size, in the order of random ids."""

    __tablename__ = "comments"
    __table_args__ = _NO_ROWID
    unit_id: Mapped[UUID] = mapped_column(_of_unit(), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    body: Mapped[Sealed[Any]]


class ContactsTable(Tables):
    """Whom a unit names to its people: peers, occupational health, a chaplain."""

    __tablename__ = "contacts"
    __table_args__ = _NO_ROWID
    unit_id: Mapped[UUID] = mapped_column(_of_unit(), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    position: Mapped[int]
    body: Mapped[str] = mapped_column(String)


class ConfirmationsTable(Tables):
    """That a unit has checked a crisis line; the mark tells two confirmations apart, never whose they are."""

    __tablename__ = "confirmations"
    __table_args__ = _NO_ROWID
    unit_id: Mapped[UUID] = mapped_column(_of_unit(), primary_key=True)
    line_id: Mapped[str] = mapped_column(String, primary_key=True)
    mark: Mapped[bytes] = mapped_column(primary_key=True)
    digest: Mapped[bytes]
    confirmed_on: Mapped[date]


class OutcomesTable(Tables):
    """What became of the work, posted by a unit to its people; no author."""

    __tablename__ = "outcomes"
    __table_args__ = _NO_ROWID
    unit_id: Mapped[UUID] = mapped_column(_of_unit(), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    posted_on: Mapped[date]
    body: Mapped[str] = mapped_column(String)


FORMED = text("fact = 'formed'")
ENDED = text("fact IN ('released', 'withheld')")
"""As literals: an index over part of a table only serves a query that says the same words."""


class ReleaseLinesTable(Tables):
    """What leads were ever told, as it was signed; a group's period begins once and ends once."""

    __tablename__ = "release_lines"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    fact: Mapped[str] = mapped_column(String)
    group_id: Mapped[UUID]
    period: Mapped[int] = mapped_column(index=True)
    body: Mapped[str] = mapped_column(String)
    signature: Mapped[bytes]
    __table_args__ = (
        Index("formed_once", "group_id", "period", unique=True, sqlite_where=FORMED, postgresql_where=FORMED),
        Index("ended_once", "group_id", "period", unique=True, sqlite_where=ENDED, postgresql_where=ENDED),
        _NO_ROWID,
    )


class ReleaseUnitsTable(Tables):
    """Which lines of the log are about a group with a unit; a restored log may know units that are gone."""

    __tablename__ = "release_units"
    __table_args__ = _NO_ROWID
    unit_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class FloorsTable(Tables):
    """How many seats a unit wants in its group, from a period on."""

    __tablename__ = "floors"
    __table_args__ = _NO_ROWID
    unit_id: Mapped[UUID] = mapped_column(primary_key=True)
    from_period: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    floor: Mapped[int]


class MarksTable(Tables):
    """Dated remarks of a lead beside the pictures of a team, read by everybody in it; no author."""

    __tablename__ = "marks"
    __table_args__ = _NO_ROWID
    unit_id: Mapped[UUID] = mapped_column(_of_unit(), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    day: Mapped[date]
    words: Mapped[str] = mapped_column(String)


class DutiesTable(Tables):
    """What was done for the people of a unit, as a lead or configurator wrote it down; no author."""

    __tablename__ = "duties"
    __table_args__ = _NO_ROWID
    unit_id: Mapped[UUID] = mapped_column(_of_unit(), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    day: Mapped[date]
    kind: Mapped[str] = mapped_column(String)
    words: Mapped[str] = mapped_column(String)


class AuditLinesTable(Tables):
    """The administrators' records as they were signed: what was done to units and to the installation."""

    __tablename__ = "audit_lines"
    __table_args__ = _NO_ROWID
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body: Mapped[str] = mapped_column(String)
    signature: Mapped[bytes]


class KeepingTable(Tables):
    """How many months a unit keeps entries; units that leave it to their people have no row."""

    __tablename__ = "keeping"
    __table_args__ = _NO_ROWID
    unit_id: Mapped[UUID] = mapped_column(_of_unit(), primary_key=True)
    months: Mapped[int]
