"""Every error is a sentence, and no sentence shows a value."""

from __future__ import annotations

import errno
import inspect

import pytest

from wellbeing.cli import errors
from wellbeing.cli.terminal import explain, of_the_system, tidy
from wellbeing.domain.errors import DiskFull, FolderReadOnly, SettingUnusable, Unfit
from wellbeing.settings import NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_setting_is_named_and_explained(name: str) -> None:
    words = explain(SettingUnusable(name))
    assert name in words or name == "host"
    assert words.endswith(".")


@pytest.mark.parametrize("name", ["WELLBEING_PROT", "colour", "config"])
def test_a_setting_that_is_none_says_where_to_look(name: str) -> None:
    words = explain(SettingUnusable(name))
    assert "doctor" in words or "file" in words or ".toml" in words


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EACCES, FolderReadOnly),
        (errno.EROFS, FolderReadOnly),
        (errno.EADDRINUSE, errors.PortTaken),
        (errno.EADDRNOTAVAIL, errors.AddressUnusable),
        (errno.EINTR, Unfit),
    ],
)
def test_an_error_of_the_system_becomes_ours(number: int, kind: type[Unfit]) -> None:
    assert type(of_the_system(OSError(number, "x", "/somebody's/path"))) is kind


def test_every_error_of_the_command_line_has_short_sentences() -> None:
    for kind in vars(errors).values():
        if inspect.isclass(kind) and issubclass(kind, Unfit) and kind is not Unfit:
            sentences = [one for one in kind.sentence().replace("`", "").split(". ") if one]
            assert sentences
            assert all(len(one.split()) <= 15 for one in sentences)


def test_a_path_below_here_is_written_short(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(str(tmp_path))
    assert tidy(f"{tmp_path}/data") == "data"
    assert tidy("/etc/x") == "/etc/x"
