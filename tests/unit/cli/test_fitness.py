"""What `doctor` finds, thing by thing, on hosts that are fit and hosts that are not."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from wellbeing.cli import fitness, fitness_data
from wellbeing.cli.findings import Finding, Verdict
from wellbeing.crypto.authority import issue, make_authority
from wellbeing.domain.errors import ArchiveDamaged
from wellbeing.domain.resources import LINES
from wellbeing.settings import Settings

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def certified(folder: Path, now: datetime) -> Settings:
    made = issue(make_authority("Test", now), ["harbour.example"], now)
    (folder / "chain.pem").write_bytes(made.certificate)
    (folder / "key.pem").write_bytes(made.key)
    return Settings(data=folder, tls_cert=folder / "chain.pem", tls_key=folder / "key.pem")


@pytest.mark.parametrize(
    ("age", "verdict"),
    [(0, Verdict.FIT), (380, Verdict.NOTE), (400, Verdict.UNFIT)],
)
def test_the_certificate_is_read(tmp_path: Path, age: int, verdict: Verdict) -> None:
    settings = certified(tmp_path, NOW - timedelta(days=age))
    assert fitness._certificate(settings, NOW).verdict is verdict


def test_a_key_of_another_certificate_does_not_fit(tmp_path: Path) -> None:
    settings = certified(tmp_path, NOW)
    (tmp_path / "key.pem").write_bytes(make_authority("Other", NOW).key)
    assert fitness._certificate(settings, NOW).verdict is Verdict.UNFIT


def test_without_a_certificate_nothing_is_missing_on_this_computer(tmp_path: Path) -> None:
    assert fitness._certificate(Settings(data=tmp_path), NOW).verdict is Verdict.FIT


@pytest.mark.parametrize(
    ("now", "verdict"),
    [(NOW, Verdict.FIT), (datetime(2001, 1, 1, tzinfo=UTC), Verdict.UNFIT)],
)
def test_a_clock_in_the_past_is_noticed(tmp_path: Path, now: datetime, verdict: Verdict) -> None:
    assert fitness._clock(Settings(data=tmp_path), now).verdict is verdict


def test_a_clock_behind_its_own_data_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "wellbeing.db"
    file.touch()
    later = time.time() + 3 * 86_400
    os.utime(file, (later, later))
    assert fitness._clock(Settings(data=tmp_path), datetime.now(UTC)).verdict is Verdict.UNFIT


@pytest.mark.parametrize(("mode", "verdict"), [(0o700, Verdict.FIT), (0o755, Verdict.UNFIT)])
def test_a_folder_open_to_others_is_noticed(tmp_path: Path, mode: int, verdict: Verdict) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(mode)
    assert fitness._folders(Settings(data=folder)).verdict is verdict


def test_a_file_open_to_others_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    (folder / "slots.db").touch()
    (folder / "slots.db").chmod(0o644)
    assert fitness._folders(Settings(data=folder)).verdict is Verdict.UNFIT


@pytest.mark.parametrize(("free", "verdict"), [(50, Verdict.UNFIT), (500, Verdict.NOTE), (5000, Verdict.FIT)])
def test_a_full_disk_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, verdict: Verdict
) -> None:
    monkeypatch.setattr(fitness.shutil, "disk_usage", lambda _place: _Usage(free * fitness.MIB))
    assert fitness._disk(Settings(data=tmp_path / "not" / "yet")).verdict is verdict


class _Usage:
    def __init__(self, free: int) -> None:
        self.free = free


def test_unbuilt_pages_are_noticed(tmp_path: Path) -> None:
    (found,) = fitness._frontend(Settings(data=tmp_path, frontend=tmp_path / "none"))
    assert found.verdict is Verdict.UNFIT


def test_looking_makes_nothing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    found = tuple(fitness.examine(Settings(data=data, frontend=tmp_path / "none"), datetime.now(UTC)))
    assert not data.exists()
    assert {type(one) for one in found} == {Finding}
    assert any(one.topic == "Argon2id" and one.verdict is not Verdict.UNFIT for one in found)
    assert any(one.words == "secure_delete = 1" for one in found)


@pytest.mark.parametrize(("days", "verdict"), [(0, Verdict.FIT), (1, Verdict.NOTE)])
def test_help_lines_that_nobody_has_looked_at_for_long_are_named(
    tmp_path: Path, days: int, verdict: Verdict
) -> None:
    first = min((one for one in LINES if one.name), key=lambda one: one.next_review)
    found = fitness_data.helplines(Settings(data=tmp_path), first.next_review + timedelta(days=days))
    assert found.verdict is verdict
    assert (first.name in found.words) is (verdict is Verdict.NOTE)


def test_corrections_that_cannot_be_read_are_to_be_mended(tmp_path: Path) -> None:
    (tmp_path / "resources.toml").write_text("not ours")
    assert fitness_data.helplines(Settings(data=tmp_path), NOW.date()).verdict is Verdict.UNFIT


def test_a_missing_clinical_reviewer_is_noted(tmp_path: Path) -> None:
    assert fitness_data.reviewer(Settings(data=tmp_path)).verdict is Verdict.NOTE
    named = fitness_data.reviewer(Settings(data=tmp_path, clinical_reviewer="A. Clinician, psychologist"))
    assert (named.verdict, named.words) == (Verdict.FIT, "A. Clinician, psychologist")


def test_the_help_lines_are_among_the_things_looked_at(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", frontend=tmp_path)
    late = datetime(2099, 1, 1, tzinfo=UTC)
    assert fitness_data.helplines(settings, late.date()) in list(fitness.examine(settings, late))


ELSEWHERE = "elsewhere"
NO_KEY = "None are made. Run `wellbeing backup key` once."
NONE_NEW = "The last two days have none. Is the app running at night?"
NEWEST = "The newest is of 2026-11-21 02:30 UTC."


@pytest.mark.parametrize(
    ("key", "made", "folder", "verdict", "words"),
    [
        (None, (), "", Verdict.NOTE, NO_KEY),
        (None, ("20261121T023000",), ELSEWHERE, Verdict.NOTE, NO_KEY),
        ("no key", ("20261121T023000",), ELSEWHERE, Verdict.UNFIT, ArchiveDamaged.sentence()),
        ("ab" * 32, (), ELSEWHERE, Verdict.NOTE, NONE_NEW),
        ("ab" * 32, ("20261119T115900", "20261101T023000"), ELSEWHERE, Verdict.NOTE, NONE_NEW),
        ("ab" * 32, ("20261119T120000",), ELSEWHERE, Verdict.FIT, "The newest is of 2026-11-19 12:00 UTC."),
        ("ab" * 32, ("20261101T023000", "20261121T023000"), ELSEWHERE, Verdict.FIT, NEWEST),
        ("ab" * 32, ("20261121T023000",), "", Verdict.NOTE, f"{NEWEST} Keep them on another disk too."),
        ("ab" * 32, ("20261121T023000",), "below", Verdict.NOTE, f"{NEWEST} Keep them on another disk too."),
    ],
)
def test_backups_are_looked_at(
    tmp_path: Path, key: str | None, made: tuple[str, ...], folder: str, verdict: Verdict, words: str
) -> None:
    """No key, a broken one, no backup, an old one, one beside the data, and all as it should be."""
    data = tmp_path / "data"
    places = {"": None, "below": data / "deep" / "down", ELSEWHERE: tmp_path / ELSEWHERE}
    settings = Settings(data=data, backups=places[folder])
    settings.backup_folder.mkdir(parents=True)
    data.mkdir(exist_ok=True)
    if key is not None:
        (data / "backup.pub").write_text(key, encoding="ascii")
    for one in made:
        (settings.backup_folder / f"wellbeing-{one}Z.backup").write_bytes(b"sealed")
    found = fitness_data.backups(settings, NOW)
    assert (found.verdict, found.words) == (verdict, words)


def test_what_is_found_of_backups_is_shown(tmp_path: Path) -> None:
    (tmp_path / "backup-folders").write_text(f"{tmp_path}/gone\n", encoding="utf-8")
    settings = Settings(data=tmp_path, frontend=tmp_path / "none")
    shown = [one.words for one in fitness.examine(settings, NOW) if one.topic == "Backups"]
    assert shown[0] == NO_KEY
    assert [one.startswith("Earlier ones may lie in ") for one in shown[1:]] == [True]
