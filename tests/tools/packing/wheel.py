"""Packs the package and its built pages into one wheel, the same bytes from every clone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

BESIDE: Final = ("pyproject.toml", "LICENSE")
"""What the wheel needs besides the package."""


class PackingError(RuntimeError):
    """What is to be packed is not whole; the message says what is missing."""


def version_of(root: Path) -> str:
    """The version that the project says it has."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def moment_of(root: Path) -> int:
    """When these sources were made, in seconds since 1970: as told, by their commit or by their archive."""
    if said := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(said)
    asked = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=root, capture_output=True, text=True, check=False
    )
    if asked.returncode == 0 and asked.stdout.strip():
        return int(asked.stdout)
    return int((root / "pyproject.toml").stat().st_mtime)  # an archive of git gives files the commit's time


def make_wheel(root: Path, frontend: Path, workshop: Path, out: Path, moment: int) -> Path:
    """Make the wheel of the package at `root` with these pages.

    Args:
        root: the checkout.
        frontend: the built pages.
        workshop: an empty folder to lay the wheel out in; nothing is put into the checkout.
        out: the folder of the wheel.
        moment: the time of every file in it, in seconds since 1970.

    Raises:
        PackingError: the pages are not whole.
    """
    if not (frontend / "build" / "client" / "index.html").is_file():
        raise PackingError("the pages are not built")
    junk = shutil.ignore_patterns("__pycache__", "*.pyc")
    shutil.copytree(root / "wellbeing", workshop / "wellbeing", ignore=junk)
    shutil.copytree(frontend, workshop / "wellbeing" / "frontend", ignore=junk)
    for name in BESIDE:
        shutil.copyfile(root / name, workshop / name)
    for path in workshop.rglob("*"):  # whoever runs this may have another umask
        path.chmod(0o755 if path.is_dir() else 0o644)
    out.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [sys.executable, "-m", "flit_core.wheel", str(workshop), "--outdir", str(out)],
        env={**os.environ, "SOURCE_DATE_EPOCH": str(moment)},
        check=True,
        capture_output=True,
    )
    wheel = out / f"wellbeing-{version_of(root)}-py3-none-any.whl"
    wheel.chmod(0o644)
    return wheel
