"""What timers stand on: the loop's own, date jobs of APScheduler, what those weigh, and bare assessments."""

from __future__ import annotations

import asyncio
import gc
import heapq
import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta

import psutil
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from tests.bench.figures import median, timed
from wellbeing.domain.breaks import assess
from wellbeing.services.running import Run


async def call_at(timers: int, window: float) -> list[float]:
    """How late the loop's own timers are, so many of them, and nothing else going on."""
    loop, late = asyncio.get_running_loop(), list[float]()
    start = loop.time() + 1
    for number in range(timers):
        when = start + window * number / timers
        loop.call_at(when, lambda when=when: late.append(loop.time() - when))
    await asyncio.sleep(window + 2)
    return late


async def date_jobs(timers: int, window: float) -> list[float]:
    """How late APScheduler's date jobs are, one for each timer, and nothing else going on."""
    scheduler, late = AsyncIOScheduler(timezone=UTC), list[float]()

    async def ring(when: float) -> None:
        late.append(time.time() - when)

    scheduler.start(paused=True)
    start = time.time() + 1 + timers * 2e-4
    for number in range(timers):
        when = start + window * number / timers
        moment = datetime.fromtimestamp(when, UTC)
        scheduler.add_job(ring, "date", run_date=moment, args=(when,), misfire_grace_time=None)
    scheduler.resume()
    await asyncio.sleep(start - time.time() + window + 3)
    scheduler.shutdown(wait=False)
    return late


def weight_of_jobs(timers: int) -> float:
    """Bytes that a process grows by for each date job of APScheduler; call it in a process of its own."""

    async def grown() -> int:
        scheduler, moment = AsyncIOScheduler(timezone=UTC), datetime.now(UTC) + timedelta(hours=1)
        scheduler.start(paused=True)
        scheduler.add_job(asyncio.sleep, "date", run_date=moment, args=(0,))
        gc.collect()
        before = psutil.Process().memory_info().rss
        for number in range(timers):
            when = moment + timedelta(milliseconds=number)
            scheduler.add_job(asyncio.sleep, "date", run_date=when, args=(0,), misfire_grace_time=None)
        gc.collect()
        after = psutil.Process().memory_info().rss
        scheduler.shutdown(wait=False)
        return after - before

    return asyncio.run(grown()) / timers


def popped(count: int) -> float:
    """Median seconds to assess so many timers, straight, which a pass cannot do without."""
    run, now = Run(), datetime.now(UTC)
    heap = [(number, number) for number in range(count)]

    def once() -> None:
        waiting = heap.copy()
        for _ in range(count):
            heapq.heappop(waiting)
            assess(run.policy, run.carry, (), now, run.zone)

    return median(timed(once, 9))


async def weighed(timers: int) -> float:
    """The same, in a fresh process: what a crowd has left free in this one would be filled first."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as fresh:
        return await asyncio.wrap_future(fresh.submit(weight_of_jobs, timers))
