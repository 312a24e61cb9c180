"""`make test` where something is not installed: by hand it goes on, where a change is judged it does not."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON = """#!/bin/sh
echo "$*" >> "$SAID"
case "$*" in *tests.tools.$LACKING) echo "$LACKING is not installed" >&2; exit 1;; esac
"""
"""In the place of the one in .venv: runs nothing, and says of one tool that it is not on this computer."""

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


def make(tmp_path: Path, lacking: str, *words: str, **environment: str) -> tuple[int, str, list[str]]:
    """How `make test` ends, what it complains of, and the folders of tests that it got to."""
    (tmp_path / "python").write_text(PYTHON, encoding="ascii")
    (tmp_path / "python").chmod(0o700)
    # Nothing of the `make test` that runs this test: it hands on what it was told itself.
    told = {"PATH": os.environ["PATH"], **environment, "LACKING": lacking, "SAID": str(tmp_path / "said")}
    done = subprocess.run(
        ["make", "--no-print-directory", "test", f"BIN={tmp_path}", "PYTHON=true", *words],
        cwd=ROOT, env=told, capture_output=True, text=True, check=False,
    )  # fmt: skip
    said = (tmp_path / "said").read_text(encoding="utf-8").splitlines()
    return done.returncode, done.stderr, [line.split()[-1] for line in said if "pytest" in line]


@pytest.mark.parametrize("lacking", ["nginx", "postgres"])
def test_where_a_change_is_judged_no_test_is_left_out(tmp_path: Path, lacking: str) -> None:
    code, said, tested = make(tmp_path, lacking, CI="true")
    assert code != 0
    assert f"{lacking} is not installed" in said
    assert tested == []


@pytest.mark.parametrize("lacking", ["nginx", "postgres"])
def test_by_hand_the_rest_is_tested(tmp_path: Path, lacking: str) -> None:
    code, said, tested = make(tmp_path, lacking)
    assert code == 0
    assert said.count(f"{lacking} is not installed") == 1
    assert tested[:5] == [f"tests/{one}" for one in ("unit", "tools", "integration", "promises", "browser")]
    assert len(tested) == (6 if lacking == "nginx" else 5), "and what is kept again on a server"


def test_on_a_server_it_needs_one_by_hand_too(tmp_path: Path) -> None:
    code, said, tested = make(tmp_path, "postgres", "ENGINE=postgresql")
    assert code != 0
    assert "postgres is not installed" in said
    assert tested == []
