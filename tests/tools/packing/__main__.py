"""`make dist`: the wheel with its pages, and the bundle for a closed network, into `dist`.

python -m tests.tools.packing --out dist --frontend build/frontend-dist
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.tools.packing import bundle
from tests.tools.packing.wheel import make_wheel, moment_of, version_of
from wellbeing.cli import frontend
from wellbeing.words.locales import DEFAULT, PSEUDO, available

ROOT: Final = Path(__file__).resolve().parents[3]


def languages() -> tuple[str, ...]:
    """Every language that the product has words in, English first."""
    return (DEFAULT, *sorted(available() - {DEFAULT, PSEUDO}))


def pack(root: Path, pages: Path, out: Path, work: Path) -> tuple[Path, Path]:
    """Make the wheel and the bundle; their paths.

    Args:
        root: the checkout.
        pages: the built pages.
        out: where both go, with their hashes beside them.
        work: a folder to lay them out in.
    """
    out.mkdir(parents=True, exist_ok=True)
    moment = moment_of(root)
    (work / "wheel").mkdir(parents=True)
    wheel = make_wheel(root, pages, work / "wheel", out, moment)
    folder = work / f"wellbeing-{version_of(root)}-offline-{bundle.platform()}"
    folder.mkdir()
    bundle.lay_out(root, wheel, folder, moment)
    packed = out / f"{folder.name}.tar.gz"
    bundle.archive(folder, packed, moment)
    (out / bundle.SUMS).write_text(bundle.sums(sorted((wheel, packed)), out), encoding="utf-8")
    return wheel, packed


@contextmanager
def measured(what: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    print(f"{what}: {time.monotonic() - began:.0f} s", flush=True)


def main() -> None:
    asked = argparse.ArgumentParser(prog="make dist ARGS=…", description="Pack what an installer gets.")
    asked.add_argument("--out", type=Path, default=ROOT / "dist", help="folder for it, else dist")
    asked.add_argument("--frontend", type=Path, default=ROOT / "build" / "frontend-dist")
    given = asked.parse_args()
    changed = subprocess.run(
        ["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if changed.stdout.strip():
        print("Not everything here is committed: nobody else will get these hashes.", file=sys.stderr)
    with measured("The pages"):
        frontend.build(given.frontend.absolute(), languages())
    # Beside the result, since a bundle may be larger than the memory that /tmp often lies in.
    (ROOT / "build").mkdir(exist_ok=True)
    with measured("Wheel and bundle"), tempfile.TemporaryDirectory(dir=ROOT / "build") as work:
        made = pack(ROOT, given.frontend.absolute(), given.out.absolute(), Path(work))
    for one in made:
        print(f"{one.stat().st_size / 1e6:7.1f} MB  {one.name}")
    print((given.out / bundle.SUMS).read_text(encoding="utf-8"), end="")


if __name__ == "__main__":
    main()
