"""Promise: opening crisis help, or giving the worst answer to everything, is known to nobody.

A real server, its files, its rows, its log and its sessions are compared before and after the pages of crisis
help are opened signed out, open and locked. Then two officers answer all that can be asked, one always with the
worst and one always with the best that there is: what is left of both must differ in nothing that can be seen.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.promises.support.cast import Cast, assemble
from tests.promises.support.deeds import short
from tests.promises.support.errands import Line
from tests.promises.support.house import changes, house
from tests.promises.support.voice import PATIENCE, Voice
from tests.tools.reflex_client import ReflexClient
from wellbeing.domain.checkin import Question
from wellbeing.domain.instruments.shelf import offered

A, B = "investigator A", "investigator B"
HELP = ("/help-now", "/en/help-now", "/en/help-card", "/en/learn", "/en/learn/after-a-bad-file")
ALWAYS_ON = offered(())
WORST = {"heaviness": "4", "energy": "0", "sleep": "0", "intrusions": "3", "recovery": "0"}
BEST = {"heaviness": "0", "energy": "4", "sleep": "3", "intrusions": "0", "recovery": "1"}


@dataclass(frozen=True)
class Traces:
    """All that somebody could look at afterwards."""

    rows: dict[Any, Any]
    files: dict[str, tuple[bytes, int]]
    """Bytes and moment of change of every file."""
    sessions: list[Any]
    log: str
    health: str


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    with house(tmp_path_factory.mktemp("crisis") / "data", hurried=True) as server:
        yield assemble(server)


def traces(cast: Cast) -> Traces:
    """Everything, now."""
    data = Path(cast.house.server.data)
    files = {
        one.relative_to(data).as_posix(): (one.read_bytes(), one.stat().st_mtime_ns)
        for one in data.rglob("*")
        if one.is_file()
    }
    with Line(cast.house.url) as line:
        health = line.send("GET", "/healthz")[1]
    return Traces(cast.house.rows.taken(), files, cast.house.ask("sessions"), cast.house.server.log, health)


def test_opening_crisis_help_changes_nothing_at_all(cast: Cast) -> None:
    locked = cast[B].again(cast.house)
    assert locked.lock().status_code == 204
    opened, told = cast[A].open, set()
    watcher = ReflexClient(cast.house.url, cookie=opened, path="/en/history")

    async def look() -> None:
        async with watcher:
            await watcher.boot(within=PATIENCE)
            await watcher.quiet(0.3)
            heard, before = len(watcher.received), traces(cast)
            for cookie in (None, opened, locked.cookie_header):
                told.update(await asyncio.to_thread(visits, cast, cookie))
            await watcher.quiet(0.3)
            after = traces(cast)
            assert len(watcher.received) == heard
            assert after == before

    asyncio.run(look())
    assert len(told) == len(HELP), "everybody is shown the same bytes"


def visits(cast: Cast, cookie: str | None) -> set[tuple[str, str]]:
    """Each page of crisis help, with what it answered; no cookie is set and no address asks anything."""
    found = set()
    headers = {"Cookie": cookie} if cookie else {}
    with Line(cast.house.url, {**headers, "Accept-Language": "en"}) as line:
        for path in HELP:
            status, text, said = line.send("GET", path, X_Forwarded_For=cast.house.address())
            assert status in {200, 302}
            assert "set-cookie" not in said
            assert "?" not in said.get("location", "")
            found.add((path, text))
    return found


def answers(cast: Cast, name: str, *, worst: bool) -> list[tuple[str, Any]]:
    """Everything that can be asked, answered at one end."""
    today, tag = cast.today.isoformat(), cast[name].tag
    whole = {"day": today, "tag": tag, "pending": ",".join(WORST), **(WORST if worst else BEST)}
    said: list[tuple[str, Any]] = [
        ("today.load", {}),
        ("today.merge", {"form": whole}),
        ("questionnaires.load", {}),
    ]
    for one in ALWAYS_ON:
        said.append(("questionnaires.choose", {"which": one.name}))
        for item in range(1, len(one.items) + 1):
            codes = one.codes(item)
            # Which end is the worse one depends on the item; both ends of every scale are what matters.
            code = str(max(codes) if worst else min(codes))
            tap = {"which": one.name, "item": str(item), "code": code, "begun": today, "tag": tag}
            said.append(("questionnaires.answer", tap))
        said.append(("questionnaires.finish", {"which": one.name, "begun": today, "tag": tag}))
    rating = "10" if worst else "0"
    said += [
        ("relief.load", {}),
        ("relief.rate", {"form": {"rating": rating, "tag": tag}}),
        ("relief.choose", {"tool": "walk"}),
        ("relief.finish", {"form": {"rating": rating, "tag": tag}}),
    ]
    return said


async def answer(cast: Cast, name: str, *, worst: bool) -> dict[str, Any]:
    """Answer everything; what can be seen of it from outside."""
    names = {short(one): one for one in cast.house.ask("handlers")}
    others = [one for one in cast.players.values() if one.name != name]
    watchers = [ReflexClient(cast.house.url, cookie=one.open, path="/en/history") for one in others]
    async with Voice(cast.house, cast[name].open, names) as voice:
        for tab in watchers:
            await tab.connect()
            await tab.boot(within=PATIENCE)
            await tab.quiet(0.1)
        heard = [len(tab.received) for tab in watchers]
        before = traces(cast)
        for event in answers(cast, name, worst=worst):
            await voice.say([event])
        after = traces(cast)
        reached = [
            one.name
            for one, tab, seen in zip(others, watchers, heard, strict=True)
            if len(tab.received) != seen
        ]
        for tab in watchers:
            await tab.close()
        assert voice.tab is not None
        redirects = voice.tab.redirects()
    found = changes(before.rows, after.rows)
    own = cast[name].person.bytes
    return {
        "rows of others": [
            repr(one) for one in found if own not in {one.row.get("person_id"), one.row.get("id")}
        ],
        "rows": Counter((one.table, one.kind, len(one.row["body"])) for one in found),
        "log": re.sub(r"\d+", "~", after.log[len(before.log) :]),
        "files": sorted(after.files.keys() ^ before.files.keys()),
        "slots": after.files["slots.db"] == before.files["slots.db"],
        "sessions": after.sessions == before.sessions,
        "health": after.health == before.health,
        "reached": reached,
        "redirects": redirects,
    }


def test_the_worst_and_the_best_leave_the_same_and_only_in_the_own_entries(cast: Cast) -> None:
    assert {one.value for one in Question} - {"feelings"} == set(WORST) == set(BEST)
    worst = asyncio.run(answer(cast, A, worst=True))
    best = asyncio.run(answer(cast, B, worst=False))
    assert {table for table, *_ in worst["rows"]} <= {"entries", "manifests"}
    assert sum(worst["rows"].values()) >= 4, "too little was kept, so this proves nothing"
    assert worst == {
        "rows of others": [],
        "rows": best["rows"],
        "log": "",
        "files": [],
        "slots": True,
        "sessions": True,
        "health": True,
        "reached": [],
        "redirects": [],
    }
    assert best == worst
