"""Speaks to a Reflex app without a browser, over one raw websocket, so that every byte is the test's.

    async with ReflexClient("http://127.0.0.1:3000", cookie="__Host-wellbeing=…", path="/en/today") as client:
        await client.boot()
        await client.raw("reflex___state____state.some___state.some_handler", {"argument": 1})
        await client.quiet()
        assert "canary" not in client.dump()

An event without effect is answered with nothing: wait with `until()` for what should come, and with `quiet()`
for what should not.
"""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self, TypeVar
from urllib.parse import urlencode, urlsplit

import aiohttp

Result = TypeVar("Result")

NAMESPACE = "/_event"
ROOT = "reflex___state____state"
HYDRATE = f"{ROOT}.hydrate_and_load"
_OPEN, _CLOSE, _PING, _PONG, _MESSAGE = "0", "1", "2", "3", "4"
_CONNECT, _DISCONNECT, _EVENT, _CONNECT_ERROR = "0", "1", "2", "4"

GOODBYE_SECONDS = 0.25
"""What aiohttp's documentation gives TLS to close."""
SAME = object()
"""As an origin: send the address itself, as a browser does."""


class HandshakeError(ConnectionError):
    """The server did not accept the websocket; `status` is its HTTP answer, or 0 after the handshake."""

    def __init__(self, status: int, words: str = "") -> None:
        """Keep the answer."""
        super().__init__(f"{status} {words}".strip())
        self.status = status


@dataclass
class ReflexClient:
    """One tab, as a program sees it."""

    url: str
    """Where the app is, without a path: "http://127.0.0.1:3000"."""
    cookie: str | None = None
    """The whole Cookie header, or None to send none."""
    origin: Any = SAME
    """The Origin header: `SAME`, None to send none, or any string."""
    token: str | None = field(default_factory=lambda: str(uuid.uuid4()))
    """The tab's token, which the client may choose freely; None to send none."""
    path: str = "/en/today"
    """The page that the tab says it shows."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Further headers of the handshake."""
    verify: bool = False
    """Whether to check a TLS certificate; tests use their own authority."""
    source: str = ""
    """An address of this computer to come from; any when empty."""

    sid: str = field(default="", init=False)
    state: dict[str, dict[str, Any]] = field(default_factory=dict, init=False)
    """The newest value of every var seen, by full state name."""
    updates: list[dict[str, Any]] = field(default_factory=list, init=False)
    """Every "event" the server sent, in order."""
    received: list[str] = field(default_factory=list, init=False)
    """Every frame the server sent, as text."""
    closed: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    close_code: int | None = field(default=None, init=False)

    async def __aenter__(self) -> Self:
        """Connect without sending a boot event."""
        await self.connect()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave as a closed tab does."""
        await self.close()

    async def connect(self, auth: Mapping[str, Any] | None = None) -> None:
        """Shake hands, and join the namespace with this `auth` payload.

        Raises:
            HandshakeError: the handshake or the namespace was refused.
        """
        come_from = (self.source, 0) if self.source else None
        self._http = aiohttp.ClientSession(connector=aiohttp.TCPConnector(local_addr=come_from))
        self._news = asyncio.Condition()
        headers = dict(self.headers)
        if self.origin is not None:
            parts = urlsplit(self.url)
            headers["Origin"] = f"{parts.scheme}://{parts.netloc}" if self.origin is SAME else self.origin
        if self.cookie is not None:
            headers["Cookie"] = self.cookie
        try:
            self._socket = await self._http.ws_connect(
                self.address(),
                headers=headers,
                ssl=self.verify,
                max_msg_size=0,
                autoping=True,
                heartbeat=None,
            )
        except aiohttp.WSServerHandshakeError as error:
            await self._http.close()
            raise HandshakeError(error.status, error.message) from None
        except BaseException:
            await self._http.close()
            raise
        self._reader = asyncio.create_task(self._read())
        try:
            await self._until(lambda: bool(self.received), 10)
            await self.frame(f"{_MESSAGE}{_CONNECT}{NAMESPACE},{json.dumps(auth or {})}")
            await self._until(lambda: bool(self.sid) or self.closed.is_set(), 10)
        except TimeoutError:
            await self.close()
            raise HandshakeError(0, "no answer to the connection") from None
        except BaseException:
            await self.close()
            raise
        if not self.sid:
            await self.close()
            raise HandshakeError(0, self.received[-1] if self.received else "closed")

    def address(self) -> str:
        """The websocket address, with the token in its query as the browser sends it."""
        parts = urlsplit(self.url)
        query = {
            "EIO": "4",
            "transport": "websocket",
            **({"token": self.token} if self.token is not None else {}),
        }
        return f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}{NAMESPACE}/?{urlencode(query)}"

    async def boot(self, path: str | None = None, within: float = 10, *, again: bool = False) -> None:
        """Ask for the whole tree and the page's load events, and wait until the tree says it is hydrated.

        Args:
            path: another page than before.
            within: seconds to wait.
            again: as a page that comes back after its socket was lost, rather than one just opened.
        """
        if path is not None:
            self.path = path
        seen = len(self.updates)
        await self.raw(HYDRATE, {} if again else {"hashes": []})
        await self.until(
            lambda client: any(
                client.updates[index].get("delta", {}).get(ROOT, {}).get("is_hydrated_rx_state_") is True
                for index in range(seen, len(client.updates))
            ),
            within,
        )

    async def event(self, handler: str, **payload: Any) -> None:
        """Call a handler by the end of its name, such as "today_state.answer", as learnt from the boot delta.

        Raises:
            LookupError: no state, or more than one, ends so.
        """
        suffix, _, method = handler.rpartition(".")
        names = [name for name in self.state if name == suffix or name.endswith((f".{suffix}", f"_{suffix}"))]
        if len(names) != 1:
            raise LookupError(f"{handler}: {len(names)} states end so")
        await self.raw(f"{names[0]}.{method}", payload)

    async def raw(self, name: str, payload: Any, **fields: Any) -> None:
        """Send an event whose name and payload nobody checks; `fields` go beside them."""
        where = {"pathname": self.path, "asPath": self.path, "query": {}}
        await self.emit("event", {"name": name, "payload": payload, "router_data": where, **fields})

    async def emit(self, name: str, data: Any) -> None:
        """Send any Socket.IO event."""
        await self.frame(f"{_MESSAGE}{_EVENT}{NAMESPACE},{json.dumps([name, data])}")

    async def frame(self, text: str) -> None:
        """Send one websocket frame as it stands; a closed socket is no error, for it is an answer."""
        try:
            await self._socket.send_str(text)
        except (aiohttp.ClientError, ConnectionError):
            self.closed.set()

    async def until(self, true: Callable[[Self], bool], within: float = 10) -> None:
        """Wait for something to come.

        Raises:
            TimeoutError: it did not come within so many seconds.
        """
        await self._until(lambda: true(self), within)

    async def quiet(self, seconds: float = 0.5, within: float = 20) -> None:
        """Wait until nothing has come for so long; a closed socket is quiet."""
        async with asyncio.timeout(within):
            while not self.closed.is_set():
                seen = len(self.received)
                await asyncio.sleep(seconds)
                if len(self.received) == seen:
                    return

    def dump(self) -> str:
        """Everything the server ever told this tab, as text to search in, unescaped as well as escaped."""
        said = "\n".join(self.received)
        return said + "\n" + json.dumps(self.updates, ensure_ascii=False)

    def value(self, var: str) -> Any:
        """The newest value of a var by its short name.

        Raises:
            LookupError: no state, or more than one, has such a var.
        """
        found = [state[f"{var}_rx_state_"] for state in self.state.values() if f"{var}_rx_state_" in state]
        if len(found) != 1:
            raise LookupError(f"{var}: {len(found)} states have it")
        return found[0]

    def redirects(self) -> list[str]:
        """Where the server sent this tab, in order."""
        return [
            str(event["payload"].get("path", ""))
            for update in self.updates
            for event in update.get("events") or []
            if event.get("name") == "_redirect"
        ]

    async def close(self) -> None:
        """Close the socket."""
        try:
            if hasattr(self, "_socket"):
                await self._socket.close()
            if hasattr(self, "_reader"):
                self._reader.cancel()
                await asyncio.gather(self._reader, return_exceptions=True)
        finally:  # also when whoever waits for a server that was killed is told to stop waiting
            await self._http.close()
            if self.url.startswith("https"):
                # What is released does not wait for TLS to say goodbye (aiohttp's docs, "Graceful Shutdown").
                await asyncio.sleep(GOODBYE_SECONDS)
            self.closed.set()

    async def _until(self, true: Callable[[], bool], within: float) -> None:
        async with asyncio.timeout(within), self._news:
            await self._news.wait_for(true)

    async def _read(self) -> None:
        async for message in self._socket:
            if message.type is not aiohttp.WSMsgType.TEXT:
                continue
            text = str(message.data)
            if text == _PING:
                await self.frame(_PONG)
                continue
            self.received.append(text)
            self._understand(text)
            async with self._news:
                self._news.notify_all()
        self.close_code = self._socket.close_code
        self.closed.set()
        async with self._news:
            self._news.notify_all()

    def _understand(self, text: str) -> None:
        head = f"{_MESSAGE}{_EVENT}{NAMESPACE},"
        if text.startswith(f"{_MESSAGE}{_CONNECT}{NAMESPACE},"):
            self.sid = json.loads(text.partition(",")[2])["sid"]
        elif text[:2] in (_MESSAGE + _CONNECT_ERROR, _MESSAGE + _DISCONNECT):
            self.closed.set()
        elif text.startswith(head):
            name, *data = json.loads(text[len(head) :])
            if name == "event" and data:
                update = json.loads(data[0]) if isinstance(data[0], str) else data[0]
                self.updates.append(update)
                for state, values in (update.get("delta") or {}).items():
                    self.state.setdefault(state, {}).update(values)
            elif name == "new_token" and data:
                self.token = str(data[0])


def apart(story: Coroutine[Any, Any, Result]) -> Result:
    """Run a coroutine in a thread of its own, since Playwright keeps a loop in the test's thread."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, story).result()
