"""The pages are built once for each change of their sources, and never half."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from wellbeing.cli import frontend, options
from wellbeing.cli.errors import (
    FrontendMissing,
    LockOutOfDate,
    NotACheckout,
    OtherLanguages,
    PagesLeftOut,
)
from wellbeing.domain.errors import Unfit

LOCK = {"packages": {"": {}, "node_modules/react": {"version": "19.0.0", "integrity": "sha512-x"}}}


class Reflex:
    """Writes what Reflex would, and counts how often it was asked."""

    def __init__(self) -> None:
        self.builds = 0
        self.lock = LOCK

    def __call__(self, _root: Path, workshop: Path, locales: Sequence[str]) -> None:
        self.builds += 1
        client = workshop / ".web" / "build" / "client"
        client.mkdir(parents=True)
        (client / "index.html").write_text(f"{self.builds} {locales}")
        (workshop / "reflex.lock").mkdir(exist_ok=True)
        (workshop / "reflex.lock" / "package.json").write_text("{}")
        (workshop / "reflex.lock" / "package-lock.json").write_text(json.dumps(self.lock))


@pytest.fixture
def reflex(monkeypatch: pytest.MonkeyPatch) -> Reflex:
    made = Reflex()
    monkeypatch.setattr(frontend, "_run_reflex", made)
    return made


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("assets/app.css", "wellbeing/ui/page.py", "wellbeing/words/a.po", "wellbeing/app.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    for name in ("rxconfig.py", ".npmrc"):
        (tmp_path / name).write_text(name)
    (tmp_path / "reflex.lock").mkdir()
    (tmp_path / "reflex.lock" / "package-lock.json").write_text(json.dumps(LOCK))
    return tmp_path


def index(folder: Path) -> str:
    return (folder / "build" / "client" / "index.html").read_text()


def test_nothing_is_built_twice(root: Path, reflex: Reflex) -> None:
    folder = root / "build" / "frontend"
    assert not frontend.is_current(folder, ["en"], root)
    assert frontend.build(folder, ["en"], root=root) is not None
    assert frontend.is_current(folder, ["en"], root)
    assert frontend.build(folder, ["en"], root=root) is None
    assert reflex.builds == 1
    assert (folder / "rxconfig.py").exists()


@pytest.mark.parametrize(
    "changed",
    ["assets/app.css", "wellbeing/ui/page.py", "wellbeing/words/a.po", "rxconfig.py", "wellbeing/app.py"],
)
def test_each_source_counts(root: Path, reflex: Reflex, changed: str) -> None:
    folder = root / "build" / "frontend"
    frontend.build(folder, ["en"], root=root)
    (root / changed).write_text("another")
    assert not frontend.is_current(folder, ["en"], root)
    frontend.build(folder, ["en"], root=root)
    assert reflex.builds == 2
    assert index(folder).startswith("2")


def test_other_languages_and_a_new_file_count_too(root: Path, reflex: Reflex) -> None:
    folder = root / "build" / "frontend"
    frontend.build(folder, ["en"], root=root)
    frontend.build(folder, ["en", "xb"], root=root)
    (root / "assets" / "new.js").write_text("")
    frontend.build(folder, ["en", "xb"], root=root)
    assert reflex.builds == 3


def test_a_change_elsewhere_does_not(root: Path, reflex: Reflex) -> None:
    folder = root / "build" / "frontend"
    frontend.build(folder, ["en"], root=root)
    (root / "wellbeing" / "storage.py").write_text("")
    frontend.build(folder, ["en"], root=root)
    assert reflex.builds == 1


def test_an_unfinished_frontend_is_none(root: Path, reflex: Reflex) -> None:
    folder = root / "build" / "frontend"
    frontend.build(folder, ["en"], root=root)
    (folder / "build" / "client" / "index.html").unlink()
    assert frontend.read_stamp(folder) is None
    (folder / frontend.STAMP).write_text("{")
    assert frontend.read_stamp(folder) is None
    assert frontend.build(folder, ["en"], root=root) is not None
    assert reflex.builds == 2


def test_a_lock_that_moved_stops_the_build_and_keeps_the_old_pages(root: Path, reflex: Reflex) -> None:
    folder = root / "build" / "frontend"
    frontend.build(folder, ["en"], root=root)
    reflex.lock = {"packages": {"": {}, "node_modules/react": {"version": "19.0.1", "integrity": "sha512-y"}}}
    (root / "assets" / "app.css").write_text("another")
    with pytest.raises(LockOutOfDate):
        frontend.build(folder, ["en"], root=root)
    assert index(folder).startswith("1")


def test_relocking_keeps_no_address(root: Path, reflex: Reflex) -> None:
    reflex.lock = {
        "packages": {
            "node_modules/react": {
                "version": "19.0.1",
                "integrity": "sha512-y",
                "resolved": "https://registry.example/react.tgz",
                "funding": {"url": "https://money.example"},
            }
        }
    }
    folder = root / "build" / "frontend"
    frontend.build(folder, ["en"], root=root, relock=True)
    kept = (root / "reflex.lock" / "package-lock.json").read_text()
    assert json.loads(kept)["packages"]["node_modules/react"] == {
        "version": "19.0.1",
        "integrity": "sha512-y",
    }
    assert frontend.build(folder, ["en"], root=root) is None


def test_a_folder_without_sources_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotACheckout):
        frontend.build(tmp_path / "f", ["en"], root=tmp_path)


# ------------------------------------------------------------------------------- pages that came with a wheel


def built(folder: Path, *locales: str) -> Path:
    (folder / "build" / "client").mkdir(parents=True)
    (folder / "build" / "client" / "index.html").touch()
    (folder / frontend.STAMP).write_text(json.dumps({"fingerprint": "", "locales": locales}))
    return folder


@pytest.mark.parametrize(
    ("there", "asked", "in_checkout", "installed"),
    [
        ((), ("en",), FrontendMissing, PagesLeftOut),
        (("en",), ("en", "fr"), FrontendMissing, OtherLanguages),
        (("en", "fr"), ("en",), FrontendMissing, OtherLanguages),
        (("en", "fr"), ("fr", "en"), FrontendMissing, OtherLanguages),
        (("en", "fr"), ("en", "fr"), None, None),
    ],
)
def test_pages_that_will_not_do_are_told_by_where_they_came_from(
    tmp_path: Path,
    there: tuple[str, ...],
    asked: tuple[str, ...],
    in_checkout: type[Unfit] | None,
    installed: type[Unfit] | None,
) -> None:
    folder = built(tmp_path / "pages", *there) if there else tmp_path
    for sources, error in ((True, in_checkout), (False, installed)):
        reason = frontend.unfit(folder, asked, sources=sources)
        assert type(reason) is (error or type(None))


def test_an_installed_package_speaks_the_languages_of_its_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = built(tmp_path / "pages", "en", "fr")
    monkeypatch.setenv("WELLBEING_FRONTEND", str(pages))
    spoken = []
    for here, asked in ((True, None), (False, None), (False, "fr")):
        monkeypatch.setattr(options, "is_checkout", lambda here=here: here)
        spoken.append(options.settings_from(data=tmp_path, locales=asked).languages)
        del os.environ["WELLBEING_LOCALES"]  # it was set for the words and the build
    assert spoken == [("en",), ("en", "fr"), ("fr",)]
