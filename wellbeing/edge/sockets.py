"""The websocket door: who may open one, what may come through it, and closing it when the session changes."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from starlette.types import ASGIApp, Receive, Scope, Send

from wellbeing.domain.errors import HarbourError
from wellbeing.edge.caller import Caller
from wellbeing.edge.line import GOING_AWAY, SESSION_CHANGED, TOO_MUCH, Socket, carry
from wellbeing.edge.options import Limits
from wellbeing.edge.shares import Share, Shares

EVENT_PATH = "/_event"
"""Where Reflex listens; nothing else answers a websocket."""

PATIENCE_SECONDS = 0.5
"""How long a socket may wait for an answer that is on its way to its own browser."""
LEAD_SECONDS = 0.05
"""What such an answer is given to arrive before the socket closes."""


class SeenSession(Protocol):
    """What the door reads of a presence."""

    @property
    def session_id(self) -> str:
        """Names the session, never its cookie."""

    @property
    def tag(self) -> str:
        """The same for one person in each of their sessions."""


class Sessions(Protocol):
    """What the door asks of the sessions service; none of it waits for a disk."""

    def presence_of_cookie(self, cookie: str) -> SeenSession | None:
        """Whose cookie it is, if anybody's; a session that has run out is locked or ended by this."""

    def attach(self, cookie: str) -> str | None:
        """A reference for one connection, or None when the cookie is nobody's."""

    def detach(self, reference: str) -> None:
        """Let the connection go."""

    def presence(self, reference: str) -> SeenSession:
        """Whose connection it is."""

    def listen(self, callback: Callable[[str], None]) -> None:
        """Have a session's id told after each of its changes."""


class Sockets:
    """All open websockets of this process."""

    def __init__(self, sessions: Sessions, limits: Limits) -> None:
        """Listen to the sessions, so that a change closes their sockets."""
        self._sessions = sessions
        self._limits = limits
        self._shares = Shares(limits, time.monotonic())
        self._open: set[Socket] = set()
        self._by_address: Counter[str] = Counter()
        self._answering: Counter[str] = Counter()
        self._loop: asyncio.AbstractEventLoop | None = None
        sessions.listen(self.close_session)

    def __len__(self) -> int:
        """How many are open."""
        return len(self._open)

    def has_room(self, address: str, *, stranger: bool = False) -> bool:
        """Whether one more socket fits, in all and from this address; the cheapest of all questions."""
        return (
            len(self._open) < self._limits.sockets
            and self._by_address.get(address, 0) < self._limits.sockets_per_address
            and (not stranger or self._shares.expects_stranger(time.monotonic()))
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
        share = await self._share_of(caller)
        if share is None:
            await send({"type": "websocket.close", "code": TOO_MUCH})
            return
        await share.turn()
        # No await until the socket is entered: a change on another thread reaches the loop only after that.
        reference = self._sessions.attach(caller.cookie) if caller.cookie else None
        socket = Socket(caller.address, {_cookie_key(caller.cookie)} if caller.cookie else set())
        fits = self._fits_stranger() if reference is None else self._enter_session(socket, reference)
        self._open.add(socket)
        self._by_address[caller.address] += 1
        try:
            if fits:
                inner, most = _with_reference(scope, reference), self._limits.frame_bytes
                await carry(app, inner, receive, send, socket, most, share)
            else:
                await send({"type": "websocket.close", "code": TOO_MUCH})
        finally:
            self._open.discard(socket)
            self._by_address[caller.address] -= 1
            if not self._by_address[caller.address]:
                del self._by_address[caller.address]
            if reference is not None:
                self._sessions.detach(reference)

    async def _share_of(self, caller: Caller) -> Share | None:
        """What one more socket of theirs may take of; None when no handshake is left in it."""
        if caller.cookie:
            # What has run out is locked or ended by this look, and the sockets of before are told to close;
            # after one turn of the loop that is done, so that it does not close this one, which comes after.
            known = self._sessions.presence_of_cookie(caller.cookie)
            await asyncio.sleep(0)
            if known is not None:
                return self._shares.of_person(known.tag, time.monotonic())
        return self._shares.of_stranger(time.monotonic())

    def _fits_stranger(self) -> bool:
        """Whether one more socket of nobody fits: the rest is kept for people who have signed in."""
        return sum(one.stranger for one in self._open) < self._limits.sockets_of_strangers

    def _enter_session(self, socket: Socket, reference: str) -> bool:
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
