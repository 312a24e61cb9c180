"""The foundation: people, their sealed entries, and the units and seats."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from wellbeing.domain.errors import NothingOlder

revision = "0001_the_foundation"
down_revision = None

UUID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")


def _person() -> sa.Column[object]:
    reference = sa.ForeignKey("people.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED")
    return sa.Column("person_id", UUID, reference, primary_key=True)


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("id", UUID, primary_key=True),
        sa.Column("handle_tag", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "entries",
        _person(),
        sa.Column("id", UUID, primary_key=True),
        sa.Column("expires_month", sa.Integer, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_entries_expires_month", "entries", ["expires_month"])
    op.create_table(
        "manifests",
        _person(),
        sa.Column("month", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "inbox",
        _person(),
        sa.Column("id", UUID, primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "units",
        sa.Column("id", UUID, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("parent_id", UUID, sa.ForeignKey("units.id", deferrable=True, initially="DEFERRED")),
        sa.Column("country", sa.String, nullable=False),
        sa.Column("time_zone", sa.String, nullable=False),
        sa.Column("languages", sa.String, nullable=False),
        sa.Column("starts_on", sa.Date),
        sa.Column("ends_on", sa.Date),
        sa.Column("lock_after_minutes", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "seats",
        sa.Column("id", UUID, primary_key=True),
        sa.Column("unit_id", UUID, sa.ForeignKey("units.id", deferrable=True, initially="DEFERRED")),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("label", sa.String, nullable=False),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.Column("ended_on", sa.Date),
        sa.Column("code_digest", sa.LargeBinary, unique=True),
        sa.Column("code_expires_on", sa.Date),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_seats_unit_id", "seats", ["unit_id"])
    op.create_table("spent", sa.Column("digest", sa.LargeBinary, primary_key=True), sqlite_with_rowid=False)
    op.create_table(
        "meta",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("value", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise NothingOlder  # below the foundation there is nothing that could be kept
