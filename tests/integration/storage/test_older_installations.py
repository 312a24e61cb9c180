"""An installation of an older version, frozen as it was, is brought to this one with every word in it.

On a database server too: the sample is carried there at its own revision first.
"""

from __future__ import annotations

import importlib.util
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import Engine

from tests.box_fakes import KEYS
from tests.fakes import FakeClock
from tests.integration.storage.older import NEWEST, SAMPLES, STAMP, killed_at, opened, rows, stamped
from tests.tools import engines
from tests.tools.engines import open_storage
from wellbeing.crypto import signing
from wellbeing.domain.audit import Act
from wellbeing.domain.diary import Event
from wellbeing.domain.people import Role
from wellbeing.services.audit import ReadRecords
from wellbeing.storage.migrations import BOXES, MAIN, SLOTS, SchemaState, migrate, schema_state
from wellbeing.storage.opening import MAIN_FILE, SLOTS_FILE, states
from wellbeing.storage.snapshot import sound
from wellbeing.vault.kdf_queue import KdfQueue

FIRST_DAY = date(2026, 11, 22)
TO_RELEASES = ("release_lines", "release_units", "floors", "marks", "duties")
"""The tables of the third revision, in which the samples of earlier ones have no rows."""


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
def engine(older: Path) -> Iterator[Engine]:
    one = opened(older)
    yield one
    one.dispose()


@pytest.mark.parametrize(("versions", "stem"), [(MAIN, "wellbeing"), (SLOTS, "slots"), (BOXES, "boxes")])
def test_every_revision_but_the_newest_has_a_sample(versions: Path, stem: str) -> None:
    """A new revision comes with a sample of the one before; `samples/make.py` makes it."""
    texts = [file.read_text("utf-8") for file in SAMPLES.glob(f"r*-{stem}.sql")]
    stamps = {stamp for text in texts for stamp in STAMP.findall(text)}
    revisions = sorted(file.stem.removeprefix("r") for file in versions.glob("r*.py"))
    assert revisions
    assert set(revisions[:-1]) <= stamps <= set(revisions)


def test_no_row_is_lost_or_changed_on_the_way(older: Path) -> None:
    before, stamp = rows(older), stamped(older)
    slots = (older / SLOTS_FILE).read_bytes()
    assert {name for name, held in before.items() if not held} == set(), "each table of the sample has rows"
    found = states(older, engines.url_for(older))[MAIN_FILE]
    assert found is (SchemaState.CURRENT if stamp == NEWEST else SchemaState.OLDER)
    open_storage(older).close()
    after = rows(older)
    assert {name: after[name] for name in before} == before
    assert not [name for name in after.keys() - before.keys() if after[name]]
    assert stamped(older) == NEWEST
    assert (older / SLOTS_FILE).read_bytes() == slots
    copies = list(older.glob(f"{MAIN_FILE}.before-*"))
    assert len(copies) == (stamp != NEWEST), "a copy was made of what was changed"
    for copy in copies:
        sound(copy)
        with closing(sqlite3.connect(copy)) as kept:
            assert kept.execute("SELECT version_num FROM alembic_version").fetchone() == (stamp,)
            assert sorted(kept.execute("SELECT * FROM entries"), key=repr) == before["entries"]


def test_every_word_opens_afterwards(older: Path, make: ModuleType) -> None:
    stamp = stamped(older)
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
    assert [line.unit.name for line in desks.admin.units.all(admin)][:2] == ["Bureau", "Five days"]
    if desks.unit.policies.history(keeper, unit.id):  # since the second revision units say something
        assert desks.unit.comments.of(keeper, unit.id, 1) is None, "until the time for comments is over"
        clock.forward(days=9)
        keeper = reader("Keeper")
        assert desks.unit.comments.of(keeper, unit.id, 1) == (make.COMMENT,)
        assert [one.words.name for one in desks.unit.contacts.of(keeper, unit.id)] == ["Anna"]
    if stamp >= "0004":  # since then units say how long entries stay, and it is noted
        assert desks.unit.keeping.of(keeper, unit.id) == make.MONTHS
        records = ReadRecords(storage.look, signing.public_of(KEYS.signing))
        noted = [one.note.act for one in records.lines()]
        assert records.verify()[0] == len(noted)
        assert Act.UNIT_KEEPS in noted
    queue.close()
    storage.close()


def test_killed_before_any_statement_it_is_whole_and_runs_again(older: Path, engine: Engine) -> None:
    before, stamp = rows(older), stamped(older)
    current = schema_state(engine, MAIN) is SchemaState.CURRENT
    statement = 0
    while killed_at(older, statement, lambda one: migrate(one, MAIN, older / MAIN_FILE)):
        statement += 1
        assert stamped(older) == stamp
        if statement % 7 == 0:
            assert rows(older) == before
        engine.dispose()
    assert statement > len(TO_RELEASES) or current
    assert schema_state(engine, MAIN) is SchemaState.CURRENT
    after = rows(older)
    assert {name: after[name] for name in before} == before
    open_storage(older).close()
