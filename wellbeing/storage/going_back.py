"""The way back after a migration: to the schema from before, with the very rows from before, or not at all.

A program of an older version cannot read what a newer one has sealed, and nobody here can seal it anew. No
schema shows that. So it is not enough that the older tables have room for every row: each row has to be the
one in the copy that was made before the migration.

The key slots and the boxes have had one schema only. Whoever gives them a second one decides about them here.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from wellbeing.domain.errors import NothingOlder, SchemaNewer, SchemaOlder, WrittenSince
from wellbeing.storage.carrying import same
from wellbeing.storage.engine import looking, open_engine
from wellbeing.storage.migrations import MAIN, SchemaState, copy_before, downgrade, schema_state, stamped


def go_back(engine: Engine, beside: Path) -> str:
    """Bring the main database back to the revision it had; in one transaction, so run it again if cut short.

    Args:
        engine: the main database.
        beside: what a file with the same data is called: the copy from before lies next to it.

    Returns:
        The revision that it has now, which may be the one it had already.

    Raises:
        WrittenSince: it holds other rows than the copy; nothing was changed.
        NothingOlder: there is no copy.
        SchemaNewer, SchemaOlder: it belongs to a newer version, or is empty.
        Unfit: one of the two cannot be used.
    """
    state = schema_state(engine, MAIN)
    if state is SchemaState.NEWER:
        raise SchemaNewer
    with looking(engine).connect() as connection:
        now = stamped(connection)
    if state is not SchemaState.CURRENT:
        if not now:
            raise SchemaOlder
        return now
    file = copy_before(beside, MAIN)
    if not file.exists():
        raise NothingOlder
    copy = open_engine(file)
    try:
        with looking(copy).connect() as before, engine.begin() as connection:
            revision = stamped(before)
            downgrade(connection, MAIN, revision)
            if not same(before, connection):
                raise WrittenSince
        return revision
    finally:
        copy.dispose()
