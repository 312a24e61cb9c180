"""Whoever looks through a database file past SQLite must not let go of the locks that SQLite holds on it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from wellbeing.storage.past import Past

WRITE = """
import sqlite3, sys
try:
    sqlite3.connect(sys.argv[1], timeout=0).execute("BEGIN EXCLUSIVE")
except sqlite3.OperationalError as error:
    print(error)
else:
    print("written")
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "slots.db"
    with closing(sqlite3.connect(made)) as database:
        database.execute("CREATE TABLE keys (wrapped BLOB)")
        database.execute("INSERT INTO keys VALUES (?)", (b"k" * 40,))
        database.commit()
    return made


@pytest.fixture
def reader(file: Path) -> Iterator[sqlite3.Connection]:
    """One of our threads, in the middle of a read."""
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("BEGIN")
        assert database.execute("SELECT count(*) FROM keys").fetchone() == (1,)
        yield database


def another_process_writes(file: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", WRITE, str(file)], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_nobody_writes_while_we_read_and_look(file: Path, reader: sqlite3.Connection) -> None:
    past = Past(file)
    assert b"k" * 40 in past.read()
    assert another_process_writes(file) == "database is locked"


def test_the_usual_way_would_let_somebody_write(file: Path, reader: sqlite3.Connection) -> None:
    assert b"k" * 40 in file.read_bytes()
    assert another_process_writes(file) == "written"


def test_what_is_in_the_journal_is_seen_too(file: Path) -> None:
    past = Past(file)
    file.with_name(file.name + "-journal").write_bytes(b"left over")
    assert b"left over" in past.read()
