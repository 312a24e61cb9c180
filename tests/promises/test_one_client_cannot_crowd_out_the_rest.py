"""Promise: whoever shouts is cut off, and everybody else is answered meanwhile.

One client after the other does what no page does: events without pause, frames without end, sockets and requests
by the hundred. Somebody else goes on reading their history all the while, from another address.
"""

from __future__ import annotations

import asyncio
import http.client
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from urllib.parse import urlsplit

import pytest

from tests.promises.support.cast import Cast, assemble
from tests.promises.support.deeds import short
from tests.promises.support.errands import Line
from tests.promises.support.house import house
from tests.tools.reflex_client import HYDRATE, HandshakeError, ReflexClient
from wellbeing.edge.options import Limits

A, B = "investigator A", "investigator B"
PATIENCE = 1.0
"""Seconds within which everybody else is answered."""
ROOM = 96 * 1024
"""KiB by which the server may have grown at its worst moment."""
BURST = 60
TOO_MUCH, TOO_BIG = {1008, 1006, None}, {1009, 1006, None}
"""How a socket is closed; whoever goes on sending may not hear why."""


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    with house(tmp_path_factory.mktemp("crowd") / "data") as server:
        yield assemble(server)


def tab(cast: Cast, name: str | None, address: str = "") -> ReflexClient:
    """A page of somebody, at an address of its own unless one is given."""
    headers = {"X-Forwarded-For": address or cast.house.address()}
    cookie = cast[name].open if name else None
    return ReflexClient(cast.house.url, cookie=cookie, path="/en/history", headers=headers)


async def beside(cast: Cast, crowd: Callable[[], Awaitable[None]]) -> list[float]:
    """How long somebody else waits for a whole page, again and again, until the crowd has done its worst."""
    waits = []
    async with tab(cast, B) as other:
        await other.boot()
        worst = asyncio.ensure_future(crowd())
        while not worst.done() or len(waits) < 5:
            began = time.perf_counter()
            await other.boot(again=True)
            waits.append(time.perf_counter() - began)
            await asyncio.sleep(0.08)  # fifteen frames a second are everybody's share
        await worst
    return waits


def answered(cast: Cast, crowd: Callable[[], Awaitable[None]]) -> None:
    """See that others are answered, and that the server does not grow."""
    before = cast.house.ask("memory")
    waits = asyncio.run(beside(cast, crowd))
    assert statistics.quantiles(waits, n=20)[-1] < PATIENCE, waits
    assert cast.house.ask("memory") - before < ROOM


@pytest.mark.parametrize("name", [A, None])
def test_a_flood_of_events_is_cut_after_one_burst(cast: Cast, name: str | None) -> None:
    names = {short(one): one for one in cast.house.ask("handlers")}
    denied = cast.house.server.log.count("an event was denied")

    async def flood() -> None:
        async with tab(cast, name) as one:
            for _ in range(1_000):
                await one.raw(names["door.setvar"], {"var_name": "phase", "value": "open"})
            await asyncio.wait_for(one.closed.wait(), 5)
            assert one.close_code in TOO_MUCH

    async def crowd() -> None:
        await asyncio.gather(*(flood() for _ in range(4)))

    answered(cast, crowd)
    assert cast.house.server.log.count("an event was denied") - denied <= 4 * (BURST + 15)


def test_a_flood_of_whole_pages_is_cut_as_well(cast: Cast) -> None:
    async def flood() -> None:
        async with tab(cast, A) as one:
            for _ in range(200):
                await one.raw(HYDRATE, {"hashes": []})
            await asyncio.wait_for(one.closed.wait(), 10)
            assert one.close_code in TOO_MUCH

    answered(cast, flood)


@pytest.mark.parametrize("size", [65_536, 70_000, 1_200_000, 4_000_000])
def test_a_frame_that_is_too_long_closes_its_socket(cast: Cast, size: int) -> None:
    async def shout() -> None:
        async with tab(cast, A) as one:
            await one.frame('42/_event,["event",{"name":"' + "x" * size + '"}]')
            await asyncio.wait_for(one.closed.wait(), 5)
            assert one.close_code in TOO_BIG

    async def crowd() -> None:
        await asyncio.gather(*(shout() for _ in range(3)))

    answered(cast, crowd)


def test_a_browser_has_so_many_sockets_and_an_address_too(cast: Cast) -> None:
    limits = Limits()

    async def taken(name: str | None, address: str, most: int) -> int:
        async with AsyncExitStack() as stack:
            for number in range(most):
                one = tab(cast, name, address)
                try:
                    await one.connect()
                except HandshakeError:
                    return number
                stack.push_async_callback(one.close)
        return most

    async def crowd() -> None:
        assert await taken(A, cast.house.address(), 30) == 12
        assert await taken(None, cast.house.address(), 450) == limits.sockets_per_address == 400

    # What the tests before have taken of shares and of all strangers' handshakes comes back in this time.
    time.sleep(limits.strangers_connects_burst / limits.strangers_connects_per_second)
    answered(cast, crowd)


def test_requests_without_end_are_told_to_wait_and_others_are_not(cast: Cast) -> None:
    async def crowd() -> None:
        def hammer() -> list[int]:
            with Line(cast.house.url, {"X-Forwarded-For": cast.house.address()}) as line:
                return [line.send("GET", "/en/help-now")[0] for _ in range(1_600)]

        statuses = await asyncio.to_thread(hammer)
        assert statuses.count(200) <= 1_500
        assert statuses[-1] == 429

    answered(cast, crowd)
    with Line(cast.house.url, {"X-Forwarded-For": cast.house.address()}) as line:
        assert line.send("GET", "/en/help-now")[0] == 200


def test_a_body_that_is_too_long_or_never_ends_is_refused(cast: Cast) -> None:
    def sent(length: int, chunked: bool) -> int:
        connection = http.client.HTTPConnection(urlsplit(cast.house.url).netloc, timeout=20)
        headers = {"Origin": cast.house.url, "Content-Type": "application/x-www-form-urlencoded"}
        body = (b"a" * 8_192 for _ in range(length // 8_192))
        try:
            if chunked:
                connection.request("POST", "/en/", body, headers, encode_chunked=True)
            else:
                connection.request("POST", "/en/", b"a" * length, headers)
            return connection.getresponse().status
        except (BrokenPipeError, ConnectionResetError):
            return 413  # hung up before the body was whole
        finally:
            connection.close()

    async def crowd() -> None:
        for length, chunked in ((70_000, False), (20_000_000, False), (200_000, True), (20_000_000, True)):
            assert await asyncio.to_thread(sent, length, chunked) == 413

    answered(cast, crowd)
