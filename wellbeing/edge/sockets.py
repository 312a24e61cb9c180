"""The websocket door: who may open one, what may come through it, and closing it when the session changes."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wellbeing.domain.errors import HarbourError
from wellbeing.domain.logged import Logged
from wellbeing.edge.bucket import Bucket
from wellbeing.edge.caller import Caller
from wellbeing.edge.options import Limits

EVENT_PATH = "/_event"
"""Where Reflex listens; nothing else answers a websocket."""

GOING_AWAY = 1001
TOO_MUCH = 1008
TOO_BIG = 1009
SESSION_CHANGED = 1012
"""Service restart: the client shakes hands anew, with the cookie it has by then."""
PATIENCE_SECONDS = 0.5
"""How long a socket may wait for an answer that is on its way to its own browser."""
LEAD_SECONDS = 0.05
"""What such an answer is given to arrive before the socket closes."""

_log = logging.getLogger(__name__)


class SeenSession(Protocol):
    """What the door reads of a presence."""

    @property
    def session_id(self) -> str:
        """Names the session, never its cookie."""


class Sessions(Protocol):
    """What the door asks of the sessions service; none of it waits for a disk."""

    def presence_of_cookie(self, cookie: str) -> object:
        """Whose cookie it is; a session that has run out is locked or ended by this."""

    def attach(self, cookie: str) -> str | None:
        """A reference for one connection, or None when the cookie is nobody's."""

    def detach(self, reference: str) -> None:
        """Let the connection go."""

    def presence(self, reference: str) -> SeenSession:
        """Whose connection it is."""

    def listen(self, callback: Callable[[str], None]) -> None:
        """Have a session's id told after each of its changes."""


class _Socket:
    """One open websocket: when it is told to close, with which code."""

    __slots__ = ("address", "closing", "keys", "stranger", "waits")

    def __init__(self, address: str, keys: set[str]) -> None:
        self.address = address
        self.keys = keys
        self.stranger = True
        self.waits = False
        self.closing: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def close(self, code: int) -> None:
        """Ask for the end; the first code counts."""
        if not self.closing.done():
            self.closing.set_result(code)


class Sockets:
    """All open websockets of this process."""

    def __init__(self, sessions: Sessions, limits: Limits) -> None:
        """Listen to the sessions, so that a change closes their sockets."""
        self._sessions = sessions
        self._limits = limits
        self._strangers = Bucket(limits.strangers_burst, limits.strangers_events_per_second, time.monotonic())
        self._open: set[_Socket] = set()
        self._by_address: Counter[str] = Counter()
        self._answering: Counter[str] = Counter()
        self._loop: asyncio.AbstractEventLoop | None = None
        sessions.listen(self.close_session)

    def __len__(self) -> int:
        """How many are open."""
        return len(self._open)

    def has_room(self, address: str) -> bool:
        """Whether one more socket fits, in all and from this address."""
        return (
            len(self._open) < self._limits.sockets
            and self._by_address[address] < self._limits.sockets_per_address
        )

    def close_session(self, session_id: str) -> None:
        """Close a session's sockets: the browser comes back with the cookie it has now. Any thread may."""
        self._close_key(_session_key(session_id))

    def close_cookie(self, cookie: str | None) -> None:
        """Close the sockets that were opened with a cookie which has just been replaced; any thread may."""
        if cookie:
            self._close_key(_cookie_key(cookie))

    def close_all(self) -> None:
        """Close every socket, because the server stops; only on the event loop."""
        for socket in self._open:
            socket.close(GOING_AWAY)

    @contextmanager
    def answering(self, cookie: str | None) -> Iterator[None]:
        """Keep a browser's sockets open until its answer is out, which may bring it a new cookie.

        One that closed before would come back with the old cookie, as nobody. Only on the event loop.
        """
        key = _cookie_key(cookie) if cookie else ""
        self._answering[key] += 1
        try:
            yield
        finally:
            self._answering[key] -= 1
            self._answering += Counter()  # drops what is zero
            for socket in [one for one in self._open if one.waits and key in one.keys]:
                asyncio.get_running_loop().call_later(LEAD_SECONDS, socket.close, SESSION_CHANGED)

    def _close_key(self, key: str) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._close_now, key)

    def _close_now(self, key: str) -> None:
        for socket in [one for one in self._open if key in one.keys]:
            if socket.keys & self._answering.keys():
                socket.waits = True
                asyncio.get_running_loop().call_later(PATIENCE_SECONDS, socket.close, SESSION_CHANGED)
            else:
                socket.close(SESSION_CHANGED)

    async def serve(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send, caller: Caller) -> None:
        """Run one websocket, from the handshake to its end.

        Args:
            app: what stands behind.
            scope: already without cookie and client-sent authorization; a reference is put in here.
            receive: the server's.
            send: the server's.
            caller: who opens it.
        """
        self._loop = asyncio.get_running_loop()
        if caller.cookie:
            # What has run out is locked or ended by this look, and the sockets of before are told to close;
            # after one turn of the loop that is done, so that it does not close this one, which comes after.
            self._sessions.presence_of_cookie(caller.cookie)
            await asyncio.sleep(0)
        # No await until the socket is entered: a change on another thread reaches the loop only after that.
        reference = self._sessions.attach(caller.cookie) if caller.cookie else None
        socket = _Socket(caller.address, {_cookie_key(caller.cookie)} if caller.cookie else set())
        room = self._admits_stranger() if reference is None else self._enter_session(socket, reference)
        self._open.add(socket)
        self._by_address[caller.address] += 1
        try:
            if room:
                buckets = [Bucket(self._limits.event_burst, self._limits.events_per_second, time.monotonic())]
                if socket.stranger:
                    buckets.append(self._strangers)
                inner, most = _with_reference(scope, reference), self._limits.frame_bytes
                await _run(app, inner, receive, send, socket, most, buckets)
            else:
                await send({"type": "websocket.close", "code": TOO_MUCH})
        finally:
            self._open.discard(socket)
            self._by_address[caller.address] -= 1
            if not self._by_address[caller.address]:
                del self._by_address[caller.address]
            if reference is not None:
                self._sessions.detach(reference)

    def _admits_stranger(self) -> bool:
        """Whether one more socket of nobody fits: the rest is kept for people who have signed in."""
        return sum(one.stranger for one in self._open) < self._limits.sockets_of_strangers

    def _enter_session(self, socket: _Socket, reference: str) -> bool:
        """Note which session the socket belongs to; False when the session has too many already."""
        try:
            key = _session_key(self._sessions.presence(reference).session_id)
        except HarbourError:
            socket.close(SESSION_CHANGED)  # it ended between the two calls: come back as whoever you are now
            return True
        socket.keys.add(key)
        socket.stranger = False
        return sum(key in other.keys for other in self._open) < self._limits.sockets_per_session


def _session_key(session_id: str) -> str:
    return "session:" + session_id


def _cookie_key(cookie: str) -> str:
    return "cookie:" + hashlib.sha256(cookie.encode()).hexdigest()


def _with_reference(scope: Scope, reference: str | None) -> Scope:
    if reference is None:
        return scope
    return {**scope, "headers": [*scope["headers"], (b"authorization", reference.encode())]}


async def _run(
    app: ASGIApp,
    scope: Scope,
    receive: Receive,
    send: Send,
    socket: _Socket,
    most: int,
    buckets: Sequence[Bucket],
) -> None:
    """Pass messages both ways while the socket may live; then close it on both sides."""
    closed = False

    async def incoming() -> Message:
        nonlocal closed
        if closed:
            return {"type": "websocket.disconnect", "code": GOING_AWAY}
        message = await _first(receive, socket)
        if message is not None and message["type"] == "websocket.receive":
            if _size(message) > most:
                socket.close(TOO_BIG)
            elif not (_beats(message) or all(one.take(time.monotonic()) for one in buckets)):
                socket.close(TOO_MUCH)
        if not socket.closing.done():
            assert message is not None
            closed = message["type"] == "websocket.disconnect"
            return message
        closed = True
        await _quietly(send, {"type": "websocket.close", "code": socket.closing.result()})
        return {"type": "websocket.disconnect", "code": socket.closing.result()}

    async def outgoing(message: Message) -> None:
        nonlocal closed
        if closed or socket.waits:
            return
        if message["type"] == "websocket.close":
            closed = True
        await _quietly(send, message)

    await app(scope, incoming, outgoing)


async def _first(receive: Receive, socket: _Socket) -> Message | None:
    """The next message, or None when the socket is told to close first."""
    closing = socket.closing
    if closing.done():
        return None
    coming: asyncio.Future[Message] = asyncio.ensure_future(receive())
    try:
        await asyncio.wait((coming, closing), return_when=asyncio.FIRST_COMPLETED)
    except asyncio.CancelledError:
        coming.cancel()
        raise
    if socket.waits:  # its session is another one by now: nothing passes any more
        await asyncio.wait((closing,))
    if coming.done() and not closing.done():
        return coming.result()
    coming.cancel()
    return None


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
