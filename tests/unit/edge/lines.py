"""Websockets without a network: sessions, the server's side of a line, and opening one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from starlette.types import Message, Receive, Scope, Send

from wellbeing.domain.errors import SignedOut
from wellbeing.edge.caller import Caller
from wellbeing.edge.options import Limits
from wellbeing.edge.shares import CALM_SECONDS
from wellbeing.edge.sockets import Sockets

ORIGIN = "https://harbour.example"


@dataclass
class Someone:
    session_id: str

    @property
    def tag(self) -> str:
        return f"person of {self.session_id[0]}"


@dataclass
class FakeSessions:
    """Cookies "one", "two" … are sessions; a reference is the cookie with a number."""

    attached: list[str] = field(default_factory=list)
    detached: list[str] = field(default_factory=list)
    ended: bool = False
    callback: Callable[[str], None] = lambda _: None

    def presence_of_cookie(self, cookie: str) -> Someone | None:
        return None if cookie == "nobody" else Someone(cookie)

    def attach(self, cookie: str) -> str | None:
        if cookie == "nobody":
            return None
        self.attached.append(f"{cookie}-{len(self.attached)}")
        return self.attached[-1]

    def detach(self, reference: str) -> None:
        self.detached.append(reference)

    def presence(self, reference: str) -> Someone:
        if self.ended:
            raise SignedOut
        return Someone(reference.partition("-")[0])

    def listen(self, callback: Callable[[str], None]) -> None:
        self.callback = callback


class Line:
    """The server's side of one websocket, and an app behind that notes what it gets."""

    def __init__(self) -> None:
        self.to_edge: asyncio.Queue[Message] = asyncio.Queue()
        self.from_edge: list[Message] = []
        self.got: list[Message] = []
        self.headers: list[tuple[bytes, bytes]] | None = None
        self.opened = asyncio.Event()
        self.reply_after_end = False

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.headers = scope["headers"]
        await send({"type": "websocket.accept"})
        self.opened.set()
        while True:
            message = await receive()
            self.got.append(message)
            if message["type"] == "websocket.disconnect":
                if self.reply_after_end:
                    await send({"type": "websocket.send", "text": "too late"})
                return

    async def send(self, message: Message) -> None:
        self.from_edge.append(message)

    @property
    def closed_with(self) -> int | None:
        return next((one["code"] for one in self.from_edge if one["type"] == "websocket.close"), None)


def run(
    scene: Callable[[Sockets, FakeSessions], Coroutine[Any, Any, None]], limits: Limits | None = None
) -> None:
    sessions = FakeSessions()
    asyncio.run(asyncio.wait_for(scene(Sockets(sessions, limits or Limits()), sessions), 10))


async def opened(sockets: Sockets, line: Line, cookie: str | None, address: str = "a") -> asyncio.Task[None]:
    caller = Caller(ORIGIN, cookie, "", address)
    scope: Scope = {"type": "websocket", "path": "/_event", "headers": [(b"host", b"harbour.example")]}
    task = asyncio.ensure_future(sockets.serve(line.app, scope, line.to_edge.get, line.send, caller))
    opening = asyncio.ensure_future(line.opened.wait())
    await asyncio.wait((task, opening), return_when=asyncio.FIRST_COMPLETED)
    opening.cancel()
    return task


def worked() -> None:
    """Hold the loop up for longer than it may be in a calm turn."""
    until = time.thread_time() + 2 * CALM_SECONDS
    while time.thread_time() < until:
        pass
