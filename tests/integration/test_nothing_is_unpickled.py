"""Whoever can write into the data folder puts pickles there; the server reads none of them.

A pickle calls what it names as soon as it is read, so one that is read is a program of a stranger.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from hashlib import md5
from pathlib import Path

from tests.tools.joining import Walker
from tests.tools.server import ROOT, Server

TOKEN = "the-token-of-a-tab"
RUNNER = "tests.tools.run_watching_pickles"


@dataclass
class Watched(Server):
    """A server that notes what pickles ask for."""

    def command(self, *words: str) -> list[str]:
        command = super().command(*words)
        command[2] = RUNNER
        return command


@dataclass(frozen=True)
class Trap:
    """What runs when somebody reads it: it makes a file."""

    marker: Path

    def __reduce__(self) -> tuple[object, tuple[str, int]]:
        return os.mkdir, (str(self.marker), 0o700)


def plant(data: Path, states: Path, trap: bytes) -> None:
    """Put the trap wherever somebody would look for a pickle, and in place of what is sealed."""
    states.mkdir(exist_ok=True)
    names = {md5(TOKEN.encode(), usedforsecurity=False).hexdigest(), TOKEN, "state", "session", "cache"}
    for folder in (data, data / "keys", states):
        for name in names:
            (folder / f"{name}.pkl").write_bytes(trap)
    for kept in states.glob("*.pkl"):
        kept.write_bytes(trap)
    with closing(sqlite3.connect(data / "wellbeing.db")) as disk, disk:
        disk.execute(
            "CREATE TABLE apscheduler_jobs (id TEXT PRIMARY KEY, next_run_time REAL, job_state BLOB)"
        )
        disk.execute("INSERT INTO apscheduler_jobs VALUES ('nightly', 0, ?)", (trap,))
        for table in ("entries", "manifests", "inbox"):
            assert disk.execute(f"UPDATE {table} SET body = ?", (trap,)).rowcount > 0


async def one_tab(walker: Walker) -> None:
    async with walker.tab(token=TOKEN) as tab:
        await tab.boot()
        await tab.quiet()


def test_no_pickle_is_read_wherever_it_lies(tmp_path: Path) -> None:
    marker, noted, states = tmp_path / "ran", tmp_path / "noted", tmp_path / "states"
    trap = pickle.dumps(Trap(marker))
    where = {"NOTED_IN": str(noted), "REFLEX_STATES_WORKDIR": str(states)}
    server = Watched(tmp_path / "data", environment=where)
    with server:
        walker = Walker(server.url)
        account = walker.join(server.code)
        asyncio.run(one_tab(walker))
    plant(server.data, states, trap)
    with server:
        walker.sign_in(account)
        asyncio.run(one_tab(walker))
        assert walker.get("/en/me").status in {200, 303}
    assert noted.read_text() == ""
    assert not marker.exists()


def test_the_same_trap_runs_where_somebody_reads_it(tmp_path: Path) -> None:
    marker, noted = tmp_path / "ran", tmp_path / "noted"
    (tmp_path / "trap").write_bytes(pickle.dumps(Trap(marker)))
    read = f"from {RUNNER} import watch; watch(); import pickle, sys; pickle.load(open(sys.argv[1], 'rb'))"
    done = subprocess.run(
        [sys.executable, "-c", read, str(tmp_path / "trap")],
        cwd=ROOT,
        env=os.environ | {"NOTED_IN": str(noted)},
        check=False,
    )
    assert done.returncode == 0
    assert marker.is_dir()
    assert "mkdir" in noted.read_text()
