"""The app measured from outside: sign-in, a saved answer, a year's history, the loop, and memory."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import psutil

from tests.bench.figures import median, timed
from tests.tools.joining import SESSION, Account, Walker
from tests.tools.reflex_client import ReflexClient
from tests.tools.run_cheap import CHEAP
from tests.tools.server import Server
from wellbeing.bootstrap import Wellbeing
from wellbeing.cli.demo_data import DAYS, year_of
from wellbeing.cli.demo_populate import MovableClock, answers
from wellbeing.crypto.kdf import KdfParams
from wellbeing.settings import read

ROWS = 120
"""In how many rows the barest app sends its bytes."""
PACE = 0.12
"""Seconds between two acts: the edge lets no tab send faster for long, and people tap more slowly."""


@dataclass
class Watched(Server):
    """The server with the watch on its loop."""

    notes: Path = Path()

    def command(self, *words: str) -> list[str]:
        """The watched command."""
        return [sys.executable, "-m", "tests.bench.watched", str(self.notes), *words]

    def worst(self, since: float, until: float) -> float:
        """The longest the loop stood still between two moments, in milliseconds."""
        lines = [line.split() for line in self.notes.read_text().splitlines()]
        return max((float(late) for at, late in lines if since <= float(at) <= until + 0.3), default=0.0)


def params_of(data: Path) -> KdfParams:
    """The Argon2id parameters that this installation chose at its first start."""
    with Wellbeing(read({}, {"data": data})) as whole:
        return whole._kdf


def sign_in_times(
    server: Server, account: Account, raw: Callable[[], None], turns: int
) -> tuple[list[float], list[float]]:
    """Seconds of each sign-in, from the post to the answer that sets the cookie; and of a raw Argon2id.

    By turns: whatever else goes on meets both.
    """
    times, floors = [], []
    for turn in range(turns):
        with Walker(server.url, address=f"10.0.0.{turn + 1}") as walker:
            page = walker.get(f"/{walker.locale}/")
            form = page.form("handle", "passphrase")
            fields = {**form.fields, "handle": account.handle, "passphrase": account.passphrase}
            began = time.perf_counter()
            walker.post(form.action or page.path, fields, follow=False)
            times.append(time.perf_counter() - began)
            if not walker.session:
                raise LookupError(SESSION)
            walker.sign_out()
        floors += timed(raw, 1)
    return times, floors


def spent(pid: int) -> float:
    """Seconds of a processor that a process has used."""
    used = psutil.Process(pid).cpu_times()
    return float(used.user + used.system)


def refused_times(server: Server, handles: Sequence[str], turns: int) -> tuple[list[float], ...]:
    """Seconds of each refused sign-in, for each handle, by turns: whatever goes on meets both."""
    times: tuple[list[float], ...] = tuple([] for _ in handles)
    for turn in range(turns):
        for number, handle in enumerate(handles):
            with Walker(server.url, address=f"10.3.{number}.{turn + 1}") as walker:
                page = walker.get(f"/{walker.locale}/")
                form = page.form("handle", "passphrase")
                fields = {**form.fields, "handle": handle, "passphrase": "five words nobody ever uses"}
                began = time.perf_counter()
                refused = walker.post(form.action or page.path, fields, follow=False)
                times[number].append(time.perf_counter() - began)
                if refused.status != httpx.codes.FORBIDDEN:
                    raise LookupError(refused.status)
    return times


@dataclass(frozen=True, slots=True)
class Crowd:
    """People who signed in all at once."""

    began: float
    ended: float
    answered: int
    """How many of them were answered and not sent away."""
    each: float
    """Seconds of a processor that the server used for each of these, page and all."""


def crowd(server: Server, people: int) -> Crowd:
    """Let so many people sign in at once.

    They are unknown here, and the work is the same for them as for anybody: that is promised elsewhere.
    """
    answers: list[int] = []

    def one(number: int) -> None:
        with Walker(server.url, address=f"10.1.0.{number + 1}") as walker:
            page = walker.get(f"/{walker.locale}/")
            form = page.form("handle", "passphrase")
            fields = {
                **form.fields,
                "handle": f"nobody {number}",
                "passphrase": "five words nobody ever uses",
            }
            answers.append(walker.post(form.action or page.path, fields, follow=False).status)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(people)]
    before, began = spent(server.pid), time.time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ended, answered = time.time(), answers.count(httpx.codes.FORBIDDEN)
    return Crowd(began, ended, answered, (spent(server.pid) - before) / max(answered, 1))


@dataclass(frozen=True, slots=True)
class Beside:
    """Median seconds of ours and of both parts of its floor, taken by turns: other work meets all three."""

    ours: float
    event: float
    work: float


async def saved_answers(walker: Walker, floor: str, commit: Callable[[], None], turns: int) -> Beside:
    """From an answer leaving the tab to the update that says it is saved; a bare event; and one commit."""
    async with walker.tab("/en/today") as tab, ReflexClient(floor, path="/") as bare:
        await tab.boot()
        await bare.boot()
        today = next(state for name, state in tab.state.items() if name.endswith("___today"))
        day, tag = today["day_rx_state_"], tab.value("tag")
        times: list[tuple[float, float, float]] = []
        for turn in range(turns):
            want = str(turn % 5)
            began = time.perf_counter()
            await tab.event("today.choose", question="energy", answer=want, day=day, tag=tag)
            await tab.until(lambda one, want=want: today["answers_rx_state_"]["energy"] == want)
            took = time.perf_counter() - began
            await asyncio.sleep(PACE)
            times.append((took, await _event(bare, "bare.tap"), *timed(commit, 1)))
        return Beside(*map(median, zip(*times[10:], strict=True)))


async def history(walker: Walker, floor: str, decrypt: Callable[[], None], turns: int) -> tuple[Beside, int]:
    """To show a year; a bare event that sends as many bytes; the raw decryption; and the bytes that came."""
    async with walker.tab("/en/history") as tab, ReflexClient(floor, path="/") as bare:
        await tab.boot()
        await bare.boot()
        times: list[tuple[float, float, float]] = []
        for turn in range(turns):
            seen = len(tab.received)
            began = time.perf_counter()
            await tab.event("history.load")
            await tab.until(
                lambda one, seen=seen: any('"calendar_rx_state_"' in text for text in one.received[seen:])
            )
            took = time.perf_counter() - began
            size = sum(map(len, tab.received[seen:]))
            await asyncio.sleep(PACE)
            width = max(size // ROWS - 12, 1)
            load = await _event(bare, "bare.load", rows=ROWS, width=width, turn=turn)
            times.append((took, load, *timed(decrypt, 1)))
        return Beside(*map(median, zip(*times[2:], strict=True))), size


async def _event(tab: ReflexClient, handler: str, **payload: Any) -> float:
    """Seconds of an event of the barest app, from leaving the tab to its update."""
    seen = len(tab.updates)
    began = time.perf_counter()
    await tab.event(handler, **payload)
    await tab.until(lambda one: len(one.updates) > seen)
    return time.perf_counter() - began


def live_a_year(data: Path) -> tuple[Account, int]:
    """One made-up person with a year of check-ins, in a folder with a cheap Argon2id; and how many."""
    clock = MovableClock()
    with Wellbeing(read({}, {"data": data}), kdf=CHEAP, floor=CHEAP, clock=clock) as whole:
        desk, today = whole.desks.person, clock.now().date()
        clock.set(datetime.combine(today - timedelta(days=DAYS), datetime.min.time(), UTC))
        joined = desk.joining.join(whole.invite_administrator(), "bench", "five words that nobody uses here")
        with desk.sessions.visiting(joined.cookie) as reference:
            # Today stays open: it is the day that answers are saved to afterwards.
            year = tuple(year_of(0, today - timedelta(days=1), DAYS))
            for checkin in year:
                clock.set(datetime.combine(checkin.day, datetime.min.time(), UTC) + timedelta(hours=15))
                desk.checkins.save_many(reference, checkin.day, answers(checkin), checkin.note)
    return Account("bench", "five words that nobody uses here"), len(year)


async def memory_per_client(pid: int, tabs: Sequence[ReflexClient]) -> float:
    """KiB that the process grows by for each connected tab, all of them held open."""
    process = psutil.Process(pid)
    warm, rest = tabs[:20], tabs[20:]
    try:
        for tab in warm:
            await tab.connect()
            await tab.boot()
        await asyncio.sleep(1)
        before = process.memory_info().rss
        for tab in rest:
            await tab.connect()
            await tab.boot()
        await asyncio.sleep(1)
        return (process.memory_info().rss - before) / len(rest) / 1024
    finally:
        for tab in tabs:
            if hasattr(tab, "_http"):
                await tab.close()
