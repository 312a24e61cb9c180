"""The foundation: one sealed box for each group and period."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from wellbeing.domain.errors import NothingOlder

revision = "0001_the_foundation"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "boxes",
        sa.Column("group_id", sa.LargeBinary(16), primary_key=True),
        sa.Column("period", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise NothingOlder  # below the foundation there is nothing that could be kept
