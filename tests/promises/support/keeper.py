"""Remembers what the app has acknowledged, and what was under way, to compare it with what is there later."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import aiohttp

from tests.promises.support.states import var
from tests.tools.joining import Walker
from tests.tools.reflex_client import HandshakeError, ReflexClient
from wellbeing.domain.checkin import STEPS, Question

SINGLE = tuple(STEPS)
"""The questions of one tap."""
Answers = dict[str, Any]


def whole_day(number: int) -> Answers:
    """All answers and the note of one save; each is told by the number, so that a mixture shows."""
    steps = {question.value: (number + place) % STEPS[question] for place, question in enumerate(SINGLE)}
    return {**steps, "note": f"save {number}"}


@dataclass
class Keeper:
    """One person's saves: the last acknowledged one of each day, and the one that nobody heard back of."""

    taps: date
    """The day whose answers are tapped one by one."""
    forms: date
    """The day that is always saved as a whole."""
    kept: dict[date, Answers] = field(default_factory=dict)
    doubtful: dict[date, Answers] = field(default_factory=dict)
    saves: int = 0
    """How many were acknowledged."""
    number: int = 0
    at_work: asyncio.Event = field(default_factory=asyncio.Event)

    async def save_for_ever(self, walker: Walker) -> None:
        """Save one thing after the other for ever; a socket that is closed is opened again."""
        while True:
            try:
                async with walker.tab() as tab:
                    await tab.boot()
                    while not tab.closed.is_set():
                        await self._tap(tab)
                        await self._form(tab)
            except (HandshakeError, aiohttp.ClientError, ConnectionError, TimeoutError, LookupError):
                await asyncio.sleep(0.02)

    def lost(self, stored: dict[date, Answers]) -> list[str]:
        """What is neither as acknowledged nor as the save under way would have it; that doubt ends here."""
        wrong = []
        for day, kept in self.kept.items():
            there = {name: stored.get(day, {}).get(name) for name in kept}
            if there not in (kept, {**kept, **self.doubtful.get(day, {})}):
                wrong.append(f"{day}: {there} instead of {kept} or {self.doubtful.get(day)}")
            self.kept[day] = there
        self.doubtful.clear()
        return wrong

    async def _tap(self, tab: ReflexClient) -> None:
        await self._turn(tab, self.taps)
        question = secrets.choice(SINGLE)
        before = self.kept.get(self.taps, {}).get(question.value)
        value = 0 if before is None else (before + 1) % STEPS[question]
        self.doubtful[self.taps] = {question.value: value}
        tapped = {"question": question.value, "answer": str(value), "day": self.taps.isoformat()}
        await tab.event("today.choose", **tapped, tag=tab.value("tag"))
        await _until(tab, lambda: _shows(tab, self.doubtful[self.taps]))
        self._acknowledged(self.taps)

    async def _form(self, tab: ReflexClient) -> None:
        await self._turn(tab, self.forms)
        self.number += 1
        self.doubtful[self.forms] = whole_day(self.number)
        form = {name: str(value) for name, value in self.doubtful[self.forms].items()}
        form |= {"pending": ",".join(form), "day": self.forms.isoformat(), "tag": tab.value("tag")}
        await tab.event("today.merge", form=form)
        await _until(tab, lambda: _shows(tab, self.doubtful[self.forms]))
        self._acknowledged(self.forms)

    async def _turn(self, tab: ReflexClient, day: date) -> None:
        """Turn to a day; what was under way when the last socket closed is seen there, or it is not."""
        await tab.event("today.pick", day=day.isoformat())
        await _until(tab, lambda: var(tab, "today", "day") == day.isoformat())
        # A note comes once its field is opened; an answer to the next event means that it has.
        await tab.event("today.fold_note", turned="open")
        await tab.event("today.other_days")
        await _until(tab, lambda: bool(var(tab, "today", "days")))
        await tab.event("today.other_days")
        under_way = self.doubtful.pop(day, {})
        if _shows(tab, under_way):
            self.kept[day] = {**self.kept.get(day, {}), **under_way}

    def _acknowledged(self, day: date) -> None:
        self.kept[day] = {**self.kept.get(day, {}), **self.doubtful.pop(day)}
        self.saves += 1
        self.at_work.set()


async def _until(tab: ReflexClient, true: Callable[[], bool]) -> None:
    """Wait until the page shows something.

    Raises:
        ConnectionError: the socket was closed before.
    """
    await tab.until(lambda one: true() or one.closed.is_set())
    if not true():
        raise ConnectionError


def _shows(tab: ReflexClient, saved: Answers) -> bool:
    """Whether the page shows these answers, and the note if there is one among them."""
    shown = {**var(tab, "today", "answers"), "note": var(tab, "today", "note")}
    return all(shown[name] == str(value) for name, value in saved.items())


def stored_in(export: dict[str, Any]) -> dict[date, Answers]:
    """The check-ins of an export, by day."""
    return {date.fromisoformat(one["day"]): one for one in export["check_ins"]}


def questions(stored: Answers) -> Answers:
    """A stored day without what is worked out from it."""
    return {name: stored[name] for name in (*(one.value for one in Question), "note")}
