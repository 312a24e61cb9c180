"""The web server is killed between acts of the timer: what a page was told over its websocket is there after.

`test_acts_survive_kills` kills the process that the services run in, `tests/browser/test_timer` one server
under one page. Here the whole server dies at random moments while a raw websocket acts, open and locked.
"""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from tests.promises.support.states import var
from tests.tools.joining import Account, Walker
from tests.tools.reflex_client import HandshakeError, ReflexClient, apart
from tests.tools.server import Server

KILLS = max(int(os.environ.get("WELLBEING_KILLS", "30")) // 15, 1)
"""For each way of acting; read before the fixtures take every setting away."""
NEXT = {"rest": ("start", "running"), "running": ("pause", "paused"), "paused": ("back", "running")}
"""What is pressed at each stage, and the stage it leads to."""


@dataclass
class Told:
    """The last clock that the page was told of, and where the act under way would lead."""

    version: int = 0
    stage: str = ""
    doubtful: str = ""
    acts: int = 0


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with Server(tmp_path / "data") as started:
        yield started


async def clock(tab: ReflexClient, above: int = -1) -> Told:
    """Ask what the clock is until it is a newer one."""
    await tab.event("timer.sync", form={"sent": "1"})
    await tab.until(lambda tab: int(var(tab, "timer", "version") or -1) > above)
    return Told(int(var(tab, "timer", "version")), str(var(tab, "timer", "stage")))


async def act_for_ever(walker: Walker, told: Told, at_work: asyncio.Event) -> None:
    """Press one verb after the other until the socket closes."""
    async with walker.tab() as tab:
        await tab.boot()
        found = await clock(tab)
        told.version, told.stage = found.version, found.stage
        while True:
            verb, told.doubtful = NEXT[told.stage]
            form = {"verb": verb, "version": str(told.version), "tag": tab.value("tag"), "minutes": ""}
            kind = {"kind": "stills"} if verb == "start" else {"kind": ""}
            before = told.version
            await tab.event("timer.act", form={**form, **kind})
            await tab.until(lambda tab, before=before: int(var(tab, "timer", "version")) > before)
            told.version, told.stage = int(var(tab, "timer", "version")), str(var(tab, "timer", "stage"))
            told.doubtful, told.acts = "", told.acts + 1
            at_work.set()
            await asyncio.sleep(1 / 12)  # a socket that asks faster is closed


async def killed_while_acting(server: Server, walker: Walker) -> Told:
    """Let a page act, and kill the server at some moment."""
    told, at_work = Told(), asyncio.Event()
    acting = asyncio.create_task(act_for_ever(walker, told, at_work))
    await asyncio.wait_for(at_work.wait(), 20)
    await asyncio.sleep(0.1 + secrets.randbelow(1000) / 1000)
    await asyncio.to_thread(server.kill)
    acting.cancel()
    with suppress(asyncio.CancelledError, HandshakeError, aiohttp.ClientError, ConnectionError, TimeoutError):
        await acting
    return told


@pytest.mark.kill
@pytest.mark.parametrize("locked", [False, True])
def test_what_a_page_was_told_is_there_after_the_server_was_killed(server: Server, locked: bool) -> None:
    with Walker(server.url) as first:
        account = first.join(server.code)
    acts = 0
    for _ in range(KILLS):
        with Walker(server.url) as walker:
            told = acted(server, walker, account, locked)
        acts += told.acts
        server.start()
        with Walker(server.url) as again:
            again.sign_in(account)
            found = apart(looked(again))
        assert found.version >= told.version
        assert found.stage == told.stage if found.version == told.version else found.stage == told.doubtful
    assert acts >= KILLS
    with Walker(server.url) as again:
        again.sign_in(account)
        assert again.get("/export/json").response.json()["damaged"] == 0


def acted(server: Server, walker: Walker, account: Account, locked: bool) -> Told:
    walker.sign_in(account)
    if locked:
        walker.lock()
    return apart(killed_while_acting(server, walker))


async def looked(walker: Walker) -> Told:
    async with walker.tab() as tab:
        await tab.boot()
        return await clock(tab)
