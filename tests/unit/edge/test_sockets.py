"""The websocket door: references, limits, and closing within a second of a change."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import Any

import pytest

from tests.unit.edge.lines import FakeSessions, Line, opened, run
from wellbeing.edge.options import Limits
from wellbeing.edge.sockets import Sockets


def test_the_app_gets_a_reference_and_gives_it_back() -> None:
    async def scene(sockets: Sockets, sessions: FakeSessions) -> None:
        line = Line()
        task = await opened(sockets, line, "one")
        assert line.headers == [(b"host", b"harbour.example"), (b"authorization", b"one-0")]
        await line.to_edge.put({"type": "websocket.receive", "text": "hello"})
        await line.to_edge.put({"type": "websocket.disconnect", "code": 1000})
        await task
        assert [one["type"] for one in line.got] == ["websocket.receive", "websocket.disconnect"]
        assert sessions.detached == ["one-0"]
        assert len(sockets) == 0

    run(scene)


@pytest.mark.parametrize("cookie", [None, "nobody"])
def test_nobody_gets_no_reference(cookie: str | None) -> None:
    async def scene(sockets: Sockets, sessions: FakeSessions) -> None:
        line = Line()
        task = await opened(sockets, line, cookie)
        assert line.headers == [(b"host", b"harbour.example")]
        await line.to_edge.put({"type": "websocket.disconnect", "code": 1000})
        await task
        assert sessions.attached == sessions.detached == []

    run(scene)


def test_a_change_of_a_session_closes_its_sockets_and_no_others_at_once() -> None:
    async def scene(sockets: Sockets, sessions: FakeSessions) -> None:
        mine, also_mine, other, nobody = Line(), Line(), Line(), Line()
        closing = [await opened(sockets, mine, "one"), await opened(sockets, also_mine, "one")]
        staying = [await opened(sockets, other, "two"), await opened(sockets, nobody, None)]
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

    run(scene)


def test_what_the_app_says_after_the_end_goes_nowhere() -> None:
    async def scene(sockets: Sockets, sessions: FakeSessions) -> None:
        line = Line()
        line.reply_after_end = True
        task = await opened(sockets, line, "one")
        sessions.callback("one")
        await task
        assert [one["type"] for one in line.from_edge] == ["websocket.accept", "websocket.close"]

    run(scene)


def test_a_message_that_races_the_end_is_not_passed_on() -> None:
    async def scene(sockets: Sockets, sessions: FakeSessions) -> None:
        line = Line()
        task = await opened(sockets, line, "one")
        line.to_edge.put_nowait({"type": "websocket.receive", "text": "late"})
        sockets._close_now("session:one")
        await task
        assert [one["type"] for one in line.got] == ["websocket.disconnect"]

    run(scene)


def test_a_replaced_cookie_closes_what_was_opened_with_it() -> None:
    async def scene(sockets: Sockets, sessions: FakeSessions) -> None:
        line = Line()
        task = await opened(sockets, line, "nobody")
        sockets.close_cookie(None)
        sockets.close_cookie("nobody")
        await task
        assert line.closed_with == 1012

    run(scene)


def test_a_browser_reads_its_answer_before_its_own_sockets_close() -> None:
    async def scene(sockets: Sockets, sessions: FakeSessions) -> None:
        mine, other = Line(), Line()
        tasks = [await opened(sockets, mine, "one"), await opened(sockets, other, "two")]
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

    run(scene)


def test_no_answer_keeps_a_socket_open_for_long() -> None:
    async def scene(sockets: Sockets, sessions: FakeSessions) -> None:
        line = Line()
        task = await opened(sockets, line, "one")
        began = time.monotonic()
        with sockets.answering("one"):
            sessions.callback("one")
            await task
        assert line.closed_with == 1012
        assert time.monotonic() - began < 1.0
        assert not sockets._answering

    run(scene)


def test_a_session_that_ends_during_the_handshake_is_told_to_come_back() -> None:
    async def scene(sockets: Sockets, sessions: FakeSessions) -> None:
        sessions.ended = True
        line = Line()
        await (await opened(sockets, line, "one"))
        assert line.closed_with == 1012
        assert sessions.detached == ["one-0"]

    run(scene)


def test_a_flood_is_cut() -> None:
    async def scene(sockets: Sockets, sessions: FakeSessions) -> None:
        line = Line()
        task = await opened(sockets, line, "one")
        for number in range(200):
            line.to_edge.put_nowait({"type": "websocket.receive", "text": str(number)})
        await task
        assert line.closed_with == 1008
        assert len(line.got) in range(1, 24)  # the burst at most, what trickled in meanwhile, and the end

    run(scene, Limits(person_burst=21, person_events_per_second=5, surplus_burst=0))


def test_what_comes_at_a_human_pace_is_never_cut() -> None:
    async def scene(sockets: Sockets, sessions: FakeSessions) -> None:
        line = Line()
        task = await opened(sockets, line, "one")
        for number in range(30):
            await line.to_edge.put({"type": "websocket.receive", "text": str(number)})
            await asyncio.sleep(0.012)
        await line.to_edge.put({"type": "websocket.disconnect", "code": 1000})
        await task
        assert len(line.got) == 31

    run(scene, Limits(person_burst=5, person_events_per_second=200, surplus_burst=0))


@pytest.mark.parametrize("message", [{"text": "é" * 60}, {"bytes": b"x" * 101}])
def test_a_message_that_is_too_big_ends_the_socket_unread(message: dict[str, Any]) -> None:
    async def scene(sockets: Sockets, sessions: FakeSessions) -> None:
        line = Line()
        task = await opened(sockets, line, "one")
        await line.to_edge.put({"type": "websocket.receive", **message})
        await task
        assert line.closed_with == 1009
        assert [one["type"] for one in line.got] == ["websocket.disconnect"]

    run(scene, Limits(frame_bytes=100))


def test_a_session_has_a_few_sockets_and_not_more() -> None:
    async def scene(sockets: Sockets, sessions: FakeSessions) -> None:
        lines = [Line() for _ in range(3)]
        tasks = [await opened(sockets, line, "one") for line in lines]
        assert [line.closed_with for line in lines] == [None, None, 1008]
        assert lines[2].headers is None
        assert sessions.detached == ["one-2"]
        for line in lines[:2]:
            await line.to_edge.put({"type": "websocket.disconnect", "code": 1000})
        await asyncio.gather(*tasks)

    run(scene, Limits(sockets_per_session=2))


def test_strangers_share_one_allowance_and_a_beat_takes_none_of_it() -> None:
    async def scene(sockets: Sockets, _: FakeSessions) -> None:
        lines = [Line() for _ in range(3)]
        tasks = [await opened(sockets, line, None) for line in lines[:2]]
        tasks.append(await opened(sockets, lines[2], "one"))
        for line, text in zip((0, 0, 0, 0, 1, 2), ("42 a", "3", "3", "3", "42 b", "42 c"), strict=True):
            await lines[line].to_edge.put({"type": "websocket.receive", "text": text})
        await asyncio.sleep(0.02)
        assert not any(line.closed_with for line in lines)
        await lines[1].to_edge.put({"type": "websocket.receive", "text": "42 d"})
        await tasks[1]
        assert [line.closed_with for line in lines] == [None, 1008, None]
        for line in (lines[0], lines[2]):
            await line.to_edge.put({"type": "websocket.disconnect", "code": 1000})
        await asyncio.gather(*tasks)

    run(scene, Limits(strangers_burst=2, strangers_events_per_second=0.001))


def test_addresses_and_the_whole_have_room_for_so_many() -> None:
    async def scene(sockets: Sockets, sessions: FakeSessions) -> None:
        lines = [Line() for _ in range(3)]
        tasks = [await opened(sockets, line, None, "a") for line in lines[:2]]
        assert not sockets.has_room("a")
        assert sockets.has_room("b")
        tasks.append(await opened(sockets, lines[2], None, "b"))
        assert not sockets.has_room("b")
        for line in lines:
            await line.to_edge.put({"type": "websocket.disconnect", "code": 1000})
        await asyncio.gather(*tasks)
        assert sockets.has_room("a")

    run(scene, Limits(sockets=3, sockets_per_address=2))


def test_strangers_leave_room_for_people_who_have_signed_in() -> None:
    async def scene(sockets: Sockets, _: FakeSessions) -> None:
        lines = [Line() for _ in range(4)]
        tasks = [await opened(sockets, line, None, str(place)) for place, line in enumerate(lines[:3])]
        tasks.append(await opened(sockets, lines[3], "one"))
        assert [line.closed_with for line in lines] == [None, None, 1008, None]
        for line in lines:
            await line.to_edge.put({"type": "websocket.disconnect", "code": 1000})
        await asyncio.gather(*tasks)
        again = Line()
        last = await opened(sockets, again, None)
        assert again.closed_with is None
        await again.to_edge.put({"type": "websocket.disconnect", "code": 1000})
        await last

    run(scene, Limits(sockets_of_strangers=2))


def test_changes_before_the_first_socket_and_after_the_loop_do_no_harm() -> None:
    sessions = FakeSessions()
    sockets = Sockets(sessions, Limits())
    sessions.callback("one")

    async def scene() -> None:
        line = Line()
        task = await opened(sockets, line, "one")
        await line.to_edge.put({"type": "websocket.disconnect", "code": 1000})
        await task

    asyncio.run(scene())
    sessions.callback("one")
    assert len(sockets) == 0
