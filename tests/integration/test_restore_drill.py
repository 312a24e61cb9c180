"""The drill: a year of two people comes back by the real commands, row by row and word by word."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.integration.test_backups import started
from tests.promises.support.past import live
from tests.tools.engines import main_database, tables_of
from tests.tools.joining import Account
from wellbeing.domain.audit import Act

pytestmark = pytest.mark.file_too  # a restore brings the main database back as a file
ROOT = Path(__file__).parents[2]
DAYS = 365
HANDLES = ("arctic skua 12", "black guillemot 7")
Rows = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def people(tmp_path: Path) -> list[Account]:
    """Two people who have lived there for a year."""
    return [live(tmp_path / "data", DAYS, handle, number) for number, handle in enumerate(HANDLES)]


def command(*words: object) -> str:
    """The real command, as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "wellbeing", *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def rows(data: Path, tables: list[str]) -> Rows:
    """Every row of every table of both databases."""
    with main_database(data) as ask:
        found = {one: sorted(ask(f"SELECT * FROM {one}"), key=repr) for one in tables}
    with closing(sqlite3.connect(data / "slots.db")) as slots:
        for (one,) in slots.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            found[f"slots.{one}"] = sorted(slots.execute(f"SELECT * FROM {one}"), key=repr)
    return found


def read(data: Path, account: Account) -> tuple[Any, ...]:
    """All that opens with one person's passphrase, and whether it is what their manifests say."""
    with started(data) as whole:
        person = whole.desks.person
        cookie = person.signing_in.sign_in(account.handle, account.passphrase)
        with person.sessions.visiting(cookie) as reference:
            overview = person.history.overview(reference, 12)
            export = person.exports.collect(reference)
            sound = overview.summary.findings.sound and not overview.summary.damaged and not export.damaged
            days = [person.checkins.day(reference, one.day) for one in overview.days]
            return sound, overview.summary.check_ins, days, export.check_ins, export.plan, export.preferences


def test_every_row_comes_back_and_opens(people: list[Account], tmp_path: Path) -> None:
    data, bare = tmp_path / "data", tmp_path / "bare"
    command("backup", "key", "--out", tmp_path / "key", "--data", data)
    command("backup", "make", "--to", tmp_path / "elsewhere", "--data", data)
    (made,) = (tmp_path / "elsewhere").iterdir()
    said = command("restore", made, "--key", tmp_path / "key", "--data", bare)
    assert "It holds 2 accounts." in said

    tables = sorted(tables_of(data))
    before, after = rows(data, tables), rows(bare, tables)
    assert {name: len(found) for name, found in after.items()} == {
        name: len(found) for name, found in before.items()
    }
    assert after["slots.slots"] == before["slots.slots"]
    assert len(after["slots.slots"]) == 4, "a passphrase and a recovery code for each"
    assert after["manifests"] == before["manifests"]
    assert len(after["manifests"]) > 2 * 12
    for found in (before, after):
        del found["audit_lines"]  # looked at below
    assert after == before

    for name in ("pepper", "releases"):
        assert (bare / "keys" / name).read_bytes() == (data / "keys" / name).read_bytes()
    # The records part after the backup: here it is noted, and there that somebody came back from it.
    with started(data) as here, started(bare) as there:
        ours, theirs = here.releases.audit.lines(), there.releases.audit.lines()
    assert ours[:-1] == theirs[:-1]
    assert [ours[-1].note.act, theirs[-1].note.act] == [Act.BACKUP_MADE, Act.RESTORED]

    for account in people:
        ours, theirs = read(data, account), read(bare, account)
        assert theirs == ours
        sound, check_ins, days, exported = theirs[:4]
        assert sound
        assert check_ins == len(exported) > 180
        assert sum(bool(one.note) for one in days) > 5
