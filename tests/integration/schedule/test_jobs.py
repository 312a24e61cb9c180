"""The real scheduler on a real event loop: blocked, set back, suspended, stopped in the middle."""

from __future__ import annotations

import asyncio
import logging
import threading
import time as clocks
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta, tzinfo

import apscheduler.schedulers.base
import apscheduler.triggers.date
import pytest

from wellbeing.cli.server import STOP_SECONDS
from wellbeing.schedule import jobs
from wellbeing.schedule.jobs import (
    END_AT,
    LAST_WORDS,
    OPEN_AT,
    SWEEP_EVERY,
    TIDY_AT,
    Job,
    Schedule,
    ending,
    opening,
    sweeping,
    tidying,
)

OFTEN = timedelta(seconds=0.05)


class Clock(datetime):
    """The wall clock, moved by a distance that the test sets; the steady clock goes on as it is."""

    moved = timedelta()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime.now(tz) + cls.moved

    @classmethod
    def set_to(cls, wall: datetime) -> None:
        cls.moved = wall - datetime.now(UTC)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    for module in (
        apscheduler.schedulers.base,
        apscheduler.triggers.date,
        jobs,
    ):
        monkeypatch.setattr(module, "datetime", Clock)
    monkeypatch.setattr(Clock, "moved", timedelta())
    monkeypatch.setattr(jobs, "BEAT", timedelta(seconds=0.1))
    return Clock


class Counting:
    """A job that counts its runs and says in which threads they were."""

    def __init__(self, then: Callable[[], None] = lambda: None) -> None:
        self.runs = 0
        self.threads: set[int] = set()
        self._then = then

    def __call__(self) -> None:
        self.runs += 1
        self.threads.add(threading.get_ident())
        self._then()


async def _until(what: Callable[[], bool], seconds: float = 3.0) -> None:
    end = clocks.monotonic() + seconds
    while not what():
        assert clocks.monotonic() < end, "it never happened"
        await asyncio.sleep(0.01)


def _running(*wanted: Job, then: Callable[[Schedule], object]) -> None:
    """Start the jobs, await what `then` gives, stop them."""

    async def app() -> None:
        schedule = Schedule(wanted)
        schedule.start()
        try:
            await then(schedule)  # type: ignore[misc]
        finally:
            await schedule.stop()

    asyncio.run(app())


def test_the_two_jobs_of_the_app() -> None:
    assert sweeping(print).when == SWEEP_EVERY == timedelta(seconds=5)
    assert tidying(print).when == TIDY_AT == time(3, 30, tzinfo=UTC)
    assert opening(print).when == OPEN_AT == time(0, 0, tzinfo=UTC)
    assert ending(print).when == END_AT == time(12, 0, tzinfo=UTC)


def test_a_job_runs_again_and_again_and_never_on_the_loop() -> None:
    sweep = Counting()

    async def wait(_: Schedule) -> None:
        await _until(lambda: sweep.runs >= 4)

    _running(Job("sweep", sweep, OFTEN), then=wait)
    assert threading.get_ident() not in sweep.threads


def test_a_slow_job_does_not_hold_up_the_loop_and_runs_once_at_a_time() -> None:
    inside = 0
    most = 0
    ended = threading.Event()

    def slow() -> None:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        clocks.sleep(0.4)
        inside -= 1
        ended.set()

    ticks = 0

    async def tick(_: Schedule) -> None:
        nonlocal ticks
        while not ended.is_set():
            await asyncio.sleep(0.005)
            ticks += inside

    _running(Job("sweep", slow, OFTEN), then=tick)
    assert ticks >= 5, "the loop stood still while a job slept"
    assert most == 1


def test_a_job_that_was_due_while_the_loop_was_blocked_is_not_dropped(clock: type[Clock]) -> None:
    # APScheduler's default grace of 1 s would drop it: the loop comes back 1.3 s after it was due.
    clock.set_to(datetime(2026, 3, 29, 3, 29, 59, 400_000, tzinfo=UTC))
    tidy = Counting()

    async def block(_: Schedule) -> None:
        await _until(lambda: tidy.runs == 1)  # the one at start
        clocks.sleep(1.9)  # noqa: ASYNC251
        await _until(lambda: tidy.runs == 2)

    _running(tidying(tidy), then=block)
    assert tidy.runs == 2


def test_what_was_missed_many_times_runs_once() -> None:
    sweep = Counting()

    async def block(_: Schedule) -> None:
        await _until(lambda: sweep.runs >= 1)
        await asyncio.sleep(0)
        before = sweep.runs
        clocks.sleep(1.4)  # noqa: ASYNC251
        await _until(lambda: sweep.runs > before)
        assert sweep.runs - before <= 2

    _running(Job("sweep", sweep, timedelta(seconds=0.2)), then=block)


def test_the_daily_job_also_runs_at_every_start(clock: type[Clock]) -> None:
    clock.set_to(datetime(2026, 11, 21, 9, 0, tzinfo=UTC))
    for _ in range(2):
        tidy = Counting()

        async def wait(_: Schedule, tidy: Counting = tidy) -> None:
            await _until(lambda: tidy.runs == 1)
            await asyncio.sleep(0.25)

        _running(tidying(tidy), then=wait)
        assert tidy.runs == 1


def test_a_clock_that_is_set_back_an_hour_stops_no_sweeping(clock: type[Clock]) -> None:
    sweep = Counting()

    async def wait(_: Schedule) -> None:
        await _until(lambda: sweep.runs >= 2)
        clock.moved = timedelta(hours=-1)
        before = sweep.runs
        await _until(lambda: sweep.runs >= before + 3, seconds=1.5)

    _running(Job("sweep", sweep, OFTEN), then=wait)


def test_a_machine_that_slept_past_the_hour_does_its_daily_work_at_once(clock: type[Clock]) -> None:
    clock.set_to(datetime(2026, 11, 21, 22, 0, tzinfo=UTC))
    tidy, sweep = Counting(), Counting()

    async def sleep_till_morning(_: Schedule) -> None:
        await _until(lambda: tidy.runs == 1)
        clock.set_to(datetime(2026, 11, 22, 8, 0, tzinfo=UTC))
        before = sweep.runs
        await _until(lambda: tidy.runs == 2, seconds=1.5)
        await _until(lambda: sweep.runs >= before + 2, seconds=1.5)
        await asyncio.sleep(0.3)

    _running(tidying(tidy), Job("sweep", sweep, OFTEN), then=sleep_till_morning)
    assert tidy.runs == 2


@pytest.mark.parametrize("day", [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)])
def test_on_the_days_when_clocks_change_it_runs_once(clock: type[Clock], day: datetime) -> None:
    clock.set_to(day.replace(hour=0, minute=59))
    tidy = Counting()

    async def through_the_night(_: Schedule) -> None:
        await _until(lambda: tidy.runs == 1)
        for hour in (1, 2, 3, 4, 5):
            clock.set_to(day.replace(hour=hour, minute=29, second=50))
            await asyncio.sleep(0.25)
        await _until(lambda: tidy.runs == 2)

    _running(tidying(tidy), then=through_the_night)
    assert tidy.runs == 2


def test_an_error_is_logged_by_its_class_and_the_next_run_comes(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise ValueError("CANARY a person's words")

    sweep = Counting(fail)

    async def wait(_: Schedule) -> None:
        await _until(lambda: sweep.runs >= 3)

    with caplog.at_level(logging.DEBUG):
        _running(Job("sweep", sweep, OFTEN), then=wait)
    assert "job sweep: ValueError" in caplog.messages
    assert "CANARY" not in caplog.text


def test_stopping_lets_the_running_job_end_and_starts_no_other() -> None:
    ended = threading.Event()

    def slow() -> None:
        clocks.sleep(0.3)
        ended.set()

    sweep = Counting(slow)

    async def stop(schedule: Schedule) -> None:
        await _until(lambda: sweep.runs == 1)
        await schedule.stop()
        assert ended.is_set()
        await asyncio.sleep(0.15)
        assert sweep.runs == 1

    _running(Job("sweep", sweep, OFTEN), then=stop)


def test_jobs_may_speak_to_the_end_before_the_server_ends_the_process() -> None:
    assert LAST_WORDS.total_seconds() < STOP_SECONDS


def test_a_job_that_does_not_end_in_time_is_left_without_a_trace(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(jobs, "LAST_WORDS", timedelta(seconds=0.05))
    go = threading.Event()
    sweep = Counting(lambda: print(go.wait(10)))

    async def stop(schedule: Schedule) -> None:
        await _until(lambda: sweep.runs == 1)
        await schedule.stop()
        go.set()

    with caplog.at_level(logging.DEBUG):
        _running(Job("sweep", sweep, OFTEN), then=stop)
    assert "job sweep: not ended in time" in caplog.messages
    assert [one for one in caplog.records if one.levelno >= logging.ERROR or one.exc_info] == []


def test_trouble_in_a_beat_is_logged_by_its_kind_and_the_next_beat_comes(
    clock: type[Clock], caplog: pytest.LogCaptureFixture
) -> None:
    daily, often, asked = Counting(), Counting(), [0]

    def leads() -> bool:
        asked[0] += 1
        if 1 < asked[0] < 4:
            raise OSError(24, "CANARY")
        return asked[0] > 4

    async def scene() -> None:
        schedule = Schedule([tidying(daily), Job("often", often, OFTEN)], leads=leads)
        schedule.start()
        await _until(lambda: asked[0] >= 2)
        clock.moved = timedelta(hours=-1)  # what was set for later must be set anew all the same
        before = often.runs
        await _until(lambda: often.runs >= before + 3)
        await _until(lambda: daily.runs >= 1)
        assert schedule.beating()
        await schedule.stop()

    asyncio.run(scene())
    assert caplog.messages.count("beat: OSError") == 2
    assert "CANARY" not in caplog.text


def test_stopping_what_never_started_is_fine() -> None:
    asyncio.run(Schedule([]).stop())


def test_daily_jobs_wait_until_this_process_has_the_part(clock: type[Clock]) -> None:
    clock.set_to(datetime(2026, 11, 21, 8, 0, tzinfo=UTC))
    daily, often, free = Counting(), Counting(), threading.Event()

    async def scene() -> None:
        schedule = Schedule([tidying(daily), Job("often", often, OFTEN)], leads=free.is_set)
        schedule.start()
        await _until(lambda: often.runs >= 3)
        clock.set_to(datetime(2026, 11, 22, TIDY_AT.hour, TIDY_AT.minute, 1, tzinfo=UTC))  # its time comes
        await asyncio.sleep(0.5)
        assert daily.runs == 0
        free.set()
        await _until(lambda: daily.runs >= 1)
        await asyncio.sleep(0.5)
        assert daily.runs == 1
        await schedule.stop()

    asyncio.run(scene())
