"""A data folder is its owner's alone: nobody else's command works on it, root's neither."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from wellbeing.cli.commands import app
from wellbeing.cli.errors import FolderOfAnother

SOMEBODY = 61_313
"""A user that no computer has."""
COMMANDS = {
    "serve": ("serve",),
    "invite": ("invite",),
    "migrate": ("migrate",),
    "back": ("migrate", "--back"),
    "move": ("move", "--to", "file"),
    "tls": ("tls", "harbour.example"),
    "key": ("backup", "key", "--out", "{beside}/new.key"),
    "printed": ("backup", "key", "--out", "-"),
    "make": ("backup", "make"),
    "list": ("backup", "list"),
    "restore": ("restore", "{beside}/some.backup", "--key", "{beside}/some.key"),
    "import": ("resources", "import", "{beside}/lines.toml"),
    "releases": ("releases", "verify"),
    "records": ("audit", "show"),
    "doctor": ("doctor",),
}
"""Those that write into the folder, or open the databases in it, which may make a file as well."""


@pytest.fixture(autouse=True)
def _umask() -> Iterator[None]:
    """Give the tests after these the umask they had: the command closes its own."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A folder that belongs to another user: made so by root, else one of root's own."""
    if os.geteuid() != 0:
        return Path("/")
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    os.chown(folder, SOMEBODY, SOMEBODY)
    return folder


def refused(words: tuple[str, ...], beside: Path) -> None:
    done = CliRunner().invoke(app, [one.format(beside=beside) for one in words])
    assert isinstance(done.exception, FolderOfAnother), done.output
    assert done.stdout == ""


@pytest.mark.parametrize("name", COMMANDS)
def test_a_folder_of_another_user_is_left_alone(theirs: Path, tmp_path: Path, name: str) -> None:
    before = sorted(theirs.iterdir())
    refused((*COMMANDS[name], "--data", str(theirs)), tmp_path)
    assert sorted(theirs.iterdir()) == before
    assert not (tmp_path / "new.key").exists()


def test_so_is_one_that_the_environment_or_the_settings_name(
    theirs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text(f'data = "{theirs}"\n', encoding="utf-8")
    refused(("migrate", "--config", str(settings)), tmp_path)
    monkeypatch.setenv("WELLBEING_DATA", str(theirs))
    refused(("migrate",), tmp_path)


def test_one_of_ones_own_or_yet_to_be_made_is_worked_on(tmp_path: Path) -> None:
    for _ in range(2):
        words = ["tls", "harbour.example", "--data", str(tmp_path / "data")]
        assert CliRunner().invoke(app, words, catch_exceptions=False).exit_code == 0
    assert (tmp_path / "data").stat().st_uid == os.geteuid()
