"""A real server whose memory and files a test may look into while it runs."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import count
from multiprocessing.connection import Client, Connection
from pathlib import Path
from typing import Any

from tests.tools import engines
from tests.tools.joining import Walker
from tests.tools.run_cheap import HURRIED
from tests.tools.server import Server

Key = tuple[str, tuple[Any, ...]]
"""A table and a row's primary key."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one row."""

    table: str
    key: tuple[Any, ...]
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def kind(self) -> str:
        """Added, removed or changed."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"

    @property
    def row(self) -> dict[str, Any]:
        """The row, as it is or as it was."""
        return self.after or self.before or {}

    @property
    def columns(self) -> set[str]:
        """Which columns are no longer what they were."""
        if self.before is None or self.after is None:
            return set(self.row)
        return {name for name, value in self.after.items() if value != self.before[name]}

    def __repr__(self) -> str:
        """Say where, not what."""
        return f"{self.table} {self.kind} {sorted(self.columns) if self.kind == 'changed' else ''}"


class Rows:
    """Every row of both databases, byte for byte, read past the running server."""

    def __init__(self, data: Path) -> None:
        """Open both; nothing is written to them."""
        main = _OnServer(data) if engines.ON_SERVER else _InFile(data / "wellbeing.db")
        self._files: list[_InFile | _OnServer] = [main, _InFile(data / "slots.db")]
        self._seen: list[tuple[object, dict[Key, dict[str, Any]]]] = [(None, {}), (None, {})]

    def taken(self) -> dict[Key, dict[str, Any]]:
        """All rows by table and key; read anew only when somebody has written."""
        for index, file in enumerate(self._files):
            version = file.version()
            if version != self._seen[index][0]:
                self._seen[index] = (version, dict(file.rows()))
        return {**self._seen[0][1], **self._seen[1][1]}

    def close(self) -> None:
        """Let them go."""
        for file in self._files:
            file.close()


class _InFile:
    """A SQLite file: a reader sees a commit as soon as it has happened, and holds nobody up for long."""

    def __init__(self, path: Path) -> None:
        self._file = sqlite3.connect(
            f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False
        )
        self._file.row_factory = sqlite3.Row

    def version(self) -> object:
        """Another value after every commit of somebody else."""
        return self._file.execute("PRAGMA data_version").fetchone()[0]

    def rows(self) -> Iterator[tuple[Key, dict[str, Any]]]:
        """Every row with its table and key."""
        tables = [row[0] for row in self._file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            primary = [row["name"] for row in self._file.execute(f"PRAGMA table_info({table})") if row["pk"]]
            for row in self._file.execute(f"SELECT * FROM {table}"):
                yield (table, tuple(row[name] for name in primary)), dict(row)

    def close(self) -> None:
        """Let it go."""
        self._file.close()


class _OnServer:
    """The same of a PostgreSQL database, with the values as a file would hold them."""

    def __init__(self, data: Path) -> None:
        self._tables = engines.tables_of(data)
        self._opened = engines.main_database(data)
        self._ask = self._opened.__enter__()

    def version(self) -> object:
        """How far the log is written: no commit leaves it where it was."""
        return self._ask("SELECT pg_current_wal_insert_lsn()::text")

    def rows(self) -> Iterator[tuple[Key, dict[str, Any]]]:
        """Every row with its table and key."""
        for table, (columns, primary) in self._tables.items():
            for values in self._ask(f"SELECT {', '.join(columns)} FROM {table}"):
                row = dict(zip(columns, values, strict=True))
                yield (table, tuple(row[name] for name in primary)), row

    def close(self) -> None:
        """Let it go."""
        self._opened.__exit__(None, None, None)


def changes(before: dict[Key, dict[str, Any]], after: dict[Key, dict[str, Any]]) -> list[Change]:
    """What is different, row by row."""
    if before == after:
        return []
    return [
        Change(key[0], key[1], before.get(key), after.get(key))
        for key in {**before, **after}
        if before.get(key) != after.get(key)
    ]


class ProbedServer(Server):
    """A server started with the probe."""

    def command(self, *words: str) -> list[str]:
        """The command through the runner beside this file."""
        command = super().command(*words)
        command[2] = "tests.promises.support.probed"
        return command


@dataclass
class House:
    """The server, its rows, and a line to its probe."""

    server: ProbedServer
    rows: Rows
    _line: Connection = field(repr=False)
    _doors: Iterator[int] = field(default_factory=lambda: count(1), repr=False)
    _walkers: list[Walker] = field(default_factory=list, repr=False)

    @property
    def url(self) -> str:
        """Where it is."""
        return self.server.url

    def ask(self, question: str, *values: Any) -> Any:
        """Ask the probe.

        Raises:
            RuntimeError: the question went wrong over there.
        """
        self._line.send((question, values))
        fine, answer = self._line.recv()
        if not fine:
            raise RuntimeError(answer)
        return answer

    def address(self) -> str:
        """An address that nobody has called from; the server is told to believe X-Forwarded-For."""
        number = next(self._doors)
        return f"198.18.{number // 250}.{number % 250 + 1}"

    def walker(self) -> Walker:
        """A browser of its own, at an address of its own."""
        self._walkers.append(Walker(self.url, address=self.address()))
        return self._walkers[-1]

    def close(self) -> None:
        """Let browsers and files go."""
        for walker in self._walkers:
            walker.__exit__(None, None, None)
        self.rows.close()


@contextmanager
def house(data: Path, *, hops: int = 1, hurried: bool = False, **environment: str) -> Iterator[House]:
    """Start a server on an empty folder; with `hops` it believes so many X-Forwarded-For.

    A `hurried` one has a surplus of events without end, so that one person may say much in many sockets; each
    socket brings no more than any other.
    """
    lobby = Path(tempfile.mkdtemp(prefix="probe"))
    path = str(lobby / "line")
    given = {"PROBE": path, "WELLBEING_TRUSTED_PROXY_HOPS": str(hops), **environment}
    if hurried:
        given[HURRIED] = "1"
    server = ProbedServer(data, environment=given)
    try:
        with server, Client(path, "AF_UNIX") as line, closing(House(server, Rows(data), line)) as one:
            yield one
    finally:
        shutil.rmtree(lobby, ignore_errors=True)


def as_text(value: Any) -> str:
    """Anything as one text to search in."""
    return value if isinstance(value, str) else json.dumps(value, default=repr, ensure_ascii=False)
