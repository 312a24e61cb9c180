"""Looks for keys, tokens and passwords in the files of the project; asks nobody whether one still works."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
CACHES: Final = ("./.*_cache", "./.hypothesis")
NOT_OURS: Final = ("./.git", "./.venv", "./.web", "./build", "./dist", "./data")
"""What git keeps itself, what was built or downloaded, and the data of a trial. Only on top:
a folder of one of these names may lie deeper too."""


def scan(folder: Path) -> subprocess.CompletedProcess[str]:
    """What is found below a folder, without the secrets themselves; 0 when it is nothing, 200 otherwise."""
    return subprocess.run(
        [
            str(Path(sys.executable).parent / "kingfisher"),
            *("scan", "."),
            # It could try what it finds at whoever issued it, and ask for a newer release. Neither is wanted.
            *("--no-validate", "--no-update-check"),
            *("--git-history=none", "--redact", "--quiet", "--no-ignore"),
            f"--rules-path={Path(__file__).with_suffix('.yml')}",
            f"--rule-cache-dir={ROOT / 'build' / 'kingfisher'}",  # compiling the rules takes seconds, once
            *(f"--exclude={one}" for one in (*NOT_OURS, *CACHES)),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def main() -> None:
    """Scan the project."""
    done = scan(ROOT)
    print(done.stdout or "No key, token or password in any file.", end="" if done.stdout else "\n")
    if done.returncode:
        raise SystemExit(done.stderr or "Take it out, and use another one: what was committed once is known.")


if __name__ == "__main__":
    main()
