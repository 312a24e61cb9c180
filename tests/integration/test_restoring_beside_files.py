"""A restore where something lies already: it stays, and a newer log gives back what was lost."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from uuid import uuid4

import pytest
from typer.testing import CliRunner, Result

from tests.integration.test_backups import PRIVATE, packed, started
from tests.tools.engines import ON_SERVER, settings_for, url_for
from wellbeing.anonymity import groups
from wellbeing.bootstrap import Wellbeing, check_log, check_records
from wellbeing.cli.commands import app
from wellbeing.crypto import postbox
from wellbeing.domain.audit import Act
from wellbeing.domain.errors import ArchiveDamaged, DatabaseDamaged, FolderInUse
from wellbeing.domain.people import Unit, UnitId
from wellbeing.domain.periods import Period

pytestmark = pytest.mark.file_too  # a restore brings the main database back as a file
UNIT = UnitId(uuid4())
OWN_SETTINGS = "# written before the restore\nidle_minutes = 7\n"


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "300"})


def done(*words: object) -> str:
    result = run(*words)
    assert result.exit_code == 0, result.exception
    return result.output


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An installation with a backup, and what was done after it."""
    folder = tmp_path / "data"
    url_for(folder)
    with started(folder) as whole:
        whole.first_administrator()
        with whole._storage.begin() as work:
            work.units.put(Unit(UNIT, "Unit", None))
            work.commit()
        raise_floor(whole, 15)
    done("backup", "key", "--out", tmp_path / "key", "--data", folder)
    done("backup", "make", "--data", folder, "--to", tmp_path / "elsewhere")
    with started(folder) as whole:
        raise_floor(whole, 20)
        whole.invite_administrator()
    return folder


def raise_floor(whole: Wellbeing, floor: int) -> None:
    """A line in the log of releases."""
    with whole._storage.begin() as work:
        period = Period.at(whole._clock.now()).later(1)
        whole.releases.journal.raised(work, period, groups.group_of([UNIT], {UNIT: 30}, {UNIT: floor}))
        work.commit()
    whole.releases.journal.settle()


def lost(data: Path) -> None:
    """The disk lost the databases and the keys; what is text is there."""
    for name in ("wellbeing.db", "slots.db", "boxes.db"):
        (data / name).unlink(missing_ok=True)
        (data / f"{name}-journal").unlink(missing_ok=True)
    shutil.rmtree(data / "keys")


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()
    }


def backup(tmp_path: Path) -> Path:
    (one,) = (tmp_path / "elsewhere").iterdir()
    return one


def test_newer_logs_stay_and_the_database_takes_back_what_it_has_lost(data: Path, tmp_path: Path) -> None:
    lines = {name: (data / name).read_bytes() for name in ("audit.jsonl", "releases.jsonl")}
    public = (data / "backup.pub").read_bytes()
    lost(data)
    (data / "wellbeing.toml").write_text(OWN_SETTINGS)
    (data / "backup.pub").write_bytes(public + b"\n")
    said = done("restore", backup(tmp_path), "--key", tmp_path / "key", "--data", data)
    named = "releases.jsonl, audit.jsonl, " + ("wellbeing.toml, " if ON_SERVER else "") + "backup.pub"
    assert f"These files were there already and stay as they are: {named}.\n" in said
    assert (data / "wellbeing.toml").read_text() == OWN_SETTINGS
    assert (data / "backup.pub").read_bytes() == public + b"\n"
    assert (data / "releases.jsonl").read_bytes() == lines["releases.jsonl"]
    assert (data / "audit.jsonl").read_bytes().startswith(lines["audit.jsonl"])

    asyncio.run(until_the_log_has(data, 2))
    records, log = check_records(settings_for(data)), check_log(settings_for(data))
    assert records is not None
    assert records.lines >= len(lines["audit.jsonl"].splitlines()) + 1
    assert log is not None
    assert log.lines == 2
    assert "all in order and signed" in done("audit", "verify", "--data", data)
    assert "2 lines, all in order and signed" in done("releases", "verify", "--data", data)
    with started(data) as whole:
        acts = [one.note.act for one in whole.releases.audit.lines()]
        before = len(lines["audit.jsonl"].splitlines())
        assert acts[before] is Act.RESTORED, "after everything that the text remembered"
        with whole._storage.look() as work:
            assert work.floors.at(Period.at(whole._clock.now()).later(1).number)[UNIT] == 20


async def until_the_log_has(data: Path, lines: int) -> None:
    """As the app's start does; for at most half a minute."""
    whole = started(data)
    async with whole.running():
        for _ in range(300):
            if len(whole.releases.lines()) == lines == len(release_lines(data)):
                return
            await asyncio.sleep(0.1)
    raise AssertionError(lines)


def release_lines(data: Path) -> list[bytes]:
    return (data / "releases.jsonl").read_bytes().splitlines()


def test_older_logs_get_what_the_database_has_more(data: Path, tmp_path: Path) -> None:
    lost(data)
    (data / "wellbeing.toml").unlink(missing_ok=True)  # it may name a server, which has lost nothing here
    (data / "releases.jsonl").unlink()
    first = (data / "audit.jsonl").read_bytes().splitlines(keepends=True)[0]
    (data / "audit.jsonl").write_bytes(first)
    done("restore", backup(tmp_path), "--key", tmp_path / "key", "--data", data)
    asyncio.run(until_the_log_has(data, 1))
    assert "all in order and signed" in done("audit", "verify", "--data", data)
    assert "1 lines, all in order and signed" in done("releases", "verify", "--data", data)


def test_settings_that_name_a_server_stay_and_somebody_is_told(data: Path, tmp_path: Path) -> None:
    """What came back is a file: a start by these settings would look past it."""
    lost(data)
    settings = 'database_url = "postgresql+psycopg://nobody@localhost/nothing"\n'
    (data / "wellbeing.toml").write_text(settings)
    said = done("restore", backup(tmp_path), "--key", tmp_path / "key", "--data", data)
    assert "Take database_url out of the settings before you start." in said
    assert (data / "wellbeing.toml").read_text() == settings
    assert (data / "wellbeing.db").exists()


@pytest.mark.parametrize("damage", ["key", "cut", "flip", "database"])
def test_one_that_fails_leaves_what_was_there_to_the_byte(data: Path, tmp_path: Path, damage: str) -> None:
    lost(data)
    (data / "wellbeing.toml").write_text(OWN_SETTINGS)
    file, key = backup(tmp_path), tmp_path / "key"
    raw = bytearray(file.read_bytes())
    if damage == "key":
        key.write_text(bytes(postbox.make_pair().private).hex())
    elif damage == "cut":
        del raw[-100:]
    elif damage == "flip":
        raw[-20] ^= 1
    file.write_bytes(raw)
    if damage == "database":
        file = packed(
            tmp_path, {"slots.db": b"no database at all" * 99, "audit.jsonl": b"{}", "keys/pepper": b""}
        )
        key.write_text(bytes(PRIVATE).hex())
    before = files(data)
    assert before.keys() >= {"audit.jsonl", "releases.jsonl", "wellbeing.toml", "backup.pub"}
    failed = run("restore", file, "--key", key, "--data", data)
    assert isinstance(failed.exception, DatabaseDamaged if damage == "database" else ArchiveDamaged)
    assert files(data) == before
    assert not (data / "keys").exists()


@pytest.mark.parametrize("journal", ["wellbeing.db-journal", "slots.db-journal"])
def test_a_journal_that_would_be_played_back_is_in_the_way(tmp_path: Path, data: Path, journal: str) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    (bare / journal).write_bytes(bytes.fromhex("d9d505f920a163d7") + bytes(504))
    failed = run("restore", backup(tmp_path), "--key", tmp_path / "key", "--data", bare)
    assert isinstance(failed.exception, FolderInUse)
    (bare / journal).write_bytes(bytes(512))  # wiped, as the app leaves it
    done("restore", backup(tmp_path), "--key", tmp_path / "key", "--data", bare)
