"""Rewrites the lock files: versions and hashes for every platform, and nobody's address."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
HEAD: Final = "# Written by `make lock`. Every version, with the hash of each of its archives.\n"
LOCKS: Final = (
    ("requirements-dev.lock", ("--group", "dev")),
    ("requirements-build.lock", ("--group", "build", "--constraints", "requirements-dev.lock")),
    ("requirements.lock", ("--constraints", "requirements-dev.lock")),
)


def main() -> None:
    for name, groups in LOCKS:
        # Written anew, so that the newest allowed versions are taken; the first one binds the others.
        (ROOT / name).unlink(missing_ok=True)
        subprocess.run(
            [
                str(Path(sys.executable).parent / "uv"),
                "pip",
                "compile",
                "pyproject.toml",
                "--universal",
                # pip before 23.3 wants the pin of an extra by its own name ("coverage[toml]==…").
                "--no-strip-extras",
                "--python-version=3.11",
                "--generate-hashes",
                "--no-emit-index-url",
                "--no-emit-find-links",
                "--no-emit-build-options",
                "--no-header",
                "--no-annotate",
                "--quiet",
                f"--output-file={name}",
                *groups,
            ],
            cwd=ROOT,
            check=True,
        )
        written = (ROOT / name).read_text(encoding="utf-8")
        if "://" in written or "--index" in written:
            raise SystemExit(f"{name} names an address")
        (ROOT / name).write_text(HEAD + written, encoding="utf-8")


if __name__ == "__main__":
    main()
