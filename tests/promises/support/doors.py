"""One session with a page full of its owner's words, and everything that must stop once it is closed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.promises.support.cast import Cast
from tests.promises.support.deeds import short
from tests.promises.support.errands import Line, leaver
from tests.promises.support.house import changes
from tests.tools.joining import Account, Walker
from tests.tools.reflex_client import ReflexClient

A, B = "investigator A", "investigator B"


SOON = 1.0
"""Seconds within which a socket must be closed."""


SWEPT = 7.0
"""Seconds within which the schedule finds what has run out."""


PATIENCE = 30.0
"""Seconds that a page may take to fill; the computer may be busy."""


LOCKED_PAGES = ("/export/json", "/export/csv", "/en/export/print", "/en/passphrase", "/en/rotate", "/en/account/delete",
                "/en/recovery-code", "/en/seat", "/en/passphrase/changed", "/en/plan/print", "/en/team/print", "/team/csv", "/en/duty", "/seen/log")  # fmt: skip


@dataclass
class Door:
    """One session with a page that shows its owner's words."""

    cast: Cast
    walker: Walker
    account: Account
    words: str
    """What the page shows and must show nobody afterwards."""
    tag: str = ""

    def __post_init__(self) -> None:
        """Keep the cookie the page was opened with."""
        self.cookie = self.walker.cookie_header
        self.names = {short(one): one for one in self.cast.house.ask("handlers")}

    def tab(self) -> ReflexClient:
        """A page of the history with that cookie."""
        headers = {"X-Forwarded-For": self.cast.house.address()}
        return ReflexClient(self.cast.house.url, cookie=self.cookie, path="/en/history", headers=headers)

    async def opened(self) -> ReflexClient:
        """The page, full of words."""
        tab = self.tab()
        await tab.connect()
        try:
            await tab.boot(within=PATIENCE)
            await tab.until(lambda one: self.words in one.dump(), PATIENCE)
        except TimeoutError:
            await tab.close()
            raise
        self.tag = str(tab.value("tag"))
        return tab

    async def ask(self, tab: ReflexClient) -> str:
        """Try to read, to write and to change the unit; what came."""
        form = {
            "day": self.cast.house.ask("today"),
            "pending": "note",
            "note": "through a closed door",
            "tag": self.tag,
        }
        heard = len(tab.received)
        await tab.raw(self.names["today.merge"], {"form": form})
        for name in (
            "history.load",
            "history.older",
            "me.show_log",
            "me.end_others",
            "today.load",
            "units.load",
        ):
            tagged = name in {"history.older", "me.show_log", "me.end_others"}
            await tab.raw(self.names[name], {"tag": self.tag} if tagged else {})
        await tab.raw(self.names["history.search"], {"form": {"words": "note", "tag": self.tag}})
        await tab.quiet(0.15)
        return "\n".join(tab.received[heard:])

    async def phase(self) -> str:
        """What a new page with that cookie is, also when it is the first to find that time has run out."""
        async with self.tab() as tab:
            await tab.boot(within=PATIENCE)
            return str(tab.value("phase"))

    async def closed_by(self, act: Callable[[], object], phase: str, within: float = SOON) -> list[str]:
        """Close the session, and try everything that worked before; what still works."""
        tab = await self.opened()
        await asyncio.to_thread(act)
        began = time.monotonic()
        wrong = []
        try:
            await asyncio.wait_for(tab.closed.wait(), within)
        except TimeoutError:
            wrong.append(f"the socket was open after {time.monotonic() - began:.1f} s")
        rows = self.cast.house.rows.taken()
        wrong += [f"the open page was told {self.words}"] * (self.words in await self.ask(tab))
        await tab.close()
        wrong += ["the states still hold it"] * (self.words in self.cast.house.ask("held", tab.token))
        again = self.tab()
        again.token = tab.token
        async with again:
            await again.boot(again=True)
            wrong += [f"the page is {again.value('phase')}"] * (again.value("phase") not in phase.split("|"))
            await self.ask(again)
            wrong += ["a new page was told"] * (self.words in again.dump())
        wrong += self.by_requests()
        return wrong + [f"{one!r}" for one in changes(rows, self.cast.house.rows.taken())]

    def by_requests(self) -> list[str]:
        """What the cookie still opens without a socket."""
        with Line(self.cast.house.url, {"Cookie": self.cookie, "Origin": self.cast.house.url}) as line:
            got = {
                path: line.send("GET", path, X_Forwarded_For=self.cast.house.address())
                for path in LOCKED_PAGES
            }
        return [
            f"{path}: {status}"
            for path, (status, text, _) in got.items()
            if status != 303 or self.words in text
        ]


def door(cast: Cast, name: str = A) -> Door:
    """A session of its own."""
    return Door(cast, cast[name].again(cast.house), cast[name].account, cast[name].note)


def newcomer(cast: Cast) -> tuple[Door, Walker]:
    """Somebody who has joined just now and has written a note, and their first device."""
    walker, account = leaver(cast)
    one = Door(cast, cast.house.walker(), account, f"note of {account.handle}")
    one.walker.sign_in(account)
    one.cookie = one.walker.cookie_header

    async def write() -> None:
        async with ReflexClient(cast.house.url, cookie=one.cookie) as tab:
            await tab.boot()
            form = {
                "pending": "note",
                "note": one.words,
                "day": cast.house.ask("today"),  # earlier tests may have moved the clock past midnight
                "tag": str(tab.value("tag")),
            }
            await tab.event("today.merge", form=form)
            await tab.until(lambda tab: one.words in tab.dump(), PATIENCE)

    asyncio.run(write())
    return one, walker
