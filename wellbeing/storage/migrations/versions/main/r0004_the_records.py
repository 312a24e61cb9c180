"""The administrators' records, and how long units keep entries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from wellbeing.storage.migrations.dropping import drop_empty

revision = "0004_the_records"
down_revision = "0003_what_teams_are_told"

UUID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "audit_lines",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "keeping",
        sa.Column(
            "unit_id",
            UUID,
            sa.ForeignKey("units.id", deferrable=True, initially="DEFERRED"),
            primary_key=True,
        ),
        sa.Column("months", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    # Each program that knows the records begins with a line in them: they are empty until one has started.
    drop_empty("audit_lines", "keeping")
