"""`run_cheap` with a clock that leaps: SIGUSR1 makes the idle lock believe that eleven minutes went by.

Ten idle minutes are the longest that any unit may allow, so that one leap locks every session that is open.
"""

from __future__ import annotations

import signal
from functools import partial
from typing import Final

from tests.tools.run_cheap import run
from wellbeing.cli import server
from wellbeing.settings import Settings

LEAP_SECONDS: Final = 11 * 60


def run_leaping() -> None:
    """Put the clock in once the settings are read, then be the command."""
    prepare = server.prepare

    def prepare_and_leap(settings: Settings) -> None:
        prepare(settings)
        from wellbeing import bootstrap

        class Leaping(bootstrap.SystemClock):
            __slots__ = ("ahead",)

            def __init__(self) -> None:
                self.ahead = 0.0

            def monotonic(self) -> float:
                return super().monotonic() + self.ahead

            def leap(self, *_: object) -> None:
                self.ahead += LEAP_SECONDS

        clock = Leaping()
        signal.signal(signal.SIGUSR1, clock.leap)
        bootstrap.Wellbeing = partial(bootstrap.Wellbeing, clock=clock)

    server.prepare = prepare_and_leap
    run()


if __name__ == "__main__":
    run_leaping()
