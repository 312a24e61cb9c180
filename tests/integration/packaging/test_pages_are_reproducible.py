"""Two builds of the pages, in different folders by different people, are the same bytes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.tools.packing.wheelhouse import sha256
from tests.tools.server import LOCALES, built_frontend
from wellbeing.cli import frontend

pytestmark = pytest.mark.long


def hashes(folder: Path) -> dict[str, str]:
    """Each file's, but for what Python keeps of the settings beside them once the pages were served."""
    return {
        one.relative_to(folder).as_posix(): sha256(one)
        for one in folder.rglob("*")
        if one.is_file() and "__pycache__" not in one.parts
    }


def test_another_clone_builds_the_same_pages(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = hashes(built_frontend())
    for name, value in {"TZ": "Asia/Tokyo", "LANG": "C", "PYTHONHASHSEED": "77"}.items():
        monkeypatch.setenv(name, value)
    old = os.umask(0o077)
    try:
        frontend.build(clone / "build" / "pages", LOCALES, root=clone)
    finally:
        os.umask(old)
    there = hashes(clone / "build" / "pages")
    assert len(there) > 300
    assert sorted(there.keys() ^ here.keys()) == []
    assert [name for name in here if here[name] != there[name]] == []
