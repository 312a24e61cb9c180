"""A team's picture in an installation with ten check-ins and in one with a million, turn by turn."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.figures import Figure, median
from tests.browser.told_past import live_through
from tests.tools.joining import Account, Walker, made_up_passphrase
from tests.tools.reflex_client import ReflexClient
from tests.tools.server import Server
from wellbeing.storage.opening import MAIN_FILE

FEW, MANY = 10, 1_000_000
PEOPLE = 500
"""Among whom the check-ins are spread."""
SEALED = 320
"""Bytes of one sealed check-in."""
TURNS = 100
PACE = 0.12
PATIENCE = 60.0
"""Seconds that one picture may take on a busy computer."""
WORKS_APART = 1.1
"""How much dearer the picture may be beside a million check-ins."""


async def looking(scratch: Path, say: Callable[[str], None]) -> list[Figure]:
    """The ratio of the two, each asked in turn, so that a busy computer slows both."""
    few, many = Server(scratch / "few"), Server(scratch / "many")
    with few, many:
        accounts = []
        for server, entries in ((few, FEW), (many, MANY)):
            say(f"a unit beside {entries:,} check-ins …")
            accounts.append(furnish(server))
            fill(server.data / MAIN_FILE, entries)
        say("looking at the team …")
        leads = [Walker(one.url) for one in (few, many)]
        for lead, account in zip(leads, accounts, strict=True):
            lead.sign_in(account)  # again: without a page open everybody is locked after a minute
        small, large = await by_turns(*(lead.tab("/en/team") for lead in leads))
    return [
        Figure(
            "a team's picture beside a million check-ins",
            large * 1e3,
            small * 1e3,
            "ms",
            f"the same picture beside {FEW}",
            WORKS_APART,
        )
    ]


def furnish(server: Server) -> Account:
    """A unit with a year of pictures, and its lead."""
    admin, desk, lead = (Walker(server.url) for _ in range(3))
    admin.join(server.code, "bench", made_up_passphrase())
    unit = admin.create_unit("Bench")
    desk.join(admin.issue(unit, "configurator", ["desk"])[0], "desk", made_up_passphrase())
    account = lead.join(desk.issue(unit, "lead", ["lead"])[0], "lead", made_up_passphrase())
    live_through(server.data, unit)
    return account


def fill(file: Path, entries: int) -> None:
    """So many sealed check-ins of made-up people, as rows: nobody has their keys."""
    database = sqlite3.connect(file, timeout=60)
    with database:
        database.executemany(
            "INSERT INTO people (id, handle_tag, public_key)"
            " SELECT randomblob(16), randomblob(32), randomblob(32) WHERE ?",
            [(1,)] * PEOPLE,
        )
        database.execute(
            "INSERT INTO entries (person_id, id, expires_month, body)"
            " WITH RECURSIVE each(one) AS (SELECT 1 UNION ALL SELECT one + 1 FROM each WHERE one < ?)"
            f" SELECT people.id, randomblob(16), 209901, randomblob({SEALED})"
            " FROM each JOIN people LIMIT ?",
            (entries // PEOPLE + 1, entries),
        )
    database.close()


async def by_turns(*tabs: ReflexClient) -> tuple[float, ...]:
    """Seconds of each tab from the page's event to the whole picture: the middle of the quicker half.

    What else runs here only ever adds to a turn, and to some turns a lot.
    """
    times: list[list[float]] = [[] for _ in tabs]
    for tab in tabs:
        await tab.connect()
        await tab.boot()
    try:
        for turn in range(TURNS):
            order = list(zip(tabs, times, strict=True))
            for tab, mine in order if turn % 2 else order[::-1]:
                mine.append(await look(tab))
                await asyncio.sleep(PACE)
    finally:
        for tab in tabs:
            await tab.close()
    return tuple(median(sorted(mine[5:])[: TURNS // 2]) for mine in times)


async def look(tab: ReflexClient) -> float:
    """Seconds until the picture is there."""
    seen = len(tab.received)
    began = time.perf_counter()
    await tab.event("team_page.load")
    await tab.until(
        lambda one: any('"pictures_rx_state_":[{' in text.replace(" ", "") for text in one.received[seen:]),
        PATIENCE,
    )
    return time.perf_counter() - began
