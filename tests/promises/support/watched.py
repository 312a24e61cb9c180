"""The cheap `wellbeing` command, which also notes every file that it opens for writing.

    NOTED_IN=<file> python -m tests.promises.support.watched serve …

What a search of some folders does not find may lie in another one. So Python itself is asked, by an audit
hook, for every path that was opened to be written, and the test sees that none lies outside.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from tests.tools import run_cheap

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


def main(run: Callable[[], None] = run_cheap.run) -> None:
    """Watch, then be the command."""
    notes = os.open(os.environ.pop("NOTED_IN"), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def heard(event: str, values: tuple[object, ...]) -> None:
        if event == "open":
            if isinstance(values[2], int) and values[2] & _WRITES:
                note(values[0])
        elif event in {"sqlite3.connect", "os.mkdir"}:
            note(values[0])
        elif event in {"os.rename", "os.link", "os.symlink"}:
            note(values[1])

    def note(path: object) -> None:
        if isinstance(path, str | bytes):
            os.write(notes, os.fsencode(Path(os.fsdecode(path)).absolute()) + b"\n")

    sys.addaudithook(heard)
    run()


if __name__ == "__main__":
    main()
