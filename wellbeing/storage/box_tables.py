"""The one table of `boxes.db`, the file that forgets and is in no backup: sealed boxes and nothing else."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import LargeBinary
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from wellbeing.storage.columns import UuidColumn


class BoxTables(DeclarativeBase):
    """The tables of the boxes."""

    type_annotation_map = {UUID: UuidColumn, bytes: LargeBinary}  # noqa: RUF012


class BoxesTable(BoxTables):
    """One sealed box for each group and period, of a size that follows from the roster alone."""

    __tablename__ = "boxes"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012
    group_id: Mapped[UUID] = mapped_column(primary_key=True)
    period: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body: Mapped[bytes]
