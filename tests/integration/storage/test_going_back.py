"""The way back after a migration: every row as it was, or a sentence and nothing changed; on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, inspect, text
from typer.testing import CliRunner

from tests.integration.storage.making import add_person, entry, key, slot
from tests.integration.storage.older import (
    NEWEST,
    VERSIONS,
    killed_at,
    made_older,
    opened,
    put,
    rows,
    stamped,
)
from tests.tools.engines import open_storage, settings_for
from tests.tools.run_cheap import CHEAP
from wellbeing.bootstrap import Wellbeing
from wellbeing.cli.commands import app
from wellbeing.cli.server import alone_on
from wellbeing.domain.errors import HarbourError, NothingOlder, SchemaNewer, WrittenSince
from wellbeing.storage.going_back import go_back
from wellbeing.storage.migrations import BOXES, MAIN, SLOTS, downgrade
from wellbeing.storage.opening import MAIN_FILE, Storage

ADDED = {
    "0001_the_foundation": (),
    "0002_what_units_say": ("policies", "comments", "contacts", "confirmations", "outcomes"),
    "0003_what_teams_are_told": ("release_lines", "release_units", "floors", "marks", "duties"),
    "0004_the_records": ("audit_lines", "keeping"),
}
"""The tables that each revision brought."""


@pytest.fixture
def engine(older: Path) -> Iterator[Engine]:
    one = opened(older)
    yield one
    one.dispose()


def _shape(engine: Engine) -> dict[str, object]:
    """Columns, keys, references and indexes of every table."""
    with engine.connect() as connection:
        found, names = inspect(connection), inspect(connection).get_table_names()
        return {
            name: (
                [(one["name"], str(one["type"]), one["nullable"]) for one in found.get_columns(name)],
                found.get_pk_constraint(name)["constrained_columns"],
                sorted(str(one["constrained_columns"]) for one in found.get_foreign_keys(name)),
                sorted(str(one["name"]) for one in found.get_indexes(name)),
            )
            for name in names
        }


def _rewritten(connection: Connection) -> None:
    """Give one entry another body, as a program does that seals it anew."""
    one = connection.execute(text("SELECT id FROM entries LIMIT 1")).scalar()
    connection.execute(
        text("UPDATE entries SET body = :b WHERE id = :id"), {"b": b"WB\1\1" + bytes(60), "id": one}
    )


def _gone(connection: Connection) -> None:
    """Let one entry expire."""
    one = connection.execute(text("SELECT id FROM entries LIMIT 1")).scalar()
    connection.execute(text("DELETE FROM entries WHERE id = :id"), {"id": one})


def _noted(connection: Connection) -> None:
    """Begin the records, as the first start of a program does that knows them."""
    connection.execute(text("INSERT INTO audit_lines VALUES (1, '{}', :s)"), {"s": bytes(64)})


def _kept(connection: Connection) -> None:
    """Have a unit say how long entries stay."""
    connection.execute(text("INSERT INTO keeping SELECT id, 24 FROM units LIMIT 1"))


def test_up_and_down_and_up_again_every_row_is_the_same(older: Path, engine: Engine) -> None:
    before, stamp, shape = rows(older), stamped(older), _shape(engine)
    slots = (older / "slots.db").read_bytes()
    for _ in range(2):
        open_storage(older).close()
        after = rows(older)
        assert stamped(older) == NEWEST
        assert {name: after[name] for name in before} == before
        if stamp == NEWEST:
            with pytest.raises(NothingOlder):
                go_back(engine, older / MAIN_FILE)
        else:
            assert go_back(engine, older / MAIN_FILE) == stamp
        assert rows(older) == before
        assert stamped(older) == stamp
        assert _shape(engine) == shape
    if stamp != NEWEST:
        assert go_back(engine, older / MAIN_FILE) == stamp, "whoever was cut off may ask again"
    assert (older / "slots.db").read_bytes() == slots


@pytest.mark.parametrize("version", VERSIONS[:-1])
@pytest.mark.parametrize("act", [_rewritten, _gone, _noted, _kept])
def test_after_anything_was_written_there_is_no_way_back(tmp_path: Path, version: str, act: object) -> None:
    open_storage(put(version, tmp_path)).close()
    engine = opened(tmp_path)
    with engine.begin() as connection:
        act(connection)  # type: ignore[operator]
    before = rows(tmp_path)
    with pytest.raises(WrittenSince):
        go_back(engine, tmp_path / MAIN_FILE)
    assert rows(tmp_path) == before
    assert stamped(tmp_path) == NEWEST
    engine.dispose()


@pytest.mark.parametrize("table", [table for tables in ADDED.values() for table in tables])
def test_no_table_goes_while_something_stands_in_it(tmp_path: Path, table: str) -> None:
    """Row by row compared or not: what only a newer schema has a place for is never dropped."""
    engine = opened(put(VERSIONS[-1], tmp_path))
    revisions = list(ADDED)
    came = next(number for number, tables in enumerate(ADDED.values()) if table in tables)
    with engine.begin() as connection:
        for other in (one for tables in ADDED.values() for one in tables):
            if other != table:
                connection.execute(text(f"DELETE FROM {other}"))
    before = rows(tmp_path)
    assert before[table]
    with pytest.raises(WrittenSince), engine.begin() as connection:
        downgrade(connection, MAIN, revisions[came - 1])
    assert rows(tmp_path) == before
    with engine.begin() as connection:
        connection.execute(text(f"DELETE FROM {table}"))
        downgrade(connection, MAIN, revisions[0])
    assert {*rows(tmp_path)}.isdisjoint({one for tables in ADDED.values() for one in tables})
    engine.dispose()


@pytest.mark.parametrize("versions", [MAIN, SLOTS, BOXES])
def test_below_the_foundation_there_is_nothing(storage: Storage, versions: Path) -> None:
    add_person(storage)
    engine = {MAIN: storage.engine, SLOTS: storage.slots_engine, BOXES: storage.boxes_engine}[versions]
    shape = _shape(engine)
    with pytest.raises(NothingOlder), engine.begin() as connection:
        downgrade(connection, versions, "base")
    assert _shape(engine) == shape
    with storage.look() as work:
        assert work.people.count() == 1


def test_every_revision_is_named_here_and_the_other_files_have_one() -> None:
    """`going_back` leaves the key slots and the boxes alone; a second schema of theirs is decided there."""
    assert [file.stem.removeprefix("r") for file in sorted(MAIN.glob("r*.py"))] == list(ADDED)
    assert [len(list(versions.glob("r*.py"))) for versions in (SLOTS, BOXES)] == [1, 1]


@pytest.mark.parametrize("version", [VERSIONS[0], VERSIONS[-2]])  # all revisions at once, and the newest
def test_killed_before_any_statement_it_is_whole_and_goes_back(tmp_path: Path, version: str) -> None:
    before, stamp = rows(put(version, tmp_path)), stamped(tmp_path)
    open_storage(tmp_path).close()
    after = rows(tmp_path)
    engine, statement = opened(tmp_path), 0
    while killed_at(tmp_path, statement, lambda one: go_back(one, tmp_path / MAIN_FILE)):
        statement += 1
        assert stamped(tmp_path) == NEWEST
        if statement % 7 == 0:
            assert rows(tmp_path) == after
        engine.dispose()
    assert statement > 10
    assert stamped(tmp_path) == stamp
    assert rows(tmp_path) == before
    open_storage(tmp_path).close()
    engine.dispose()


def test_the_copy_goes_with_nothing_of_a_newer_version(tmp_path: Path) -> None:
    open_storage(put(VERSIONS[0], tmp_path)).close()
    engine = opened(tmp_path)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_the_next'"))
    with pytest.raises(SchemaNewer):
        go_back(engine, tmp_path / MAIN_FILE)
    engine.dispose()


def _invoke(*words: str) -> str:
    done = CliRunner().invoke(app, ["migrate", *words])
    if isinstance(done.exception, HarbourError):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A real installation of this version, made older by hand: its keys and its settings are its own."""
    data = tmp_path / "data"
    with Wellbeing(settings_for(data), kdf=CHEAP, floor=CHEAP) as whole:
        person = add_person(whole._storage)
        whole._storage.slots.write(person, [slot()], [key()])
        with whole._storage.begin() as work:
            work.entries.put(entry(person))
            work.commit()
    made_older(data)
    return data


def test_the_command_goes_up_and_back_until_this_version_has_started(installed: Path) -> None:
    before, stamp = rows(installed), stamped(installed)
    for process in ("", "one"):
        with alone_on(installed, process), pytest.raises(HarbourError) as caught:
            _invoke("--data", str(installed))
        assert type(caught.value).__name__ == "AlreadyRunning"
        assert stamped(installed) == stamp
    assert "up to date" in _invoke("--data", str(installed))
    assert stamped(installed) == NEWEST
    with alone_on(installed), pytest.raises(HarbourError) as caught:
        _invoke("--data", str(installed), "--back")
    assert type(caught.value).__name__ == "AlreadyRunning"
    assert stamp in _invoke("--data", str(installed), "--back")
    assert rows(installed) == before
    assert "up to date" in _invoke("--data", str(installed))
    with Wellbeing(settings_for(installed), kdf=CHEAP, floor=CHEAP):
        pass  # to be opened is enough: the records begin
    with pytest.raises(WrittenSince):
        _invoke("--data", str(installed), "--back")
    assert stamped(installed) == NEWEST
