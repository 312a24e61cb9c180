"""What units say to their people: policies with comments, contacts, checked crisis lines, and outcomes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from wellbeing.storage.migrations.dropping import drop_empty

revision = "0002_what_units_say"
down_revision = "0001_the_foundation"

UUID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")


def _unit() -> sa.Column[object]:
    reference = sa.ForeignKey("units.id", deferrable=True, initially="DEFERRED")
    return sa.Column("unit_id", UUID, reference, primary_key=True)


def upgrade() -> None:
    op.create_table(
        "policies",
        _unit(),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("effective_from", sa.Date, nullable=False),
        sa.Column("published_on", sa.Date, nullable=False),
        sa.Column("comments_until", sa.Date),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("note", sa.String, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "comments",
        _unit(),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", UUID, primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "contacts",
        _unit(),
        sa.Column("id", UUID, primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("body", sa.String, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "confirmations",
        _unit(),
        sa.Column("line_id", sa.String, primary_key=True),
        sa.Column("mark", sa.LargeBinary, primary_key=True),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("confirmed_on", sa.Date, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outcomes",
        _unit(),
        sa.Column("id", UUID, primary_key=True),
        sa.Column("posted_on", sa.Date, nullable=False),
        sa.Column("body", sa.String, nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    drop_empty("policies", "comments", "contacts", "confirmations", "outcomes")
