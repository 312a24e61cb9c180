"""The two tables of `slots.db`, the file that forgets: what opens a person's entries, wrapped."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from wellbeing.storage.columns import UuidColumn


class SlotTables(DeclarativeBase):
    """The tables of the key slots."""

    type_annotation_map = {UUID: UuidColumn, bytes: LargeBinary, str: String}  # noqa: RUF012


class SlotsTable(SlotTables):
    """The data key of a person, wrapped once by each of their secrets."""

    __tablename__ = "slots"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    params: Mapped[bytes | None]
    salt: Mapped[bytes]
    verifier: Mapped[bytes]
    wrapped: Mapped[bytes]


class KeysTable(SlotTables):
    """The other keys of a person, wrapped by the data key."""

    __tablename__ = "keys"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    wrapped: Mapped[bytes]
