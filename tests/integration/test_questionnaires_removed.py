"""A questionnaire whose folder is deleted is gone, and the program starts and works as before without it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import wellbeing
from tests.tools.engines import url_for
from wellbeing.domain.instruments.shelf import FOLDER, shelf

PACKAGE = Path(wellbeing.__file__).parent
FOLDERS = sorted(one.name for one in FOLDER.iterdir() if (one / "LICENCE.md").is_file())

LOOK = """
import json
from wellbeing.domain.instruments.shelf import offered, shelf, unknown
there, usual = [one.name for one in shelf()], [one.name for one in offered(())]
print(json.dumps([there, usual, unknown(("who5", "phq8"))]))
"""
WORK = """
import json, sys
from datetime import UTC, datetime
from pathlib import Path
import wellbeing.app
from wellbeing.app import PAGES
from wellbeing.bootstrap import Wellbeing
from wellbeing.crypto.kdf import KdfParams
from wellbeing.domain.instruments.sheet import Sheet
from wellbeing.domain.export import Export, as_csv, as_json
from wellbeing.settings import Settings

settings = Settings(data=Path(sys.argv[1]), database_url=sys.argv[2], instruments="phq8")
cheap = KdfParams(memory_kib=64, iterations=1, lanes=1)
with Wellbeing(settings, kdf=cheap, floor=cheap) as whole:
    desk = whole.desks.person
    joined = desk.joining.join(whole.first_administrator(), "heron", "plank harvest copper violin drift")
    reference = desk.sessions.attach(joined.cookie)
    offers = [one.instrument.name for one in desk.questionnaires.offers(reference)]
    today = desk.checkins.today_is(reference)
    desk.questionnaires.answer(reference, "own-week", today, 1, 4)
    desk.questionnaires.finish(reference, "own-week", today)
    desk.questionnaires.put_back(reference, Sheet("phq4", today, ((1, 3),), finished=True))
    export = desk.exports.collect(reference)
    print(json.dumps([offers, json.loads(desk.exports.as_json(export))["questionnaires"], len(PAGES)]))
"""


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package in a place of its own, where folders may be deleted."""
    place = tmp_path_factory.mktemp("without")
    shutil.copytree(PACKAGE, place / "wellbeing", ignore=shutil.ignore_patterns("__pycache__"))
    return place


def run(place: Path, program: str, *arguments: str) -> list[list[object]]:
    """What a program says that knows only the copied package."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=place, env={"PYTHONPATH": str(place), "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(place)},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    told: list[list[object]] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_there_are_nine_folders_with_their_licences() -> None:
    assert len(FOLDERS) == 9
    assert set(FOLDERS) == {one.name for one in shelf() if not one.own}


@pytest.mark.parametrize("name", FOLDERS)
def test_without_one_all_the_others_are_there(copied: Path, tmp_path: Path, name: str) -> None:
    folder = copied / "wellbeing" / "domain" / "instruments" / name
    shutil.move(folder, tmp_path / name)
    try:
        there, offered, unknown = run(copied, LOOK)
    finally:
        shutil.move(tmp_path / name, folder)
    assert there == [one.name for one in shelf() if one.name != name]
    assert offered == [one.name for one in shelf() if one.on and one.name != name]
    assert unknown == ([name] if name in {"who5", "phq8"} else [])


def test_without_any_it_starts_and_keeps_what_was_filled_in(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "wellbeing", ignore=shutil.ignore_patterns("__pycache__"))
    for name in FOLDERS:
        shutil.rmtree(tmp_path / "wellbeing" / "domain" / "instruments" / name)
    offers, kept, pages = run(tmp_path, WORK, str(tmp_path / "data"), url_for(tmp_path / "data"))
    assert offers == ["own-week"]
    assert [(one["of"], one["answers"], one["numbers"]) for one in kept] == [  # type: ignore[index]
        ("own-week", {"1": 4}, {}),
        ("phq4", {"1": 3}, {}),
    ]
    assert pages  # the app and all its pages were imported
