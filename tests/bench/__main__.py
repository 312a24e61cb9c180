"""`make bench`: every promised figure beside its floor, measured in one run.

    python -m tests.bench            # all
    python -m tests.bench everyday   # or signing-in: only these

The exit code is 0 when every promise holds in this run, else 1.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from tests.bench import ballots, bare, ours, releases, team, timers
from tests.bench.figures import Figure, median, show
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
        times = await asyncio.to_thread(ours.sign_in_times, server, account, 7)
        SAY("refusing …")
        # Four misses each: from the fifth on a handle has to wait.
        handles = (account.handle, "nobody at all")
        known, unknown = map(median, await asyncio.to_thread(ours.refused_times, server, handles, 4))
        SAY("twenty people sign in …")
        since, until, answers = await asyncio.to_thread(ours.crowd, server, 20)
        await asyncio.sleep(0.6)
        stall = server.worst(since, until)
        SAY(f"twenty people: {until - since:.1f} s, answers {sorted(set(answers))}")
    params = ours.params_of(scratch / "real")
    raw = bare.argon2(params, 7)
    return [
        Figure("a sign-in", median(times) * 1e3, raw * 1e3, "ms", f"one raw Argon2id, {params}", 1.25),
        Figure(
            "a sign-in of an unknown handle against a known one",
            max(known, unknown) * 1e3,
            min(known, unknown) * 1e3,
            "ms",
            "the quicker of the two, both refused",
            1.15,
        ),
        Figure(
            "the loop while 20 sign in",
            stall,
            max(idle, 0.01),
            "ms",
            "the same loop, idle",
            50,
            absolute=True,
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


PARTS = {
    "everyday": everyday,
    "signing-in": signing_in,
    "reminding": reminding,
    "contributing": contributing,
    "looking": looking,
}


async def main(parts: Sequence[str]) -> int:
    """Measure these parts, or all, and print."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        found = [one for part in parts or PARTS for one in await PARTS[part](Path(folder))]
    SAY("load: " + " ".join(f"{one:.1f}" for one in os.getloadavg()) + f" on {os.cpu_count()} processors")
    show(found)
    return 0 if all(one.kept for one in found) else 1


if __name__ == "__main__":
    raise SystemExit(asyncio.run(main(sys.argv[1:])))
