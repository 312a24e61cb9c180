"""The lock files name every version and its hashes, and nobody's address."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
NAMES = ("requirements.lock", "requirements-build.lock", "requirements-dev.lock")


def locked(name: str) -> set[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return set(re.findall(r"^([A-Za-z0-9._-]+(?:\[[^\]]*\])?==[^\s;]+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", NAMES)
def test_every_package_has_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text.split("\n", 1)[1])
    assert len(blocks) > 40
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text


def test_the_three_agree() -> None:
    runtime, build, dev = (locked(name) for name in NAMES)
    assert runtime < build < dev


def test_what_the_project_asks_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    have = {one.split("==")[0].split("[")[0].lower().replace("_", "-") for one in locked(NAMES[0])}
    for line in project["project"]["dependencies"]:
        name = re.split(r"[\[<>=~! ]", line)[0].lower().replace("_", "-")
        assert name in have


def test_the_frontend_lock_has_a_hash_for_everything_and_no_registry() -> None:
    text = (ROOT / "reflex.lock" / "package-lock.json").read_text(encoding="utf-8")
    packages = {name: one for name, one in json.loads(text)["packages"].items() if name}
    assert len(packages) > 50
    assert all("integrity" in one for one in packages.values())
    assert "resolved" not in text
    assert "://" not in text
