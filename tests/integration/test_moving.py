"""From the file to a server and back: every row, compared on both sides, and the same people behind them."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from typer.testing import CliRunner

from tests.integration.storage.making import add_person, entry, manifest
from tests.tools import postgres
from tests.tools.engines import cluster
from tests.tools.postgres import name_of
from tests.world import CHEAP, WORDS
from wellbeing.bootstrap import Wellbeing
from wellbeing.bootstrap.moving import move
from wellbeing.cli.commands import app
from wellbeing.cli.server import alone_on
from wellbeing.domain.checkin import Question
from wellbeing.domain.errors import CopyDiffers, DatabaseInUse, HarbourError
from wellbeing.domain.people import Role, Seat, SeatId, Unit, UnitId
from wellbeing.services.box_ports import MarkRow
from wellbeing.settings import Settings
from wellbeing.storage import carrying
from wellbeing.storage.opening import Storage, open_storage

pytestmark = [
    pytest.mark.skipif(postgres.missing() is not None, reason=str(postgres.missing())),
    pytest.mark.file_too,
]


@pytest.fixture
def url() -> Iterator[str]:
    fresh = cluster().database()
    yield fresh
    cluster().drop(fresh)


def _fill(storage: Storage) -> None:
    """A row of every kind of value."""
    unit = Unit(UnitId(uuid4()), "Unité n° 7, ライト", starts_on=date(2026, 1, 1))
    person = add_person(storage)
    with storage.begin() as work:
        work.units.put(unit)
        work.seats.put(Seat(SeatId(uuid4()), unit.id, Role.INVESTIGATOR, "seat 1"))
        work.marks.add(MarkRow(unit.id, uuid4(), date(2026, 11, 2), "new rule"))
        for _ in range(1203):  # more than two chunks, and not a whole number of them
            work.entries.put(entry(person))
        work.manifests.put(manifest(person))
        work.commit()


def _opened(folder: Path) -> Path:
    open_storage(folder).close()
    return folder / "wellbeing.db"


def _there(url: str) -> list[object]:
    return cluster().ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", name_of(url))


def _invoke(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["move", *words])
    if isinstance(done.exception, HarbourError):
        raise done.exception
    return done.exit_code, done.output


def test_people_sign_in_on_the_server_and_read_what_they_wrote(tmp_path: Path, url: str) -> None:
    data = tmp_path / "data"
    with Wellbeing(Settings(data=data), kdf=CHEAP, floor=CHEAP) as whole:
        code = whole.first_administrator()
        assert code is not None
        joined = whole.desks.person.joining.join(code, "Heron", WORDS)
        reference = whole.desks.person.sessions.attach(joined.cookie)
        assert reference is not None
        checkins = whole.desks.person.checkins
        day = checkins.today_is(reference)
        before = checkins.save_many(reference, day, {Question.ENERGY: 3}, "a quiet day, ライト")
    old = (data / "wellbeing.db").read_bytes()
    code_, said = _invoke("--data", str(data), "--to", url)
    assert code_ == 0
    assert re.search(r"\d+ rows arrived, and both sides are the same", said)
    assert f'database_url = "{url}"' in said.replace("\n", "")
    assert (data / "wellbeing.db").read_bytes() == old
    with Wellbeing(Settings(data=data, database_url=url), kdf=CHEAP, floor=CHEAP) as whole:
        cookie = whole.desks.person.signing_in.sign_in("Heron", WORDS)
        reference = whole.desks.person.sessions.attach(cookie)
        assert reference is not None
        assert whole.desks.person.checkins.day(reference, day) == before


def test_every_row_arrives_and_comes_back(tmp_path: Path, url: str) -> None:
    storage = open_storage(tmp_path)
    _fill(storage)
    storage.close()
    heard: dict[str, tuple[int, int]] = {}
    here = Settings(data=tmp_path)
    sent = move(here, url, lambda table, rows, whole: heard.update({table: (rows, whole)}))
    assert sent["entries"].rows == 1203
    assert heard["entries"] == (1203, 1203)
    assert heard.keys() == sent.keys()
    (tmp_path / "wellbeing.db").rename(tmp_path / "old.db")
    back = move(Settings(data=tmp_path, database_url=url), "", lambda *_: None)
    assert back == sent
    opened = open_storage(tmp_path, migrating=False)
    with opened.look() as work:
        assert [unit.name for unit in work.units.all()] == ["Unité n° 7, ライト"]
    opened.close()


def test_a_database_with_anything_in_it_is_refused(tmp_path: Path, url: str) -> None:
    open_storage(tmp_path).close()
    cluster().ask("CREATE TABLE notes (n int)", name_of(url))
    with pytest.raises(DatabaseInUse):
        move(Settings(data=tmp_path), url, lambda *_: None)
    assert _there(url) == [("notes",)]
    with pytest.raises(DatabaseInUse):
        move(Settings(data=tmp_path), f"sqlite:///{_opened(tmp_path / 'another')}", lambda *_: None)


def test_while_it_is_served_nothing_moves(tmp_path: Path, url: str) -> None:
    open_storage(tmp_path).close()
    with alone_on(tmp_path), pytest.raises(HarbourError) as caught:
        _invoke("--data", str(tmp_path), "--to", url)
    assert type(caught.value).__name__ == "AlreadyRunning"
    assert not _there(url)


def test_a_row_that_changed_on_its_way_is_noticed(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = open_storage(tmp_path)
    _fill(storage)
    storage.close()
    copy = carrying._copy

    def badly(source: object, target: object, table: object, told: object) -> carrying.Carried:
        sent = copy(source, target, table, told)  # type: ignore[arg-type]
        if table.name == "units":  # type: ignore[attr-defined]
            target.exec_driver_sql("UPDATE units SET name = 'Unit'")  # type: ignore[attr-defined]
        return sent

    monkeypatch.setattr(carrying, "_copy", badly)
    with pytest.raises(CopyDiffers):
        move(Settings(data=tmp_path), url, lambda *_: None)
    assert not _there(url)


MOVING = """
import sys
from pathlib import Path
from wellbeing.bootstrap.moving import move
from wellbeing.settings import Settings

def told(table, rows, whole):
    print(table, rows, flush=True)
    if table == "entries" and rows == 500:
        sys.stdin.read()  # for ever, in the middle of it

move(Settings(data=Path(sys.argv[1])), sys.argv[2], told)
"""


def test_killed_in_the_middle_it_left_nothing_and_works_when_run_again(tmp_path: Path, url: str) -> None:
    storage = open_storage(tmp_path)
    _fill(storage)
    storage.close()
    moving = subprocess.Popen(
        [sys.executable, "-c", MOVING, str(tmp_path), url],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=dict(os.environ),
    )  # fmt: skip
    assert moving.stdout is not None
    assert any(line == "entries 500\n" for line in moving.stdout)
    moving.send_signal(signal.SIGKILL)
    moving.communicate()
    until = time.monotonic() + 10
    while _there(url) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _there(url)
    assert move(Settings(data=tmp_path), url, lambda *_: None)["entries"].rows == 1203


def test_the_printed_line_holds_no_password(tmp_path: Path, url: str) -> None:
    open_storage(tmp_path).close()
    given = url.replace("harbour@", "harbour:canary-pw-551@")
    _, said = _invoke("--data", str(tmp_path), "--to", given)
    assert "harbour:***@" in said
    assert "canary-pw-551" not in said
