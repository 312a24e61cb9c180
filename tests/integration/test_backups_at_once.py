"""Backups are made one after the other, whoever asks: nobody clears away what another one is reading."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.integration.test_backups import PAIR, PRIVATE, started
from tests.promises.support.past import live
from tests.tools.engines import only_in_a_file, url_for
from wellbeing.bootstrap import backups, restoring
from wellbeing.cli.commands import app
from wellbeing.domain.audit import By
from wellbeing.domain.errors import BackupUnderWay, DatabaseDamaged

ROUNDS = 12
ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from datetime import timedelta
from pathlib import Path
from tests.integration.test_backups import started
from wellbeing.bootstrap import backups
from wellbeing.cli.demo_populate import MovableClock

data, folder, nightly = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] == "nightly"
backups.RECENT = timedelta(0)  # every round is another night
with started(data) as whole:
    object.__setattr__(whole.settings, "backups", folder)
    whole._clock, begun = MovableClock(), whole._clock.now()
    print("ready", flush=True)
    sys.stdin.readline()
    for round_ in range(int(sys.argv[4])):
        whole._clock.set(begun + timedelta(seconds=round_ + 1))
        if nightly:
            whole._back_up()
        else:
            whole.back_up(folder, backups.public_key(data))
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    live(folder, 30)
    (folder / backups.PUBLIC_FILE).write_text(PAIR.public.hex(), encoding="ascii")
    return folder


def test_a_nightly_job_beside_a_command_seals_nothing_that_is_not_whole(data: Path, tmp_path: Path) -> None:
    """Two processes, round after round; each backup of either comes back, and none was refused."""
    running = []
    for who in ("nightly", "command"):
        words = [sys.executable, "-c", PROGRAM, str(data), str(tmp_path / who), who, str(ROUNDS)]
        running.append(
            subprocess.Popen(
                words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
            )
        )
    for one in running:
        assert one.stdout is not None
        assert one.stdout.readline() == b"ready\n"
    for one in running:
        assert one.stdin is not None
        one.stdin.write(b"go\n")
        one.stdin.flush()
    said = [one.communicate(timeout=120)[1].decode()[-600:] for one in running]
    assert [one.returncode for one in running] == [0, 0], said
    for who in ("nightly", "command"):
        there = backups.made_in(tmp_path / who)
        assert len(there) == ROUNDS
        assert len(list((tmp_path / who).iterdir())) == ROUNDS
        for one in there:
            restoring.restore(one.file, PRIVATE, tmp_path / "bare" / who / one.file.stem)
    assert list(data.glob(".backup-copy*")) == []


def test_who_comes_second_waits_and_the_job_finds_that_nothing_is_left_to_do(data: Path) -> None:
    with started(data) as whole:
        folder = whole.settings.backup_folder
        with backups.alone(data):
            waiting = threading.Thread(target=whole._back_up)
            waiting.start()
            time.sleep(0.3)
            assert waiting.is_alive()
            whole._backing_up()._made(folder, PAIR.public, By.INSTALLER)
        waiting.join(timeout=30)
        assert not waiting.is_alive()
        assert len(backups.made_in(folder)) == 1


def test_who_waited_long_enough_is_told_and_what_is_too_old_goes_all_the_same(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = data / "backups" / "wellbeing-20200101T000000Z.backup"
    old.parent.mkdir()
    old.write_bytes(b"sealed")
    monkeypatch.setattr(backups, "PATIENCE", 0.0)
    url_for(data)
    with backups.alone(data):
        done = CliRunner().invoke(app, ["backup", "make", "--data", str(data)])
        assert isinstance(done.exception, BackupUnderWay)
        with started(data) as whole, pytest.raises(BackupUnderWay):
            whole._back_up()
        assert BackupUnderWay.sentence().startswith("Another backup is being made.")
    assert list((data / "backups").iterdir()) == []


@only_in_a_file
def test_a_database_that_is_not_whole_is_not_sealed_over_the_good_ones(data: Path) -> None:
    """The middle of the file is overwritten, as a failing disk would: the pages of an index or of rows."""
    with started(data) as whole:
        with closing(sqlite3.connect(data / "wellbeing.db")) as file:
            ((size, pages),) = file.execute("SELECT * FROM pragma_page_size, pragma_page_count").fetchall()
        with (data / "wellbeing.db").open("r+b") as raw:
            raw.seek(size * (pages // 2))
            raw.write(b"\xff" * size * 4)
        with pytest.raises(DatabaseDamaged):
            whole.back_up(data / "backups", PAIR.public)
    assert list((data / "backups").iterdir()) == []
    assert list(data.glob(".backup-copy*")) == []
