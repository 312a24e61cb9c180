"""From nothing, from an older version, after an interruption, and never from a newer one."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, MetaData, create_engine

from tests.integration.storage.making import add_person, entry, key, slot
from wellbeing.domain.errors import SchemaNewer, SchemaOlder
from wellbeing.domain.people import PersonId
from wellbeing.storage import migrations, opening
from wellbeing.storage.box_tables import BoxTables
from wellbeing.storage.engine import open_engine
from wellbeing.storage.migrations import BOXES, MAIN, SLOTS, SchemaState, migrate, schema_state
from wellbeing.storage.opening import Storage, open_storage, states
from wellbeing.storage.slot_tables import SlotTables
from wellbeing.storage.tables import Tables

pytestmark = pytest.mark.file_too

NEXT = """
import sqlalchemy as sa
from alembic import op
revision = "9999_the_next"
down_revision = "{head}"


def upgrade():
    op.add_column("{table}", sa.Column("added", sa.Integer))
    {then}
"""


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(tmp_path / "wellbeing.db")
    yield opened
    opened.dispose()


def _later(tmp_path: Path, versions: Path, then: str = "pass") -> Path:
    """The revisions of a later version: ours and one more."""
    folder = tmp_path / f"later {versions.name} 100%"
    if not folder.exists():
        shutil.copytree(versions, folder, ignore=shutil.ignore_patterns("__pycache__"))
    table = {MAIN: "entries", SLOTS: "keys", BOXES: "boxes"}[versions]
    head = max(file.stem for file in versions.glob("r*.py")).removeprefix("r")
    (folder / "r9999_the_next.py").write_text(NEXT.format(table=table, then=then, head=head))
    return folder


def _schema(engine: Engine) -> dict[str, str]:
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").all()
    return {name: " ".join(sql.split()) for name, sql in rows if name != "alembic_version"}


@pytest.mark.parametrize(
    ("versions", "tables"),
    [(MAIN, Tables.metadata), (SLOTS, SlotTables.metadata), (BOXES, BoxTables.metadata)],
)
def test_the_migrations_make_exactly_the_tables_of_the_code(
    engine: Engine, versions: Path, tables: MetaData
) -> None:
    migrate(engine, versions)
    plain = create_engine("sqlite://")
    tables.create_all(plain)
    expected = _schema(plain)
    plain.dispose()
    assert _schema(engine) == expected
    assert all("WITHOUT ROWID" in sql for sql in expected.values() if sql.startswith("CREATE TABLE"))


def test_from_nothing_and_again(engine: Engine) -> None:
    assert schema_state(engine, MAIN) is SchemaState.EMPTY
    assert migrate(engine, MAIN) is None
    assert schema_state(engine, MAIN) is SchemaState.CURRENT
    assert migrate(engine, MAIN) is None


def test_states_are_told_by_file(tmp_path: Path) -> None:
    assert set(states(tmp_path).values()) == {SchemaState.EMPTY}
    with pytest.raises(SchemaOlder):
        open_storage(tmp_path, migrating=False)
    open_storage(tmp_path).close()
    files = ("wellbeing.db", "slots.db", "boxes.db")
    assert states(tmp_path) == dict.fromkeys(files, SchemaState.CURRENT)
    open_storage(tmp_path, migrating=False).close()


def _filled(tmp_path: Path) -> tuple[PersonId, list[tuple[object, ...]]]:
    storage = open_storage(tmp_path)
    person = add_person(storage)
    with storage.begin() as work:
        for _ in range(30):
            work.entries.put(entry(person))
        work.commit()
    storage.slots.write(person, [slot()], [key()])
    storage.close()
    return person, _bodies(tmp_path / "wellbeing.db")


def _bodies(file: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as raw:
        return raw.execute("SELECT person_id, id, expires_month, body FROM entries").fetchall()


def test_an_older_database_is_copied_and_no_sealed_byte_changes(tmp_path: Path, engine: Engine) -> None:
    _, before = _filled(tmp_path)
    later = _later(tmp_path, MAIN)
    assert schema_state(engine, later) is SchemaState.OLDER
    copy = migrate(engine, later)
    assert copy is not None
    assert copy.name == "wellbeing.db.before-9999_the_next"
    assert copy.stat().st_mode & 0o777 == 0o600
    assert _bodies(copy) == _bodies(tmp_path / "wellbeing.db") == before
    assert schema_state(engine, later) is SchemaState.CURRENT
    shutil.copyfile(copy, tmp_path / "wellbeing.db")
    storage = open_storage(tmp_path)  # the copy is a whole database of the older version
    storage.close()


def test_an_interrupted_migration_changes_nothing_and_runs_again(tmp_path: Path, engine: Engine) -> None:
    _, before = _filled(tmp_path)
    schema = _schema(engine)
    later = _later(tmp_path, MAIN, then="raise KeyboardInterrupt")
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            migrate(engine, later)
        assert schema_state(engine, later) is SchemaState.OLDER
        assert _schema(engine) == schema
        assert _bodies(tmp_path / "wellbeing.db") == before
    _later(tmp_path, MAIN)
    migrate(engine, later)
    assert schema_state(engine, later) is SchemaState.CURRENT
    assert _bodies(tmp_path / "wellbeing.db") == before


@pytest.mark.parametrize(
    ("name", "versions"), [("wellbeing.db", MAIN), ("slots.db", SLOTS), ("boxes.db", BOXES)]
)
def test_a_newer_database_is_refused_and_left_as_it_is(tmp_path: Path, name: str, versions: Path) -> None:
    _filled(tmp_path)
    newer = open_engine(tmp_path / name)
    migrate(newer, _later(tmp_path, versions))
    newer.dispose()
    before = {file.name: file.read_bytes() for file in tmp_path.glob("*.db")}
    for migrating in (True, False):
        with pytest.raises(SchemaNewer):
            open_storage(tmp_path, migrating=migrating)
    assert {file.name: file.read_bytes() for file in tmp_path.glob("*.db")} == before
    assert states(tmp_path)[name] is SchemaState.NEWER


def test_no_copy_of_the_slots_outlives_the_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    person, _ = _filled(tmp_path)
    monkeypatch.setattr(opening, "SLOTS", _later(tmp_path, SLOTS, then="raise KeyboardInterrupt"))
    with pytest.raises(KeyboardInterrupt):
        open_storage(tmp_path)
    assert list(tmp_path.glob("slots.db.before-*")), "while it is not done, the copy stays"
    _later(tmp_path, SLOTS)
    storage = open_storage(tmp_path)
    assert not list(tmp_path.glob("slots.db.before-*"))
    assert storage.slots.get(person, "passphrase") is not None
    storage.close()


def test_two_starts_at_once_migrate_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both_looked = threading.Barrier(2)

    def look(engine: Engine, versions: Path) -> SchemaState:
        state = schema_state(engine, versions)
        both_looked.wait()
        return state

    monkeypatch.setattr(migrations, "schema_state", look)

    def start() -> None:
        engine = open_engine(tmp_path / "wellbeing.db")
        migrate(engine, MAIN)
        engine.dispose()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(start) for _ in range(2)]:
            done.result()
    assert states(tmp_path)["wellbeing.db"] is SchemaState.CURRENT


def test_opened_storage_works_at_once(storage: Storage) -> None:
    person = add_person(storage)
    storage.slots.write(person, [slot()])
    assert storage.slots.get(person, "passphrase") is not None
