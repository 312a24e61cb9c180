"""The edge over real services, in memory and in this process: an app behind it, browsers before it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any, Self, TypeVar
from urllib.parse import urlencode, urljoin

import httpx
from starlette.types import Message, Receive, Scope, Send

from tests.box_fakes import releases_over
from tests.fakes import FakeClock, FakeSlots, FakeStore
from tests.tools.pages import Page, read
from tests.unit.edge.build import build
from wellbeing.crypto.kdf import KdfParams
from wellbeing.domain.people import Role
from wellbeing.edge import cookies
from wellbeing.edge.asgi import Edge
from wellbeing.edge.options import Limits
from wellbeing.services.desks import build as build_desks
from wellbeing.vault.kdf_queue import KdfQueue

T = TypeVar("T")

ORIGIN = "https://harbour.example"
CHEAP = KdfParams(memory_kib=64, iterations=1, lanes=1)
PASSPHRASE = "coral lantern drift maple anchor"
OTHER_PASSPHRASE = "velvet quarry ninety harbor pencil"


class Behind:
    """What stands behind the edge: notes what it gets, answers like a file server, keeps websockets open."""

    def __init__(self) -> None:
        self.scopes: list[Scope] = []
        self.broken = False
        self.status = 200

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scopes.append(scope)
        if scope["type"] == "lifespan":
            return
        if self.broken:
            raise ValueError("a detail that nobody may read")
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            while (await receive())["type"] != "websocket.disconnect":
                pass
            return
        headers = [(b"content-type", b"text/html"), (b"server", b"granian"), (b"etag", b'"1"'),
                   (b"access-control-allow-origin", b"*"), (b"x-powered-by", b"x")]  # fmt: skip
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"a detail that only the app behind knows"})


class Socket:
    """A websocket of a browser."""

    def __init__(self, house: House, headers: Mapping[str, str], path: str) -> None:
        self._house = house
        self._in: asyncio.Queue[Message] = asyncio.Queue()
        self.out: list[Message] = []
        scope: Scope = {
            "type": "websocket", "path": path, "raw_path": path.encode(), "query_string": b"token=x",
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
            "client": ("192.0.2.7", 1), "scheme": "wss", "subprotocols": [],
        }  # fmt: skip
        self._in.put_nowait({"type": "websocket.connect"})
        self._task = house.loop.create_task(house.app(scope, self._in.get, self._send))
        house.run(asyncio.sleep(0.02))

    async def _send(self, message: Message) -> None:
        self.out.append(message)

    @property
    def accepted(self) -> bool:
        """Whether the handshake went through."""
        return any(one["type"] == "websocket.accept" for one in self.out)

    @property
    def reference(self) -> str | None:
        """What the app behind got as authorization."""
        scope = next(one for one in reversed(self._house.behind.scopes) if one["type"] == "websocket")
        return next((value.decode() for name, value in scope["headers"] if name == b"authorization"), None)

    def closed(self, within: float = 1.0) -> bool:
        """Whether the server ends it in time."""
        with contextlib.suppress(TimeoutError):
            self._house.run(asyncio.wait_for(asyncio.shield(self._task), within))
        return self._task.done()

    def leave(self) -> None:
        """The browser goes away."""
        self._in.put_nowait({"type": "websocket.disconnect", "code": 1001})
        self.closed()


@dataclass
class Browser:
    """One browser without JavaScript: cookies, and headers as Chromium sends them."""

    house: House
    cookies: dict[str, str] = field(default_factory=dict)
    address: str = "192.0.2.7"

    @property
    def session(self) -> str:
        """The session cookie."""
        return self.cookies.get(cookies.SESSION, "")

    def send(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **given: Any
    ) -> httpx.Response:
        """One request, as it is; no redirect is followed."""
        return self.house.run(self.sending(method, path, headers=headers, **given))

    async def sending(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **given: Any
    ) -> httpx.Response:
        """The same, to be awaited beside others."""
        said = {**self._said(method), **(headers or {})}
        transport = httpx.ASGITransport(self.house.app, client=(self.address, 1))
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
            answer = await client.request(
                method, path, headers={name: value for name, value in said.items() if value}, **given
            )
        for line in answer.headers.get_list("set-cookie"):
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0":
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value
        return answer

    def _said(self, method: str) -> dict[str, str]:
        said = {"Sec-Fetch-Site": "none"}
        if method not in {"GET", "HEAD"}:
            said = {"Sec-Fetch-Site": "same-origin", "Origin": ORIGIN}
        if self.cookies:
            said["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return said

    def get(self, path: str, **given: Any) -> Page:
        """A page, redirects followed."""
        answer = self.send("GET", path, **given)
        while answer.is_redirect:
            answer = self.send("GET", urljoin(str(answer.url), answer.headers["location"]))
        return read(answer)

    def post(self, path: str, *, follow: bool = True, **fields: str) -> Page:
        """A form, redirects followed unless told not to."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = self.send("POST", path, content=urlencode(fields), headers=kind)
        if follow and answer.is_redirect:
            return self.get(answer.headers["location"])
        return read(answer)

    def fetch(self, path: str, **said: str) -> httpx.Response:
        """What a script posts."""
        return self.send("POST", path, json=said, headers={"X-Locale": "en"})

    def socket(self, path: str = "/_event/", **headers: str) -> Socket:
        """A websocket with the headers a browser sends; an empty one is left out."""
        said = {
            **self._said("POST"),
            "Host": "harbour.example",
            **{k.replace("_", "-"): v for k, v in headers.items()},
        }
        named: dict[str, str] = {}
        for name, value in said.items():
            named[next((one for one in named if one.lower() == name.lower()), name)] = value
        return Socket(self.house, {name: value for name, value in named.items() if value}, path)

    def join(self, code: str, handle: str, passphrase: str = PASSPHRASE) -> Page:
        """Join; the page with the recovery code."""
        return self.post("/en/join", code=code, handle=handle, passphrase=passphrase, again=passphrase)

    def sign_in(self, handle: str, passphrase: str = PASSPHRASE, **given: Any) -> Page:
        """Sign in on the first page, not following it to the app behind."""
        return self.post("/en/", follow=False, handle=handle, passphrase=passphrase, **given)


class House:
    """One installation."""

    def __init__(self, folder: Path, limits: Limits | None = None, hops: int = 0) -> None:
        self.clock = FakeClock()
        self.store = FakeStore()
        self.slots = FakeSlots()
        self.desks = build_desks(
            self.store.begin,
            self.slots,
            self.clock,
            KdfQueue(1024, least=CHEAP),
            b"p" * 32,
            releases=releases_over(self.store.begin, self.store.look, self.clock),
            kdf=CHEAP,
            floor=CHEAP,
        )
        self.behind = Behind()
        self.edge = Edge(
            self.desks, [ORIGIN], frontend=build(folder), trusted_proxy_hops=hops, limits=limits or Limits()
        )
        self.app = self.edge.wrap(self.behind)
        self.loop = asyncio.new_event_loop()

    def __enter__(self) -> Self:
        """Everything stands."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop what still runs."""
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.run(asyncio.sleep(0.01))
        self.run(self.loop.shutdown_default_executor())
        self.loop.close()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Let the loop run until something is done."""
        return self.loop.run_until_complete(work)

    def browser(self, address: str = "192.0.2.7") -> Browser:
        """Somebody's browser."""
        return Browser(self, address=address)

    def administrator(self) -> Browser:
        """A browser in which an administrator has joined."""
        code = self.desks.unit.seats.invite_administrator()
        browser = self.browser()
        assert browser.join(code, "first keeper").status == 200
        return browser

    def code(self, role: Role = Role.CONFIGURATOR) -> str:
        """A fresh code of a new unit's seat, issued by an administrator of its own."""
        joining = self.desks.person.joining
        code = self.desks.unit.seats.invite_administrator()
        cookie = joining.join(code, f"keeper {len(self.store.tables.units)}", PASSPHRASE).cookie
        with self.desks.person.sessions.visiting(cookie) as reference:
            unit = self.desks.admin.units.create(reference, f"Unit {len(self.store.tables.units)}")
            slip = self.desks.admin.seats.issue(reference, unit.id, Role.CONFIGURATOR, ["desk 1"])[0]
        if role is Role.CONFIGURATOR:
            return slip.code
        other = joining.join(slip.code, f"desk {len(self.store.tables.units)}", PASSPHRASE).cookie
        with self.desks.person.sessions.visiting(other) as reference:
            return self.desks.unit.seats.issue(reference, unit.id, role, ["seat 12"])[0].code
