"""Runs plain callables by the clock, off the event loop, for as long as the app lives.

Jobs are kept in memory and put in anew at every start, so nothing that a database holds is ever run.
APScheduler sleeps by the monotonic clock towards a moment of the wall clock: a machine that was suspended, or
whose clock was set back, would let it sleep too long. A beat therefore compares the two clocks and sets the
alarms anew when they drifted apart.
"""

from __future__ import annotations

import asyncio
import logging
import time as clocks
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any, Final

from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger

from wellbeing.domain.logged import Logged
from wellbeing.schedule.alarms import Alarm, Deadline

SWEEP_EVERY: Final = timedelta(seconds=5)
"""How often idle and abandoned sessions are looked for."""
TIDY_AT: Final = time(3, 30, tzinfo=UTC)
"""When what has expired is removed."""
OPEN_AT: Final = time(0, 0, tzinfo=UTC)
"""When the boxes of a period are made that has just begun."""
END_AT: Final = time(12, 0, tzinfo=UTC)
"""When a period is told or withheld whose time has come."""
BACK_UP_AT: Final = time(2, 30, tzinfo=UTC)
"""When a backup is made."""
COPY_EVERY: Final = timedelta(minutes=1)
"""How long the administrators' records may stand in the database alone."""
BEAT: Final = timedelta(seconds=5)
"""How often the two clocks are compared."""
SILENCE: Final = timedelta(seconds=30)
"""Without a beat for so long the jobs count as standing still; a loop blocked for less is only busy."""
DRIFT: Final = timedelta(seconds=2)
"""How far they may drift apart between two beats."""
LAST_WORDS: Final = timedelta(seconds=3)
"""How long running jobs and alarms may take to end when the app stops. Whoever ends the process has to wait
longer than this, since what they write to is closed behind them."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """A callable with the times at which it runs; it must not mind running twice."""

    name: str
    run: Callable[[], object]
    when: timedelta | time
    """A distance between runs, or an aware time of every day. A daily job also runs at every start: a machine
    that is switched off at night would never get to it otherwise. Of several processes one runs them."""


def sweeping(run: Callable[[], object]) -> Job:
    """The job that locks and ends sessions whose time is over, every `SWEEP_EVERY`."""
    return Job("sweep", run, SWEEP_EVERY)


def tidying(run: Callable[[], object]) -> Job:
    """The job that removes what has expired, daily at `TIDY_AT` and at every start."""
    return Job("tidy", run, TIDY_AT)


def opening(run: Callable[[], object]) -> Job:
    """The job that makes the boxes of a period, daily at `OPEN_AT` and at every start."""
    return Job("opening", run, OPEN_AT)


def ending(run: Callable[[], object]) -> Job:
    """The job that tells or withholds what is over, daily at `END_AT` and at every start."""
    return Job("ending", run, END_AT)


def backing_up(run: Callable[[], object]) -> Job:
    """The job that makes a backup, daily at `BACK_UP_AT` and at every start."""
    return Job("backup", run, BACK_UP_AT)


def copying(run: Callable[[], object]) -> Job:
    """The job that brings the administrators' records to their text file, every `COPY_EVERY`."""
    return Job("records", run, COPY_EVERY)


class Schedule:
    """The jobs of one running app; `start` and `stop` belong into its lifespan."""

    def __init__(
        self,
        jobs: Sequence[Job],
        deadlines: Sequence[Deadline] = (),
        leads: Callable[[], bool] = lambda: True,
    ) -> None:
        """Take what is to be done.

        Args:
            jobs: each runs by the clock.
            deadlines: each rings when something is due.
            leads: whether this process runs the daily jobs; asked at each beat until it does.
        """
        self._jobs = tuple(jobs)
        self._leads = leads
        self._leading = False
        self._running: set[asyncio.Task[None]] = set()
        """Jobs and rings that go on."""
        self._alarms = tuple(Alarm(one, self._running) for one in deadlines)
        self._stopping = False
        self._beating: asyncio.Task[None] | None = None
        self._scheduler: Any = None
        self._beaten: float | None = None

    def start(self) -> None:
        """Set every alarm; call it on the running event loop."""
        self._scheduler = AsyncIOScheduler(
            jobstores={"default": MemoryJobStore()},
            executors={"default": AsyncIOExecutor()},
            # None, not the default of 1 s: a loop that was blocked for longer would drop its jobs in silence.
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
            timezone=UTC,
        )
        for job in self._jobs:
            self._scheduler.add_job(self._run, _trigger(job.when), args=(job,), id=job.name)
        self._lead()
        self._scheduler.start()
        for alarm in self._alarms:
            alarm.start(self._scheduler)
        self._beating = asyncio.create_task(self._beat())

    def beating(self) -> bool:
        """Whether the jobs run: the last beat is not long ago. May be asked from any thread."""
        return self._beaten is not None and _steady() - self._beaten < SILENCE.total_seconds()

    async def stop(self) -> None:
        """Cancel every alarm, and let what is running come to its end, for `LAST_WORDS` at most."""
        if self._scheduler is None:
            return
        self._stopping = True
        self._scheduler.pause()
        if self._beating is not None:
            self._beating.cancel()
        for alarm in self._alarms:
            alarm.stop()
        await asyncio.sleep(0)  # what the scheduler began a moment ago sees that it is too late
        late: set[asyncio.Task[None]] = set()
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=LAST_WORDS.total_seconds())
        self._scheduler.shutdown(wait=False)
        if late:
            await asyncio.wait(late)
        self._scheduler = self._beaten = None

    def _lead(self) -> None:
        """Run every daily job now and from now on, if nobody else does."""
        if self._leading or not self._leads():
            return
        self._leading = True
        for job in self._jobs:
            if isinstance(job.when, time):
                self._scheduler.add_job(self._run, args=(job,), id=f"{job.name} at start")

    async def _run(self, job: Job) -> None:
        if self._stopping or (isinstance(job.when, time) and not self._leading):
            return
        task = asyncio.current_task()
        assert task is not None
        self._running.add(task)
        try:
            await asyncio.to_thread(job.run)
        except asyncio.CancelledError:
            if not self._stopping:
                raise
            # The scheduler, which lets go of it at last, would log a trace.
            _log.warning("job %s: not ended in time", job.name, extra=Logged.JOB_FAILED.extra)
        except Exception as error:  # noqa: BLE001 -- the next run is due whatever this one met
            _log.error("job %s: %s", job.name, type(error).__name__, extra=Logged.JOB_FAILED.extra)
        finally:
            self._running.discard(task)

    async def _beat(self) -> None:
        before = _wall() - _steady()
        while True:
            self._beaten = _steady()
            await asyncio.sleep(BEAT.total_seconds())
            now = _wall() - _steady()
            for alarm in self._alarms:
                _part_of_beat(alarm.again)
            if abs(now - before) > DRIFT.total_seconds():
                _part_of_beat(partial(self._set_alarms_anew, set_back=now < before))
            _part_of_beat(self._lead)
            before = now

    def _set_alarms_anew(self, *, set_back: bool) -> None:
        # Forwards, a daily job whose time passed meanwhile is due and must stay so; backwards, its alarm may
        # stand a day too late. A job that runs every few seconds counts from now on in both cases.
        for job in self._jobs:
            if set_back or isinstance(job.when, timedelta):
                self._scheduler.reschedule_job(job.name, trigger=_trigger(job.when))
        self._scheduler.wakeup()


def _part_of_beat(part: Callable[[], None]) -> None:
    """Do a part of a beat; whatever it meets, the parts behind it and the next beat come."""
    try:
        part()
    except Exception as error:  # noqa: BLE001 -- without a beat no clock is compared, and nobody leads
        _log.error("beat: %s", type(error).__name__, extra=Logged.JOB_FAILED.extra)


class _Every(BaseTrigger):  # type: ignore[misc]
    """Again and again; what was missed counts once.

    APScheduler's own interval walks through every missed run, on the event loop: after a laptop slept for a
    month that holds everybody up for 0.7 s (measured; this one 5 ms).
    """

    def __init__(self, distance: timedelta) -> None:
        self._distance = distance

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        """One distance after the last run, or after now when that has passed already."""
        following = (previous or now) + self._distance
        return following if following > now else now + self._distance


def _trigger(when: timedelta | time) -> BaseTrigger:
    if isinstance(when, timedelta):
        return _Every(when)
    return CronTrigger(hour=when.hour, minute=when.minute, timezone=when.tzinfo)


def _wall() -> float:
    return datetime.now(UTC).timestamp()  # noqa: TID251 -- this is the clock's own watchman


def _steady() -> float:
    return clocks.monotonic()
