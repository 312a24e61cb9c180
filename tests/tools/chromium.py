"""Finds a Chromium for the browser tests, and installs one where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

NAMES: Final = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def find() -> str | None:
    """The Chromium to start: the one that CHROMIUM names, the system's, or Playwright's own."""
    return of_the_system() or _of_playwright()


def of_the_system() -> str | None:
    """The Chromium that CHROMIUM names, or the system's; None leaves the choice to Playwright."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    for name in NAMES:
        path = shutil.which(name)
        # Ubuntu's package is a stub that asks for snap, and does not start in a container.
        if path and "snap" not in _beginning(path):
            return path
    return None


def main() -> None:
    """Install a Chromium when none is found: with apt as root on Debian or Ubuntu, else Playwright's own."""
    if find():
        return
    print("Installing Chromium for the browser tests.", flush=True)
    if shutil.which("apt-get") and os.geteuid() == 0:
        quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=quietly)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
            check=False,
            env=quietly,
        )
    if not find():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if not find():
        sys.exit("No Chromium could be installed. Install one, or name one with CHROMIUM=/path/to/it.")


def _beginning(path: str) -> str:
    """The first bytes of a start script, or nothing for a program."""
    try:
        with Path(path).open("rb") as file:
            start = file.read(400)
    except OSError:
        return ""
    return start.decode("utf-8", "replace") if start.startswith(b"#!") and len(start) < 400 else ""


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


if __name__ == "__main__":
    main()
