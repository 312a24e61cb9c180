"""The throttle: how often a secret may be tried, with growing waits and ten misses an hour."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from wellbeing.domain.errors import SecretsDiffer, TooManyTries
from wellbeing.services.ports import Clock

MISSES: Final = 10
"""Misses within `WINDOW` after which no further try is taken."""
WINDOW: Final = 3600.0
"""Seconds a miss counts."""
FREE: Final = 4
"""Misses before the waits begin."""
LONGEST_WAIT: Final = 60.0
"""Seconds; waits double from one second up to this."""
_KEYS: Final = 50_000
"""Most subjects remembered; the longest untouched go first."""


@dataclass(slots=True)
class _Tries:
    misses: list[float] = field(default_factory=list)
    """When misses happened, oldest first, in monotonic seconds."""
    pending: int = 0
    """Tries whose outcome is not known yet: each may become a miss."""


class Throttle:
    """Counts misses in memory; a restart forgets them, which the waits of Argon2id make harmless."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._guard = threading.Lock()
        self._tries: OrderedDict[bytes, _Tries] = OrderedDict()

    @contextmanager
    def trying(self, subject: bytes, *, forgive: bool) -> Iterator[None]:
        """Take one try for a subject; the miss is counted when `SecretsDiffer` comes out.

        Tries under way count as misses, so that many at once gain nothing.

        Args:
            subject: what is tried, such as a handle's tag and the kind of secret.
            forgive: whether a hit forgets earlier misses; not for strangers, who would await the owner's hit.

        Raises:
            TooManyTries: there were too many misses, or the last one was too short a time ago.
        """
        tries = self._admit(subject)
        missed = hit = False
        try:
            yield
            hit = True
        except SecretsDiffer:
            missed = True
            raise
        finally:
            with self._guard:
                tries.pending -= 1
                if missed:
                    tries.misses.append(self._clock.monotonic())
                if hit and forgive:
                    tries.misses.clear()

    def _admit(self, subject: bytes) -> _Tries:
        now = self._clock.monotonic()
        with self._guard:
            tries = self._tries.setdefault(subject, _Tries())
            self._tries.move_to_end(subject)
            while len(self._tries) > _KEYS:
                self._tries.popitem(last=False)
            tries.misses[:] = [when for when in tries.misses if now - when < WINDOW]
            count = len(tries.misses) + tries.pending
            if count >= MISSES or (tries.misses and now - tries.misses[-1] < wait(count)):
                raise TooManyTries
            tries.pending += 1
            return tries


def wait(misses: int) -> float:
    """Seconds to wait after so many misses."""
    return 0.0 if misses < FREE else min(2.0 ** (misses - FREE), LONGEST_WAIT)
