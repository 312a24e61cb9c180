"""Everybody else: people who save answers and open pages while something goes wrong, and what they waited."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import aiohttp
import httpx
import psutil

from tests.promises.support.states import var
from tests.tools.joining import Account, Walker
from tests.tools.reflex_client import HandshakeError, ReflexClient
from tests.tools.server import Server
from wellbeing.domain.checkin import STEPS

PACE: Final = 0.25
QUESTIONS: Final = tuple(STEPS)
_AWAY: Final = (
    HandshakeError, aiohttp.ClientError, httpx.HTTPError, ConnectionError, TimeoutError, LookupError, OSError
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wait:
    """How long somebody waited for an act, in seconds, and when that began."""

    began: float
    seconds: float


@dataclass
class Other:
    """One of them, at an address of their own."""

    server: Server
    account: Account
    address: str
    pace: float = PACE
    """Seconds between two acts."""
    kept: dict[tuple[str, str], int] = field(default_factory=dict)
    """The newest acknowledged step of each day's question."""
    doubtful: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    """Steps that were sent since, and that nobody heard back of."""
    waits: list[Wait] = field(default_factory=list)
    ended: int = 0
    """How often the session was gone and they signed in again."""
    _walker: Walker | None = None
    _acts: int = 0

    async def live(self, stop: asyncio.Event) -> None:
        """Act until told to stop; a wait goes on over closed sockets and killed servers."""
        began = None
        while not stop.is_set():
            try:
                walker = await self._signed_in()
                address = {"X-Forwarded-For": self.address}
                async with walker.tab("/en/today", headers=address) as tab:
                    await tab.boot()
                    while not stop.is_set():
                        began = time.monotonic() if began is None else began
                        await self._act(tab)
                        self.waits.append(Wait(began, time.monotonic() - began))
                        began = None
                        await asyncio.sleep(self.pace)
            except _AWAY:
                await asyncio.sleep(0.05)
        if began is not None:
            self.waits.append(Wait(began, time.monotonic() - began))

    def lost(self) -> list[str]:
        """What was acknowledged and is not there; read from an export of a new session."""
        found = self._exported()
        stored = {one["day"]: one for one in found["check_ins"]}
        return [
            f"{day}, {name}: {stored.get(day, {}).get(name)} instead of {step}"
            for (day, name), step in self.kept.items()
            if stored.get(day, {}).get(name) not in {step, *self.doubtful.get((day, name), ())}
        ] + ["damaged"] * int(found["damaged"])

    def told(self) -> datetime:
        """What time it is by the server's clock, to the minute; read from an export of a new session."""
        return datetime.fromisoformat(self._exported()["made_at"])

    def _exported(self) -> dict[str, Any]:
        walker = Walker(self.server.url, address=self.address)
        walker.sign_in(self.account)
        return dict(json.loads(walker.get("/export/json").response.text))

    def sign_in(self) -> Walker:
        """Sign in.

        Raises:
            ConnectionError: it was not possible now.
        """
        walker = Walker(self.server.url, address=self.address)
        walker.sign_in(self.account)
        if not walker.session:
            raise ConnectionError
        self._walker = walker
        return walker

    async def _signed_in(self) -> Walker:
        if self._walker is not None and await asyncio.to_thread(_stands, self._walker):
            return self._walker
        self.ended += self._walker is not None
        self._walker = None
        return await asyncio.to_thread(self.sign_in)

    async def _act(self, tab: ReflexClient) -> None:
        """Save one answer; each fifth time open the whole page anew instead."""
        self._acts += 1
        if self._acts % 5 == 0:
            await tab.boot(again=True)
            return
        question = QUESTIONS[self._acts % len(QUESTIONS)]
        name, day = question.value, str(var(tab, "today", "day"))
        step = (self.kept.get((day, name), -1) + 1) % STEPS[question]
        self.doubtful.setdefault((day, name), set()).add(step)
        await tab.event("today.choose", question=name, answer=str(step), day=day, tag=tab.value("tag"))

        def shown(one: ReflexClient) -> bool:
            return bool(var(one, "today", "answers").get(name) == str(step))

        # A sentence that says why it was not saved has them open the page anew, as a closed socket does.
        await tab.until(lambda one: one.closed.is_set() or shown(one) or bool(var(one, "door", "message")))
        if not shown(tab):
            raise ConnectionError
        self.kept[day, name] = step
        self.doubtful.pop((day, name))


def _stands(walker: Walker) -> bool:
    """Whether the session is open still; an answer that is none counts as yes, for the server may be away."""
    try:
        return walker.get("/export/json", follow=False).response.status_code == httpx.codes.OK
    except httpx.HTTPError:
        return True


@dataclass
class Others:
    """All of them, living on a loop in a thread of its own, and the server's memory beside them."""

    people: list[Other]
    server: Server
    most: int = 0
    """The most bytes the server held."""
    failed: BaseException | None = None

    @contextmanager
    def living(self) -> Iterator[None]:
        """Have them live until this ends."""
        loop, stop = asyncio.new_event_loop(), asyncio.Event()

        async def all_live() -> None:
            watching = asyncio.create_task(self._watch())
            try:
                await asyncio.gather(*(one.live(stop) for one in self.people))
            except BaseException as error:
                self.failed = error
                raise
            finally:
                watching.cancel()

        thread = threading.Thread(target=lambda: loop.run_until_complete(all_live()), daemon=True)
        thread.start()
        try:
            yield
        finally:
            loop.call_soon_threadsafe(stop.set)
            thread.join(60)
            if not thread.is_alive():
                loop.close()
            if self.failed is not None:
                raise self.failed

    def waits(self, since: float, until: float) -> list[float]:
        """What they waited for acts that began between two moments of the monotonic clock."""
        return [one.seconds for person in self.people for one in person.waits if since <= one.began <= until]

    async def _watch(self) -> None:
        while True:
            try:
                self.most = max(self.most, psutil.Process(self.server.pid).memory_info().rss)
            except Exception:  # noqa: BLE001 a killed server holds nothing
                self.most = max(self.most, 0)
            await asyncio.sleep(0.2)
