"""A second clone of these sources, elsewhere on the disk and with other habits."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.tools.server import ROOT


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """These files as another person has them: what git would commit, under another path, umask and time."""
    folder = tmp_path_factory.mktemp("elsewhere") / "deeper" / "clone"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("these sources are no git checkout, so nobody can clone them")
    old = os.umask(0o077)
    try:
        for name in filter(None, listed.stdout.split("\0")):
            if not (ROOT / name).is_file():
                continue  # removed, and not committed yet
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
            os.utime(folder / name, (1_500_000_000, 1_500_000_000))
    finally:
        os.umask(old)
    return folder
