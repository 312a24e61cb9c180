"""From the file to a server and back: every row, compared on both sides, and the same people behind them."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from typer.testing import CliRunner

from tests.integration.storage.making import add_person, entry, manifest
from tests.tools import postgres
from tests.tools.engines import cluster
from tests.tools.postgres import ROLE, name_of
from tests.world import CHEAP, WORDS
from wellbeing.bootstrap import Wellbeing
from wellbeing.bootstrap.moving import move
from wellbeing.cli.commands import app
from wellbeing.cli.demo_populate import MovableClock
from wellbeing.cli.server import alone_on
from wellbeing.domain.checkin import Question
from wellbeing.domain.errors import (
    CopyDiffers,
    DatabaseEmpty,
    DatabaseInUse,
    DatabaseMoved,
    FolderReadOnly,
    HarbourError,
)
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
    storage = open_storage(folder)
    add_person(storage)
    storage.close()
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
    old, there = (data / "wellbeing.db").read_bytes(), set(data.iterdir())
    code_, said = _invoke("--data", str(data), "--to", url)
    assert code_ == 0
    assert re.search(r"\d+ rows arrived, and both sides are the same", said)
    assert f'database_url = "{url}"' in said.replace("\n", "")
    kept = data / "wellbeing.db.before-move"
    assert kept.read_bytes() == old
    assert f"{kept.name} for 35 days more" in said.replace("\n", "")
    assert set(data.iterdir()) - there == {kept, data / "wellbeing.db.moved", data / "serving"}
    assert there - set(data.iterdir()) <= {data / "wellbeing.db", data / "wellbeing.db-journal"}
    assert all(one.stat().st_mode & 0o077 == 0 for one in data.iterdir())
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
    sent = move(here, url, lambda table, rows, whole: heard.update({table: (rows, whole)})).tables
    assert sent["entries"].rows == 1203
    assert heard["entries"] == (1203, 1203)
    assert heard.keys() == sent.keys()
    assert not (tmp_path / "wellbeing.db").exists()
    back = move(Settings(data=tmp_path, database_url=url), "", lambda *_: None)
    assert back.tables == sent
    assert back.kept is None
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
    assert move(Settings(data=tmp_path), url, lambda *_: None).tables["entries"].rows == 1203


def _refused(data: Path) -> str:
    """What a start is told that nobody has told of the server."""
    before = {file.name: file.read_bytes() for file in data.iterdir() if file.is_file()}
    with pytest.raises(DatabaseMoved):
        Wellbeing(Settings(data=data), kdf=CHEAP, floor=CHEAP)
    for command in (["invite"], ["migrate"], ["migrate", "--back"], ["move", "--to", "file"]):
        done = CliRunner().invoke(app, [*command, "--data", str(data)])
        assert isinstance(done.exception, DatabaseMoved), command
    told = CliRunner().invoke(app, ["doctor", "--data", str(data)])
    assert told.exit_code == 1
    assert before == {file.name: file.read_bytes() for file in data.iterdir() if file.name in before}
    assert not (data / "wellbeing.db").exists()
    return " ".join(told.output.split())


def _lived(data: Path) -> None:
    """An installation with somebody in it."""
    with Wellbeing(Settings(data=data), kdf=CHEAP, floor=CHEAP) as whole:
        code = whole.first_administrator()
        assert code is not None
        whole.desks.person.joining.join(code, "Heron", WORDS)


def _on_server(data: Path, url: str, *, days: int = 0) -> Wellbeing:
    clock = MovableClock()
    clock.set(datetime.now(UTC) + timedelta(days=days))
    return Wellbeing(Settings(data=data, database_url=url), kdf=CHEAP, floor=CHEAP, clock=clock)


def test_whoever_is_not_told_of_the_server_is_refused_and_the_file_goes_in_time(
    tmp_path: Path, url: str
) -> None:
    data = tmp_path / "data"
    _lived(data)
    os.utime(data / "wellbeing.db", (0, 0))  # its days begin with the move, not with its last word
    kept = move(Settings(data=data), url, lambda *_: None).kept
    assert kept is not None
    assert DatabaseMoved.sentence() in _refused(data)
    for days, there in ((33, True), (35, False)):
        with _on_server(data, url, days=days) as whole:
            whole._tidy()
        assert kept.exists() is there
    assert DatabaseMoved.sentence() in _refused(data)
    move(Settings(data=data, database_url=url), "", lambda *_: None)
    with Wellbeing(Settings(data=data), kdf=CHEAP, floor=CHEAP) as whole:
        whole.desks.person.signing_in.sign_in("Heron", WORDS)


def test_there_and_back_and_there_again(tmp_path: Path, url: str) -> None:
    """Each time from what was written last; what was put aside on the way is never taken for it."""
    data, second = tmp_path / "data", cluster().database()
    _lived(data)
    for number, (now, to) in enumerate([("", url), (url, ""), ("", second), (second, "")]):
        storage = open_storage(data, now)
        with storage.begin() as work:
            work.meta.put("round", bytes([number]))
            work.commit()
        storage.close()
        move(Settings(data=data, database_url=now), to, lambda *_: None)
        with Wellbeing(Settings(data=data, database_url=to), kdf=CHEAP, floor=CHEAP) as whole:
            with whole._storage.look() as work:
                assert work.meta.get("round") == bytes([number])
            whole.desks.person.signing_in.sign_in("Heron", WORDS)
    aside = [file.name for file in sorted(data.glob("wellbeing.db.before-*"))]
    assert aside == ["wellbeing.db.before-move", "wellbeing.db.before-move-2"]
    assert not (data / "wellbeing.db.moved").exists()
    cluster().drop(second)


def test_who_has_the_file_open_saves_nothing_in_it_any_more(tmp_path: Path, url: str) -> None:
    storage = open_storage(tmp_path)
    person = add_person(storage)
    kept = move(Settings(data=tmp_path), url, lambda *_: None).kept
    assert kept is not None
    before = kept.read_bytes()
    with pytest.raises(FolderReadOnly), storage.begin() as work:
        work.entries.put(entry(person))
    storage.close()
    assert kept.read_bytes() == before


ENDING = """
import os, signal, sys
from pathlib import Path
from wellbeing.bootstrap.moving import move
from wellbeing.settings import Settings
from wellbeing.storage import moved

def end(*_):
    os.kill(os.getpid(), signal.SIGKILL)

setattr(moved, sys.argv[3], end)
move(Settings(data=Path(sys.argv[1])), sys.argv[2], lambda *_: None)
"""


@pytest.fixture(params=["put_aside", "_names"], ids=["before the mark", "after the mark"])
def ended(request: pytest.FixtureRequest, tmp_path: Path, url: str) -> Path:
    """A folder whose move was killed when everything had arrived, with the file still in its place."""
    _lived(tmp_path / "data")
    killed = [sys.executable, "-c", ENDING, str(tmp_path / "data"), url, request.param]
    assert subprocess.run(killed, check=False).returncode == -signal.SIGKILL
    assert _there(url)
    assert (tmp_path / "data" / "wellbeing.db").exists()
    return tmp_path / "data"


def test_killed_at_its_end_it_is_finished_by_the_next_start_on_the_server(ended: Path, url: str) -> None:
    before = (ended / "wellbeing.db").read_bytes()
    with _on_server(ended, url) as whole:
        whole._tidy()
    assert (ended / "wellbeing.db.before-move").read_bytes() == before
    assert DatabaseMoved.sentence() in _refused(ended)


def test_killed_at_its_end_it_is_finished_by_the_next_run(ended: Path, url: str) -> None:
    before = (ended / "wellbeing.db").read_bytes()
    marked = (ended / "wellbeing.db.moved").exists()
    if marked:  # then it says that the settings are to name the server
        with pytest.raises(DatabaseMoved):
            move(Settings(data=ended), url, lambda *_: None)
    done = move(Settings(data=ended, database_url=url if marked else ""), url, lambda *_: None)
    assert done.tables["people"].rows == 1
    assert (ended / "wellbeing.db.before-move").read_bytes() == before
    assert DatabaseMoved.sentence() in _refused(ended)


def test_killed_at_its_end_it_says_so_or_people_go_on_in_the_file(ended: Path, url: str) -> None:
    """Until the mark is there nobody was told of the server, and the file is the data."""
    if (ended / "wellbeing.db.moved").exists():
        with pytest.raises(DatabaseMoved):
            Wellbeing(Settings(data=ended), kdf=CHEAP, floor=CHEAP)
        return
    with Wellbeing(Settings(data=ended), kdf=CHEAP, floor=CHEAP) as whole:
        whole.invite_administrator()
    with pytest.raises(DatabaseInUse):
        move(Settings(data=ended), url, lambda *_: None)
    assert (ended / "wellbeing.db").exists()


def test_what_a_server_gave_back_can_be_given_to_it_again(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a container: the environment names the server, before and after it has lost everything."""
    key, data, bare = tmp_path / "stick.key", tmp_path / "data", tmp_path / "bare"
    with Wellbeing(Settings(data=data, database_url=url), kdf=CHEAP, floor=CHEAP) as whole:
        code = whole.first_administrator()
        assert code is not None
        person = whole.desks.person
        joined = person.joining.join(code, "Heron", WORDS)
        reference = person.sessions.attach(joined.cookie)
        assert reference is not None
        day = person.checkins.today_is(reference)
        before = person.checkins.save_many(reference, day, {Question.ENERGY: 3}, "a quiet day, ライト")
    monkeypatch.setenv("WELLBEING_DATABASE_URL", url)

    def run(*words: str, data: Path) -> str:
        return CliRunner().invoke(app, [*words, "--data", str(data)], catch_exceptions=False).output

    run("backup", "key", "--out", str(key), data=data)
    run("backup", "make", data=data)
    (made,) = (data / "backups").glob("*.backup")
    cluster().drop(url)
    cluster().ask(f"CREATE DATABASE {name_of(url)} OWNER {ROLE}")
    bare.mkdir(mode=0o700)
    (bare / "wellbeing.db.moved").touch(
        mode=0o600
    )  # all that somebody overlooked when they emptied the folder
    assert "1 accounts" in run("restore", str(made), "--key", str(key), data=bare)
    with pytest.raises(DatabaseEmpty) as caught:
        run("invite", data=bare)
    assert "`wellbeing move --to`" in caught.value.sentence()
    said = run("move", "--to", url, data=bare)
    assert "both sides are the same" in said
    assert "The settings name it already" in said
    assert (bare / "wellbeing.db.before-move").exists()
    assert "This link works once" in run("invite", data=bare)
    with Wellbeing(Settings(data=bare, database_url=url), kdf=CHEAP, floor=CHEAP) as whole:
        cookie = whole.desks.person.signing_in.sign_in("Heron", WORDS)
        reference = whole.desks.person.sessions.attach(cookie)
        assert reference is not None
        assert whole.desks.person.checkins.day(reference, day) == before
    with pytest.raises(DatabaseInUse):
        run("move", "--to", url, data=bare)


def test_with_nothing_to_carry_it_says_so_and_makes_nothing(tmp_path: Path, url: str) -> None:
    _lived(tmp_path)
    move(Settings(data=tmp_path), url, lambda *_: None)
    (tmp_path / "wellbeing.db.before-move").unlink()
    empty, other = cluster().database(), cluster().database()
    for to, said in ((empty, DatabaseEmpty), (other, DatabaseEmpty), ("", DatabaseEmpty)):
        with pytest.raises(said):
            move(Settings(data=tmp_path, database_url=empty), to, lambda *_: None)
        assert not (tmp_path / "wellbeing.db").exists()
    for one in (empty, other):
        assert not _there(one)
        cluster().drop(one)


def test_the_printed_line_holds_no_password(tmp_path: Path, url: str) -> None:
    open_storage(tmp_path).close()
    given = url.replace("harbour@", "harbour:canary-pw-551@")
    _, said = _invoke("--data", str(tmp_path), "--to", given)
    assert "harbour:***@" in said
    assert "canary-pw-551" not in said
