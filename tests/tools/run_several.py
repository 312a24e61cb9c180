"""`run_ahead` that notes each daily job it runs: JOBS names the file, a line for each beginning and end.

begin one 4711 tidying 12345.678
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from tests.tools.run_ahead import run_ahead
from wellbeing.bootstrap import whole
from wellbeing.schedule.jobs import Job

NOTED: Final = ("tidying", "opening", "ending", "backing_up")


def run_several() -> None:
    """Note what runs, and be the command."""
    for name in NOTED:
        setattr(whole, name, _noting(name, getattr(whole, name)))
    run_ahead()


def _noting(name: str, makes: Callable[[Callable[[], object]], Job]) -> Callable[[Callable[[], object]], Job]:
    def made(run: Callable[[], object]) -> Job:
        job = makes(run)

        def noted() -> None:
            _note("begin", name)
            job.run()
            _note("end", name)

        return replace(job, run=noted)

    return made


def _note(what: str, name: str) -> None:
    # One write of a short line at the end of a file is whole, whoever else writes there.
    with Path(os.environ["JOBS"]).open("a", encoding="utf-8") as file:
        process = os.environ["WELLBEING_PROCESS"]
        file.write(f"{what} {process} {os.getpid()} {name} {time.monotonic():.3f}\n")


if __name__ == "__main__":
    run_several()
