"""The alarm rings for the nearest deadline, whatever happens to the loop, and never twice at once."""

import asyncio
import logging
import threading
import time as clocks
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from wellbeing.domain.people import PersonId
from wellbeing.schedule import jobs
from wellbeing.schedule.alarms import Deadline
from wellbeing.schedule.jobs import Schedule
from wellbeing.services.deadlines import Deadlines


class Ringing:
    """Deadlines with a note of how late each one was seen to."""

    def __init__(self) -> None:
        self.deadlines = Deadlines()
        self.late: list[float] = []
        self.rings = 0
        self.trouble: Exception | None = None
        self.due: dict[PersonId, datetime] = {}
        self.guard = threading.Lock()

    def put(self, seconds: float) -> None:
        person = PersonId(uuid4())
        self.due[person] = datetime.now(UTC) + timedelta(seconds=seconds)
        self.deadlines.put(person, self.due[person])

    def run(self) -> None:
        assert self.guard.acquire(blocking=False), "two at once"
        try:
            self.rings += 1
            now = datetime.now(UTC)
            for person in self.deadlines.due(now, 1000):
                self.late.append((now - self.due[person]).total_seconds())
            if self.trouble is not None:
                raise self.trouble
        finally:
            self.guard.release()

    def live(self, story: Callable[[], Awaitable[None]]) -> None:
        async def running() -> None:
            schedule = Schedule([], [Deadline("test", self.run, self.deadlines.next, self.deadlines.listen)])
            schedule.start()
            try:
                await story()
            finally:
                await schedule.stop()

        asyncio.run(running())

    async def until(self, seen: int) -> None:
        for _ in range(500):
            if len(self.late) >= seen:
                return
            await asyncio.sleep(0.01)
        raise AssertionError(f"{len(self.late)} of {seen}")


@pytest.fixture
def ringing() -> Ringing:
    return Ringing()


def test_it_rings_for_each_and_only_then(ringing: Ringing) -> None:
    async def story() -> None:
        for seconds in (0.3, 0.1, 3600):
            ringing.put(seconds)
        await ringing.until(2)
        await asyncio.sleep(0.1)

    ringing.live(story)
    assert len(ringing.late) == 2
    assert all(0 <= late < 1 for late in ringing.late)
    assert ringing.rings <= 4


def test_what_was_set_before_the_start_counts(ringing: Ringing) -> None:
    ringing.put(-5)
    ringing.live(lambda: ringing.until(1))
    assert ringing.late[0] >= 5


def test_it_is_set_from_any_thread(ringing: Ringing) -> None:
    async def story() -> None:
        for _ in range(20):
            threading.Thread(target=ringing.put, args=(0.2,)).start()
        await ringing.until(20)

    ringing.live(story)
    assert max(ringing.late) < 1


def test_a_blocked_loop_drops_nothing(ringing: Ringing) -> None:
    async def story() -> None:
        for number in range(50):
            ringing.put(0.05 + number / 100)
        clocks.sleep(1.2)  # noqa: ASYNC251 this is the block
        await ringing.until(50)

    ringing.live(story)
    assert len(ringing.late) == 50


def test_trouble_with_one_keeps_no_other(ringing: Ringing, caplog: pytest.LogCaptureFixture) -> None:
    ringing.trouble = ValueError("CANARY")

    async def story() -> None:
        ringing.put(0.05)
        ringing.put(0.3)
        await ringing.until(2)

    ringing.live(story)
    assert "alarm test: ValueError" in caplog.messages
    assert "CANARY" not in caplog.text


def test_a_clock_that_leaps_is_noticed(ringing: Ringing, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a suspend the wall clock is ahead of the loop's: the beat wakes the scheduler."""
    monkeypatch.setattr(jobs, "BEAT", timedelta(seconds=0.1))
    leap = 0.0
    monkeypatch.setattr(jobs, "_wall", lambda: clocks.time() + leap)
    woken = []

    async def story() -> None:
        nonlocal leap
        ringing.put(0.4)
        leap = 7200.0
        await ringing.until(1)
        woken.append(True)

    ringing.live(story)
    assert woken == [True]


class Long:
    """A deadline whose ring goes on until it is let go."""

    def __init__(self) -> None:
        self.began, self.go, self.ended = threading.Event(), threading.Event(), threading.Event()
        self.rings = 0

    def run(self) -> None:
        self.rings += 1
        self.began.set()
        assert self.go.wait(10)
        self.ended.set()

    def schedule(self) -> Schedule:
        always = Deadline("long", self.run, lambda: datetime.now(UTC), lambda _: None)
        return Schedule([], [always])


def _errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR or one.exc_info]


def test_stopping_while_it_rings_lets_the_ring_end(caplog: pytest.LogCaptureFixture) -> None:
    """What is behind the ring closes next: the storage it writes to."""
    long = Long()

    async def story() -> None:
        schedule = long.schedule()
        schedule.start()
        assert await asyncio.to_thread(long.began.wait, 5)
        asyncio.get_running_loop().call_later(0.2, long.go.set)
        await schedule.stop()
        assert long.ended.is_set()
        await asyncio.sleep(0.1)

    with caplog.at_level(logging.DEBUG):
        asyncio.run(story())
    assert (long.rings, _errors(caplog)) == (1, [])


def test_a_ring_that_does_not_end_is_left_without_a_trace(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(jobs, "LAST_WORDS", timedelta(seconds=0.05))
    long = Long()

    async def story() -> None:
        schedule = long.schedule()
        schedule.start()
        assert await asyncio.to_thread(long.began.wait, 5)
        await schedule.stop()
        assert not long.ended.is_set()
        long.go.set()

    with caplog.at_level(logging.DEBUG):
        asyncio.run(story())
    assert "alarm long: not ended in time" in caplog.messages
    assert (long.rings, _errors(caplog)) == (1, [])


def test_a_ring_that_is_just_beginning_when_it_stops_does_nothing(caplog: pytest.LogCaptureFixture) -> None:
    async def story(steps: int) -> int:
        long = Long()
        long.go.set()
        schedule = long.schedule()
        schedule.start()
        for _ in range(steps):
            await asyncio.sleep(0)
        await schedule.stop()
        stopped = long.rings
        await asyncio.sleep(0.05)
        assert long.rings == stopped
        return stopped

    with caplog.at_level(logging.DEBUG):
        for steps in range(8):
            asyncio.run(story(steps))
    assert _errors(caplog) == []
