"""What may be wrong with an installation: how each is brought about, and what is then said at the start."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

from tests.tools import engines
from tests.tools.postgres import ROLE, name_of
from wellbeing.domain import errors
from wellbeing.domain.errors import HarbourError

MAIN, SLOTS, PEPPER = "wellbeing.db", "slots.db", "keys/pepper"
NOISE = b"this is no database " * 500
Breaking = Callable[[Path], AbstractContextManager[None]]
"""Takes a data folder. What it does to a server is undone at the end; files are put back by who asks."""


def _file(change: Callable[[Path], object]) -> Breaking:
    @contextmanager
    def breaking(data: Path) -> Iterator[None]:
        change(data)
        yield

    return breaking


def written(name: str, content: bytes) -> Breaking:
    return _file(lambda data: (data / name).write_bytes(content))


def cut(name: str) -> Breaking:
    return _file(lambda data: os.truncate(data / name, (data / name).stat().st_size // 2 + 100))


def gone(name: str) -> Breaking:
    return _file(lambda data: (data / name).unlink())


@_file
def closed(data: Path) -> None:
    for path in (data, *data.rglob("*")):
        path.chmod(0o500 if path.is_dir() else 0o400)


@_file
def newer_slots(data: Path) -> None:
    with closing(sqlite3.connect(data / SLOTS)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")


@contextmanager
def newer_main(data: Path) -> Iterator[None]:
    with engines.main_database(data) as ask:
        ((version,),) = ask("SELECT version_num FROM alembic_version")
        ask("UPDATE alembic_version SET version_num = '9999'")
    yield
    with engines.main_database(data) as ask:
        ask("UPDATE alembic_version SET version_num = ?", (version,))


# ------------------------------------------------------------------ of a server
@contextmanager
def away(_data: Path) -> Iterator[None]:
    """The whole server is stopped."""
    with engines.server_away():
        yield


@contextmanager
def renamed(data: Path) -> Iterator[None]:
    """There is no database of this name."""
    name = name_of(engines.url_for(data))
    engines.cluster().ask(f"ALTER DATABASE {name} RENAME TO {name}_gone")
    yield
    engines.cluster().ask(f"ALTER DATABASE {name}_gone RENAME TO {name}")


@contextmanager
def emptied(data: Path) -> Iterator[None]:
    """There is an empty one of this name."""
    url = engines.url_for(data)
    with renamed(data):
        engines.cluster().ask(f"CREATE DATABASE {name_of(url)} OWNER {ROLE}")
        yield
        assert not engines.tables_of(data), "it is as empty as it was"
        engines.cluster().drop(url)


@contextmanager
def read_only(data: Path) -> Iterator[None]:
    """It may only be read, as one that stands by for another."""

    def becomes(setting: str) -> None:
        name, server = name_of(engines.url_for(data)), engines.cluster()
        server.ask(f"ALTER DATABASE {name} SET default_transaction_read_only = {setting}")
        server.ask(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")

    becomes("on")
    yield
    becomes("off")


def _pages(change: Callable[[Path], object]) -> Breaking:
    """Do something to the file of each table while the server is stopped."""

    @contextmanager
    def breaking(data: Path) -> Iterator[None]:
        server = engines.cluster()
        with engines.main_database(data) as ask:
            found = ask(
                "SELECT pg_relation_filepath(oid) FROM pg_class WHERE relkind = 'r' AND relowner <> 10"
            )
        files = [server.data / str(one) for (one,) in found]
        server.stop()
        held = {one: one.read_bytes() for one in files if one.stat().st_size}
        for one in held:
            change(one)
        server.start()
        yield
        server.stop()
        for one, content in held.items():
            one.write_bytes(content)
            server.give(one)
        server.start()

    return breaking


def _spoil(file: Path) -> None:
    with file.open("r+b") as page:
        page.seek(4000)
        page.write(b"\xff" * 64)


_OF_A_FILE: dict[str, tuple[Breaking, type[HarbourError]]] = {
    "damaged main": (written(MAIN, NOISE), errors.DatabaseDamaged),
    "half of main": (cut(MAIN), errors.DatabaseDamaged),
    "main is gone": (gone(MAIN), errors.DatabaseDamaged),
    "main is empty": (written(MAIN, b""), errors.DatabaseDamaged),
}
_OF_A_SERVER: dict[str, tuple[Breaking, type[HarbourError]]] = {
    "damaged main": (_pages(_spoil), errors.DatabaseDamaged),
    "tables of main are gone": (_pages(Path.unlink), errors.DatabaseDamaged),
    "main is gone": (renamed, errors.DatabaseRefused),
    "main is empty": (emptied, errors.DatabaseEmpty),
    "main is away": (away, errors.DatabaseAway),
}
BROKEN: dict[str, tuple[Breaking, type[HarbourError]]] = {
    **(_OF_A_SERVER if engines.ON_SERVER else _OF_A_FILE),
    "newer main": (newer_main, errors.SchemaNewer),
    "newer slots": (newer_slots, errors.SchemaNewer),
    "damaged slots": (written(SLOTS, NOISE), errors.DatabaseDamaged),
    "half of slots": (cut(SLOTS), errors.DatabaseDamaged),
    "slots are gone": (gone(SLOTS), errors.DatabaseDamaged),
    "pepper is gone": (gone(PEPPER), errors.PepperMissing),
    "another pepper": (written(PEPPER, bytes(32)), errors.PepperWrong),
    "half a pepper": (written(PEPPER, bytes(16)), errors.PepperWrong),
    "read-only": (closed, errors.FolderReadOnly),
}
"""By what is wrong: how it is brought about, and the error whose sentence is said."""
UNREADABLE = {*(_OF_A_SERVER if engines.ON_SERVER else _OF_A_FILE)}
"""Those of which the main database cannot be asked any more."""
