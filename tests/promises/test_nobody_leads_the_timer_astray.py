"""Promise: the timer takes what its own page may do now, once, and tells nobody else.

Two officers work side by side on a real server. Over raw websockets one sends acts that no page sends: old
versions, the same click again, other people's tags, forged kinds, minutes below nothing, a flood while locked.
Then both act in turn while thieves hold their tabs' tokens: no page ever hears of the other one's timer.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Any

import pytest

from tests.promises.support.cast import Cast, Player, assemble
from tests.promises.support.deeds import short
from tests.promises.support.house import Change, changes, house
from tests.promises.support.states import var
from tests.promises.support.voice import NOWHERE, PATIENCE, Voice
from tests.tools.reflex_client import ReflexClient
from wellbeing.domain.errors import ActUnusable, BadInput, SignedOut
from wellbeing.domain.exposure import AFTERWARDS, Act
from wellbeing.ui.guard import UNEXPECTED

A, B = "investigator A", "investigator B"
ACT, SYNC = "timer.act", "timer.sync"
FLOOD = 90
"""Acts in one go: more than a socket may send at once."""

FORGED: tuple[dict[str, Any], ...] = (
    *(
        {"verb": one}
        for one in ("", "START", "start ", "delete", None, 7, "__class__", "start\x00", "x" * 900)
    ),
    *({"verb": one.value, "kind": "stills", "minutes": "20"} for one in sorted(AFTERWARDS)),
    *({"verb": "switch", "kind": one} for one in ("", "STILLS", "everything", "stills,video", "9", None)),
    *({"verb": "start", "kind": one} for one in ("none", "../stills", "<b>stills</b>", 7, True)),
    *(
        {"verb": verb, "minutes": one}
        for verb in ("pause", "quiet")
        for one in (
            "-5",
            "0",
            "1e9",
            "99999999999999999999",
            "NaN",
            "5.5",
            "5 ",
            "²",
            "\u0665\u0665\u0665\u0665",
            True,
        )
    ),
    {"verb": "start", "minutes": "5"},
    {"verb": "pause", "kind": "stills"},
    *({"verb": "start", "version": one} for one in ("-1", "now", "1e3", None)),
    {"verb": "pause", "version": "9" * 300},
    {"verb": "pause", "of": "x", "began": "2020-01-01", "at": "2020-01-01", "event": "x", "person": "x"},
)
"""Acts that nobody's page sends, each with a right tag; the version is an old one where none is given."""


SHAPES: tuple[Any, ...] = ({"form": []}, {"form": "start"}, {"form": {}, "extra": 1}, {}, [], "start", None)


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    with house(tmp_path_factory.mktemp("astray") / "data", hurried=True) as server:
        yield assemble(server)


class Desk:
    """One person's page with a timer, and what each act of theirs did."""

    def __init__(self, cast: Cast, player: Player, voice: Voice) -> None:
        self.cast, self.player, self.voice = cast, player, voice

    @property
    def tab(self) -> ReflexClient:
        assert self.voice.tab is not None
        return self.voice.tab

    async def version(self) -> str:
        """Ask what the clock is."""
        await self.voice.say([(SYNC, {"form": {"sent": "1"}})])
        return str(var(self.tab, "timer", "version"))

    async def act(self, *forms: Any) -> tuple[list[Change], list[str]]:
        """Send acts in one go; the rows that changed, and what was said."""
        await self.voice.say([], room=len(forms) + 1)
        rows, heard = self.cast.house.rows.taken(), len(self.tab.updates)
        await self.voice.say([(ACT, {"form": form}) for form in forms])
        said = [
            state["message_rx_state_"]
            for update in self.tab.updates[heard:]
            for state in (update.get("delta") or {}).values()
            if state.get("message_rx_state_")
        ]
        return changes(rows, self.cast.house.rows.taken()), list(dict.fromkeys(said))

    async def good(self, verb: Act, **more: str) -> dict[str, str]:
        """What the page itself would send now."""
        return {"verb": verb.value, "version": await self.version(), "tag": self.player.tag, **more}


@asynccontextmanager
async def at_desk(cast: Cast, name: str, cookie: str | None = None) -> AsyncIterator[Desk]:
    names = {short(one): one for one in cast.house.ask("handlers")}
    async with Voice(cast.house, cookie or cast[name].open, names) as voice:
        yield Desk(cast, cast[name], voice)


def seated(cast: Cast, name: str, story: Callable[[Cast, Desk], Awaitable[Any]], cookie: str = "") -> Any:
    """Live through a story at somebody's desk."""

    async def live() -> Any:
        async with at_desk(cast, name, cookie or None) as desk:
            return await story(cast, desk)

    return asyncio.run(live())


def own(player: Player, found: list[Change]) -> bool:
    """Whether rows changed, all of them this person's."""
    return bool(found) and all(
        player.person.bytes in {one.row.get("person_id"), one.row.get("id")} for one in found
    )


async def forge(cast: Cast, desk: Desk) -> list[str]:
    wrong = []
    found, _ = await desk.act(await desk.good(Act.START, kind="stills"))
    assert own(cast[A], found), "nothing is running, so the try proves nothing"
    for form in FORGED:
        there = {"tag": cast[A].tag, "version": "0", **form}
        if "minutes" in form and form["verb"] in {"pause", "quiet"}:
            there["version"] = await desk.version()
        found, said = await desk.act(there)
        wrong += [f"{form}: {one!r}" for one in found]
        wrong += [
            f"{form}: {one}" for one in said if one not in {BadInput.sentence(), ActUnusable.sentence()}
        ]
    for payload in SHAPES:
        rows = cast.house.rows.taken()
        await desk.voice.say([(ACT, payload)])
        wrong += [f"{payload}: {one!r}" for one in changes(rows, cast.house.rows.taken())]
    found, _ = await desk.act(await desk.good(Act.PAUSE, minutes="5"))
    assert own(cast[A], found), "the timer stopped working"
    await desk.act(await desk.good(Act.STOP))
    return wrong


def test_what_no_page_sends_changes_nothing_and_gets_one_sentence(cast: Cast) -> None:
    assert seated(cast, A, forge) == []
    assert UNEXPECTED.split(".")[0] not in cast.house.server.log
    log = cast.house.server.log.casefold().replace("handler_failed: error ", "handler_failed: ")
    assert " error " not in log.replace("a page reported an error", "")


async def repeat(cast: Cast, desk: Desk) -> None:
    click, stop = await desk.good(Act.START, kind="stills"), {"verb": "stop", "tag": cast[A].tag}
    found, _ = await desk.act(click, click, click)  # a double click, and the same frame sent again
    assert own(cast[A], found)
    once = await desk.version()
    found, said = await desk.act(click, {**click, "event": "another"}, {**stop, "version": click["version"]})
    assert (found, said) == ([], [])
    assert await desk.version() == once
    assert var(desk.tab, "timer", "stage") == "running"
    for version in (str(int(once) - 1), str(int(once) + 1), "0", ""):
        found, said = await desk.act({**stop, "version": version})
        assert (found, said) == ([], []), version
    found, _ = await desk.act({**stop, "version": once})
    assert own(cast[A], found)
    found, _ = await desk.act({**stop, "version": once}, click)
    assert found == []
    assert var(desk.tab, "timer", "stage") == "rest"


def test_an_old_version_and_a_repeat_do_nothing(cast: Cast) -> None:
    seated(cast, A, repeat)


async def borrow(cast: Cast, desk: Desk) -> None:
    good = await desk.good(Act.START, kind="stills")
    for tag in (cast[B].tag, cast["configurator 1"].tag, "", cast[A].tag[:-1], cast[A].person.hex, "x" * 200):
        found, said = await desk.act({**good, "tag": tag})
        assert found == [], tag
        assert len(said) == 1, tag
    for cookie in (None, "__Host-wellbeing=made-up"):
        async with at_desk(cast, A, cookie or "x=1") as nobody:
            found, said = await nobody.act({**good, "tag": cast[A].tag})
            assert (found, said) == ([], [SignedOut.sentence()])


def test_an_act_with_another_tag_or_from_nobody_changes_nothing(cast: Cast) -> None:
    seated(cast, A, borrow)


async def flood(cast: Cast, desk: Desk, cookie: str) -> None:
    await desk.version()
    names, tag = {short(one): one for one in cast.house.ask("handlers")}, cast[B].tag
    async with ReflexClient(cast.house.url, cookie=cookie, path=NOWHERE) as loud:
        await loud.boot()
        for number in range(FLOOD):
            form = {"verb": "start" if number % 2 else "stop", "version": str(number), "tag": tag}
            await loud.raw(names[ACT], {"form": form})
        await loud.until(lambda one: one.closed.is_set(), PATIENCE)
    rows = cast.house.rows.taken()
    assert len([key for key in rows if key[0] == "inbox" and key[1][0] == cast[B].person.bytes]) == 1
    found, _ = await desk.act(await desk.good(Act.START))
    assert {one.table for one in found} == {"inbox"}
    assert own(cast[B], found)
    assert var(desk.tab, "timer", "kind") == ""
    await desk.act(await desk.good(Act.STOP))


def test_a_flood_while_locked_closes_its_own_socket_and_nothing_else(cast: Cast) -> None:
    """How many acts a locked letter takes at most is held by tests/unit/services/test_letters.py."""
    walker = cast[B].again(cast.house)
    assert walker.lock().status_code == 204
    seated(cast, B, partial(flood, cookie=walker.cookie_header), walker.cookie_header)


def tickets(tab: ReflexClient) -> set[str]:
    """Every ticket that a tab was ever told of."""
    return {
        state["ticket_rx_state_"]
        for update in tab.updates
        for state in (update.get("delta") or {}).values()
        if state.get("ticket_rx_state_")
    }


async def side_by_side(cast: Cast) -> list[str]:
    """Both act in turn; what any page heard that is not its reader's."""
    async with AsyncExitStack() as stack:
        return await acting(cast, stack)


async def acting(cast: Cast, stack: AsyncExitStack) -> list[str]:
    desks = {name: await stack.enter_async_context(at_desk(cast, name)) for name in (A, B)}
    mine: dict[str, set[str]] = {A: set(), B: set()}
    for name, desk in desks.items():
        await desk.version()
        mine[name].add(var(desk.tab, "timer", "ticket"))
    watching: dict[str, list[ReflexClient]] = {A: [], B: []}
    for name, others in watching.items():
        for _ in range(2):
            others.append(await watching_tab(cast, stack, cast[name].open))
    other = {A: B, B: A}
    # Each thief comes with the token of a page of the other one, who is looking at it.
    thieves = [
        (name, await watching_tab(cast, stack, cast[name].open, watching[other[name]][0].token))
        for name in (A, B)
    ]
    nobody = await watching_tab(cast, stack, None, watching[A][1].token)
    for act in (Act.START, Act.PAUSE, Act.BACK, Act.PAUSE, Act.BACK):
        for name, desk in desks.items():
            more = {"kind": "audio"} if act is Act.START else {"minutes": "9"} if act is Act.PAUSE else {}
            found, _ = await desk.act(await desk.good(act, **more))
            assert own(desk.player, found), act
            mine[name].add(var(desk.tab, "timer", "ticket"))  # the first act of a day makes another one
    cast.house.ask("forward", 30.0)
    cast.house.ask("remind")
    await asyncio.sleep(0.5)
    every = [(name, one) for name, tabs in watching.items() for one in tabs] + thieves + [("", nobody)]
    wrong = [
        f"{name or 'nobody'} heard of another timer"
        for name, one in every
        if tickets(one) - mine.get(name, set())
    ]
    wrong += ["a desk heard of the other timer"] * bool(mine[A] & mine[B])
    if not all(mine.values()) or not any(len(one.updates) > 3 for one in watching[B]):
        wrong.append("nothing was pushed, so this proves nothing")
    for desk in desks.values():
        await desk.act(await desk.good(Act.STOP))
        wrong += [f"{desk.player.name} heard of another timer"] * bool(
            tickets(desk.tab) - mine[desk.player.name]
        )
    return wrong


async def watching_tab(
    cast: Cast, stack: AsyncExitStack, cookie: str | None, token: str | None = None
) -> ReflexClient:
    given: dict[str, Any] = {} if token is None else {"token": token}
    headers = {"X-Forwarded-For": cast.house.address()}
    tab = ReflexClient(cast.house.url, cookie=cookie, path="/en/history", headers=headers, **given)
    await stack.enter_async_context(tab)
    await tab.boot(within=PATIENCE)
    names = {short(one): one for one in cast.house.ask("handlers")}
    await tab.raw(names[SYNC], {"form": {"sent": "1"}})
    await tab.quiet(0.1)
    return tab


def test_no_page_ever_hears_of_the_other_ones_timer(cast: Cast) -> None:
    assert asyncio.run(side_by_side(cast)) == []
