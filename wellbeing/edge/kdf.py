"""Where the slow secrets run: threads of their own, so that twenty sign-ins leave ordinary work its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import anyio
from anyio import to_thread

T = TypeVar("T")

_THREADS = 24
"""A few more than the queue of the vault holds, so that it is the queue that says "busy"."""

LIMITER = anyio.CapacityLimiter(_THREADS)


async def slowly(act: Callable[[], T]) -> T:
    """Run something that takes an Argon2id off the event loop; it is never cut short once begun."""
    return await to_thread.run_sync(act, limiter=LIMITER)
