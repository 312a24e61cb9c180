"""`wellbeing resources`: checks, takes in, writes out, and says what lacks."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from wellbeing.bootstrap.lines import FILE_NAME, corrections, directory_of
from wellbeing.cli.resources import app
from wellbeing.domain.errors import BadInput, LinesRefused, LinesUnreadable
from wellbeing.domain.resources import COUNTRIES, KNOWN_GAPS, LINES, Line
from wellbeing.domain.resources.file_form import read, written

DAY = "2026-11-21"
TODAY = date.fromisoformat(DAY)
LINE = next(one for one in LINES if one.id == "fr-3114")
MOVED = replace(LINE, dial="3115", display="3115")


def run(data: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--data", str(data)], env={"COLUMNS": "300"})


def file(folder: Path, *lines: Line) -> str:
    made = folder / "lines.toml"
    made.write_text(written(lines), encoding="utf-8")
    return str(made)


def test_what_ships_is_right_on_the_day_it_was_read(tmp_path: Path) -> None:
    done = run(tmp_path, "check", "--release", "--day", DAY)
    assert done.exit_code == 0
    assert done.output == f"{len(LINES)} lines in {len({one.country for one in LINES} - {''})} countries.\n"


def test_a_release_waits_for_an_overdue_line_and_an_ordinary_check_only_says_so(tmp_path: Path) -> None:
    late = (LINE.next_review + timedelta(days=1)).isoformat()
    done = run(tmp_path, "check", "--release", "--day", late)
    assert done.exit_code == 1
    assert "mend  fr-3114  Its review day has passed." in done.output
    done = run(tmp_path, "check", "--day", late)
    assert done.exit_code == 0
    assert "note  fr-3114  Its review day has passed." in done.output


def test_a_release_begins_with_that_check() -> None:
    target = (Path(__file__).parents[3] / "Makefile").read_text("utf-8").split("\nrelease:")[1]
    commands = [line.strip() for line in target.split("\n\n")[0].splitlines()[1:]]
    assert commands[0] == "$(BIN)/python -m wellbeing resources check --release $(ARGS)"
    assert any("git archive" in one for one in commands[1:])


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    assert isinstance(run(tmp_path, "check", "--day", "soon").exception, BadInput)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"sources": ()}, "It needs its operator's page, or two independent pages."),
        ({"country": "BR", "dial": "141", "display": "141"}, "Its number is on the list of wrong numbers."),
        ({"display": "3141"}, "What is dialled and what is shown differ."),
    ],
)
def test_a_file_is_checked_before_it_is_kept(tmp_path: Path, change: dict[str, object], words: str) -> None:
    wrong = file(tmp_path, replace(LINE, **change))  # type: ignore[arg-type]
    done = run(tmp_path, "check", "--file", wrong, "--day", DAY)
    assert done.exit_code == 1
    assert words in done.output
    done = run(tmp_path, "import", wrong)
    assert isinstance(done.exception, LinesRefused)
    assert words in done.output
    assert not (tmp_path / FILE_NAME).exists()


def test_corrections_take_the_place_of_what_ships(tmp_path: Path) -> None:
    done = run(tmp_path / "data", "import", file(tmp_path, MOVED))
    assert done.exit_code == 0
    assert directory_of(tmp_path / "data").get("fr-3114") == MOVED
    out = tmp_path / "out.toml"
    assert run(tmp_path / "data", "export", "--out", str(out)).exit_code == 0
    assert {one.id: one for one in read(out.read_text())} == {one.id: one for one in LINES} | {
        MOVED.id: MOVED
    }
    assert run(tmp_path / "data", "export").output == out.read_text()


def test_a_file_of_something_else_is_refused_and_help_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "lines.toml").write_bytes(b"\xff\xfe not text")
    assert isinstance(run(tmp_path, "import", str(tmp_path / "lines.toml")).exception, LinesUnreadable)
    for broken in (b"\xff", b"not toml [", written([replace(LINE, sources=())]).encode()):
        (tmp_path / FILE_NAME).write_bytes(broken)
        with pytest.raises((LinesUnreadable, LinesRefused)):
            corrections(tmp_path)
        assert {one.id for one in directory_of(tmp_path).lines} == {one.id for one in LINES}
    assert str(tmp_path) not in caplog.text


def test_the_gap_list_names_each_country_and_each_service_left_out(tmp_path: Path) -> None:
    done = run(tmp_path, "gaps")
    assert done.exit_code == 0
    for name in COUNTRIES.values():
        assert name in done.output
    for gap in KNOWN_GAPS:
        assert gap.what in done.output
    (nowhere,) = [line for line in done.output.splitlines() if line.startswith("Any country")]
    assert "Money or legal" in nowhere


def test_no_command_reads_the_words_before_it_knows_the_languages() -> None:
    """They are settled when `wellbeing.words` is imported, which the settings come before."""
    code = "import sys, wellbeing.cli.commands; sys.exit('wellbeing.words' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
