"""How a revision is taken back: the tables that it brought go, as long as nothing stands in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from wellbeing.domain.errors import WrittenSince


def drop_empty(*names: str) -> None:
    """Take tables away, and their indexes with them.

    Raises:
        WrittenSince: something stands in one of them; all of them stay.
    """
    connection = op.get_bind()
    for name in names:
        if connection.dialect.name == "postgresql":  # in a file nobody else writes meanwhile anyway
            connection.execute(sa.text(f"LOCK TABLE {name} IN ACCESS EXCLUSIVE MODE"))
        if connection.execute(sa.select(sa.literal(1)).select_from(sa.table(name)).limit(1)).first():
            raise WrittenSince
    for name in names:
        op.drop_table(name)
