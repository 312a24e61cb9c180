"""The attacker, in a process of its own so that it takes no time from the clocks of those it disturbs.

    python -m tests.torture.attack events http://127.0.0.1:8460 20

Prints what it did as JSON. Loopback only, and bounded in count and time.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final
from urllib.parse import urlencode, urlsplit

import aiohttp
import httpx

from tests.tools.reflex_client import HYDRATE, HandshakeError, ReflexClient
from tests.torture.flood import Flooding
from wellbeing.edge.options import Limits

OFFERED_PER_SECOND: Final = 5_000
SOCKETS: Final = 2_000
SLOW_BODIES: Final = 300
SIGN_INS: Final = 200
OPEN_FILES: Final = 8_192
_GONE: Final = (HandshakeError, aiohttp.ClientError, ConnectionError, TimeoutError, OSError)

Counts = Counter[str]


def _tab(url: str, number: int, net: int) -> ReflexClient:
    address = f"172.{16 + net}.{number // 250}.{number % 250 + 1}"
    return ReflexClient(url, path="/en/history", headers={"X-Forwarded-For": address})


async def events(url: str, until: float, counts: Counts) -> None:
    """Offer whole pages without pause, signed in where cookies are given; what is cut is opened again."""
    await Flooding(url, counts, json.loads(sys.stdin.read()), rate=OFFERED_PER_SECOND).go_on(until)


def allowed_per_second(people: int) -> int:
    """The whole pages that so many people may ask for in a second, all together."""
    limits = Limits()
    return int(people * limits.person_events_per_second + limits.surplus_events_per_second)


async def allowed(url: str, until: float, counts: Counts) -> None:
    """Ask for whole pages as often as is allowed and no more: nothing is cut, and all of it is work."""
    cookies = json.loads(sys.stdin.read())
    rate = allowed_per_second(len(cookies))
    flooding = Flooding(url, counts, cookies, rate=rate, pool=11 * len(cookies), at_once=1)
    await flooding.go_on(until)


async def sockets(url: str, until: float, counts: Counts) -> None:
    """Open as many websockets as the server takes, ask for a page on each, and hold them."""
    held: list[ReflexClient] = []
    gate = asyncio.Semaphore(50)

    async def one(number: int) -> None:
        async with gate:
            tab = _tab(url, number // 300, 1)
            try:
                await tab.connect()
                await tab.raw(HYDRATE, {"hashes": []})
                held.append(tab)
            except _GONE:
                counts["refused"] += 1

    try:
        await asyncio.gather(*map(one, range(SOCKETS + 300)))
        await asyncio.sleep(max(0.0, until - time.monotonic()))
    finally:  # also when time is up before all were opened, so that what there was is told
        counts["held"] = sum(not tab.closed.is_set() for tab in held)
        await asyncio.gather(*(tab.close() for tab in held), return_exceptions=True)


async def dropped(url: str, until: float, counts: Counts) -> None:
    """Open a tab, ask for a page, and vanish without a word before the answer."""

    async def one(number: int) -> None:
        turn = 0
        while time.monotonic() < until:
            turn += 1
            with suppress(*_GONE):
                tab = _tab(url, (number * 50 + turn) % 1_000, 2)
                await tab.connect()
                await tab.raw(HYDRATE, {"hashes": []})
                transport = tab._socket._response.connection.transport  # type: ignore[union-attr]
                transport.abort()
                await tab.close()
                counts["dropped"] += 1
            await asyncio.sleep(0.02)

    await asyncio.gather(*map(one, range(10)))


async def frames(url: str, until: float, counts: Counts) -> None:
    """Send frames of more than a megabyte, and half a frame's worth of nonsense."""

    async def one(number: int) -> None:
        turn = 0
        while time.monotonic() < until:
            turn += 1
            with suppress(*_GONE):
                async with _tab(url, (number * 50 + turn) % 1_000, 3) as tab:
                    await tab.frame('42/_event,["event",{"name":"' + "x" * 1_200_000 + '"}]')
                    await asyncio.wait_for(tab.closed.wait(), 5)
                    counts["closed"] += 1
            await asyncio.sleep(0.05)

    await asyncio.gather(*map(one, range(6)))


async def bodies(url: str, until: float, counts: Counts) -> None:
    """Post forms one byte at a time, hundreds at once."""
    where = urlsplit(url)

    async def one(number: int) -> None:
        while time.monotonic() < until:
            with suppress(*_GONE):
                reader, writer = await asyncio.open_connection(where.hostname, where.port)
                head = (
                    f"POST /en/ HTTP/1.1\r\nHost: {where.netloc}\r\nOrigin: {url}\r\n"
                    f"Content-Length: 2000\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    f"X-Forwarded-For: 172.20.{number // 100}.9\r\n\r\n"
                )
                writer.write(head.encode())
                counts["posts"] += 1
                for _ in range(40):
                    writer.write(b"a")
                    await writer.drain()
                    with suppress(TimeoutError):
                        if await asyncio.wait_for(reader.read(64), 0.5):
                            counts["refused"] += 1
                            break
                    if time.monotonic() > until:
                        break
                writer.close()
            await asyncio.sleep(0.05)

    await asyncio.gather(*map(one, range(SLOW_BODIES)))


async def sign_ins(url: str, until: float, counts: Counts) -> None:
    """Have two hundred strangers try to sign in at once, again and again: each try costs a key derivation."""
    # Nothing here is TLS, but a client of its own reads every authority: two hundred of those are no storm.
    shared = ssl.create_default_context()

    async def one(number: int) -> None:
        headers = {"Origin": url, "Sec-Fetch-Site": "same-origin", "X-Forwarded-For": f"172.21.{number}.7"}
        async with httpx.AsyncClient(base_url=url, timeout=60, headers=headers, verify=shared) as http:
            while time.monotonic() < until:
                with suppress(httpx.HTTPError):
                    page = await http.get("/en/")
                    counts[f"page {page.status_code}"] += 1
                    typed = {"handle": f"nobody {number}", "passphrase": "five words nobody ever uses"}
                    answer = await http.post("/en/", content=urlencode(typed), headers=_FORM)
                    counts[str(answer.status_code)] += 1
                await asyncio.sleep(0.2)

    await asyncio.gather(*map(one, range(SIGN_INS)))


_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
ATTACKS: Final[dict[str, Callable[[str, float, Counts], Awaitable[None]]]] = {
    "events": events,
    "allowed": allowed,
    "sockets": sockets,
    "dropped": dropped,
    "frames": frames,
    "bodies": bodies,
    "sign-ins": sign_ins,
}


def main(name: str, url: str, seconds: float) -> None:
    """Attack so long, and print the counts.

    Raises:
        ValueError: the address is not this computer's own.
    """
    if urlsplit(url).hostname != "127.0.0.1":
        raise ValueError(name)
    import resource

    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(OPEN_FILES, hard), hard))
    counts: Counts = Counter()

    async def bounded() -> None:
        with suppress(TimeoutError):  # a socket that the server leaves hanging must not keep us
            async with asyncio.timeout(seconds + 5):
                await ATTACKS[name](url, time.monotonic() + seconds, counts)

    asyncio.run(bounded())
    print(json.dumps(counts))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]))
