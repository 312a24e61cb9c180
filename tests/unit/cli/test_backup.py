"""`wellbeing backup` and `wellbeing restore`, as somebody at a terminal meets them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from wellbeing.bootstrap import backups
from wellbeing.cli.commands import app
from wellbeing.crypto import postbox
from wellbeing.domain.errors import ArchiveDamaged, BackupKeyMissing, FolderInUse


@pytest.fixture(autouse=True)
def _umask() -> Iterator[None]:
    """Give the tests after these the umask they had: the command closes its own."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def run(*words: object) -> str:
    done = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def test_from_a_key_to_a_folder_that_lives_again(tmp_path: Path) -> None:
    data, key = tmp_path / "data", tmp_path / "stick" / "offline.key"
    key.parent.mkdir()
    assert "every day" in run("backup", "key", "--out", key, "--data", data)
    assert key.stat().st_mode & 0o077 == 0
    assert key.read_text() != (data / "backup.pub").read_text()
    run("migrate", "--data", data)
    said = run("backup", "make", "--data", data)
    assert "Only the other half" in said
    assert "Nobody removes it there" not in said
    elsewhere = run("backup", "make", "--to", tmp_path / "carried", "--data", data)
    assert "Nobody removes it there. Do so yourself within 35 days." in elsewhere
    (made,) = (data / "backups").iterdir()
    assert made.stat().st_mode & 0o077 == 0
    assert made.name in run("backup", "list", "--data", data)
    assert "0 accounts" in run("restore", made, "--key", key, "--data", tmp_path / "bare")
    for there in (data, tmp_path / "bare"):
        with pytest.raises(FolderInUse):
            run("restore", made, "--key", key, "--data", there)
    with pytest.raises(ArchiveDamaged):
        run("restore", made, "--key", data / "backup.pub", "--data", tmp_path / "other")
    with pytest.raises(ArchiveDamaged):
        run("restore", key, "--key", key, "--data", tmp_path / "other")


def test_the_half_that_opens_goes_where_only_the_shell_may_write(tmp_path: Path) -> None:
    """As root's shell does it for the folder's user: `runuser … backup key --out - > /media/stick/key`."""
    data = tmp_path / "data"
    done = CliRunner().invoke(
        app, ["backup", "key", "--out", "-", "--data", str(data)], catch_exceptions=False
    )
    assert done.exit_code == 0
    assert re.fullmatch("[0-9a-f]{64}\n", done.stdout), "the key and nothing else"
    assert "Let it into no log" in done.stderr
    assert done.stdout.strip() not in done.stderr
    private = bytes.fromhex(done.stdout)
    assert postbox.public_of(private) == backups.public_key(data)
    assert [file.name for file in data.iterdir()] == [backups.PUBLIC_FILE]
    assert not Path("-").exists()
    again = CliRunner().invoke(app, ["backup", "key", "--out", "-", "--data", str(data)])
    assert isinstance(again.exception, FolderInUse)
    assert again.stdout == ""


def test_without_a_key_none_is_made_and_a_key_is_never_replaced(tmp_path: Path) -> None:
    run("migrate", "--data", tmp_path / "data")
    with pytest.raises(BackupKeyMissing):
        run("backup", "make", "--data", tmp_path / "data")
    run("backup", "key", "--out", tmp_path / "one.key", "--data", tmp_path / "data")
    before = (tmp_path / "data" / "backup.pub").read_bytes()
    with pytest.raises(FolderInUse):
        run("backup", "key", "--out", tmp_path / "two.key", "--data", tmp_path / "data")
    assert (tmp_path / "data" / "backup.pub").read_bytes() == before
    assert not (tmp_path / "two.key").exists()
