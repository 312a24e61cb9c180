"""Which database the tests give to every installation: the file, or with ENGINE=postgresql a server's.

A test opens an installation by its folder, as with the file. On a server each new folder gets a fresh
database of its own, and its `wellbeing.toml` names it, as an installer would: the real command finds it too.
"""

from __future__ import annotations

import atexit
import os
import sqlite3
import tomllib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import psycopg
import pytest

from tests.tools import postgres
from wellbeing.settings import FILE_NAME, Settings
from wellbeing.storage import opening
from wellbeing.storage.engine import PATIENCE
from wellbeing.storage.opening import Storage

ENGINE: Final = os.environ.get("ENGINE", "sqlite")
ON_SERVER: Final = ENGINE == "postgresql"
_RUNNING: Final = "TEST_CLUSTER"
"""In the environment of the processes that tests start: where the server is."""
_made: list[str] = []

only_in_a_file = pytest.mark.skipif(ON_SERVER, reason="it is about the SQLite file itself")
"""For tests of what SQLite alone does, such as its pragmas, its journal or bytes in its file."""


@cache
def cluster() -> postgres.Cluster:
    """The server of this run: started by whoever asks first, and stopped with them."""
    if _RUNNING in os.environ:
        folder, _, port = os.environ[_RUNNING].rpartition(":")
        return postgres.Cluster.running(Path(folder), int(port))
    reason = postgres.missing()
    if reason:
        pytest.skip(reason)
    one = postgres.Cluster().__enter__()
    atexit.register(one.__exit__, None, None, None)
    os.environ[_RUNNING] = f"{one.folder}:{one.port}"
    return one


def url_for(folder: Path) -> str:
    """What `database_url` is for an installation in this folder; "" where the file in it is used."""
    if not ON_SERVER:
        return ""
    file = folder / FILE_NAME
    if file.exists():
        written = tomllib.loads(file.read_text(encoding="utf-8")).get("database_url")
        if written is not None:
            return str(written)
    url = cluster().database()
    _made.append(url)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as out:
        out.write(f'database_url = "{url}"\n')
    return url


def open_storage(folder: Path, *, migrating: bool = True, patience: float = PATIENCE) -> Storage:
    """The storage of an installation in this folder."""
    return opening.open_storage(folder, url_for(folder), migrating=migrating, patience=patience)


def settings_for(data: Path, **others: Any) -> Settings:
    """The settings of an installation in this folder."""
    return Settings(data=data, database_url=url_for(data), **others)


def drop_what_was_made() -> None:
    """Take away every database that was made since the last call."""
    while _made:
        cluster().drop(_made.pop())


@contextmanager
def main_database(folder: Path) -> Iterator[Callable[..., list[tuple[Any, ...]]]]:
    """What asks the main database of an installation past the app; values look as they do in the file."""
    url = url_for(folder)
    if not url:
        with closing(sqlite3.connect(folder / opening.MAIN_FILE, isolation_level=None)) as file:
            yield lambda query, values=(): file.execute(query, values).fetchall()
        return
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as there:

        def ask(query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
            found = there.execute(query.replace("?", "%s"), values)
            return [as_in_a_file(row) for row in found.fetchall()] if found.description else []

        yield ask


def as_in_a_file(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row with its values as SQLite keeps them: ids as 16 bytes, days as text, yes and no as numbers."""
    return tuple(
        value.bytes
        if isinstance(value, UUID)
        else value.isoformat()
        if isinstance(value, date)
        else int(value)
        if isinstance(value, bool)
        else value
        for value in row
    )


def tables_of(folder: Path) -> dict[str, tuple[list[str], list[str]]]:
    """The columns and the primary key of every table of the main database, by its name."""
    found = {}
    with main_database(folder) as ask:
        if not ON_SERVER:
            for (name,) in ask("SELECT name FROM sqlite_master WHERE type = 'table'"):
                info = ask(f"PRAGMA table_info({name})")
                found[name] = ([row[1] for row in info], [row[1] for row in info if row[5]])
            return found
        names = ask("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        for (name,) in names:
            columns = ask(
                "SELECT column_name FROM information_schema.columns"
                " WHERE table_name = ? ORDER BY ordinal_position",
                (name,),
            )
            keys = ask(
                "SELECT attname FROM pg_index JOIN pg_attribute"
                " ON attrelid = indrelid AND attnum = ANY(indkey)"
                " WHERE indisprimary AND indrelid = ?::regclass ORDER BY array_position(indkey, attnum)",
                (name,),
            )
            found[name] = ([one for (one,) in columns], [one for (one,) in keys])
    return found


def places_at_rest(folder: Path) -> list[Path]:
    """Every place where an installation leaves bytes: its folder, and all that its server keeps."""
    return [folder, cluster().data, cluster().log] if ON_SERVER else [folder]
