"""The small scripts: nothing is evaluated, nothing is kept, nothing is loaded from elsewhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ASSETS = Path(__file__).parents[3] / "assets"
SCRIPTS = sorted(ASSETS.glob("*.js"))
KEPT = {
    "first.js": {'localStorage.getItem("theme")'},
    "shell.js": {'localStorage.setItem("theme"', 'localStorage.getItem("theme")'},
    "link.js": {'sessionStorage.setItem("reflex_last_reloaded_on_error"'},
    "timer.js": {f'sessionStorage.{one}Item("told"' for one in ("get", "set")}
    | {'sessionStorage.getItem("told")', 'sessionStorage.removeItem("told")'},
}
"""All that may be in the browser's storage: a theme, a date in the future, opaque names of what was said."""


def code(script: Path) -> str:
    return re.sub(r"^\s*//.*$", "", script.read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_the_scripts_are_there() -> None:
    expected = {"first.js", "shell.js", "link.js", "unlock.js", "checkin.js", "export.js", "sw.js"}
    assert expected <= {script.name for script in SCRIPTS}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_opens_with_what_it_is_and_is_short(script: Path) -> None:
    lines = script.read_text(encoding="utf-8").splitlines()
    assert re.fullmatch(r"// [A-Z].*[.]", lines[0])
    assert len(lines) <= 130


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_nothing_is_evaluated_or_parsed_as_html(script: Path) -> None:
    forbidden = (
        r"\beval\b|\bFunction\(|innerHTML|outerHTML|insertAdjacentHTML|document\.write|setTimeout\(['\"`]"
    )
    assert re.findall(forbidden, code(script)) == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_nothing_personal_is_kept(script: Path) -> None:
    stored = re.findall(r"(?:local|session)Storage[.\[]\w*(?:\([^,)]*[,)])?", code(script))
    assert {one.rstrip(",") for one in stored} <= KEPT.get(script.name, set())
    assert not re.search(r"indexedDB|document\.cookie", code(script))


def test_tabs_tell_each_other_one_word_or_an_opaque_name_and_nothing_more() -> None:
    assert [one.name for one in SCRIPTS if "BroadcastChannel" in code(one)] == ["shell.js", "timer.js"]
    assert set(re.findall(r"postMessage\(([^)]*)\)", code(ASSETS / "timer.js"))) == {'"look"', "one"}
    assert re.findall(r"postMessage\(([^)]*)\)", code(ASSETS / "shell.js")) == ['"leave"']


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_no_address_of_another_host(script: Path) -> None:
    assert re.findall(r"https?://|//[a-z0-9.-]+\.[a-z]{2,}/", code(script)) == []


def test_the_worker_keeps_the_help_page_and_its_look_only() -> None:
    worker = code(ASSETS / "sw.js")
    drawn = re.search(r"const DRAWN = \[(.*?)\];", worker, re.DOTALL)
    assert drawn
    paths = re.findall(r'"(/[^"]+)"', drawn[1])
    assert paths
    assert all((ASSETS / path[1:]).is_file() for path in paths)
    assert worker.count("cache.put(") == 1
    assert 'credentials: "omit"' in worker


def test_the_manifest_names_nothing_but_the_app_and_files_that_exist() -> None:
    manifest = json.loads((ASSETS / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert manifest["name"] == "Harbour"
    assert all((ASSETS / icon["src"][1:]).is_file() for icon in manifest["icons"])
