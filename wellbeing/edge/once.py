"""One act per form: a button pressed twice, or a page sent again, gets the first answer, not a second act."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

T = TypeVar("T")

KEPT_SECONDS = 60.0
"""How long an answer may be asked for again; it may hold a recovery code, so not longer."""
_MOST = 1_000


class Once:
    """Remembers the acts under way and those just done, by a keyed digest of everything that was typed."""

    def __init__(self, kept_seconds: float = KEPT_SECONDS) -> None:
        """Start with a key of its own, so that the digests mean nothing outside this process."""
        self._key = secrets.token_bytes(32)
        self._kept_seconds = kept_seconds
        self._running: dict[bytes, asyncio.Task[Any]] = {}

    async def run(self, typed: tuple[str, ...], act: Callable[[], Awaitable[T]]) -> T:
        """The result of the act, shared by everybody who sent exactly the same; a refusal is not kept.

        Args:
            typed: what makes two submissions the same, secrets included; only its digest is kept.
            act: what to do when nobody has.
        """
        framed = "".join(f"{len(one)}:{one}" for one in typed)
        key = hmac.digest(self._key, framed.encode("utf-8", "surrogatepass"), hashlib.sha256)
        task = self._running.get(key)
        if task is None:
            task = asyncio.ensure_future(_awaited(act))
            if len(self._running) < _MOST:
                self._running[key] = task
                task.add_done_callback(lambda done: self._finished(key, done))
        return await asyncio.shield(task)

    def _finished(self, key: bytes, task: asyncio.Task[Any]) -> None:
        if task.cancelled() or task.exception() is not None:
            self._running.pop(key, None)
            return
        task.get_loop().call_later(self._kept_seconds, self._running.pop, key, None)


async def _awaited(act: Callable[[], Awaitable[T]]) -> T:
    return await act()
