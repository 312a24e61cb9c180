"""`make bench`: every promised figure beside its floor, measured in one run.

    python -m tests.bench                      # all
    python -m tests.bench everyday signing-in  # only these
    python -m tests.bench --write              # all, and put the table and its picture into docs/

The exit code is 0 when every promise holds in this run, else 1.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from rich.console import Console

from tests.bench import ballots, bare, ours, releases, team, timers
from tests.bench.figures import Figure, Section, median, timed
from tests.bench.table import show, write
from tests.tools.joining import Walker
from tests.tools.server import Server, free_port

SAY = Console(stderr=True).print
CLIENTS = 120


async def everyday(scratch: Path) -> list[Figure]:
    """A saved answer, a year, and memory, with a cheap Argon2id since none of them signs in."""
    SAY("living a year …")
    account, entries = ours.live_a_year(scratch / "year")
    found = []
    with (
        bare.BareReflex(scratch / "reflex") as floor,
        Server(scratch / "year", locales=("en", "xb")) as server,
    ):
        walker = Walker(server.url)
        walker.sign_in(account)
        SAY("saving answers …")
        with bare.committing(scratch) as commit:
            one = await ours.saved_answers(walker, floor.url, commit, 110)
        found.append(
            Figure(
                "an answer saved",
                one.ours * 1e3,
                (one.event + one.work) * 1e3,
                "ms",
                f"a bare Reflex event ({one.event * 1e3:.2f} ms) and one commit ({one.work * 1e3:.2f} ms)",
                2.5,
            )
        )
        SAY("looking back …")
        one, size = await ours.history(walker, floor.url, bare.decrypting(entries), 50)
        found.append(
            Figure(
                "a year's history",
                one.ours * 1e3,
                (one.event + one.work) * 1e3,
                "ms",
                f"{entries} envelopes opened ({one.work * 1e3:.2f} ms), a bare event of {size // 1024} KiB"
                f" ({one.event * 1e3:.2f} ms)",
                2.0,
            )
        )
        SAY("connecting clients …")
        theirs = await ours.memory_per_client(
            floor.pid, [ours.ReflexClient(floor.url, path="/") for _ in range(CLIENTS)]
        )
        mine = await ours.memory_per_client(
            server.pid, [Walker(server.url, address=f"10.2.0.{n}").tab("/en/today") for n in range(CLIENTS)]
        )
        found.append(Figure("memory of a connected client", mine, theirs, "KiB", "a bare Reflex app", 1.5))
    return found


async def signing_in(scratch: Path) -> list[Figure]:
    """Signing in with the Argon2id that an installation really uses."""
    server = ours.Watched(
        scratch / "real",
        port=free_port(),
        cheap=False,
        notes=scratch / "stalls",
        environment={"WELLBEING_TRUSTED_PROXY_HOPS": "1"},
    )
    with server:
        SAY("joining …")
        account = Walker(server.url).join(server.code)
        idle_from = ours.time.time()
        await asyncio.sleep(2)
        idle = server.worst(idle_from, ours.time.time())
        SAY("signing in …")
        raw = bare.deriving(ours.params_of(scratch / "real"))
        times, floors = await asyncio.to_thread(ours.sign_in_times, server, account, raw, 15)
        SAY("refusing …")
        # Four misses each: from the fifth on a handle has to wait.
        handles = (account.handle, "nobody at all")
        known, unknown = map(median, await asyncio.to_thread(ours.refused_times, server, handles, 4))
        SAY("twenty people sign in …")
        crowd = await asyncio.to_thread(ours.crowd, server, 20)
        await asyncio.sleep(0.6)
        stall = server.worst(crowd.began, crowd.ended)
        derivation = median(timed(raw, 15, time.process_time))
    params = ours.params_of(scratch / "real")
    cost = f"{params.memory_kib // 1024} MiB, {params.iterations} rounds, {params.lanes} lane"
    return [
        Figure(
            "a sign-in", median(times) * 1e3, median(floors) * 1e3, "ms", f"one raw Argon2id of {cost}", 1.25
        ),
        Figure(
            "a sign-in refused, unknown handle or known",
            max(known, unknown) * 1e3,
            min(known, unknown) * 1e3,
            "ms",
            "the quicker of the two",
            1.15,
        ),
        Figure(
            "the loop stands still while 20 sign in",
            stall,
            max(idle, 0.01),
            "ms",
            "the same loop, idle",
            50,
            absolute=True,
            said=f"the longest time; {crowd.answered} of 20 answered in {crowd.ended - crowd.began:.1f} s",
        ),
        Figure(
            "sign-ins a second and core",
            1 / crowd.each,
            1 / derivation,
            "/s",
            f"raw Argon2id, {derivation * 1e3:.0f} ms of a processor each",
            1.25,
            more=True,
            said=f"{crowd.each * 1e3:.0f} ms of a processor each, page and all, when 20 come at once",
        ),
    ]


async def reminding(scratch: Path) -> list[Figure]:
    """Ten thousand timers, their reminders and acts, beside raw timers and date jobs."""
    return await timers.timers(scratch, SAY, bare.commit(scratch, 200))


async def telling(scratch: Path) -> list[Figure]:
    """A period of four thousand groups, beside bare commits."""
    return await asyncio.to_thread(releases.passes, scratch, SAY, bare.commit(scratch, 200))


async def looking(scratch: Path) -> list[Figure]:
    """A team's picture, whose cost must not follow from how much people write."""
    return await team.looking(scratch, SAY)


async def contributing(scratch: Path) -> list[Figure]:
    """A contribution into a real box, beside one commit."""
    return ballots.contributions(scratch, SAY, bare.commit(scratch, 200))


PARTS: Final[Mapping[str, tuple[str, Callable[[Path], Awaitable[list[Figure]]]]]] = {
    "everyday": ("An ordinary day", everyday),
    "signing-in": ("Signing in", signing_in),
    "reminding": ("Ten thousand timers", reminding),
    "telling": ("A period of team pictures", telling),
    "contributing": ("A contribution", contributing),
    "looking": ("A team's picture", looking),
}


async def main(words: Sequence[str]) -> int:
    """Measure these parts, or all, and print."""
    parts = [word for word in words if not word.startswith("-")]
    if "--write" in words and parts:
        SAY("Only a whole run is written down.")
        return 2
    found, broken = list[Section](), list[str]()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for part in parts or PARTS:
            title, measure = PARTS[part]
            before = os.getloadavg()[0]
            try:
                figures = tuple(await measure(Path(folder)))
            except Exception:  # noqa: BLE001 what else was measured is still worth a look
                traceback.print_exc()
                broken.append(title)
            else:
                found.append(Section(title, figures, (before, os.getloadavg()[0])))
    show(found)
    if broken:
        SAY("Not measured: " + ", ".join(broken))
        return 1
    if "--write" in words:
        write(found)
    return 0 if all(one.kept for section in found for one in section.figures) else 1


if __name__ == "__main__":
    raise SystemExit(asyncio.run(main(sys.argv[1:])))
