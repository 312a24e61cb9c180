"""The clock of the host: the only place besides the command line that asks what time it is."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class SystemClock:
    """The host's time, and a count of seconds that goes on while the computer sleeps."""

    __slots__ = ()

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 this is the Clock

    def monotonic(self) -> float:
        """Seconds that never step back; a closed lid counts, so that an idle lock is not put off by it."""
        if hasattr(time, "CLOCK_BOOTTIME"):
            return time.clock_gettime(time.CLOCK_BOOTTIME)
        return time.monotonic()
