"""The websocket door: references, limits, and closing within a second of a change."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from wellbeing.domain.errors import SignedOut
from wellbeing.edge.caller import Caller
from wellbeing.edge.options import Limits
from wellbeing.edge.sockets import Sockets

ORIGIN = "https://harbour.example"


@dataclass
class Someone:
    session_id: str


@dataclass
class FakeSessions:
    """Cookies "one", "two" … are sessions; a reference is the cookie with a number."""

    attached: list[str] = field(default_factory=list)
    detached: list[str] = field(default_factory=list)
    ended: bool = False
    callback: Callable[[str], None] = lambda _: None

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


def _run(
    scene: Callable[[Sockets, FakeSessions], Coroutine[Any, Any, None]], limits: Limits | None = None
) -> None:
    sessions = FakeSessions()
    asyncio.run(asyncio.wait_for(scene(Sockets(sessions, limits or Limits()), sessions), 10))


async def _open(sockets: Sockets, line: Line, cookie: str | None, address: str = "a") -> asyncio.Task[None]:
    caller = Caller(ORIGIN, cookie, "", address)
    scope: Scope = {"type": "websocket", "path": "/_event", "headers": [(b"host", b"harbour.example")]}
    task = asyncio.ensure_future(sockets.serve(line.app, scope, line.to_edge.get, line.send, caller))
    opening = asyncio.ensure_future(line.opened.wait())
    await asyncio.wait((task, opening), return_when=asyncio.FIRST_COMPLETED)
    opening.cancel()
    return task


def test_the_app_gets_a_reference_and_gives_it_back() -> None:
    async def scene(sockets: Sockets, sessions: FakeSessions) -> None:
        line = Line()
        task = await _open(sockets, line, "one")
        assert line.headers == [(b"host", b"harbour.example"), (b"authorization", b"one-0")]
        await line.to_edge.put({"type": "websocket.receive", "text": "hello"})
        await line.to_edge.put({"type": "websocket.disconnect", "code": 1000})
        await task
        assert [one["type"] for one in line.got] == ["websocket.receive", "websocket.disconnect"]
        assert sessions.detached == ["one-0"]
        assert len(sockets) == 0

    _run(scene)


@pytest.mark.parametrize("cookie", [None, "nobody"])
def test_nobody_gets_no_reference(cookie: str | None) -> None:
    async def scene(sockets: Sockets, sessions: FakeSessions) -> None:
        line = Line()
        task = await _open(sockets, line, cookie)
        assert line.headers == [(b"host", b"harbour.example")]
        await line.to_edge.put({"type": "websocket.disconnect", "code": 1000})
        await task
        assert sessions.attached == sessions.detached == []

    _run(scene)


def test_a_change_of_a_session_closes_its_sockets_and_no_others_at_once() -> None:
    async def scene(sockets: Sockets, sessions: FakeSessions) -> None:
        mine, also_mine, other, nobody = Line(), Line(), Line(), Line()
        closing = [await _open(sockets, mine, "one"), await _open(sockets, also_mine, "one")]
        staying = [await _open(sockets, other, "two"), await _open(sockets, nobody, None)]
        began = time.monotonic()
        threading.Thread(target=sessions.callback, args=("one",)).start()
        await asyncio.gather(*closing)
        assert time.monotonic() - began < 1.0
        assert mine.closed_with == also_mine.closed_with == 1012
        assert mine.got == also_mine.got == [{"type": "websocket.disconnect", "code": 1012}]
        assert not any(task.done() for task in staying)
        assert sorted(sessions.detached) == ["one-0", "one-1"]
        for line in (other, nobody):
            await line.to_edge.put({"type": "websocket.disconnect", "code": 1000})
        await asyncio.gather(*staying)
        assert other.closed_with is None

    _run(scene)


def test_what_the_app_says_after_the_end_goes_nowhere() -> None:
    async def scene(sockets: Sockets, sessions: FakeSessions) -> None:
        line = Line()
        line.reply_after_end = True
        task = await _open(sockets, line, "one")
        sessions.callback("one")
        await task
        assert [one["type"] for one in line.from_edge] == ["websocket.accept", "websocket.close"]

    _run(scene)


def test_a_message_that_races_the_end_is_not_passed_on() -> None:
    async def scene(sockets: Sockets, sessions: FakeSessions) -> None:
        line = Line()
        task = await _open(sockets, line, "one")
        line.to_edge.put_nowait({"type": "websocket.receive", "text": "late"})
        sockets._close_now("session:one")
        await task
        assert [one["type"] for one in line.got] == ["websocket.disconnect"]

    _run(scene)


def test_a_replaced_cookie_closes_what_was_opened_with_it() -> None:
    async def scene(sockets: Sockets, sessions: FakeSessions) -> None:
        line = Line()
        task = await _open(sockets, line, "nobody")
        sockets.close_cookie(None)
        sockets.close_cookie("nobody")
        await task
        assert line.closed_with == 1012

    _run(scene)


def test_a_browser_reads_its_answer_before_its_own_sockets_close() -> None:
    async def scene(sockets: Sockets, sessions: FakeSessions) -> None:
        mine, other = Line(), Line()
        tasks = [await _open(sockets, mine, "one"), await _open(sockets, other, "two")]
        with sockets.answering("one"), sockets.answering(None):
            sockets._close_now("session:one")
            sockets._close_now("session:two")
            await tasks[1]
            assert other.closed_with == 1012
            await mine.to_edge.put({"type": "websocket.receive", "text": "from whom?"})
            await asyncio.sleep(0.1)
            assert mine.closed_with is None
        await tasks[0]
        assert mine.closed_with == 1012
        assert [one["type"] for one in mine.got] == ["websocket.disconnect"]

    _run(scene)


def test_no_answer_keeps_a_socket_open_for_long() -> None:
    async def scene(sockets: Sockets, sessions: FakeSessions) -> None:
        line = Line()
        task = await _open(sockets, line, "one")
        began = time.monotonic()
        with sockets.answering("one"):
            sessions.callback("one")
            await task
        assert line.closed_with == 1012
        assert time.monotonic() - began < 1.0
        assert not sockets._answering

    _run(scene)


def test_a_session_that_ends_during_the_handshake_is_told_to_come_back() -> None:
    async def scene(sockets: Sockets, sessions: FakeSessions) -> None:
        sessions.ended = True
        line = Line()
        await (await _open(sockets, line, "one"))
        assert line.closed_with == 1012
        assert sessions.detached == ["one-0"]

    _run(scene)


def test_a_flood_is_cut() -> None:
    async def scene(sockets: Sockets, sessions: FakeSessions) -> None:
        line = Line()
        task = await _open(sockets, line, "one")
        for number in range(200):
            line.to_edge.put_nowait({"type": "websocket.receive", "text": str(number)})
        await task
        assert line.closed_with == 1008
        assert len(line.got) in range(21, 24)  # the burst, what trickled in meanwhile, and the end

    _run(scene, Limits(event_burst=20, events_per_second=5))


def test_what_comes_at_a_human_pace_is_never_cut() -> None:
    async def scene(sockets: Sockets, sessions: FakeSessions) -> None:
        line = Line()
        task = await _open(sockets, line, "one")
        for number in range(30):
            await line.to_edge.put({"type": "websocket.receive", "text": str(number)})
            await asyncio.sleep(0.012)
        await line.to_edge.put({"type": "websocket.disconnect", "code": 1000})
        await task
        assert len(line.got) == 31

    _run(scene, Limits(event_burst=5, events_per_second=200))


@pytest.mark.parametrize("message", [{"text": "é" * 60}, {"bytes": b"x" * 101}])
def test_a_message_that_is_too_big_ends_the_socket_unread(message: dict[str, Any]) -> None:
    async def scene(sockets: Sockets, sessions: FakeSessions) -> None:
        line = Line()
        task = await _open(sockets, line, "one")
        await line.to_edge.put({"type": "websocket.receive", **message})
        await task
        assert line.closed_with == 1009
        assert [one["type"] for one in line.got] == ["websocket.disconnect"]

    _run(scene, Limits(frame_bytes=100))


def test_a_session_has_a_few_sockets_and_not_more() -> None:
    async def scene(sockets: Sockets, sessions: FakeSessions) -> None:
        lines = [Line() for _ in range(3)]
        tasks = [await _open(sockets, line, "one") for line in lines]
        assert [line.closed_with for line in lines] == [None, None, 1008]
        assert lines[2].headers is None
        assert sessions.detached == ["one-2"]
        for line in lines[:2]:
            await line.to_edge.put({"type": "websocket.disconnect", "code": 1000})
        await asyncio.gather(*tasks)

    _run(scene, Limits(sockets_per_session=2))


def test_addresses_and_the_whole_have_room_for_so_many() -> None:
    async def scene(sockets: Sockets, sessions: FakeSessions) -> None:
        lines = [Line() for _ in range(3)]
        tasks = [await _open(sockets, line, None, "a") for line in lines[:2]]
        assert not sockets.has_room("a")
        assert sockets.has_room("b")
        tasks.append(await _open(sockets, lines[2], None, "b"))
        assert not sockets.has_room("b")
        for line in lines:
            await line.to_edge.put({"type": "websocket.disconnect", "code": 1000})
        await asyncio.gather(*tasks)
        assert sockets.has_room("a")

    _run(scene, Limits(sockets=3, sockets_per_address=2))


def test_changes_before_the_first_socket_and_after_the_loop_do_no_harm() -> None:
    sessions = FakeSessions()
    sockets = Sockets(sessions, Limits())
    sessions.callback("one")

    async def scene() -> None:
        line = Line()
        task = await _open(sockets, line, "one")
        await line.to_edge.put({"type": "websocket.disconnect", "code": 1000})
        await task

    asyncio.run(scene())
    sessions.callback("one")
    assert len(sockets) == 0
