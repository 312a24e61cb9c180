"""Ten thousand timers in one process: how late their reminders are, what a pass costs, and what one weighs.

People and keys are put in without a sign-in, and the timers without ten thousand saved starts; what is
measured, the alarm, the passes and the acts of a hundred clients, is the real thing on a real database.
"""

from __future__ import annotations

import asyncio
import gc
import math
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import psutil

from tests.bench.figures import Figure, median, timed
from tests.bench.timer_floors import call_at, date_jobs, popped, weighed
from tests.tools.run_cheap import CHEAP
from wellbeing.bootstrap import Wellbeing
from wellbeing.bootstrap.clock import SystemClock
from wellbeing.domain.breaks import after
from wellbeing.domain.exposure import Act, Event, Kind
from wellbeing.domain.people import PersonId, Profile
from wellbeing.services.deadlines import Deadlines
from wellbeing.services.exposure import Exposure
from wellbeing.services.ports import PersonRow
from wellbeing.services.presence import Life
from wellbeing.services.running import Run, Running
from wellbeing.services.seating import Standing
from wellbeing.services.sorts import ALWAYS, PROFILE, Access
from wellbeing.settings import read
from wellbeing.vault.keys import PersonKeys

SESSIONS = 10_000
CLIENTS = 100
WINDOW = 20.0
"""Seconds over which the reminders of all sessions are spread."""
PACE = 1.0
"""Seconds between two acts of a client: far more than anybody makes."""


@dataclass
class Crowd:
    """Everybody with a running timer."""

    whole: Wellbeing
    references: dict[PersonId, str] = field(default_factory=dict)
    expected: dict[PersonId, float] = field(default_factory=dict)
    """When each is to be reminded next, in seconds since 1970."""
    late: list[float] = field(default_factory=list)

    @property
    def exposure(self) -> Exposure:
        """The service."""
        return self.whole.desks.person.exposure

    def gather(self, people: int, writing: int) -> None:
        """Put in so many people with open sessions; the first ones have entries, and so may write."""
        sessions = self.whole.desks.person.sessions
        standing = Standing(lock_after_minutes=600)
        with self.whole._storage.begin() as work:
            for number in range(people):
                person, keys = PersonId(uuid4()), PersonKeys.fresh()
                work.people.add(PersonRow(person, secrets.token_bytes(32), keys.public))
                if number < writing:
                    ledger = self.exposure._records.founded(work, Access(person, keys))
                    ledger.put(PROFILE, ALWAYS, Profile("bench"))
                    ledger.listing.seal()
                cookie = sessions._keyring.begin(
                    person,
                    keys,
                    Life(Profile("bench"), standing),
                    now=self.whole._clock.monotonic(),
                    opened_at=datetime.now(UTC),
                    idle_minutes=600,
                )
                self.references[person] = sessions.attach(cookie) or ""
            work.commit()

    def start_all(self, within: float) -> None:
        """Start every timer at a moment of the past such that its notice comes within so many seconds."""
        now = datetime.now(UTC)
        for number, (person, reference) in enumerate(self.references.items()):
            presence = self.whole.desks.person.sessions.presence(reference)
            run = self.exposure._running.of(person, presence.session_id, reference)
            comes = timedelta(seconds=2 + within * number / len(self.references))
            began = now + comes - timedelta(minutes=49)
            began = began.replace(microsecond=began.microsecond // 1000 * 1000)
            started = Event(uuid4(), began, Act.START, Kind.STILLS)
            run.carry = after(run.policy, run.carry, (started,), run.zone)
            run.stale, run.day = False, now.date().toordinal()
            found = self.exposure._assess(run, now)
            self.exposure._arm(person, found, now)
            self.expected[person] = (found.notice_at or now).timestamp()

    def heard(self, person: PersonId, knows: str) -> None:
        """Note how late a reminder is; what follows the notice is not waited for."""
        expected = None if knows else self.expected.pop(person, None)
        if expected is not None:
            self.late.append(time.time() - expected)

    async def click(self, people: list[PersonId], until: float) -> list[float]:
        """Have these people pause and go on again and again; seconds of each act, from click to answer."""
        times: list[float] = []

        async def one(person: PersonId) -> None:
            reference, turn = self.references[person], 0
            await asyncio.sleep(secrets.randbelow(1000) / 1000 * PACE)
            while time.time() < until:
                act = Act.BACK if turn % 2 else Act.PAUSE
                began = time.perf_counter()
                clock = await asyncio.to_thread(self.exposure.clock, reference)
                await asyncio.to_thread(self.exposure.act, reference, act, clock.version)
                times.append(time.perf_counter() - began)
                turn += 1
                await asyncio.sleep(PACE)

        await asyncio.gather(*map(one, people))
        return times


def p99(times: list[float]) -> float:
    """What ninety-nine of a hundred stay below."""
    return sorted(times)[math.ceil(0.99 * len(times)) - 1]


async def reminded(scratch: Path) -> tuple[list[float], list[float], float]:
    """How late reminders are while clients click, how long their acts take, and bytes of each session."""
    with Wellbeing(read({}, {"data": scratch}), kdf=CHEAP, floor=CHEAP, migrate=True) as whole:
        crowd = Crowd(whole)
        crowd.gather(SESSIONS, CLIENTS)
        gc.collect()
        process = psutil.Process()
        before = process.memory_info().rss
        clicking = list(crowd.references)[:CLIENTS]
        crowd.start_all(WINDOW)
        gc.collect()
        weight = (process.memory_info().rss - before) / SESSIONS
        for person in clicking:  # their own acts move their reminders
            crowd.expected.pop(person)
        crowd.exposure.listen(crowd.heard)
        async with whole.running():
            acts = await crowd.click(clicking, time.time() + WINDOW + 3)
        return crowd.late, acts, weight


def a_pass(waiting: int, due: int) -> float:
    """Median seconds of one pass over so many due timers among so many that wait, without a database."""
    now = datetime.now(UTC)
    exposure = object.__new__(Exposure)
    # These parts are all that a pass touches.
    exposure._time, exposure._running, exposure.deadlines = SystemClock(), Running(), Deadlines()
    exposure._listeners = []
    people = [PersonId(uuid4()) for _ in range(waiting)]
    start = Event(uuid4(), now.replace(microsecond=0) - timedelta(minutes=20), Act.START, Kind.STILLS)
    for person in people:
        run = exposure._running._runs[person] = Run()
        run.carry = after(run.policy, run.carry, (start,), run.zone)
        exposure.deadlines.put(person, now + timedelta(hours=1))

    def once() -> None:
        assert exposure.remind() == due

    times = []
    for _ in range(15):
        for person in people[:due]:
            exposure.deadlines.put(person, now - timedelta(seconds=1))
        times += timed(once, 1)
    return median(times)


async def timers(scratch: Path, say: Callable[[str], object], one_commit: float) -> list[Figure]:
    """Every figure about timers."""
    say("reminding ten thousand …")
    late, acts, weight = await reminded(scratch / "timers")
    say("the loop's own timers …")
    raw = await call_at(SESSIONS, WINDOW)
    say("weighing date jobs …")
    job = await weighed(SESSIONS)
    say("one date job each …")
    jobs = await date_jobs(SESSIONS, WINDOW)
    many, few = a_pass(SESSIONS, 10), a_pass(100, 10)
    clicked = f"{len(acts)} acts of {CLIENTS} clients beside"
    said = f"{len(late):,} of {SESSIONS:,} sessions in {WINDOW:.0f} s, {clicked}"
    return [
        Figure(
            "a reminder late, 99th of 100",
            p99(late) * 1e3,
            p99(raw) * 1e3,
            "ms",
            f"raw call_at, median {median(raw) * 1e3:.1f} ms; ours at the median {median(late) * 1e3:.1f} ms",
            1000,
            absolute=True,
            said=said,
        ),
        Figure(
            "the same, beside date jobs",
            p99(late) * 1e3,
            p99(jobs) * 1e3,
            "ms",
            f"bare APScheduler, one job each, median {median(jobs) * 1e3:.1f} ms",
            1000,
            absolute=True,
        ),
        Figure(
            "one pass, 1,000 due of 10,000",
            a_pass(SESSIONS, 1000) * 1e3,
            popped(1000) * 1e3,
            "ms",
            "1,000 pops and assessments",
            250,
            absolute=True,
        ),
        Figure(
            f"10 due among {SESSIONS:,} waiting", many * 1e3, few * 1e3, "ms", "10 due among 100 waiting", 2.0
        ),
        Figure(
            "memory of a running timer",
            weight / 1024,
            job / 1024,
            "KiB",
            f"a date job of APScheduler, {SESSIONS:,} of them in a process of their own",
            8,
            absolute=True,
        ),
        Figure(
            f"an act of the timer, {CLIENTS} clients at once",
            median(acts) * 1e3,
            one_commit * 1e3,
            "ms",
            f"one commit, idle; p99 {p99(acts) * 1e3:.0f} ms",
            1000,
            absolute=True,
        ),
    ]
