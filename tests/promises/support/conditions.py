"""The cheap `wellbeing` command under conditions that a test computer does not have by itself.

    DAYS_LATER=15 python -m tests.promises.support.conditions serve …
    POWERLESS=1 python -m tests.promises.support.conditions serve …
    FILES_UP_TO=4096 python -m tests.promises.support.conditions serve …

Days later it is for the app alone; powerless, the rights of files count although the tests may run as root;
and no file grows beyond so many bytes, as on a full disk.
"""

from __future__ import annotations

import ctypes
import os
import resource
import sys
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from tests.tools import run_cheap
from wellbeing.cli import server
from wellbeing.settings import Settings

if TYPE_CHECKING:  # importing it reads the words, and with them the languages, before the settings are known
    from wellbeing.services.ports import Clock

_CAPABILITIES_VERSION_3 = 0x20080522


class LaterClock:
    """Another clock, some days on."""

    def __init__(self, clock: Clock, days: int) -> None:
        """So many days ahead."""
        self._clock, self._ahead = clock, timedelta(days=days)

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        return self._clock.now() + self._ahead

    def monotonic(self) -> float:
        """Seconds that never step back."""
        return self._clock.monotonic()


def give_up_privileges() -> None:
    """Drop every capability of this process (Linux; elsewhere nothing).

    Raises:
        OSError: the system does not let go of them.
    """
    if not sys.platform.startswith("linux"):
        return
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES_VERSION_3, 0)
    nothing = (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(header, nothing) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def run() -> None:
    """Bring the conditions about once the settings are read, then be the command."""
    later, powerless = os.environ.pop("DAYS_LATER", ""), os.environ.pop("POWERLESS", "")
    if longest := os.environ.pop("FILES_UP_TO", ""):
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(longest), hard))
    prepare = server.prepare

    def prepare_later(settings: Settings) -> None:
        prepare(settings)
        from wellbeing import bootstrap

        clock = LaterClock(bootstrap.SystemClock(), int(later))
        bootstrap.Wellbeing = partial(bootstrap.Wellbeing, clock=clock)  # type: ignore[misc]

    if later:
        server.prepare = prepare_later
    if powerless:
        give_up_privileges()
    run_cheap.run()


if __name__ == "__main__":
    run()
