"""Which database the tests give to every installation: the file, or with ENGINE=postgresql a server's.

A test opens an installation by its folder, as with the file. On a server each new folder gets a fresh
database of its own, and its `wellbeing.toml` names it, as an installer would: the real command finds it too.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sqlite3
import tomllib
from collections import Counter
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
_NAMES: Final = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
SERVER: Final = "server"
"""Where the files of the server lie in what was taken along."""
_FEW_FILES: Final = {"min_wal_size": "8MB", "max_wal_size": "32MB"}
_made: list[str] = []

only_in_a_file = pytest.mark.skipif(ON_SERVER, reason="it is about the SQLite file itself")
"""For tests of what SQLite alone does, such as its pragmas, its journal or bytes in its file."""
only_on_a_server = pytest.mark.skipif(not ON_SERVER, reason="it is about what a database server keeps")
"""For tests of what a server has and a file has not, such as the transaction that wrote a row."""


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


def watch_for_files() -> list[str]:
    """Note every main database that is made as a file from now on: with a server that is the wrong one."""
    made: list[str] = []
    opens = opening.open_engine

    def noting(where: str | Path, **others: Any) -> Any:
        if isinstance(where, Path) and where.name == opening.MAIN_FILE and not where.exists():
            made.append(str(where))
        return opens(where, **others)

    opening.open_engine = noting
    return made


def url_for(folder: Path) -> str:
    """What `database_url` is for an installation in this folder; "" where the file in it is used."""
    if not ON_SERVER:
        return ""
    if (folder / opening.MAIN_FILE).exists() or folder.is_file():
        return ""  # it was restored as a file, or cannot be made
    file = folder / FILE_NAME
    if file.exists():
        written = tomllib.loads(file.read_text(encoding="utf-8")).get("database_url")
        if written is not None:
            return str(written)
    url = cluster().database()
    _made.append(url)
    name_it(folder, url)
    return url


def name_it(folder: Path, url: str) -> None:
    """Let the settings of an installation name its database."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / FILE_NAME
    with file.open("a", encoding="utf-8") as out:
        out.write(f'database_url = "{url}"\n')
    file.chmod(0o600)


def copied(folder: Path, to: Path, tablespace: str = "") -> Path:
    """A copy of an installation that nobody has open, database included."""
    shutil.copytree(folder, to)
    url = url_for(folder)
    if url:
        fresh = cluster().database(template=postgres.name_of(url), tablespace=tablespace)
        _made.append(fresh)
        file = to / FILE_NAME
        file.write_text(file.read_text(encoding="utf-8").replace(url, fresh), encoding="utf-8")
    return to


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
        for (name,) in ask(_NAMES):
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


def kept_aside(folder: Path, copy: Path) -> Callable[[], None]:
    """Keep the main database as it is now; what is given puts it back, while nobody has it open."""
    if not url_for(folder):
        shutil.copyfile(folder / opening.MAIN_FILE, copy)
        return lambda: shutil.copyfile(copy, folder / opening.MAIN_FILE) and None
    rows_aside(folder, copy)
    return lambda: rows_back(folder, copy)


def rows_aside(folder: Path, to: Path) -> None:
    """Write each table of a server's database into a file of its own."""
    to.mkdir()
    with psycopg.connect(url_for(folder).replace("+psycopg", "")) as there, there.cursor() as cursor:
        for (name,) in cursor.execute(_NAMES).fetchall():
            with cursor.copy(f"COPY {name} TO STDOUT") as told:
                (to / name).write_bytes(b"".join(told))


def rows_back(folder: Path, kept: Path) -> None:
    """Put these tables in the place of what is there."""
    files = sorted(kept.iterdir())
    with psycopg.connect(url_for(folder).replace("+psycopg", "")) as there, there.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(one.name for one in files)}")
        for one in files:
            with cursor.copy(f"COPY {one.name} FROM STDIN") as given:
                given.write(one.read_bytes())


@contextmanager
def server_away() -> Iterator[None]:
    """Stop the server of this run, and start it again."""
    cluster().stop()
    yield
    cluster().start()


@contextmanager
def held(folder: Path, *, from_readers: bool = False) -> Iterator[None]:
    """Hold the main database as another process would that hangs; from writers, or from everybody."""
    with main_database(folder) as ask:
        if ON_SERVER:
            names = ", ".join(name for (name,) in ask(_NAMES))
            ask("BEGIN")
            ask(f"LOCK TABLE {names} IN {'ACCESS ' if from_readers else ''}EXCLUSIVE MODE")
        else:
            ask("BEGIN EXCLUSIVE" if from_readers else "BEGIN IMMEDIATE")
        yield
        ask("ROLLBACK")


@contextmanager
def server_for(folder: Path, **settings: str) -> Iterator[postgres.Cluster | None]:
    """A server for one installation that is yet to be made, all of whose files may be searched; or None.

    It squeezes no value, as a server does with those of two kilobytes or more: in what is squeezed a search
    sees no words, and would pass where a thief reads them.
    """
    if not ON_SERVER:
        yield None
        return
    with postgres.Cluster({**_FEW_FILES, **settings}) as one:
        url = one.database()
        one.ask("UPDATE pg_type SET typstorage = 'e' WHERE typstorage = 'x'", postgres.name_of(url))
        name_it(folder, url)
        yield one


def rows_written(folder: Path) -> Counter[tuple[str, str, str]]:
    """What a server keeps of each row besides its values, and a file does not: table, place, transaction."""
    found: Counter[tuple[str, str, str]] = Counter()
    if ON_SERVER:
        with main_database(folder) as ask:
            for (table,) in ask(_NAMES):
                found.update((table, *row) for row in ask(f"SELECT ctid::text, xmin::text FROM {table}"))
    return found


def places_at_rest(folder: Path, server: postgres.Cluster | None = None) -> list[Path]:
    """Every place where an installation leaves bytes: its folder, and all that its server keeps."""
    if not ON_SERVER:
        return [folder]
    there = server or cluster()
    there.ask("CHECKPOINT")  # what it still holds in memory
    return [folder, there.data, there.log]


def taken_along(folder: Path, to: Path, server: postgres.Cluster | None = None) -> Path:
    """What a thief takes from an installation that may be open: its folder, and everything of its server.

    Of a server that is all its files, and beside them the rows as somebody who starts it would read them, in
    a SQLite file where the main database would be.
    """
    shutil.copytree(folder, to)
    if ON_SERVER:
        assert server is not None, "a server with other databases would be copied whole"
        server.ask("CHECKPOINT")
        shutil.copytree(
            server.data, to / SERVER, ignore=shutil.ignore_patterns("pg_stat_tmp", "postmaster.pid")
        )
        shutil.copy(server.log, to / SERVER)
        read_out(folder, to / opening.MAIN_FILE)
    return to


def read_out(folder: Path, file: Path) -> None:
    """Write all rows of the main database into a SQLite file, each table in the order in which they lie."""
    with closing(sqlite3.connect(file)) as there, there, main_database(folder) as ask:
        for name, (columns, primary) in tables_of(folder).items():
            there.execute(f"CREATE TABLE {name} ({', '.join(columns)}, PRIMARY KEY ({', '.join(primary)}))")
            rows = ask(f"SELECT {', '.join(columns)} FROM {name}")
            there.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})", rows)
