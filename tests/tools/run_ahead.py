"""`run_cheap` with a clock that a test sends ahead: the file that AHEAD names holds by how many seconds.

SIGUSR1 makes the idle lock believe besides that eleven minutes went by, as in `run_leaping`.
"""

from __future__ import annotations

import os
import signal
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from tests.tools.run_cheap import run
from tests.tools.run_leaping import LEAP_SECONDS
from wellbeing.cli import server
from wellbeing.settings import Settings


def run_ahead() -> None:
    """Put the clock in once the settings are read, then be the command."""
    prepare = server.prepare
    file = Path(os.environ["AHEAD"])

    def prepare_and_run_ahead(settings: Settings) -> None:
        prepare(settings)
        from wellbeing import bootstrap

        class Ahead(bootstrap.SystemClock):
            __slots__ = ("leapt",)

            def __init__(self) -> None:
                self.leapt = 0.0

            def now(self) -> datetime:
                return super().now() + timedelta(seconds=float(file.read_text(encoding="utf-8")))

            def monotonic(self) -> float:
                return super().monotonic() + self.leapt

            def leap(self, *_: object) -> None:
                self.leapt += LEAP_SECONDS

        clock = Ahead()
        signal.signal(signal.SIGUSR1, clock.leap)
        bootstrap.Wellbeing = partial(bootstrap.Wellbeing, clock=clock)

    server.prepare = prepare_and_run_ahead
    run()


if __name__ == "__main__":
    run_ahead()
