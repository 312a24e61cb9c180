"""How a database of any older version becomes one of this version; configured here, not in a file."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from wellbeing.domain.errors import SchemaNewer
from wellbeing.storage.driver_errors import translated
from wellbeing.storage.engine import LOOKING, file_of
from wellbeing.storage.slots import overwrite

_HERE: Final = Path(__file__).parent
MAIN: Final = _HERE / "versions" / "main"
"""The revisions of the main database."""
SLOTS: Final = _HERE / "versions" / "slots"
"""The revisions of `slots.db`."""
BOXES: Final = _HERE / "versions" / "boxes"
"""The revisions of `boxes.db`."""

BEFORE: Final = ".before-"
"""In the name of a copy that was made before a migration."""

_ALEMBIC = threading.Lock()  # alembic keeps the migration it runs in globals


class SchemaState(StrEnum):
    """Where a database stands against this version of the app."""

    EMPTY = "empty"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


def schema_state(engine: Engine, versions: Path) -> SchemaState:
    """Whether the database is empty, older, current or newer than the revisions in this folder."""
    with engine.connect().execution_options(**{LOOKING: True}) as connection:
        return _state(connection, versions)


def newest_revision(versions: Path) -> str:
    """The name of the newest revision in this folder."""
    return ScriptDirectory.from_config(_config(versions)).get_current_head() or ""


def migrate(engine: Engine, versions: Path, beside: Path | None = None) -> Path | None:
    """Bring a database to the newest revision, in one transaction; run it again after an interruption.

    Args:
        engine: the database.
        versions: its revisions.
        beside: what a file with the same data would be called: the copy of a server's database goes there.

    Returns:
        The copy that was made before an older database was touched, if one was.

    Raises:
        SchemaNewer: the database belongs to a newer version of the app; it is left as it is.
        Unfit: there is no room for the copy; nothing is left of it, and the database is as it was.
    """
    state = schema_state(engine, versions)
    if state is SchemaState.NEWER:
        raise SchemaNewer
    if state is SchemaState.CURRENT:
        return None
    copy = _copy(engine, versions, beside) if state is SchemaState.OLDER else None
    with engine.begin() as connection:
        # Another process may have migrated meanwhile; then there is nothing left to do, and alembic knows.
        upgrade(connection, versions, "head")
    return copy


def upgrade(connection: Connection, versions: Path, revision: str) -> None:
    """Run the migrations up to a revision, in the transaction of this connection."""
    with _ALEMBIC:
        config = _config(versions)
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def downgrade(connection: Connection, versions: Path, revision: str) -> None:
    """Take back every migration after a revision, in the transaction of this connection.

    Raises:
        WrittenSince: something stands in what would go; roll back.
        NothingOlder: that is below the foundation.
    """
    with _ALEMBIC:
        config = _config(versions)
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def stamped(connection: Connection) -> str:
    """The revision of a database as it says itself; "" when it has none."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def copy_before(file: Path, versions: Path) -> Path:
    """Where the copy lies that is made before a database becomes one of the newest revision."""
    return file.with_name(f"{file.name}{BEFORE}{newest_revision(versions)}")


def _state(connection: Connection, versions: Path) -> SchemaState:
    scripts = ScriptDirectory.from_config(_config(versions))
    stamped = MigrationContext.configure(connection).get_current_heads()
    if not stamped:
        return SchemaState.EMPTY
    if stamped == tuple(scripts.get_heads()):
        return SchemaState.CURRENT
    known = {revision.revision for revision in scripts.walk_revisions()}
    return SchemaState.OLDER if known.issuperset(stamped) else SchemaState.NEWER


def _config(versions: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.set_main_option("version_locations", str(versions).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    return config


def _copy(engine: Engine, versions: Path, beside: Path | None) -> Path | None:
    file = file_of(engine) or beside
    if file is None:
        return None
    target = copy_before(file, versions)
    _drop(target)
    if file_of(engine) is None:
        from wellbeing.storage.carrying import carry_into_file  # which runs migrations itself

        with engine.connect().execution_options(**{LOOKING: True}) as connection, connection.begin():
            carry_into_file(connection, target)
        return target
    target.touch(mode=0o600)
    try:
        # SQLite's own backup, from a connection of ours: it takes the locks that a file copy would not.
        with (
            engine.connect().execution_options(**{LOOKING: True}) as connection,
            closing(sqlite3.connect(target)) as copy,
        ):
            copy.execute("PRAGMA journal_mode=OFF")  # an unfinished copy is thrown away whole
            source = connection.connection.driver_connection
            assert isinstance(source, sqlite3.Connection)
            source.backup(copy)
    except BaseException as error:
        _drop(target)
        if isinstance(error, sqlite3.Error):
            raise (translated(error) or error) from None
        raise
    return target


def _drop(copy: Path) -> None:
    """Remove a copy, whole or not; one of the key slots leaves no key behind on the disk."""
    overwrite(copy)
    copy.unlink(missing_ok=True)
