"""The one server of the journeys, the people who may enter it, and what each journey leaves behind."""

from __future__ import annotations

import asyncio
import os
import signal
import socketserver
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, WebSocket

from tests.browser.told_past import live_through
from tests.tools.browser import Watch, settled, storage, watch
from tests.tools.joining import Account, Walker, made_up_passphrase
from tests.tools.reflex_client import apart
from tests.tools.server import Server
from wellbeing.domain.resources import COUNTRIES

INVESTIGATORS = 80
"""How many slips are printed before the journeys begin; every newcomer uses one."""
KEPT_LOCALLY = frozenset({"theme"})
KEPT_FOR_THE_TAB = frozenset({"token", "reflex_last_reloaded_on_error", "told"})
"""Reflex's name for the tab, when the framework last reloaded it, and which opaque moments were announced;
where pages were scrolled to comes besides."""
SCROLLED = "react-router-scroll-positions"
HELP_CACHE = "harbour-help-1"
HELP_PAGES = ("/help-now", "/help-card")
"""Where a country may be chosen by an anchor, which no server is told."""
QUERIES = frozenset(
    f"next={place}" for place in ("today", "passphrase", "rotate", "recovery-code", "seat",
    "account/delete", "account%2Fdelete", "export/print", "export/json", "export/csv", "plan/print",
    "team/print", "team%2Fprint", "team/csv", "seen/log", "duty")
)  # fmt: skip
"""All that an address may ever say after a question mark."""


class LeapingServer(Server):
    """The usual server, whose idle clock can be sent eleven minutes ahead."""

    def command(self, *words: str) -> list[str]:
        """The command line, with the leaping clock."""
        return [sys.executable, "-m", "tests.tools.run_leaping", *words]

    def leap(self) -> None:
        """Let eleven minutes pass for whatever counts idle time."""
        os.kill(self.pid, signal.SIGUSR1)


@dataclass
class House:
    """The server with its unit, its printed slips and one person for each desk."""

    server: Server
    slips: list[str] = field(default_factory=list)
    unit: str = ""
    administrator: Account = field(default_factory=lambda: Account("harbour master", made_up_passphrase()))
    configurator: Account = field(default_factory=lambda: Account("pilot boat", made_up_passphrase()))

    @property
    def url(self) -> str:
        """Where it answers."""
        return self.server.url

    def furnish(self) -> None:
        """Let both desks be joined, and print the slips."""
        with Walker(self.url) as first, Walker(self.url) as second:
            first.join(self.server.code, self.administrator.handle, self.administrator.passphrase)
            self.unit = first.create_unit("Harbour lab")
            live_through(self.server.data, self.unit)
            (code,) = first.issue(self.unit, "configurator", ["desk 1"])
            second.join(code, self.configurator.handle, self.configurator.passphrase)
            labels = [f"seat {number}" for number in range(1, INVESTIGATORS + 1)]
            self.slips = second.issue(self.unit, "investigator", labels)

    def newcomer(self) -> Account:
        """Somebody who has just joined, on another computer, and left that one again."""
        with Walker(self.url) as walker:
            account = walker.join(self.slips.pop())
            walker.sign_out()
        return account

    def arrive(self) -> tuple[Account, dict[str, str]]:
        """Somebody who has just joined, with the cookies of the computer they joined on."""
        with Walker(self.url) as walker:
            return walker.join(self.slips.pop()), walker.cookies

    @cached_property
    def master(self) -> Account:
        """Somebody with a week behind them who sits at every desk, so that every page opens for them."""
        with Walker(self.url) as admin, Walker(self.url) as desk, Walker(self.url) as walker:
            account = walker.join(self.slips.pop())
            admin.sign_in(self.administrator)
            desk.sign_in(self.configurator)
            codes = admin.issue(self.unit, "configurator", ["desk 2"]) + admin.issue(
                "", "administrator", ["m"]
            )
            codes += desk.issue(self.unit, "lead", ["lead 1"])
            for code in codes:
                page = walker.get("seat")
                walker.submit(page, page.form("code"), {"code": code})
            live_a_week(walker)
        return account


def live_a_week(walker: Walker) -> None:
    """Answer for each of the eight days that may still be answered for."""

    async def live() -> None:
        async with walker.tab() as tab:
            await tab.boot()
            tag = tab.value("tag")
            (shown,) = (state for name, state in tab.state.items() if name.endswith("____today"))
            today = date.fromisoformat(shown["day_rx_state_"])
            for back in range(8):
                day = (today - timedelta(days=back)).isoformat()
                for question, steps in (("heaviness", 5), ("energy", 5), ("sleep", 4), ("intrusions", 4)):
                    answer = str((back * 3 + len(question)) % steps)
                    await tab.event("today.choose", question=question, answer=answer, day=day, tag=tag)
                    await asyncio.sleep(1 / 15)  # a socket that asks faster is closed
            await tab.quiet(0.3)
            assert not tab.closed.is_set()

    apart(live())


class Outside(socketserver.ThreadingTCPServer):
    """A proxy that stands for the whole world: whatever leaves this computer is written down and refused."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), _Refusal)

    @property
    def options(self) -> dict[str, Any]:
        """What a browser context needs to send everything here but what belongs to this computer."""
        return {"server": f"http://127.0.0.1:{self.server_address[1]}", "bypass": "127.0.0.1,localhost"}


class _Refusal(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert isinstance(self.server, Outside)
        self.server.asked.append(self.rfile.readline(2000).decode(errors="replace").strip())
        self.wfile.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


@contextmanager
def outside() -> Iterator[Outside]:
    """The proxy, for as long as the block runs."""
    with Outside() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Device:
    """One browser context, whose every page is watched until it closes."""

    context: BrowserContext
    house: House
    seen: Watch
    secrets: set[str] = field(default_factory=set)
    """What must stand in no address, title, history or storage."""
    expected: list[str] = field(default_factory=list)
    """Parts of messages in the console that this journey brings about itself."""
    sockets: list[WebSocket] = field(default_factory=list)

    def page(self) -> Page:
        """A new tab."""
        page = self.context.new_page()
        page.on("websocket", lambda socket: self.sockets.append(socket))  # noqa: PLW0108  Playwright marks it
        return page

    def newcomer(self, path: str = "/en/today") -> tuple[Page, Account]:
        """A tab of somebody who has just joined on this device."""
        account, cookies = self.house.arrive()
        self.take(cookies)
        return self.opened(path), self.knows(account)

    def enter(self, account: Account, path: str = "/en/today") -> Page:
        """A tab of somebody who signs in on this device."""
        with Walker(self.house.url) as walker:
            walker.sign_in(account)
            self.take(walker.cookies)
        return self.opened(path)

    def take(self, cookies: dict[str, str]) -> None:
        """Put these cookies into this browser."""
        # Cookies know no port, and one that begins with __Host- is only taken for an address with TLS.
        home = "https://127.0.0.1/"
        self.context.add_cookies(
            [{"name": name, "value": value, "url": home} for name, value in cookies.items()]
        )

    def opened(self, path: str) -> Page:
        """A tab on one of the pages behind sign-in."""
        page = self.page()
        page.goto(self.house.url + path)
        settled(page)
        return page

    def keep_secret(self, *texts: str) -> None:
        """Remember what must not be found anywhere afterwards."""
        self.secrets.update(texts)

    def knows(self, account: Account) -> Account:
        """Remember an account's words as well."""
        self.keep_secret(account.handle, account.passphrase, *filter(None, [account.recovery_code]))
        return account

    def expect(self, *parts: str) -> None:
        """Let these messages pass: the journey stops the server, or types a wrong passphrase."""
        self.expected.extend(parts)

    def judge(self) -> list[str]:
        """Everything that should not have happened or should not be left, one line each."""
        wrong = [f"asked {one}" for one in self.seen.foreign]
        wrong += [f"broke the CSP: {one}" for one in self.seen.breaches]
        wrong += [
            f"said {one}"
            for one in self.seen.errors
            if not any(part in one for part in self.expected)
        ]  # fmt: skip
        wrong += [
            f"opened {one.url}"
            for one in self.sockets
            if not one.url.startswith("ws" + self.house.url.removeprefix("http") + "/_event")
        ]
        for page in self.context.pages:
            if not page.is_closed() and page.url.startswith(self.house.url):
                wrong += self._left_by(page)
        return wrong

    def _left_by(self, page: Page) -> Iterator[str]:
        session = self.context.new_cdp_session(page)
        past = session.send("Page.getNavigationHistory")["entries"]
        session.detach()
        for entry in past:
            yield from self._told(f"{entry['url']} {entry['title']}", "the history")
            parts = urlsplit(entry["url"])
            if parts.query and parts.query not in QUERIES:
                yield f"an address asks {parts.query}"
            if parts.fragment and not (parts.path.endswith(HELP_PAGES) and parts.fragment in COUNTRIES):
                yield f"an address names {parts.fragment}"
        kept = storage(page)
        yield from self._told(str(kept), "the storage")
        strange = set(kept["local"]) - KEPT_LOCALLY
        strange |= {one for one in kept["session"] if one not in KEPT_FOR_THE_TAB and SCROLLED not in one}
        strange |= {one for one in kept["caches"] if one != HELP_CACHE} | set(kept["databases"])
        for one in sorted(strange):
            yield f"kept {one}"
        for path in kept["caches"].get(HELP_CACHE, "").split():
            if not (path.endswith(HELP_PAGES) or path.count("/") == 1 or path.startswith("/fonts/")):
                yield f"cached {path}"

    def _told(self, text: str, where: str) -> Iterator[str]:
        for secret in self.secrets:
            if secret.lower() in text.lower():
                yield f"{where} tells {secret!r}"


def device(browser: Browser, house: House, world: Outside, **options: Any) -> Device:
    """A browser of its own: nothing in it yet, and everything that leaves it is seen."""
    context = browser.new_context(proxy=world.options, **options)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    return Device(context, house, watch(context))
