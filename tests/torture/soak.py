"""`make soak`: two hundred people at work for minutes, or for a day, with sign-ins at their real cost.

    python -m tests.torture.soak                # SOAK_MINUTES=5 unless said otherwise
    SOAK_MINUTES=1440 python -m tests.torture.soak

The exit code is 0 when memory, waits and answers stayed within what is promised, else 1.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import httpx
import psutil
from rich.console import Console
from rich.progress import Progress

from tests.bench import bare
from tests.bench.figures import Figure, Section
from tests.bench.ours import params_of
from tests.bench.table import show
from tests.tools.joining import Account, Walker, made_up_passphrase
from tests.tools.server import Server
from tests.torture.others import Other, Others
from tests.torture.outcome import p95
from wellbeing.bootstrap import Wellbeing
from wellbeing.settings import Settings

CLIENTS: Final = 200
UNLOCKING: Final = 10
AT_ONCE: Final = 2
"""How many sign-ins `kdf_memory_mib` lets run at the same time, by default."""
ROUND_SECONDS: Final = 30.0
"""Between two rounds in which ten people unlock at once."""
PACE: Final = 6.0
"""Seconds between two acts of one person: far more often than anybody taps."""
WARM_SECONDS: Final = 60.0
"""After which memory is first looked at: everybody has been seen once by then."""


def joined(data: Path, people: int, progress: Progress) -> list[Account]:
    """An installation in which so many have joined, at the real cost."""
    line = progress.add_task("joining", total=people)
    with Wellbeing(Settings(data=data)) as whole:
        whole.first_administrator()

        def one(number: int) -> Account:
            account = Account(f"tern {number}", made_up_passphrase())
            whole.desks.person.joining.join(whole.invite_administrator(), account.handle, account.passphrase)
            progress.advance(line)
            return account

        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(one, range(people)))


@contextmanager
def unlocking(people: list[tuple[Walker, Account]], found: list[float], failed: list[int]) -> Iterator[None]:
    """Have ten people lock and, all at once, unlock, every half minute; how long each waited."""
    stop = threading.Event()

    def one(walker: Walker, account: Account) -> None:
        began = time.monotonic()
        if walker.unlock(account.passphrase).status_code >= httpx.codes.BAD_REQUEST:
            failed.append(1)
        found.append(time.monotonic() - began)

    def rounds() -> None:
        with ThreadPoolExecutor(len(people)) as pool:
            while not stop.wait(ROUND_SECONDS):
                for walker, _ in people:
                    walker.lock()
                list(pool.map(lambda pair: one(*pair), people))

    thread = threading.Thread(target=rounds, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(60)


def main(minutes: float) -> int:
    """Soak for so long; the exit code."""
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="soak-") as scratch, Progress(console=_ERR) as progress:
        data = Path(scratch) / "data"
        accounts = joined(data, CLIENTS + UNLOCKING, progress)
        raw = bare_unlocks(data)
        server = Server(data, cheap=False, environment={"WELLBEING_TRUSTED_PROXY_HOPS": "1"})
        people = [
            Other(server, one, f"10.8.{number // 200}.{number % 200 + 1}", PACE)
            for number, one in enumerate(accounts[:CLIENTS])
        ]
        unlockers = [(Walker(server.url, address="10.7.0.1"), one) for one in accounts[CLIENTS:]]
        with server:
            _sign_in(people, unlockers, progress)
            figures = _soaked(server, people, unlockers, minutes, raw, progress)
    show([Section(f"{minutes:g} minutes of {CLIENTS} people", tuple(figures), (before, os.getloadavg()[0]))])
    return 0 if all(one.kept for one in figures) else 1


def _sign_in(people: list[Other], unlockers: list[tuple[Walker, Account]], progress: Progress) -> None:
    line = progress.add_task("signing in", total=len(people) + len(unlockers))

    def one(act: object) -> None:
        assert callable(act)
        act()
        progress.advance(line)

    acts = [person.sign_in for person in people]
    acts += [lambda pair=pair: pair[0].sign_in(pair[1]) for pair in unlockers]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(one, acts))


def bare_unlocks(data: Path) -> float:
    """Seconds until the last of ten raw Argon2id at this installation's cost is done, two at a time."""
    once = bare.deriving(params_of(data))
    began = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda _: once(), range(UNLOCKING)))
    return time.monotonic() - began


def _soaked(
    server: Server,
    people: list[Other],
    unlockers: list[tuple[Walker, Account]],
    minutes: float,
    raw: float,
    progress: Progress,
) -> list[Figure]:
    others, unlocks, failed = Others(people, server), list[float](), list[int]()
    process = psutil.Process(server.pid)
    line = progress.add_task("soaking", total=minutes * 60)
    with others.living(), unlocking(unlockers, unlocks, failed):
        began = time.monotonic()
        before = 0
        while time.monotonic() - began < minutes * 60:
            time.sleep(1)
            progress.advance(line)
            if not before and time.monotonic() - began >= min(WARM_SECONDS, minutes * 30):
                before = process.memory_info().rss
        after = process.memory_info().rss
    waits = sorted(others.waits(began, time.monotonic()))
    late = waits[int(len(waits) * 0.99)]
    wrong = len(failed) + sum(one.ended for one in people) + sum(len(one.lost()) for one in people[:10])
    acts = f"{len(waits):,} acts of {len(people)} people in {minutes:g} minutes"
    return [
        Figure("an act, 95th of 100", p95(waits) * 1e3, 150, "ms", acts, 150, absolute=True),
        Figure("an act, 99th of 100", late * 1e3, 500, "ms", acts, 500, absolute=True),
        Figure("memory at the end", after / 2**20, before / 2**20, "MiB", "the same after a minute", 1.05),
        Figure(
            f"unlocking, {UNLOCKING} at once, 95th of 100", p95(unlocks), 2, "s", f"{len(unlocks)} unlocked",
            2, absolute=True,
        ),
        Figure(
            "the same, beside the bare work", p95(unlocks), raw, "s",
            f"{UNLOCKING} raw Argon2id, {AT_ONCE} at a time, with nobody else at work", 1.25,
        ),
        Figure("errors, sessions ended, answers lost", wrong, 1, "", "none may be", 0, absolute=True),
    ]  # fmt: skip


_ERR: Final = Console(stderr=True)

if __name__ == "__main__":
    sys.exit(main(float(os.environ.get("SOAK_MINUTES", "5"))))
