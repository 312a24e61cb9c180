"""The database keeps what we ask of it, or is refused; its files are for their owner alone."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.integration.storage.making import add_person
from tests.tools.engines import only_in_a_file
from wellbeing.domain.errors import DatabaseBusy, FolderReadOnly, HostUnfit
from wellbeing.storage import engine as engine_module
from wellbeing.storage.engine import PERSIST, facts, open_engine, pragmas, vacuum
from wellbeing.storage.opening import Storage, open_storage

pytestmark = pytest.mark.file_too


@only_in_a_file
def test_both_databases_keep_every_promise(storage: Storage) -> None:
    main, slots = facts(storage.engine), facts(storage.slots_engine)
    for name in ("synchronous", "secure_delete", "foreign_keys", "trusted_schema", "cell_size_check"):
        assert main[name] == slots[name] == str(pragmas()[name])
    assert (main["synchronous"], main["secure_delete"], main["foreign_keys"]) == ("2", "1", "1")
    assert (main["trusted_schema"], main["temp_store"]) == ("0", "2")
    assert (main["journal_mode"], slots["journal_mode"]) == ("truncate", "persist")
    assert main["version"] == sqlite3.sqlite_version


@only_in_a_file
def test_every_connection_of_the_pool_keeps_them(storage: Storage) -> None:
    connections = [storage.engine.connect() for _ in range(12)]
    for connection in connections:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        assert raw.execute("PRAGMA secure_delete").fetchone() == (1,)
        assert raw.execute("PRAGMA synchronous").fetchone() == (2,)
        connection.close()


def test_a_database_that_will_not_leave_wal_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "wellbeing.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("CREATE TABLE t (a)")
        other.execute("BEGIN")
        other.execute("SELECT * FROM t").fetchall()  # while somebody reads, SQLite stays in WAL
        engine = open_engine(file, patience=0.1)
        with pytest.raises((HostUnfit, DatabaseBusy)):
            engine.connect()
        engine.dispose()


def test_a_database_left_in_wal_is_brought_back(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    open_storage(folder).close()
    with closing(sqlite3.connect(folder / "wellbeing.db")) as other:
        other.execute("PRAGMA journal_mode=WAL")
    storage = open_storage(folder)
    add_person(storage)
    assert facts(storage.engine)["journal_mode"] == "truncate"
    assert not (folder / "wellbeing.db-wal").exists()
    storage.close()


def test_a_pragma_that_is_not_kept_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {**pragmas(), "a_pragma_sqlite_does_not_know": 1}
    monkeypatch.setattr(engine_module, "pragmas", lambda *_: asked)
    engine = open_engine(tmp_path / "wellbeing.db")
    with pytest.raises(HostUnfit):
        engine.connect()
    engine.dispose()


def test_an_old_sqlite_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "OLDEST_SQLITE", (99, 0, 0))
    with pytest.raises(HostUnfit):
        open_engine(tmp_path / "wellbeing.db")


def test_files_and_folder_are_for_their_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        folder = tmp_path / "deep" / "data"
        storage = open_storage(folder)
        with storage.begin() as work:
            work.meta.put("key", b"value")
            journal = folder / "wellbeing.db-journal"
            assert journal.stat().st_mode & 0o777 == 0o600, "the journal as well"
        storage.close()
    finally:
        os.umask(before)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}


def test_a_file_restored_with_loose_rights_is_tightened(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    open_storage(folder).close()
    (folder / "slots.db").chmod(0o644)
    open_storage(folder).close()
    assert (folder / "slots.db").stat().st_mode & 0o777 == 0o600


def test_a_path_that_cannot_be_a_folder(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(FolderReadOnly):
        open_storage(tmp_path / "data")


def test_an_url_opens_the_same_database_as_a_path(tmp_path: Path) -> None:
    storage = open_storage(tmp_path)
    add_person(storage)
    storage.close()
    engine = open_engine(f"sqlite:///{tmp_path / 'wellbeing.db'}")
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM people")) == 1
    engine.dispose()


def test_rewriting_the_file_keeps_what_is_in_it(storage: Storage) -> None:
    add_person(storage)
    storage.compact()
    vacuum(storage.slots_engine)
    with storage.begin() as work:
        assert work.people.count() == 1
    add_person(storage)


@only_in_a_file
def test_a_rewrite_that_has_to_wait_too_long_says_so(storage: Storage, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "data" / "wellbeing.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseBusy):
            storage.compact()
    add_person(storage)


def test_a_persisting_journal_is_asked_for_by_name(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "slots.db", journal=PERSIST)
    assert facts(engine)["journal_mode"] == "persist"
    engine.dispose()
