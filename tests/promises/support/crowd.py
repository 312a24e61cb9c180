"""Many people who check in all day through a proxy, and note what they were told, while processes are killed."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import httpx

from tests.promises.support.states import state_name, var
from tests.tools.joining import SESSION, Account, Walker
from tests.tools.reflex_client import HandshakeError, ReflexClient
from tests.tools.several import PROCESS
from wellbeing.domain.checkin import STEPS, Question

SINGLE = tuple(STEPS)
"""The questions of one tap."""
_LOST = (HandshakeError, aiohttp.ClientError, httpx.HTTPError, ConnectionError, TimeoutError, LookupError)
PATIENCE = 30.0
"""Seconds after which an answer counts as not given."""


@dataclass(frozen=True, slots=True)
class Drop:
    """A socket that was closed by the other end."""

    opened: float
    """Monotonic seconds, as is the next."""
    at: float
    process: str
    """With whom it was."""


@dataclass
class Crowd:
    """What all of them share, and what they counted."""

    over: bool = False
    saves: int = 0
    sign_ins: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    """Sign-ins that were not let in, by what came instead."""
    took: list[float] = field(default_factory=list)
    """Seconds from a tap to its tick."""
    drops: list[Drop] = field(default_factory=list)
    troubles: Counter[str] = field(default_factory=Counter)
    """Whatever else ended a connection, by its kind."""


@dataclass
class Person:
    """One of them, with one browser."""

    account: Account
    walker: Walker
    crowd: Crowd
    pause: float
    """Seconds between two taps, on average."""
    kept: dict[str, dict[str, str]] = field(default_factory=dict)
    """What was acknowledged, by day and question."""
    doubtful: tuple[str, str, str] | None = None
    """Day, question and answer of a tap that nobody heard back of."""
    served: list[str] = field(default_factory=list)
    """The processes they were with, one after the other."""
    chance: random.Random = field(default_factory=random.Random)

    async def live(self) -> None:
        """Sign in and tap until it is over; whatever is lost is taken up again."""
        await asyncio.sleep(self.chance.random() * self.pause)
        while not self.crowd.over:
            try:
                await self.come()
                await self.work()
            except _LOST as error:
                self.crowd.troubles[type(error).__name__] += 1
                await asyncio.sleep(0.2 + self.chance.random() * 0.3)

    async def come(self) -> None:
        """Sign in, unless there is a session that may still hold."""
        while not self.walker.session and not self.crowd.over:
            page = await asyncio.to_thread(self.walker.sign_in, self.account)
            if page.path.startswith("/en/today"):
                self.crowd.sign_ins += 1
                self.served.append(self.walker.cookies.get(PROCESS, ""))
            else:
                self.crowd.refused[f"{page.status} {' '.join(page.alerts) or page.title}"] += 1
                await asyncio.sleep(1)

    async def work(self) -> None:
        """Tap on one socket until it closes; a page that says nobody is here ends the session."""
        opened = time.monotonic()
        async with self.walker.tab() as tab:
            await tab.boot(within=PATIENCE)
            if tab.value("phase") != "open":
                self.walker.cookies.pop(SESSION, None)
                return
            self.settle(tab)
            while not self.crowd.over and not tab.closed.is_set():
                await self.tap(tab)
                with suppress(TimeoutError):
                    pause = self.pause * (0.5 + self.chance.random())
                    await asyncio.wait_for(tab.closed.wait(), pause)
            if tab.closed.is_set():
                process = self.walker.cookies.get(PROCESS, "")
                self.crowd.drops.append(Drop(opened, time.monotonic(), process))

    async def tap(self, tab: ReflexClient) -> None:
        """Answer one question and wait for the tick.

        Raises:
            ConnectionError: the socket was closed before.
        """
        question, day = self.chance.choice(SINGLE), str(var(tab, "today", "day"))
        before = self.kept.get(day, {}).get(question.value)
        answer = str(0 if before is None else (int(before) + 1) % STEPS[question])
        self.doubtful, began = (day, question.value, answer), time.monotonic()
        tapped = {"question": question.value, "answer": answer, "day": day}
        await tab.event("today.choose", **tapped, tag=tab.value("tag"))
        await tab.until(lambda one: self.shown(one, question) == answer or one.closed.is_set(), PATIENCE)
        if self.shown(tab, question) == answer:
            self.kept.setdefault(day, {})[question.value] = answer
            self.doubtful = None
            self.crowd.saves += 1
            self.crowd.took.append(time.monotonic() - began)

    def settle(self, tab: ReflexClient) -> None:
        """See whether the tap that nobody heard back of was kept; both is right."""
        if self.doubtful is None:
            return
        day, question, answer = self.doubtful
        if var(tab, "today", "day") == day:
            if var(tab, "today", "answers")[question] == answer:
                self.kept.setdefault(day, {})[question] = answer
            self.doubtful = None

    @staticmethod
    def shown(tab: ReflexClient, question: Question) -> str:
        """What the page shows for a question."""
        return str(var(tab, "today", "answers")[question.value])

    def lost(self) -> list[str]:
        """What the entries do not hold as it was acknowledged, read by signing in once more."""
        self.walker.cookies.clear()
        page = self.walker.sign_in(self.account)
        assert page.path.startswith("/en/today"), page.text
        export = self.walker.get("/export/json").response.json()
        stored = {one["day"]: one for one in export["check_ins"]}
        wrong = [f"{export['damaged']} damaged"] if export["damaged"] else []
        wrong += ["a change was noticed"] * any(one["event"] == "change_noticed" for one in export["log"])
        for day, answers in self.kept.items():
            for question, answer in answers.items():
                there = str(stored.get(day, {}).get(question))
                if there != answer and (day, question, there) != self.doubtful:
                    wrong.append(f"{day} {question}: {there} instead of {answer}")
        return wrong


@dataclass
class Reminded:
    """Somebody whose timer runs, seen from one device: what its page is told of the clock."""

    walker: Walker
    crowd: Crowd
    keys: set[tuple[str, str, str]] = field(default_factory=set)
    """What a page would announce once each: the stage, the version and the ticket."""
    twice: int = 0
    """How often one connection was told the same by itself a second time."""
    told: Counter[str] = field(default_factory=Counter)
    """Stages that came by themselves, all connections together."""

    async def watch(self, account: Account) -> None:
        """Look on until it is over, as a page does that nobody touches."""
        while not self.crowd.over:
            try:
                if not self.walker.session:
                    await asyncio.to_thread(self.walker.sign_in, account)
                async with self.walker.tab() as tab:
                    await tab.boot(within=PATIENCE)
                    if tab.value("phase") != "open":
                        self.walker.cookies.pop(SESSION, None)
                        continue
                    await self._look(tab)
            except _LOST as error:
                self.crowd.troubles[type(error).__name__] += 1
                await asyncio.sleep(0.3)

    async def _look(self, tab: ReflexClient) -> None:
        await tab.event("timer.sync", form={"sent": "1"})
        name = state_name(tab, "timer")
        await tab.until(lambda one: bool(one.state[name]["version_rx_state_"]), PATIENCE)
        self._note(tab.state[name])
        seen, pushed = len(tab.updates), set[tuple[str, str, str]]()
        while not self.crowd.over and not tab.closed.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(tab.closed.wait(), 0.2)
            for update in tab.updates[seen:]:
                delta = (update.get("delta") or {}).get(name, {})
                if "now_rx_state_" in delta:
                    key = self._note(tab.state[name])
                    self.twice += key in pushed
                    self.told[key[0]] += 1
                    pushed.add(key)
            seen = len(tab.updates)

    def _note(self, state: dict[str, Any]) -> tuple[str, str, str]:
        stage, version, ticket = (str(state[f"{one}_rx_state_"]) for one in ("stage", "version", "ticket"))
        key = (stage, version, ticket)
        if stage in {"notice", "due"}:
            self.keys.add(key)
        return key


async def start_timer(walker: Walker) -> None:
    """Begin to work, on one device."""
    async with walker.tab() as tab:
        await tab.boot(within=PATIENCE)
        await tab.event("timer.sync", form={"sent": "1"})
        await tab.until(lambda one: bool(var(one, "timer", "version")), PATIENCE)
        form = {"verb": "start", "version": str(var(tab, "timer", "version")), "tag": tab.value("tag")}
        await tab.event("timer.act", form={**form, "minutes": "", "kind": "stills"})
        await tab.until(lambda one: var(one, "timer", "stage") == "running", PATIENCE)
