"""A flood over raw sockets: whole pages asked for with frames made beforehand, and no answer waited for.

A frame counts as offered when it was written onto a socket that was open at that moment: its handshake was
answered, nothing had been read that closes it, and what was written before had left for the system.
"""

from __future__ import annotations

import asyncio
import base64
import json
import secrets
import struct
import time
import uuid
from collections import Counter, deque
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from tests.tools.reflex_client import HYDRATE, NAMESPACE

POOL: Final = 150
"""Sockets that are open or being opened at any time."""
AT_ONCE: Final = 250
"""Frames that one socket is given in one write, at most."""
ADDRESSES: Final = 250
TICK: Final = 0.004
_CLOSES: Final = b"\x88"
"""The first byte of the frame that closes a websocket."""
_ANSWER: Final = b'is_hydrated_rx_state_":true'
_SHORT, _LONG = 126, 0x10000


def frame(text: str) -> bytes:
    """A text frame as a client sends it, masked with zeros so that it stands as it is."""
    body = text.encode()
    if len(body) >= _LONG:
        raise ValueError(text[:40])
    length = (
        struct.pack("!B", 0x80 | len(body))
        if len(body) < _SHORT
        else struct.pack("!BH", 0x80 | _SHORT, len(body))
    )
    return b"\x81" + length + b"\0\0\0\0" + body


def page_event(path: str) -> bytes:
    """The frame that asks for a whole page: what costs the server most."""
    where = {"pathname": path, "asPath": path, "query": {}}
    event = {"name": HYDRATE, "payload": {"hashes": []}, "router_data": where}
    return frame(f"42{NAMESPACE},{json.dumps(['event', event])}")


JOIN: Final = frame(f"40{NAMESPACE},{{}}")
EVENT: Final = page_event("/en/history")


class Flooding:
    """All sockets of one attacker, and the pace it keeps."""

    def __init__(
        self,
        url: str,
        counts: Counter[str],
        cookies: Sequence[str] = (),
        *,
        rate: int,
        pool: int = POOL,
        at_once: int = AT_ONCE,
    ) -> None:
        """Prepare.

        Args:
            url: the server.
            counts: where everything is counted.
            cookies: the Cookie headers of those who are signed in; none: strangers.
            rate: events to offer in a second.
            pool: sockets that are open or being opened at any time.
            at_once: frames that one socket is given in one write, at most.
        """
        self.rate, self.pool, self.at_once = rate, pool, at_once
        where = urlsplit(url)
        self.host, self.port, self.url = where.hostname or "", where.port or 0, url
        self.counts = counts
        self.cookies = cookies
        self.free: deque[Line] = deque()
        """Open sockets, the one that has waited longest first."""
        self.lines: set[Line] = set()
        self.until = 0.0
        self._turn = 0

    def hello(self) -> bytes:
        """The next handshake, from another address than the one before."""
        self._turn += 1
        number = self._turn % ADDRESSES
        key = base64.b64encode(secrets.token_bytes(16)).decode()
        cookie = f"Cookie: {self.cookies[self._turn % len(self.cookies)]}\r\n" if self.cookies else ""
        return (
            f"GET {NAMESPACE}/?EIO=4&transport=websocket&token={uuid.uuid4()} HTTP/1.1\r\n"
            f"Host: {self.host}:{self.port}\r\nOrigin: {self.url}\r\n{cookie}"
            f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {key}\r\nX-Forwarded-For: 172.22.0.{number + 1}\r\n\r\n"
        ).encode()

    async def go_on(self, until: float) -> None:
        """Offer events at the pace, on whatever socket is open, until a moment of the monotonic clock."""
        self.until = until
        keepers = [asyncio.create_task(self._keep_one()) for _ in range(self.pool)]
        began = last = time.monotonic()
        due = 0.0
        while (now := time.monotonic()) < until:
            # What could not be offered is not saved up: the pace is the pace of this moment.
            due = min(due + (now - last) * self.rate, self.rate / 5)
            last = now
            due -= self._offer(int(due))
            await asyncio.sleep(TICK)
        self.counts["milliseconds"] = int((time.monotonic() - began) * 1_000)
        for one in keepers:
            one.cancel()
        await asyncio.gather(*keepers, return_exceptions=True)
        for line in tuple(self.lines):
            line.end()

    def _offer(self, due: int) -> int:
        offered = 0
        for _ in range(len(self.free)):
            if offered >= due:
                break
            line = self.free.popleft()
            if line.done.done():
                continue
            self.free.append(line)
            if not line.transport.get_write_buffer_size():
                many = min(self.at_once, due - offered)
                line.transport.write(EVENT * many)
                # The rest has not left: it is written, but not onto the socket.
                left = -(-line.transport.get_write_buffer_size() // len(EVENT))
                offered += many
                self.counts["offered"] += many - left
        return offered

    async def _keep_one(self) -> None:
        loop = asyncio.get_running_loop()
        while time.monotonic() < self.until:
            try:
                _, line = await loop.create_connection(lambda: Line(self), self.host, self.port)
            except OSError:
                await asyncio.sleep(0.05)
                continue
            await line.done
            if not line.joined:
                await asyncio.sleep(0.02)  # refused: nobody keeps such a socket, and nothing was offered


class Line(asyncio.Protocol):
    """One socket: opened, written to, and cut."""

    def __init__(self, flooding: Flooding) -> None:
        """Not connected yet."""
        self.flooding = flooding
        self.joined = False
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.transport: asyncio.Transport
        self._seen = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Shake hands."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.flooding.lines.add(self)
        self.flooding.counts["handshakes"] += 1
        transport.write(self.flooding.hello())

    def data_received(self, data: bytes) -> None:
        """Join when the handshake was answered; count answers; see the end."""
        if not self.joined:
            self._seen += data
            head, found, data = self._seen.partition(b"\r\n\r\n")
            if not found:
                return
            if b" 101 " not in head[:20]:
                self.flooding.counts["refused"] += 1
                self.end()
                return
            self.joined = True
            self.flooding.counts["opened"] += 1
            self.transport.write(JOIN)
            self.flooding.free.append(self)
        self.flooding.counts["answers"] += data.count(_ANSWER)
        if data[-4:-3] == _CLOSES:
            self.end()

    def connection_lost(self, exc: Exception | None) -> None:
        """The server hung up, or it was us."""
        self.end()

    def end(self) -> None:
        """Have done with it."""
        self.flooding.lines.discard(self)
        if not self.done.done():
            self.done.set_result(None)
            self.flooding.counts["cut"] += self.joined and time.monotonic() < self.flooding.until
            self.transport.abort()
