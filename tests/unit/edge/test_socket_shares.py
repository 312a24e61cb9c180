"""The websocket door under a flood: what is cut, what waits its turn, and what passes in order."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.unit.edge.lines import FakeSessions, Line, opened, run, worked
from wellbeing.edge import shares
from wellbeing.edge.caller import Caller
from wellbeing.edge.options import Limits
from wellbeing.edge.sockets import Sockets


def test_whoever_was_cut_comes_back_to_what_they_had_left_and_others_to_all_of_theirs() -> None:
    async def scene(sockets: Sockets, _: FakeSessions) -> None:
        first, second, other = Line(), Line(), Line()
        task = await opened(sockets, first, "one")
        for number in range(20):
            first.to_edge.put_nowait({"type": "websocket.receive", "text": str(number)})
        await task
        await (await opened(sockets, second, "one"))
        task = await opened(sockets, other, "two")
        await other.to_edge.put({"type": "websocket.receive", "text": "42"})
        await other.to_edge.put({"type": "websocket.disconnect", "code": 1000})
        await task
        assert [one.closed_with for one in (first, second, other)] == [1008, 1008, None]
        assert second.headers is None
        assert [one["type"] for one in other.got] == ["websocket.receive", "websocket.disconnect"]

    run(scene, Limits(person_burst=10, person_events_per_second=0.001, surplus_burst=0))


def test_while_the_loop_is_busy_one_event_of_a_person_waits_for_the_one_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shares, "PATIENCE_SECONDS", 60.0)  # as long as a busy computer may take for this

    async def scene(sockets: Sockets, _: FakeSessions) -> None:
        lines = [Line(), Line(), Line()]
        tasks = [await opened(sockets, line, "one") for line in lines[:2]]
        tasks.append(await opened(sockets, lines[2], "two"))
        await asyncio.sleep(0.02)
        for line in lines:
            line.to_edge.put_nowait({"type": "websocket.receive", "text": "42"})
        for _ in range(10):
            worked()
            await asyncio.sleep(0)
        assert [len(line.got) for line in lines] == [1, 0, 1]
        with sockets.answering("one"):
            sockets._close_now("session:one")
            await asyncio.sleep(0.1)
            assert lines[1].got == []  # whoever it came from is somebody else by now
        await asyncio.gather(*tasks[:2])
        assert [one["type"] for one in lines[1].got] == ["websocket.disconnect"]
        await lines[2].to_edge.put({"type": "websocket.disconnect", "code": 1000})
        await tasks[2]

    run(scene)


def test_a_server_that_fails_at_reading_ends_the_socket() -> None:
    async def scene(sockets: Sockets, _: FakeSessions) -> None:
        line = Line()

        async def failing() -> Any:
            raise RuntimeError

        caller = Caller("https://harbour.example", "one", "", "a")
        scope = {"type": "websocket", "path": "/_event", "headers": []}
        await sockets.serve(line.app, scope, failing, line.send, caller)
        assert [one["type"] for one in line.got] == ["websocket.disconnect"]
        assert len(sockets) == 0

    run(scene)


def test_what_was_said_before_the_end_is_passed_on_in_order() -> None:
    async def scene(sockets: Sockets, _: FakeSessions) -> None:
        line = Line()
        task = await opened(sockets, line, "one")
        for number in range(20):
            line.to_edge.put_nowait({"type": "websocket.receive", "text": str(number)})
        line.to_edge.put_nowait({"type": "websocket.disconnect", "code": 1000})
        await task
        assert [one.get("text") for one in line.got] == [*map(str, range(20)), None]

    run(scene)
