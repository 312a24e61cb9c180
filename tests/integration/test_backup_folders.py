"""The setting says another folder: what lies in those from before still goes after 35 days, or is named."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.tools.engines import settings_for
from tests.tools.run_cheap import CHEAP
from wellbeing.bootstrap import Wellbeing, backup_folders, backups
from wellbeing.cli.demo_populate import MovableClock
from wellbeing.cli.fitness_data import older_backups
from wellbeing.crypto import postbox
from wellbeing.domain.audit import Act

BEGUN = datetime(2026, 11, 29, 2, 30, tzinfo=UTC)
PAIR = postbox.make_pair()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    (folder / backups.PUBLIC_FILE).write_text(PAIR.public.hex(), encoding="ascii")
    return folder


@contextmanager
def on(data: Path, day: int, folder: Path | None) -> Iterator[Wellbeing]:
    """The app so many days after the first, with this setting."""
    clock = MovableClock()
    clock.set(BEGUN + timedelta(days=day))
    with Wellbeing(settings_for(data, backups=folder), kdf=CHEAP, floor=CHEAP, clock=clock) as whole:
        yield whole


def night(data: Path, day: int, folder: Path | None) -> None:
    """What happens at a start and every night."""
    with on(data, day, folder) as whole:
        whole._back_up()


def days(folder: Path) -> list[int]:
    """The days on which what lies in a folder was made."""
    return [(one.made - BEGUN).days for one in backups.made_in(folder)]


def said(data: Path, day: int, folder: Path | None) -> list[str]:
    """What `doctor` says about folders from before."""
    found = older_backups(settings_for(data, backups=folder), BEGUN + timedelta(days=day))
    return [one.words for one in found]


def noted(data: Path) -> list[str]:
    file = data / backups.FOLDERS_FILE
    return file.read_text().splitlines() if file.exists() else []


def test_the_folder_in_the_data_is_looked_through_for_good(data: Path, tmp_path: Path) -> None:
    night(data, 0, None)
    night(data, 20, tmp_path / "disk")
    assert days(data / "backups") == [0], "it is not too old yet"
    night(data, 33, tmp_path / "disk")
    assert days(data / "backups") == [0]
    night(data, 34, tmp_path / "disk")
    assert days(data / "backups") == []
    assert days(tmp_path / "disk") == [20, 33, 34]
    with on(data, 34, None) as whole:
        notes = [one.note for one in whole.releases.audit.lines()]
    removed = [one.fact("count") for one in notes if one.act is Act.BACKUPS_REMOVED]
    assert removed == [1], "and everybody with an account can read that it went"


def test_a_folder_from_before_is_remembered_until_its_last_backup_went(data: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    night(data, 0, first)
    night(data, 10, first)
    assert noted(data) == [str(first)]
    assert (data / backups.FOLDERS_FILE).stat().st_mode & 0o777 == 0o600
    night(data, 11, second)
    assert noted(data) == [str(first), str(second)]
    night(data, 40, second)
    assert (days(first), days(second)) == ([10], [11, 40])
    assert noted(data) == [str(first), str(second)]
    night(data, 44, None)
    assert (days(first), days(second)) == ([], [11, 40])
    assert noted(data) == [str(second)]
    night(data, 77, None)
    assert (days(second), days(data / "backups")) == ([], [44, 77])
    assert noted(data) == []


def test_what_was_cut_short_in_a_folder_from_before_goes_too(data: Path, tmp_path: Path) -> None:
    night(data, 0, tmp_path / "first")
    (tmp_path / "first" / "wellbeing-20261130T023000Z.backup.new").write_bytes(b"half of it")
    night(data, 1, None)
    assert [one.suffix for one in (tmp_path / "first").iterdir()] == [".backup"]


def test_a_command_notes_the_folder_of_the_settings_and_no_other(data: Path, tmp_path: Path) -> None:
    with on(data, 0, tmp_path / "disk") as whole:
        whole.back_up(tmp_path / "stick", PAIR.public)
        assert noted(data) == []
        whole.back_up(tmp_path / "disk", PAIR.public)
    assert noted(data) == [str(tmp_path / "disk")]


def test_a_disk_that_is_away_is_named_until_somebody_has_seen_to_it(data: Path, tmp_path: Path) -> None:
    """An empty mount point is what remains where a disk was: no folder is forgotten for showing nothing."""
    disk, away = tmp_path / "disk", tmp_path / "away"
    night(data, 0, disk)
    assert said(data, 0, disk) == []
    disk.rename(away)
    night(data, 50, None)
    (told,) = said(data, 50, None)
    assert "Earlier ones may lie in" in told
    assert disk.name in told
    assert backups.FOLDERS_FILE in told
    disk.mkdir()
    night(data, 51, None)
    assert said(data, 51, None) == [told]
    disk.rmdir()
    away.rename(disk)
    assert len(said(data, 51, None)) == 1
    assert "older than 35 days" in said(data, 51, None)[0]
    night(data, 52, None)
    assert (days(disk), noted(data), said(data, 52, None)) == ([], [], [])


def test_a_line_may_be_taken_out_and_what_is_no_folder_is_passed_over(data: Path, tmp_path: Path) -> None:
    night(data, 0, tmp_path / "disk")
    (data / backups.FOLDERS_FILE).write_text(f"\nbackups\n{tmp_path}/gone\n{tmp_path}/gone\n", "utf-8")
    assert backup_folders.former(settings_for(data)) == (tmp_path / "gone",)
    night(data, 1, None)
    assert len(said(data, 1, None)) == 1
    (data / backups.FOLDERS_FILE).write_text("", encoding="utf-8")
    assert said(data, 1, None) == []


def test_what_cannot_be_removed_keeps_nobody_from_a_backup_and_is_named(data: Path, tmp_path: Path) -> None:
    """A folder under a backup's name stands for a disk that can only be read."""
    night(data, 0, tmp_path / "disk")
    (one,) = backups.made_in(tmp_path / "disk")
    one.file.unlink()
    one.file.mkdir()
    night(data, 50, None)
    assert days(data / "backups") == [50]
    assert noted(data) == [str(tmp_path / "disk")]
    assert ["older than 35 days" in words for words in said(data, 50, None)] == [True]
