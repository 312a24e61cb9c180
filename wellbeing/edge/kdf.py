"""Where the slow secrets run: threads of their own, so that twenty sign-ins leave ordinary work its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

import anyio
from anyio import to_thread

T = TypeVar("T")

SPARE: Final = 4
"""So many threads more than the queue of the vault holds, so that it is the queue that says "busy"."""

LIMITER: Final = anyio.CapacityLimiter(24)


def make_room(held: int) -> None:
    """Have threads for so many derivations, at work or waiting, and a few for those that are sent away."""
    LIMITER.total_tokens = held + SPARE


async def slowly(act: Callable[[], T]) -> T:
    """Run something that takes an Argon2id off the event loop; it is never cut short once begun."""
    return await to_thread.run_sync(act, limiter=LIMITER)
