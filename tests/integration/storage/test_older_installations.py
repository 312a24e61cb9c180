"""An installation of an older version, frozen as it was, is brought to this one with every word in it."""

from __future__ import annotations

import importlib.util
import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import Engine, event

from tests.fakes import FakeClock
from wellbeing.domain.diary import Event
from wellbeing.domain.people import Role
from wellbeing.storage.engine import open_engine
from wellbeing.storage.migrations import MAIN, SchemaState, migrate, schema_state
from wellbeing.storage.opening import MAIN_FILE, SLOTS_FILE, open_storage, states
from wellbeing.vault.kdf_queue import KdfQueue

SAMPLES = Path(__file__).parent / "samples"
FIRST_DAY = date(2026, 11, 22)
NEWER_TABLES = (
    *("policies", "comments", "contacts", "confirmations", "outcomes"),
    *("release_lines", "release_units", "floors", "marks", "duties"),
    *("audit_lines", "keeping"),
)
"""What the first version did not have."""


@pytest.fixture(scope="module")
def make() -> ModuleType:
    """The script that wrote the sample, for what it holds."""
    spec = importlib.util.spec_from_file_location("storage_samples_make", SAMPLES / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """The folder of an installation of the first version."""
    for file in (MAIN_FILE, SLOTS_FILE):
        statements = (SAMPLES / f"r0001-{Path(file).stem}.sql").read_text("utf-8")
        with closing(sqlite3.connect(tmp_path / file)) as database:
            database.executescript(statements)
        (tmp_path / file).chmod(0o600)
    return tmp_path


@pytest.fixture
def engine(older: Path) -> Iterator[Engine]:
    opened = open_engine(older / MAIN_FILE)
    yield opened
    opened.dispose()


def _rows(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that is no schema's own."""
    with closing(sqlite3.connect(file)) as raw:
        names = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        own = [name for name in sorted(names) if name != "alembic_version"]
        return {name: sorted(raw.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in own}


def test_no_row_is_lost_or_changed_on_the_way(older: Path) -> None:
    before = _rows(older / MAIN_FILE)
    slots = (older / SLOTS_FILE).read_bytes()
    assert {name for name, rows in before.items() if not rows} == set(), "each table of the sample has rows"
    assert states(older)[MAIN_FILE] is SchemaState.OLDER
    open_storage(older).close()
    after = _rows(older / MAIN_FILE)
    assert {name: after[name] for name in before} == before
    assert {name: after[name] for name in after.keys() - before.keys()} == {name: [] for name in NEWER_TABLES}
    assert states(older)[MAIN_FILE] is SchemaState.CURRENT
    assert (older / SLOTS_FILE).read_bytes() == slots


def test_every_word_opens_afterwards(older: Path, make: ModuleType) -> None:
    storage = open_storage(older)
    clock, queue = FakeClock(), KdfQueue(4 * make.CHEAP.memory_kib)
    clock.forward(days=make.DAYS)
    desks = make.built(storage, clock, queue)

    def reader(handle: str) -> str:
        cookie = desks.person.signing_in.sign_in(handle, make.PEOPLE[handle])
        reference = desks.person.sessions.attach(cookie) or ""
        assert desks.person.sessions.findings(reference).sound
        return reference

    heron = reader("Heron")
    for number in range(make.DAYS):
        found = desks.person.checkins.day(heron, FIRST_DAY + timedelta(days=number))
        assert (found.heaviness, found.sleep, found.note) == (number % 5, number % 4, make.note(number))
    overview = desks.person.history.overview(heron, make.DAYS)
    assert [one.checkin.heaviness for one in overview.days] == [number % 5 for number in range(make.DAYS)]
    written = {FIRST_DAY + timedelta(days=number): make.note(number) for number in range(make.DAYS)}
    assert overview.notes == {day: note for day, note in written.items() if note}
    assert [one.role for one in desks.person.sessions.presence(heron).memberships] == [Role.INVESTIGATOR]
    assert desks.person.sessions.presence(heron).time_zone == "Europe/Berlin"
    wren = reader("Wren")
    assert desks.person.sessions.presence(wren).memberships == (), "the seat had ended"
    told = [line.event for line in desks.person.diary.mine(wren)]
    assert Event.JOINED in told
    assert Event.TRY_REFUSED in told, "the letter that waited was delivered"
    keeper, admin = reader("Keeper"), reader("Admin")
    (unit,) = desks.unit.units.mine(keeper)
    assert (unit.name, unit.country, unit.languages) == ("Five days", "DE", ("de", "en"))
    lines = desks.unit.seats.of(keeper, unit.id)
    assert [(line.label, line.issued) for line in lines] == [
        ("1", True),
        ("2", False),
        ("3", True),
        ("4", True),
    ]
    assert [line.unit.name for line in desks.admin.units.all(admin)] == ["Bureau", "Five days"]
    queue.close()
    storage.close()


def _killed_at(file: Path, statement: int) -> bool:
    """Migrate in a process that is killed before its nth statement; False when it got to the end."""
    child = os.fork()
    if child == 0:
        engine, left = open_engine(file), statement

        def count(*_: object) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(engine, "before_cursor_execute", count)
        event.listen(engine, "commit", count)
        migrate(engine, MAIN)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def test_killed_before_any_statement_it_is_whole_and_runs_again(older: Path, engine: Engine) -> None:
    before = _rows(older / MAIN_FILE)
    statement = 0
    while _killed_at(older / MAIN_FILE, statement):
        statement += 1
        found = schema_state(engine, MAIN)
        assert found is SchemaState.OLDER
        assert _rows(older / MAIN_FILE) == before
        engine.dispose()
    assert statement > len(NEWER_TABLES)
    assert schema_state(engine, MAIN) is SchemaState.CURRENT
    after = _rows(older / MAIN_FILE)
    assert {name: after[name] for name in before} == before
    open_storage(older).close()
