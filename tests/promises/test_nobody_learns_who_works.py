"""Promise: whichever officer is at work or due for a break, a lead, a configurator and an administrator see the same.

One installation is copied into two. In the first, one officer works until a break is due and a colleague rests;
in the second it is the other way round. Then everybody with another seat opens each page, calls each handler as
its page would, and asks for each address, in both. All answers must be the same, byte for byte, but for what is
the asker's own: moments, ids and secrets made anew. How long answers take must be the same too, coarsely.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.promises.support import deeds
from tests.promises.support.cast import ADMINISTRATOR, CONFIGURATORS, LEAD, Cast, Player, assemble
from tests.promises.support.deeds import plausible, short
from tests.promises.support.errands import Line, filled
from tests.promises.support.house import house
from tests.promises.support.permitted import HANDLERS, READ, ROUTES
from tests.promises.support.states import var
from tests.promises.support.voice import NOWHERE, PATIENCE, Voice
from tests.tools import engines
from tests.tools.reflex_client import ReflexClient

A, B = "investigator A", "investigator B"
OTHERS = (LEAD, CONFIGURATORS[0], ADMINISTRATOR)
PAGES = ("today", "break", "history", "me", "questionnaires", "resources", "relief", "plan", "outcomes", "exposure", "rule",
         "unit", "unit/outcomes", "unit/contacts", "unit/policy", "unit/duty", "team", "seen", "admin")  # fmt: skip
WORKED = 55.0 * 60
"""Seconds of work after which a break is due by the rule that holds without any."""
STEPS = 14
"""A page asks that often meanwhile: after five minutes without one, nobody knows whether work goes on."""
AT_ONCE = 30
"""Events that are sent to a socket in one go."""
TRIES = 11
WIDE = 4.0
"""How far the fastest of the same answers may lie apart; the others say how busy the computer is."""

_OWN = re.compile(
    r"127\.0\.0\.1:\d+|198\.18\.\d+\.\d+|\"(?:sec[_-]websocket[_-]key|session_id)\": \"[^\"]*\""
    r"|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-fA-F]{12,}|\d{10,}|\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?"
    r"|(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{20,}|found safe \d+|(?<=\"no\">)[0-9a-f]{8}(?=</code>)"
)
"""Ids (the records write the beginning of a unit's), tags, moments, digests, and outcomes of one day, which come in the order of random ids; the same length of anything else stays and is compared."""
_OFFERED = re.compile(r'(?s)<p class="words".*?</p>|name="offered" value="[^"]*"|say number [0-9a-f]{6}')
"""Words offered for a passphrase, and the number of something unexpected: made anew for each."""
_QUIET = {"date", "x-request-id", "content-length"}


def masked(text: str) -> str:
    """A text without what is the asker's own and new each time."""
    return _OWN.sub("~", _OFFERED.sub("~", text))


@dataclass
class World:
    """One copy of the installation, where one officer works."""

    cast: Cast
    at_work: str
    told: dict[tuple[str, str], str] = field(default_factory=dict)
    """What was answered, by who asked and what."""

    async def look(self, name: str) -> None:
        """Everything that somebody can open, call and ask for."""
        names = {short(one): one for one in self.cast.house.ask("handlers")}
        for page in PAGES:
            self.told[name, f"page {page}"] = await self._page(name, page)
        async with Voice(self.cast.house, self.cast[name].open, names) as voice:
            for called in batches(self.cast, name):
                events = [event for one in called.values() for event in one]
                await voice.say([], room=len(events) + 1)
                assert voice.tab is not None
                heard = len(voice.tab.updates)
                await voice.say(events)
                self.told[name, " ".join(called)] = as_lines(voice.tab.updates[heard:])
        with Line(self.cast.house.url, {"Cookie": self.cast[name].open}) as line:
            for path in (path for path, methods in sorted(ROUTES.items()) if methods & READ):
                status, text, headers = line.send(
                    "GET", filled(path), X_Forwarded_For=self.cast.house.address()
                )
                said = {name: value for name, value in headers.items() if name not in _QUIET}
                self.told[name, f"GET {path}"] = in_order(f"{status}\n{sorted(said.items())}\n{text}")

    async def _page(self, name: str, page: str) -> str:
        headers = {"X-Forwarded-For": self.cast.house.address()}
        cookie = self.cast[name].open
        async with ReflexClient(
            self.cast.house.url, cookie=cookie, path=f"/en/{page}", headers=headers
        ) as tab:
            await tab.boot(within=PATIENCE)
            await tab.boot(NOWHERE, PATIENCE)  # what the page asked for has come by then
            return masked(json.dumps(tab.state, sort_keys=True))

    async def stage(self, name: str) -> str:
        """What the timer of an officer says to themselves."""
        names = {short(one): one for one in self.cast.house.ask("handlers")}
        async with Voice(self.cast.house, self.cast[name].open, names) as voice:
            await voice.say([("timer.sync", {"form": {"sent": "1"}})])
            assert voice.tab is not None
            return str(var(voice.tab, "timer", "stage"))


def batches(cast: Cast, name: str) -> Iterator[dict[str, deeds.Events]]:
    """Each handler with what its page would send, as many together as one socket takes at once."""
    batch: dict[str, deeds.Events] = {}
    # The framework's own are what every page is opened with, and say when a batch has been dealt with.
    for handler in sorted(one for one in HANDLERS if not one.startswith(("state.", "on_load_"))):
        events = plausible(handler, cast, name)
        if sum(map(len, batch.values())) + len(events) > AT_ONCE:
            yield batch
            batch = {}
        batch[handler] = events
    yield batch


def as_lines(updates: list[dict[str, Any]]) -> str:
    """Everything a page was told, each once, without what is its own; how it was parcelled says nothing."""
    said = {
        masked(f"{name} {var_name} {json.dumps(value, sort_keys=True)}")
        for update in updates
        for name, values in (update.get("delta") or {}).items()
        for var_name, value in values.items()
    }
    said |= {
        masked(json.dumps(event, sort_keys=True))
        for update in updates
        for event in update.get("events") or ()
    }
    return "\n".join(sorted(said))


def in_order(text: str) -> str:
    """The lines of an answer, sorted: what comes from a set stands in another order in each process."""
    return "\n".join(sorted(masked(text).splitlines()))


def difference(one: str, other: str) -> tuple[str, str]:
    """Where two answers part, with a little around it."""
    at = next(
        (index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    return one[max(0, at - 60) : at + 60], other[max(0, at - 60) : at + 60]


def moved_in(cast: Cast, stack: ExitStack, data: Path) -> Cast:
    """The same people in a copy of the installation, signed in again."""
    there = stack.enter_context(house(data, hurried=True))
    copy = Cast(there, cast.today, {}, cast.units, cast.desk_labels, cast.desk_seats)
    copy.players = {
        name: replace(one, walker=there.walker(), words=list(one.words)) for name, one in cast.players.items()
    }
    for one in copy.players.values():
        enter(one)
    return copy


def enter(player: Player) -> None:
    """Sign in, or unlock what has locked meanwhile, and know the tag of one's pages."""
    if player.walker.session:
        player.walker.unlock(player.account.passphrase)
    else:
        player.walker.sign_in(player.account)

    async def look() -> str:
        async with player.walker.tab("/en/history") as tab:
            await tab.boot(within=PATIENCE)
            return str(tab.value("tag"))

    player.tag = asyncio.run(look())


async def work(cast: Cast, name: str) -> None:
    """Begin to work, and work until a break is due, with a page that is there all the time."""
    names = {short(one): one for one in cast.house.ask("handlers")}
    async with Voice(cast.house, cast[name].open, names) as voice:
        await voice.say([("timer.sync", {"form": {"sent": "1"}})])
        assert voice.tab is not None
        form = {
            "verb": "start",
            "kind": "live",
            "version": var(voice.tab, "timer", "version"),
            "tag": cast[name].tag,
        }
        await voice.say([("timer.act", {"form": form})])
        assert var(voice.tab, "timer", "stage") == "running"
    for _ in range(STEPS):
        cast.house.ask("forward", WORKED / STEPS)
        async with Voice(cast.house, cast[name].open, names) as voice:  # the entries lock meanwhile
            await voice.say([("timer.sync", {"form": {"sent": "1"}})])


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, World]]:
    folder = tmp_path_factory.mktemp("worlds")
    with ExitStack() as stack:
        with house(folder / "before", hurried=True) as before:
            cast = assemble(before)
            for one in cast.players.values():
                one.walker.sign_out()
        for name in (
            A,
            B,
        ):  # both are copies: a folder that has moved is noted in the administrators' records
            engines.copied(folder / "before", folder / name)
        found = [World(moved_in(cast, stack, folder / name), name) for name in (A, B)]
        for world in found:
            asyncio.run(work(world.cast, world.at_work))
            world.cast.house.ask("remind")
            world.cast.today = type(cast.today).fromisoformat(world.cast.house.ask("today"))
            for one in world.cast.players.values():
                enter(one)
        yield found[0], found[1]


def test_the_two_worlds_are_not_the_same(worlds: tuple[World, World]) -> None:
    """If nobody were due, or both, the comparison would prove nothing."""
    stages = [asyncio.run(world.stage(name)) for world in worlds for name in (A, B)]
    assert stages == ["due", "rest", "rest", "due"]


@pytest.mark.parametrize("name", OTHERS)
def test_every_answer_is_the_same_whoever_is_at_work(
    worlds: tuple[World, World], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for world in worlds:
        monkeypatch.setattr(deeds, "_NUMBER", count(1))
        asyncio.run(world.look(name))
    one, other = (world.told for world in worlds)
    assert one.keys() == other.keys()
    assert len(one) > len(PAGES) + 30
    assert {asked: difference(one[asked], other[asked]) for asked in one if one[asked] != other[asked]} == {}


async def seconds(world: World, name: str) -> dict[str, list[float]]:
    """How long a few answers took that read what the server knows."""
    names = {short(one): one for one in world.cast.house.ask("handlers")}
    taken: dict[str, list[float]] = {}
    async with Voice(world.cast.house, world.cast[name].open, names) as voice:
        for handler in ("timer.sync", "posting.load", "first_morning.load"):
            payload = {"form": {"sent": "1"}} if handler == "timer.sync" else {}
            await voice.say([], room=2 * TRIES)
            for _ in range(TRIES):
                began = time.perf_counter()
                await voice.say([(handler, payload)])
                taken.setdefault(handler, []).append(time.perf_counter() - began)
    return taken


def test_no_answer_takes_longer_for_one_than_for_the_other(worlds: tuple[World, World]) -> None:
    for name in OTHERS[:2]:
        one, other = (asyncio.run(seconds(world, name)) for world in worlds)
        for asked in one:
            fast, slow = sorted((min(one[asked]), min(other[asked])))
            assert slow < WIDE * fast + 0.02, (name, asked)
