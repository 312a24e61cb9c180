"""One open websocket: messages pass both ways while it may live, then it is closed on both sides."""

from __future__ import annotations

import asyncio
import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wellbeing.domain.logged import Logged
from wellbeing.edge.shares import Share

GOING_AWAY = 1001
TOO_MUCH = 1008
TOO_BIG = 1009
SESSION_CHANGED = 1012
"""Service restart: the client shakes hands anew, with the cookie it has by then."""

_log = logging.getLogger(__name__)


class Socket:
    """One open websocket: when it is told to close, with which code."""

    __slots__ = ("address", "closing", "keys", "stranger", "waits")

    def __init__(self, address: str, keys: set[str]) -> None:
        """A stranger's, until somebody says otherwise; on the event loop."""
        self.address = address
        self.keys = keys
        self.stranger = True
        self.waits = False
        self.closing: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def close(self, code: int) -> None:
        """Ask for the end; the first code counts."""
        if not self.closing.done():
            self.closing.set_result(code)


async def carry(
    app: ASGIApp,
    scope: Scope,
    receive: Receive,
    send: Send,
    socket: Socket,
    most: int,
    share: Share,
) -> None:
    """Pass messages both ways while the socket may live; then close it on both sides.

    Args:
        app: what stands behind.
        scope: what it is told.
        receive: the server's.
        send: the server's.
        socket: tells when it must close.
        most: bytes of one message.
        share: what the socket's messages are taken from.
    """
    closed = False
    read: asyncio.Queue[Message] = asyncio.Queue()
    reading = asyncio.ensure_future(_read(receive, socket, most, share, read))

    async def incoming() -> Message:
        nonlocal closed
        if closed:
            return {"type": "websocket.disconnect", "code": GOING_AWAY}
        message = await _first(read, socket)
        if message is not None and message["type"] == "websocket.receive" and not _beats(message):
            await share.turn()
            await _stands(socket)
        if not socket.closing.done():
            assert message is not None
            closed = message["type"] == "websocket.disconnect"
            return message
        closed = True
        reading.cancel()  # the server closes nothing that is being read
        await _quietly(send, {"type": "websocket.close", "code": socket.closing.result()})
        return {"type": "websocket.disconnect", "code": socket.closing.result()}

    async def outgoing(message: Message) -> None:
        nonlocal closed
        if closed or socket.waits:
            return
        if message["type"] == "websocket.close":
            closed = True
            reading.cancel()
        await _quietly(send, message)

    try:
        await app(scope, incoming, outgoing)
    finally:
        reading.cancel()
        await asyncio.wait((reading,))


async def _read(
    receive: Receive, socket: Socket, most: int, share: Share, read: asyncio.Queue[Message]
) -> None:
    """Read as fast as it comes, so that whoever sends too much is cut before any of it waits its turn."""
    try:
        while not socket.closing.done():
            message = await receive()
            if message["type"] == "websocket.receive":
                if _size(message) > most:
                    socket.close(TOO_BIG)
                elif not (_beats(message) or share.take(time.monotonic())):
                    socket.close(TOO_MUCH)
            read.put_nowait(message)
            if message["type"] == "websocket.disconnect":
                break
    finally:  # also when the server fails at it: whoever waits for a message must hear of the end
        read.put_nowait({"type": "websocket.disconnect", "code": GOING_AWAY})


async def _first(read: asyncio.Queue[Message], socket: Socket) -> Message | None:
    """The next message, or None when the socket is told to close first."""
    closing = socket.closing
    if closing.done():
        return None
    coming: asyncio.Future[Message] = asyncio.ensure_future(read.get())
    try:
        await asyncio.wait((coming, closing), return_when=asyncio.FIRST_COMPLETED)
    except asyncio.CancelledError:
        coming.cancel()
        raise
    await _stands(socket)
    if coming.done() and not closing.done():
        return coming.result()
    coming.cancel()
    return None


async def _stands(socket: Socket) -> None:
    """Wait for the end if the socket's session is another one by now: nothing passes any more."""
    if socket.waits:
        await asyncio.wait((socket.closing,))


async def _quietly(send: Send, message: Message) -> None:
    """Send, unless the other end is gone already."""
    try:
        await send(message)
    except (OSError, RuntimeError):
        _log.debug("a websocket was gone before its last message", extra=Logged.SOCKET_GONE.extra)


def _beats(message: Message) -> bool:
    """Whether this only says that the socket is alive, which is nobody's doing and costs next to nothing."""
    return message.get("text") == "3"


def _size(message: Message) -> int:
    text = message.get("text")
    return len(text.encode()) if text is not None else len(message.get("bytes") or b"")
