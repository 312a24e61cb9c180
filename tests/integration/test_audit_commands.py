"""`wellbeing audit` on real files: whole, changed, cut short, as a copy alone, restored; and settings."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tests.tools.engines import ON_SERVER, copied, kept_aside, main_database, settings_for, tables_of, url_for
from tests.tools.run_cheap import CHEAP
from wellbeing.bootstrap import Places, Wellbeing
from wellbeing.cli import fitness_data
from wellbeing.cli.audit import app
from wellbeing.cli.commands import app as wellbeing
from wellbeing.cli.findings import Verdict
from wellbeing.domain.audit import Act, By
from wellbeing.domain.errors import BadInput, ReleaseKeyMissing, ReleaseKeyWrong
from wellbeing.domain.resources import file_form
from wellbeing.services import audit
from wellbeing.settings import Settings, read


def run(*words: str) -> Result:
    return CliRunner().invoke(app, words, env={"COLUMNS": "300"})


def started(data: Path, **environment: str) -> Wellbeing:
    url_for(data)
    given = {f"WELLBEING_{name.upper()}": value for name, value in environment.items()}
    return Wellbeing(read(given, {"data": data}), kdf=CHEAP, floor=CHEAP)


def acts(data: Path) -> list[tuple[Act, By, dict[str, Any]]]:
    with started(data) as whole:
        return [(one.note.act, one.note.by, dict(one.note.facts)) for one in whole.releases.audit.lines()]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An installation that was started, and printed two codes."""
    folder = tmp_path / "data"
    with started(folder) as whole:
        whole.first_administrator()
        whole.invite_administrator()
    return folder


def head(data: Path) -> str:
    with started(data) as whole:
        return audit.head(whole.releases.audit.newest())


def test_the_first_start_begins_the_records_and_no_other_start_adds_to_them(data: Path) -> None:
    found = acts(data)
    assert [one for one, *_ in found] == [Act.VERSION, Act.SLIPS, Act.SLIPS]
    assert found[0][2]["schema"] == "0004_the_records"
    assert acts(data) == found
    assert (data / "audit.jsonl").stat().st_mode & 0o777 == 0o600


def test_records_are_checked_in_the_folder_and_as_a_copy(data: Path, tmp_path: Path) -> None:
    done = run("verify", "--data", str(data))
    assert (done.exit_code, done.output.splitlines()[0]) == (0, "3 lines, all in order and signed.")
    key = done.output.splitlines()[2].removeprefix("Public key: ")
    text = shutil.copyfile(data / "audit.jsonl", tmp_path / "kept.jsonl")
    alone = run("verify", "--file", str(text), "--key", key)
    assert (alone.exit_code, alone.output) == (0, done.output)
    assert run("verify", "--file", str(text), "--key", "00" * 32).exit_code == 1
    shown = run("show", "--data", str(data), "--last", "2").output
    assert shown.count("1 slip was printed for administrators.") == 2
    assert "Version" not in shown


def test_a_hash_on_paper_is_found_again_or_missed(data: Path) -> None:
    noted = head(data)
    with started(data) as whole:
        whole.invite_administrator()
    good = run("verify", "--data", str(data), "--head", noted.upper())
    assert good.exit_code == 0
    assert "The hash that was written down is among them." in good.output
    other = run("verify", "--data", str(data), "--head", "ab" * 32)
    assert other.exit_code == 1
    assert "These are other records, or older ones." in other.output


def test_a_changed_row_and_a_changed_text_are_named(data: Path) -> None:
    with main_database(data) as ask:
        ask("UPDATE audit_lines SET body = replace(body, 'installer', 'administrator') WHERE number = 2")
    broken = run("verify", "--data", str(data))
    assert (broken.exit_code, broken.output) == (
        1, "The records are not whole. The first line that is wrong: 2.\n"
    )  # fmt: skip
    assert fitness_data.records(settings_for(data)).verdict is Verdict.UNFIT


def test_a_line_taken_out_of_the_text_is_named(data: Path) -> None:
    text = data / "audit.jsonl"
    lines = text.read_text().splitlines(keepends=True)
    text.write_text(lines[0] + lines[2])
    assert run("verify", "--data", str(data)).exit_code == 1
    with started(data) as whole:  # and nobody is kept from work by it
        whole.invite_administrator()
    assert text.read_text().startswith(lines[0] + lines[2]), "nothing is written over it"
    assert run("verify", "--data", str(data)).exit_code == 1


def test_texts_that_tell_different_things_are_left_alone(data: Path, tmp_path: Path) -> None:
    text = data / "audit.jsonl"
    with started(tmp_path / "other") as other:
        other.invite_administrator()
        for _ in range(5):
            other.invite_administrator()
    theirs = (tmp_path / "other" / "audit.jsonl").read_text()
    text.write_text(theirs)
    with started(data) as whole:
        whole.invite_administrator()
    assert text.read_text() == theirs
    assert run("verify", "--data", str(data)).exit_code == 1


def test_a_text_that_is_sound_and_tells_something_else_is_named(data: Path, tmp_path: Path) -> None:
    """Both are signed by the one key, line after line: only the two together show that one was exchanged."""
    copied(data, tmp_path / "twin")
    with started(data) as whole:
        whole.invite_administrator()
    with started(tmp_path / "twin") as twin:
        twin._note_settings()
    shutil.copyfile(tmp_path / "twin" / "audit.jsonl", data / "audit.jsonl")
    assert run("verify", "--data", str(tmp_path / "twin")).exit_code == 0
    broken = run("verify", "--data", str(data))
    assert (broken.exit_code, broken.output) == (
        1, "The records are not whole. The first line that is wrong: 4.\n"
    )  # fmt: skip


def test_an_older_database_takes_back_what_the_text_has(data: Path, tmp_path: Path) -> None:
    put_back = kept_aside(data, tmp_path / "older.db")
    with started(data) as whole:
        whole.invite_administrator()
    noted, lines = head(data), (data / "audit.jsonl").read_text()
    put_back()
    assert head(data) == noted
    assert (data / "audit.jsonl").read_text() == lines
    assert run("verify", "--data", str(data), "--head", noted).exit_code == 0


def test_a_line_that_was_cut_short_is_written_anew(data: Path) -> None:
    text = data / "audit.jsonl"
    whole = text.read_bytes()
    text.write_bytes(whole[:-20])
    started(data).close()
    assert text.read_bytes() == whole


def test_without_the_key_nothing_is_signed_by_another(data: Path) -> None:
    key = Places.of(Settings(data=data)).release_key
    kept = key.read_bytes()
    key.unlink()
    with pytest.raises(ReleaseKeyMissing):
        started(data)
    key.write_bytes(bytes(32))
    with pytest.raises(ReleaseKeyWrong):
        started(data)
    key.write_bytes(kept)
    started(data).close()


def test_names_of_changed_settings_are_noted_and_never_a_value(data: Path) -> None:
    at_first = f"clinical_reviewer,data,{'database_url,' if ON_SERVER else ''}idle_minutes"
    for environment, changed in (
        ({"idle_minutes": "7", "clinical_reviewer": "Canary Person"}, at_first),
        ({"idle_minutes": "7", "clinical_reviewer": "Canary Person"}, None),
        ({"idle_minutes": "8", "clinical_reviewer": "Canary Person"}, "idle_minutes"),
        ({}, "clinical_reviewer,idle_minutes"),
    ):
        before = len(acts(data))
        with started(data, **environment) as whole:
            whole._note_settings()
        found = acts(data)[before:]
        assert found == ([(Act.SETTINGS, By.INSTALLER, {"names": changed})] if changed else [])
    files = b"".join(one.read_bytes() for one in data.rglob("*") if one.is_file())
    with main_database(data) as ask:
        rows = [row for table in tables_of(data) for row in ask(f"SELECT * FROM {table}")]
    assert b"Canary" not in files
    assert "Canary" not in repr(rows)
    assert str(data) not in repr(rows)
    assert not ON_SERVER or url_for(data).partition("@")[2] not in repr(rows)


def test_a_key_for_backups_and_corrected_help_lines_are_noted_by_name_alone(
    data: Path, tmp_path: Path
) -> None:
    def noted() -> list[str]:
        before = len(acts(data))
        with started(data) as whole:
            whole._note_settings()
        return [facts["names"] for act, _, facts in acts(data)[before:] if act is Act.SETTINGS]

    def told(*words: str) -> None:
        assert CliRunner().invoke(wellbeing, [*words, "--data", str(data)]).exit_code == 0

    def corrected(to: str) -> None:
        lines = file_form.read(exported.read_text(encoding="utf-8"))
        one = next(line for line in lines if line.name)
        (tmp_path / "lines.toml").write_text(file_form.written((replace(one, name=to),)), encoding="utf-8")
        told("resources", "import", str(tmp_path / "lines.toml"))

    exported = tmp_path / "every.toml"
    told("resources", "export", "--out", str(exported))
    noted()
    assert noted() == []
    told("backup", "key", "--out", str(tmp_path / "key"))
    assert noted() == ["backup_key"]
    corrected("Canary line")
    assert noted() == ["help_lines"]
    corrected("Canary line")
    assert noted() == [], "it is as it was"
    corrected("Canary line, too")
    (data / "backup.pub").unlink()
    assert noted() == ["backup_key,help_lines"]
    (data / "resources.toml").unlink()
    assert noted() == ["help_lines"]
    with main_database(data) as ask:
        assert "Canary" not in repr(
            [row for table in tables_of(data) for row in ask(f"SELECT * FROM {table}")]
        )
    assert "Canary" not in (data / "audit.jsonl").read_text()


def test_backups_and_a_restore_are_noted(data: Path, tmp_path: Path) -> None:
    from wellbeing.bootstrap import restoring
    from wellbeing.crypto import postbox

    pair = postbox.make_pair()
    with started(data) as whole:
        made = whole.back_up(tmp_path / "elsewhere", pair.public)
    restoring.restore(made.file, bytes(pair.private), tmp_path / "bare")
    with started(tmp_path / "bare") as whole:
        whole.restored(made.made)
    assert acts(data)[-1][:2] == (Act.BACKUP_MADE, By.INSTALLER)
    day = made.made.date().isoformat()
    assert acts(tmp_path / "bare")[-1] == (Act.RESTORED, By.INSTALLER, {"saved_on": day})
    assert len(acts(tmp_path / "bare")) == len(acts(data)), (
        "the line of a backup is not in it, and a new one is"
    )


def test_there_may_be_none_yet(tmp_path: Path) -> None:
    assert run("verify", "--data", str(tmp_path)).output == "Nothing is written down yet.\n"
    assert run("show", "--data", str(tmp_path)).output == "Nothing is written down yet.\n"
    assert run("verify", "--file", str(tmp_path / "gone"), "--key", "x").exception.__class__ is BadInput
    (tmp_path / "no.jsonl").write_text('{"body": "x", "signature": ""}\n')
    broken = run("verify", "--file", str(tmp_path / "no.jsonl"), "--key", "00" * 32)
    assert broken.exit_code == 1
