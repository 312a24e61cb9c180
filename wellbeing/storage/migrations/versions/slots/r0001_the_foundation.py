"""The foundation: a person's data key behind each of their secrets, and the keys behind it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from wellbeing.domain.errors import NothingOlder

revision = "0001_the_foundation"
down_revision = None

UUID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "slots",
        sa.Column("person_id", UUID, primary_key=True),
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("params", sa.LargeBinary),
        sa.Column("salt", sa.LargeBinary, nullable=False),
        sa.Column("verifier", sa.LargeBinary, nullable=False),
        sa.Column("wrapped", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "keys",
        sa.Column("person_id", UUID, primary_key=True),
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("wrapped", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise NothingOlder  # below the foundation there is nothing that could be kept
