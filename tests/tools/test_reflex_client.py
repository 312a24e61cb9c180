"""The raw client speaks Socket.IO as a browser does, and says what a server answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import pytest
import socketio
from aiohttp import web

from tests.tools.reflex_client import HYDRATE, ROOT, HandshakeError, ReflexClient

TODAY = f"{ROOT}.wellbeing___ui___today____today_state"


class Server:
    """A Socket.IO server that answers a few events as Reflex would, and keeps what it was told."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.headers: Mapping[str, str] = {}
        self.query = ""
        self.refuse = False
        self.io = socketio.AsyncServer(async_mode="aiohttp", cors_allowed_origins=[])
        self.io.on("connect", self.connect, namespace="/_event")
        self.io.on("event", self.event, namespace="/_event")

    async def connect(self, sid: str, environ: dict[str, Any], auth: object) -> None:
        self.headers = environ["aiohttp.request"].headers
        self.query = environ["QUERY_STRING"]
        if self.refuse:
            raise socketio.exceptions.ConnectionRefusedError("no")

    async def event(self, sid: str, data: dict[str, Any]) -> None:
        self.events.append(data)
        match data["name"].rpartition(".")[2]:
            case "hydrate_and_load":
                await self.say(sid, {"delta": {TODAY: {"day_rx_state_": "2026-05-12"}}})
                await self.say(sid, {"delta": {ROOT: {"is_hydrated_rx_state_": True}}, "events": []})
            case "answer":
                await self.say(sid, {"delta": {TODAY: {"saved_rx_state_": data["payload"]}}})
            case "leave":
                await self.say(sid, {"events": [{"name": "_redirect", "payload": {"path": "/blank"}}]})
            case "kick":
                await self.io.disconnect(sid, namespace="/_event")

    async def say(self, sid: str, update: dict[str, Any]) -> None:
        await self.io.emit("event", update, to=sid, namespace="/_event")


@web.middleware
async def gate(request: web.Request, handler: Callable[[web.Request], Awaitable[Any]]) -> Any:
    if "X-Refuse" in request.headers:
        raise web.HTTPForbidden
    return await handler(request)


@asynccontextmanager
async def serving() -> AsyncIterator[tuple[Server, str]]:
    server, app = Server(), web.Application(middlewares=[gate])
    server.io.attach(app, socketio_path="_event")
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    try:
        yield server, f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()


def run(story: Callable[[Server, str], Awaitable[None]]) -> None:
    async def told() -> None:
        async with serving() as (server, url):
            await story(server, url)

    asyncio.run(told())


def test_boot_event_and_answer() -> None:
    async def story(server: Server, url: str) -> None:
        async with ReflexClient(url, cookie="__Host-wellbeing=abc", token="tab", path="/en/today") as client:
            await client.boot()
            assert server.headers["Cookie"] == "__Host-wellbeing=abc"
            assert server.headers["Origin"] == url
            assert "token=tab" in server.query
            assert server.events[0]["name"] == HYDRATE
            assert server.events[0]["router_data"]["pathname"] == "/en/today"
            assert client.value("day") == "2026-05-12"
            await client.event("today_state.answer", question="energy", answer=2)
            await client.until(lambda one: "saved_rx_state_" in one.state[TODAY])
            assert server.events[1]["name"] == f"{TODAY}.answer"
            assert client.value("saved") == {"question": "energy", "answer": 2}
            await client.event("today_state.leave")
            await client.quiet(0.2)
            assert client.redirects() == ["/blank"]
            assert "2026-05-12" in client.dump()

    run(story)


def test_an_event_without_effect_is_quiet_and_a_name_is_unchecked() -> None:
    async def story(server: Server, url: str) -> None:
        async with ReflexClient(url) as client:
            await client.raw("any.thing.setvar", {"x": "Łódź"}, token="forged")
            await client.quiet(0.2)
            assert client.updates == []
            assert server.events[0]["payload"] == {"x": "Łódź"}
            assert server.events[0]["token"] == "forged"
            with pytest.raises(LookupError):
                await client.event("no_state.method")

    run(story)


def test_no_cookie_no_origin_and_no_token_are_not_sent() -> None:
    async def story(server: Server, url: str) -> None:
        async with ReflexClient(url, origin=None, token=None):
            assert "Cookie" not in server.headers
            assert "Origin" not in server.headers
            assert "token" not in server.query

    run(story)


def test_refusals_are_told_apart() -> None:
    async def story(server: Server, url: str) -> None:
        server.refuse = True
        with pytest.raises(HandshakeError) as refused:
            await ReflexClient(url).connect()
        assert refused.value.status == 0
        with pytest.raises(HandshakeError) as refused:
            await ReflexClient(url, headers={"X-Refuse": "yes"}).connect()
        assert refused.value.status == 403

    run(story)


def test_being_kicked_is_seen_and_later_events_go_nowhere() -> None:
    async def story(server: Server, url: str) -> None:
        async with ReflexClient(url) as client:
            await client.raw("x.kick", {})
            await asyncio.wait_for(client.closed.wait(), 5)
            await client.raw("x.answer", {})
            await client.quiet(0.1)
            assert [one["name"] for one in server.events] == ["x.kick"]

    run(story)


def test_the_dump_holds_words_escaped_and_unescaped() -> None:
    client = ReflexClient("http://127.0.0.1:1")
    client.received.append("x")
    client.updates.append({"delta": {"a": {"b": "Łódź"}}})
    assert "Łódź" in client.dump()
