"""Promise: while many people check in and one process after the other is killed, nothing acknowledged is lost.

Every person has a browser of their own, all through nginx. A process that is killed signs out the people who are
with it, and nobody else feels it: their sockets stay. Timers go on: what a page would announce is the same
before and after, so that nobody is reminded twice. The daily jobs are run by one process at a time, each once.

`WELLBEING_CROWD=200 WELLBEING_CROWD_KILLS=30` makes it as large as the promise.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from datetime import time as of_day
from itertools import pairwise
from pathlib import Path

import pytest

from tests.promises.support.crowd import Crowd, Person, Reminded, start_timer
from tests.tools import several as tools
from tests.tools.joining import Walker
from tests.tools.server import Server
from tests.tools.several import Several
from wellbeing.bootstrap import backups
from wellbeing.crypto import postbox
from wellbeing.domain.policy import DEFAULT

PEOPLE = int(os.environ.get("WELLBEING_CROWD", "40"))
KILLS = int(os.environ.get("WELLBEING_CROWD_KILLS", "5"))
"""Both read before the fixtures take every setting away."""
BETWEEN = 10.0
"""Seconds from one kill to the next."""
TIMERS = max(PEOPLE // 20, 4)
"""How many of them have a timer that runs, on two devices."""
DUE_AFTER = KILLS * BETWEEN / 2
"""Seconds from the start of the kills until all breaks are due."""
PATIENCE = 180.0
"""Seconds for a start, on a computer that does much else."""
DAILY = ("tidying", "opening", "ending", "backing_up")
AT = (of_day(0, 0), of_day(12, 0), of_day(2, 30), of_day(3, 30))
"""When they run besides the moment a process takes the part."""

pytestmark = pytest.mark.skipif(tools.missing() is not None, reason=str(tools.missing()))


@dataclass
class Kill:
    """One process, ended and started again."""

    process: str
    at: float = 0.0
    """Just before its end, in monotonic seconds; the thread that ends it may have waited for its turn."""
    gone: float = 0.0
    back: float = 0.0
    """When it answered again."""


@dataclass
class Run:
    """One daily job, as its process noted it."""

    process: str
    pid: str
    name: str
    began: float
    ended: float | None = None


@dataclass
class Morning:
    """Everything of one run."""

    several: Several
    crowd: Crowd = field(default_factory=Crowd)
    people: list[Person] = field(default_factory=list)
    reminded: list[Reminded] = field(default_factory=list)
    kills: list[Kill] = field(default_factory=list)

    async def pass_by(self) -> None:
        """Let everybody come, and kill one process after the other."""
        living = [asyncio.create_task(one.live()) for one in self.people]
        for at, one in enumerate(self.reminded):
            living.append(asyncio.create_task(one.watch(self.people[at // 2].account)))
        await self.everybody_is_in()
        self.several.be_ahead(0)  # what began most of an hour ago by its clock is due in a moment
        for number in range(KILLS):
            last = self.kills[-1].at if self.kills else time.monotonic()
            await asyncio.sleep(max(last + BETWEEN - time.monotonic(), 0))
            name = self.several.names[number % len(self.several.names)]
            await self.kill(self.several[name], name)
        await asyncio.sleep(BETWEEN / 2)
        self.crowd.over = True
        await asyncio.gather(*living)
        await asyncio.sleep(1)  # a connection over TLS takes a moment to say goodbye

    async def kill(self, process: Server, name: str) -> None:
        """End a process at once, and start it again."""
        one = Kill(name)

        def end() -> None:
            one.at = time.monotonic()
            process.kill()
            one.gone = time.monotonic()

        await asyncio.to_thread(end)
        await asyncio.to_thread(process.start, PATIENCE)
        one.back = time.monotonic()
        self.kills.append(one)

    async def everybody_is_in(self) -> None:
        """Wait until each has saved something."""
        async with asyncio.timeout(300):
            while not all(one.kept for one in self.people):
                await asyncio.sleep(0.2)

    def unjust_drops(self) -> list[str]:
        """Sockets that were closed although their process lived."""
        return [
            f"{drop.process} {drop.at:.1f}"
            for drop in self.crowd.drops
            if not any(
                one.process == drop.process and drop.opened < one.gone and one.at < drop.at
                for one in self.kills
            )
        ]

    def runs(self) -> list[Run]:
        """The daily jobs, in the order they began."""
        found: dict[tuple[str, str], Run] = {}
        done: list[Run] = []
        for line in (self.several.folder / "jobs").read_text(encoding="utf-8").splitlines():
            what, process, pid, name, moment = line.split()
            if what == "begin":
                found[pid, name] = Run(process, pid, name, float(moment))
                done.append(found[pid, name])
            else:
                found[pid, name].ended = float(moment)
        return done

    def jobs_run_twice(self, began: datetime) -> list[str]:
        """Jobs of two processes at one time, and those that one process ran more than once for one reason."""
        runs, wrong = self.runs(), []
        for name in DAILY:
            mine = [one for one in runs if one.name == name]
            for earlier, later in pairwise(mine):
                killed = [
                    one.at for one in self.kills if one.process == earlier.process and one.at >= earlier.began
                ]
                ended = earlier.ended or min(killed, default=float("inf"))
                if later.began < ended and later.pid != earlier.pid:
                    wrong.append(f"{name} by {earlier.process} and {later.process} at once")
            times = Counter(one.pid for one in mine)
            wrong += [
                f"{name} {count} times by one" for count in times.values() if count > 1 + crossings(began)
            ]
        return wrong


def crossings(began: datetime) -> int:
    """How often the clock of any process has passed a time of a daily job since then, leap included."""
    first = began - timedelta(minutes=DEFAULT.continuous_limit_min)
    days = [first.date() + timedelta(days=one) for one in range(3)]
    moments = [datetime.combine(day, at, UTC) for day in days for at in AT]
    return sum(first <= one <= datetime.now(UTC) for one in moments)


@pytest.mark.kill
@pytest.mark.long
# A kill in the middle of a handshake leaves the test's own client with a connection that nobody closes.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_kills_lose_nothing_and_double_nothing(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    began = datetime.now(UTC)
    with Several(tmp_path) as several, ExitStack() as browsers:
        several.be_ahead(-(DEFAULT.continuous_limit_min * 60 - DUE_AFTER - BETWEEN))
        several.populate(PEOPLE)
        public = postbox.make_pair().public
        (several.data / backups.PUBLIC_FILE).write_text(public.hex(), encoding="ascii")
        several.start()
        morning = Morning(several)
        for number in range(PEOPLE):
            source = f"127.0.{1 + number // 200}.{1 + number % 200}"
            walker = browsers.enter_context(Walker(several.url, source=source))
            pause = 2.0 if PEOPLE <= 50 else 4.0
            morning.people.append(Person(several.people[number], walker, morning.crowd, pause))
            if number < TIMERS:
                devices = [browsers.enter_context(Walker(several.url, source=source)) for _ in range(2)]
                for one in devices:
                    one.sign_in(several.people[number])
                asyncio.run(start_timer(devices[0]))
                morning.reminded += [Reminded(one, morning.crowd) for one in devices]
        asyncio.run(morning.pass_by())
        record_property("counted", told(morning))
        lost = [wrong for one in morning.people for wrong in one.lost()]
        _judge(morning, lost, began)


def _judge(morning: Morning, lost: list[str], began: datetime) -> None:
    crowd = morning.crowd
    assert lost == []
    assert morning.unjust_drops() == []
    assert crowd.saves > PEOPLE * 3
    assert len(crowd.drops) >= len(morning.kills)  # somebody was with each process when it was killed
    for devices in zip(morning.reminded[::2], morning.reminded[1::2], strict=True):
        for stage in ("notice", "due"):
            keys = {key for one in devices for key in one.keys if key[0] == stage}
            assert len(keys) == (1 if stage == "due" else len(keys)) <= 1, keys
        assert [one.twice for one in devices] == [0, 0]
    assert morning.jobs_run_twice(began) == []
    ran = Counter(one.name for one in morning.runs())
    assert set(ran) == set(DAILY)
    assert len(backups.made_in(morning.several.settings.backup_folder)) == 1


def told(morning: Morning) -> str:
    """The figures of one run, in a line."""
    crowd, took = morning.crowd, sorted(morning.crowd.took)
    starts = [one.back - one.at for one in morning.kills]
    leaders = list(dict.fromkeys(one.pid for one in morning.runs()))
    return (
        f"{PEOPLE} people, {len(morning.kills)} kills; {crowd.saves} saves acknowledged, half within"
        f" {statistics.median(took):.3f} s, 95 % within {took[len(took) * 95 // 100]:.3f} s; {crowd.sign_ins} sign-ins,"
        f" {len(crowd.drops)} sockets lost with their process; back after {statistics.median(starts):.1f} s;"
        f" {len(leaders)} processes ran the daily jobs one after the other;"
        f" reminders: {sum((one.told for one in morning.reminded), Counter())!s};"
        f" refused {dict(crowd.refused)}, troubles {dict(crowd.troubles)}"
    )
