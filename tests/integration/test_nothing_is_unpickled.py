"""Whoever can write into the data folder puts pickles there; the server reads none of them.

A pickle calls what it names as soon as it is read: one that is read is a program of a stranger. Babel ships
its languages as pickles, in the folder of the program: whoever writes there has changed the program anyway.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from hashlib import md5
from pathlib import Path

from tests.tools.engines import only_in_a_file
from tests.tools.joining import Walker
from tests.tools.server import ROOT, Server, built_frontend

TOKEN = "the-token-of-a-tab"
RUNNER = "tests.tools.run_watching_pickles"
KEYS = (TOKEN, f"{TOKEN}_reflex___state____state")
"""What Reflex keeps the state of this tab under."""
OF_BABEL = "('babel."


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
    names = {md5(one.encode(), usedforsecurity=False).hexdigest() for one in KEYS} | {"session", "cache"}
    for folder in (data, data / "keys", states):
        for name in names:
            (folder / f"{name}.pkl").write_bytes(trap)
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


def told(folder: Path, **environment: str) -> list[str]:
    """Sign in, leave, plant the trap everywhere and come back; what pickles asked for meanwhile."""
    noted, pages = folder / "noted", folder / "pages"
    shutil.copytree(built_frontend(), pages)
    server = Watched(
        folder / "data",
        arguments=("--frontend", str(pages)),
        environment={"NOTED_IN": str(noted), **environment},
    )
    with Walker(server.url) as walker:
        with server:
            account = walker.join(server.code)
            asyncio.run(one_tab(walker))
        # The server works in the folder of its pages; Reflex would keep what pages show below it.
        plant(server.data, pages / ".states", pickle.dumps(Trap(folder / "ran")))
        with server:
            walker.sign_in(account)
            asyncio.run(one_tab(walker))
    return [line for line in noted.read_text().splitlines() if not line.startswith(OF_BABEL)]


@only_in_a_file
def test_no_pickle_is_read_wherever_it_lies(tmp_path: Path) -> None:
    assert told(tmp_path) == []
    assert not (tmp_path / "ran").exists()


@only_in_a_file
def test_a_server_that_kept_its_pages_as_pickles_would_run_it(tmp_path: Path) -> None:
    assert any("mkdir" in line for line in told(tmp_path, ON_DISK="yes"))
    assert (tmp_path / "ran").exists()


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
