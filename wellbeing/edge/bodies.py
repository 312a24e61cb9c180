"""Request bodies that neither grow without end nor trickle in for ever."""

from __future__ import annotations

import asyncio
import time

from starlette.exceptions import HTTPException
from starlette.types import Message, Receive

from wellbeing.edge.options import Limits

TOO_LARGE = 413
TOO_SLOW = 408


def too_large(length: str | None, limits: Limits) -> bool:
    """Whether a Content-Length header already says too much, or makes no sense."""
    if length is None:
        return False
    return not (length.isascii() and length.isdigit()) or int(length[:12]) > limits.body_bytes


def limited(receive: Receive, limits: Limits) -> Receive:
    """The same body, refused once it is longer or slower than allowed.

    The returned function raises HTTPException 413 or 408, which the page app turns into a plain page.
    """
    deadline = time.monotonic() + limits.body_seconds
    taken = 0
    whole = False

    async def take() -> Message:
        nonlocal taken, whole
        if whole:
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), max(0.0, deadline - time.monotonic()))
        except TimeoutError:
            raise HTTPException(TOO_SLOW) from None
        taken += len(message.get("body", b""))
        if taken > limits.body_bytes:
            raise HTTPException(TOO_LARGE)
        whole = not message.get("more_body", False)
        return message

    return take
