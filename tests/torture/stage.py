"""The stage of a trial: one installation with a few people in it, lived in before, during and after."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import psutil

from tests.tools.joining import Account, Walker, made_up_passphrase
from tests.tools.run_cheap import CHEAP
from tests.tools.server import ROOT, Server
from tests.torture.counted import EVERY_SECONDS
from tests.torture.others import Other, Others
from tests.torture.outcome import Outcome, p95
from wellbeing.bootstrap import Wellbeing
from wellbeing.settings import Settings

PEOPLE: Final = 4
BEFORE_SECONDS: Final = 4.0
AFTER_SECONDS: Final = 35.0
"""How long the way back is looked at, at most."""
CALM: Final = 8
"""Waits in a row that must be short again."""


def settle(data: Path, people: int, *, cheap: bool) -> list[Account]:
    """Make an installation in which so many have joined; `cheap`: Argon2id costs next to nothing."""
    accounts = []
    cost = {"kdf": CHEAP, "floor": CHEAP} if cheap else {}
    with Wellbeing(Settings(data=data), **cost) as whole:
        whole.first_administrator()
        for number in range(people):
            account = Account(f"tern {number}", made_up_passphrase())
            joined = whole.desks.person.joining.join(
                whole.invite_administrator(), account.handle, account.passphrase
            )
            accounts.append(Account(account.handle, account.passphrase, joined.recovery_code))
    return accounts


@dataclass
class Counted(Server):
    """A server that counts what comes to its websocket door, and what is passed on behind it."""

    @property
    def counts(self) -> Path:
        """Where it counts."""
        return self.data.with_name("counts.json")

    def command(self, *words: str) -> list[str]:
        """The same command, counting."""
        return [sys.executable, "-m", "tests.torture.counted", "cheap" if self.cheap else "real", *words]

    def _environment(self) -> dict[str, str]:
        return {**super()._environment(), "TRIAL_COUNTS": str(self.counts)}


@dataclass
class Stage:
    """What a trial may use."""

    server: Server
    others: Others
    crowd: Sequence[Account] = ()
    """People who have joined as well, and who are there to make trouble."""
    wrong: list[str] = field(default_factory=list)

    def attack(self, name: str, seconds: float, cookies: Sequence[str] = ()) -> Counter[str]:
        """Attack from another process, signed in by these cookies, and wait for its end."""
        before = self._counted()
        done = subprocess.run(
            [sys.executable, "-m", "tests.torture.attack", name, self.server.url, str(seconds)],
            input=json.dumps(list(cookies)),
            cwd=ROOT, capture_output=True, text=True, timeout=seconds + 90, check=True,
        )  # fmt: skip
        counts = Counter[str](json.loads(done.stdout.splitlines()[-1]))
        counts.update({name: count - before[name] for name, count in self._counted().items()})
        return counts

    def sign_in_crowd(self) -> list[str]:
        """Sign in those who make trouble; the Cookie header of each."""
        walkers = [Walker(self.server.url, address=f"10.6.{number}.1") for number, _ in enumerate(self.crowd)]
        for walker, account in zip(walkers, self.crowd, strict=True):
            walker.sign_in(account)
        return [walker.cookie_header for walker in walkers]

    def _counted(self) -> Counter[str]:
        """What came to the door and what was passed on, others' events included; nothing if not counted."""
        if not isinstance(self.server, Counted):
            return Counter()
        time.sleep(3 * EVERY_SECONDS)
        return Counter(json.loads(self.server.counts.read_text(encoding="utf-8")))

    def check(self, *, true: bool, words: str) -> None:
        """Note what is not as it must be."""
        if not true:
            self.wrong.append(words)


@contextmanager
def staged(
    scratch: Path,
    *,
    cheap: bool,
    environment: Mapping[str, str] | None = None,
    crowd: int | None = None,
) -> Iterator[Stage]:
    """A server with people in it.

    Args:
        scratch: an empty folder.
        cheap: whether they sign in at next to no cost.
        environment: more environment variables of the server.
        crowd: how many more have joined to make trouble; the server counts then, even at none.
    """
    data = scratch / "data"
    accounts = settle(data, PEOPLE + (crowd or 0), cheap=cheap)
    kind = Server if crowd is None else Counted
    server = kind(data, cheap=cheap, environment={"WELLBEING_TRUSTED_PROXY_HOPS": "1", **(environment or {})})
    people = [Other(server, one, f"10.9.{number}.1") for number, one in enumerate(accounts[:PEOPLE])]
    with server:
        yield Stage(server, Others(people, server), accounts[PEOPLE:])


def tried(
    what: str,
    scratch: Path,
    trouble: Callable[[Stage], str],
    *,
    cheap: bool = True,
    outage: bool = False,
    environment: Mapping[str, str] | None = None,
    crowd: int | None = None,
) -> Outcome:
    """Live for a while, make trouble, live on until all is as before, and compare what is there."""
    with staged(scratch, cheap=cheap, environment=environment, crowd=crowd) as stage:
        others = stage.others
        with others.living():
            _until(lambda: all(len(one.waits) >= CALM for one in others.people), 30)
            began = time.monotonic()
            time.sleep(BEFORE_SECONDS)
            usual = p95(others.waits(began, time.monotonic()))
            held = others.most = psutil.Process(stage.server.pid).memory_info().rss
            began = time.monotonic()
            done = trouble(stage)
            ended = time.monotonic()
            back = _back(others, ended, max(0.25, 3 * usual))
        waits = others.waits(began, ended)
        lost = [line for one in others.people for line in one.lost()]
        for line in lost[:3]:
            stage.wrong.append(line)
        return Outcome(
            what, done, len(waits), p95(waits), max(waits, default=0.0), len(lost),
            max(0, others.most - held) / 2**20, back, os.getloadavg()[0], outage, tuple(stage.wrong),
        )  # fmt: skip


def _back(others: Others, ended: float, usual: float) -> float:
    """Seconds after which everybody's waits were short again; the whole time, if never."""

    def calm_from(waits: list[Any]) -> float | None:
        row = 0
        for one in waits:
            if one.began + one.seconds < ended:
                continue
            row = row + 1 if one.seconds <= usual else 0
            if row == CALM:
                return float(one.began + one.seconds)
        return None

    while time.monotonic() - ended < AFTER_SECONDS:
        ready = [calm_from(person.waits) for person in others.people]
        if all(one is not None for one in ready):
            # The row itself takes as long as its acts; the first of it is the moment.
            return max(0.0, max(one for one in ready if one is not None) - ended - CALM * 0.25)
        time.sleep(0.25)
    return AFTER_SECONDS


def _until(true: Callable[[], bool], within: float) -> None:
    began = time.monotonic()
    while not true():
        if time.monotonic() - began > within:
            raise TimeoutError
        time.sleep(0.05)
