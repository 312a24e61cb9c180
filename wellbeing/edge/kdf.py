"""Where the slow secrets run: threads of their own, so that twenty sign-ins leave ordinary work its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

import anyio
from anyio import to_thread

T = TypeVar("T")

AT_ONCE: Final = 24
"""How many unless said otherwise."""


class Slowly:
    """Runs what takes an Argon2id off the event loop."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        """Start with no threads.

        Args:
            at_once: how many may be under way: more than the queue of the vault holds, so that it is the
                queue that says "busy". Whoever comes beyond that waits here without being told anything.
        """
        self._limiter = anyio.CapacityLimiter(at_once)

    async def run(self, act: Callable[[], T]) -> T:
        """Run an act; it is never cut short once begun."""
        return await to_thread.run_sync(act, limiter=self._limiter)
