"""What teams are told: the log of releases, raised floors, leads' remarks, and what was done for a unit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from wellbeing.storage.migrations.dropping import drop_empty

revision = "0003_what_teams_are_told"
down_revision = "0002_what_units_say"

UUID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")


def _unit() -> sa.Column[object]:
    reference = sa.ForeignKey("units.id", deferrable=True, initially="DEFERRED")
    return sa.Column("unit_id", UUID, reference, primary_key=True)


def _once(name: str, facts: str) -> None:
    where = sa.text(facts)
    op.create_index(
        name,
        "release_lines",
        ["group_id", "period"],
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )


def upgrade() -> None:
    op.create_table(
        "release_lines",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("fact", sa.String, nullable=False),
        sa.Column("group_id", UUID, nullable=False),
        sa.Column("period", sa.Integer, nullable=False),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_release_lines_period", "release_lines", ["period"])
    _once("formed_once", "fact = 'formed'")
    _once("ended_once", "fact IN ('released', 'withheld')")
    op.create_table(
        "release_units",
        sa.Column("unit_id", UUID, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "floors",
        sa.Column("unit_id", UUID, primary_key=True),
        sa.Column("from_period", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("floor", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "marks",
        _unit(),
        sa.Column("id", UUID, primary_key=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("words", sa.String, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "duties",
        _unit(),
        sa.Column("id", UUID, primary_key=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("words", sa.String, nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    drop_empty("release_lines", "release_units", "floors", "marks", "duties")
