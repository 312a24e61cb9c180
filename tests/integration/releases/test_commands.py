"""`wellbeing releases` and `wellbeing doctor` read the log: whole, changed, forked, and as a copy alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.integration.releases.team import FIRST, Team, monday, noon
from tests.tools.engines import only_in_a_file, settings_for
from wellbeing.cli import fitness_data
from wellbeing.cli.findings import Verdict
from wellbeing.cli.releases import app
from wellbeing.cli.terminal import out
from wellbeing.domain.errors import BadInput, LogBroken, ReleaseKeyMissing


def run(*words: str) -> Result:
    return CliRunner().invoke(app, words, env={"COLUMNS": "300"})


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Team]:
    """Somebody was told of a period, and the app is stopped."""
    with Team(tmp_path / "data") as team:
        team.unit(14)
        team.at(monday(FIRST))
        team.at(noon(FIRST))
        yield team


def findings(folder: Path) -> list[tuple[Verdict, str]]:
    return [(one.verdict, one.words) for one in fitness_data.releases(settings_for(folder))]


def test_a_log_is_checked_in_the_folder_and_as_a_copy(told: Team, tmp_path: Path) -> None:
    data = str(told.folder)
    done = run("verify", "--data", data)
    key, head = told.releases.public_key.hex(), told.releases.head()
    assert done.output.splitlines() == [
        "3 lines, all in order and signed.",
        f"Newest line: {head}",
        f"Public key: {key}",
    ]
    copied = shutil.copyfile(told.places.release_text, tmp_path / "kept.jsonl")
    alone = run("verify", "--file", str(copied), "--key", key)
    assert (alone.exit_code, alone.output) == (0, done.output)
    assert run("verify", "--file", str(copied), "--key", "00" * 32).exit_code == 1


def test_a_changed_line_is_named(told: Team, tmp_path: Path) -> None:
    text = told.places.release_text.read_text()
    copied = tmp_path / "kept.jsonl"
    key = told.releases.public_key.hex()
    lines = text.splitlines(keepends=True)
    cases = {
        "1": text.replace('roster\\":14', 'roster\\":15', 1),
        "2": lines[0] + lines[2],
        "3": lines[0] + lines[1] + lines[1],
    }
    for number, wrong in cases.items():
        copied.write_text(wrong)
        done = run("verify", "--file", str(copied), "--key", key)
        assert done.exit_code == 1
        assert done.output == f"The log is not whole. The first line that is wrong: {number}.\n"


def test_a_shorter_copy_is_sound_and_says_how_long_it_is(told: Team, tmp_path: Path) -> None:
    copied = tmp_path / "kept.jsonl"
    copied.write_text("".join(told.places.release_text.read_text().splitlines(keepends=True)[:2]))
    done = run("verify", "--file", str(copied), "--key", told.releases.public_key.hex())
    assert done.output.startswith("2 lines, all in order and signed.\n")


@only_in_a_file
def test_a_database_that_was_changed_or_forked_is_said(told: Team) -> None:
    data, file = str(told.folder), told.folder / "wellbeing.db"
    kept = file.read_bytes()
    assert kept.count(b'"roster":14') >= 3
    file.write_bytes(kept.replace(b'"roster":14', b'"roster":15'))
    assert run("verify", "--data", data).exit_code == 1
    assert findings(told.folder)[0][0] is Verdict.UNFIT
    file.write_bytes(kept)
    assert run("verify", "--data", data).exit_code == 0
    lines = told.places.release_text.read_text().splitlines(keepends=True)
    told.places.release_text.write_text(lines[0] + lines[1] + lines[1])
    done = run("verify", "--data", data)
    assert (done.exit_code, done.output.split(": ")[-1]) == (1, "3.\n")


def test_what_was_told_is_shown(told: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(out, "_width", 300)  # whatever terminal was there when the console was made
    done = run("show", "--data", str(told.folder))
    numbers = told.lines()[1].counters
    assert numbers is not None
    assert "2026-10-26 - 2026-11-22" in done.output
    assert " ".join(map(str, numbers.all)) in done.output
    assert [word in done.output for word in ("counted", "told")] == [True, True]


def test_before_the_first_line_there_is_nothing_to_check(tmp_path: Path) -> None:
    assert run("verify", "--data", str(tmp_path / "none")).output == "Nothing was told yet.\n"
    assert run("show", "--data", str(tmp_path / "none")).output == "Nothing was told yet.\n"
    assert not (tmp_path / "none").exists()
    with Team(tmp_path / "data"):
        assert run("verify", "--data", str(tmp_path / "data")).output.startswith("0 lines")


@pytest.mark.parametrize(
    "words", [("--key", "00"), ("--file", "nothing"), ("--file", "nothing", "--key", "")]
)
def test_half_of_what_a_copy_needs_is_refused(words: tuple[str, ...]) -> None:
    assert isinstance(run("verify", *words).exception, BadInput)


def test_doctor_shows_both_keys_and_the_log(told: Team) -> None:
    told.stop()
    before = {file: file.read_bytes() for file in told.folder.rglob("*") if file.is_file()}
    assert findings(told.folder) == [
        (Verdict.FIT, "3 lines, all in order and signed."),
        (Verdict.FIT, "keys/releases is there. It belongs into the backup."),
        (Verdict.FIT, "keys/boxes is there. Keep it out of every backup."),
    ]
    assert {file: file.read_bytes() for file in told.folder.rglob("*") if file.is_file()} == before
    told.places.box_key.unlink()
    told.places.release_key.unlink()
    assert findings(told.folder) == [
        (Verdict.UNFIT, ReleaseKeyMissing.sentence()),
        (Verdict.NOTE, "keys/boxes is missing. The open period will not be published."),
    ]


def test_doctor_says_that_a_text_is_forked(told: Team) -> None:
    text = told.places.release_text
    text.write_text(text.read_text().replace('roster\\":14', 'roster\\":15', 1))
    assert findings(told.folder)[0] == (Verdict.UNFIT, LogBroken.sentence())
