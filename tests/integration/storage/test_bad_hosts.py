"""A full disk, a read-only folder, a damaged file, a kill: one clear sentence each, and nothing is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.integration.storage.making import add_person, entry, ids
from tests.tools.engines import only_in_a_file, open_storage
from wellbeing.domain.errors import DatabaseDamaged, DiskFull, FolderReadOnly
from wellbeing.storage.opening import Storage

ROOT = Path(__file__).parents[3]


def _apart(module: str, *arguments: str) -> Any:
    command = [sys.executable, "-m", f"tests.integration.storage.{module}", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@only_in_a_file
def test_when_the_disk_is_full(tmp_path: Path) -> None:
    found = _apart("cramped", "full", str(tmp_path / "data"))
    assert found == {"met": ["DiskFull"] * 4, "intact": True, "recovered": True}


@only_in_a_file
def test_when_the_folder_is_read_only(tmp_path: Path) -> None:
    found = _apart("cramped", "readonly", str(tmp_path / "data"))
    assert found == {"met": ["FolderReadOnly"] * 3, "readable": True, "people": 2}


@only_in_a_file
def test_when_the_folder_is_out_of_reach(tmp_path: Path) -> None:
    with pytest.raises(FolderReadOnly):
        open_storage(tmp_path / ("too long a name " * 20))


KILLS = os.environ.get("WELLBEING_KILLS", "30")
"""How many kills; read at import, since a fixture takes the settings away."""


@pytest.mark.kill
def test_thirty_kills_lose_no_acknowledged_write(tmp_path: Path) -> None:
    found = _apart("killing", str(tmp_path / "data"), KILLS)
    assert found["acknowledged"] > found["kills"] >= 30
    assert (found["lost"], found["torn"], found["corrupt"]) == (0, 0, 0)


@only_in_a_file
def test_when_sqlite_itself_says_that_it_is_full(storage: Storage) -> None:
    person = add_person(storage)
    with storage.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    def fill() -> None:
        with storage.begin() as work:
            for _ in range(50):
                work.entries.put(entry(person, size=4096))

    with pytest.raises(DiskFull) as caught:
        fill()
    assert caught.value.args == ("SQLITE_FULL",)
    with storage.look() as work:
        assert not ids(work, person)


@only_in_a_file
@pytest.mark.parametrize("name", ["wellbeing.db", "slots.db"])
@pytest.mark.parametrize(
    "content", [b"this is no database " * 300, os.urandom(8192), b"SQLite format 3\0" + bytes(4080)]
)
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(
    tmp_path: Path, name: str, content: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(DatabaseDamaged):
        open_storage(tmp_path)
    assert file.read_bytes() == content


@only_in_a_file
def test_a_page_that_was_damaged_is_noticed(tmp_path: Path) -> None:
    storage = open_storage(tmp_path)
    person = add_person(storage)
    with storage.begin() as work:
        for _ in range(200):
            work.entries.put(entry(person))
        work.commit()
    storage.close()
    file = tmp_path / "wellbeing.db"
    held = bytearray(file.read_bytes())
    for page in range(30 * 4096, len(held), 4096):
        held[page : page + 64] = b"\xff" * 64
    file.write_bytes(held)
    storage = open_storage(tmp_path)
    with pytest.raises(DatabaseDamaged), storage.look() as work:
        list(work.entries.of(person))
    storage.close()
