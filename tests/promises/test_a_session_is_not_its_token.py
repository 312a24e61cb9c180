"""Promise: whoever knows a tab's token, a page's headers or an old cookie has nothing.

A tab's token stands in its address and is made up by the browser, so anybody may have it. It is replayed while
its owner is there, after they closed it, in the middle of their work and after they locked; it is planted before
they come. What stands for the cookie inside the server is tried as well.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterator
from typing import Any

import pytest

from tests.promises.support.cast import Cast, assemble
from tests.promises.support.deeds import short
from tests.promises.support.house import House, changes, house
from tests.promises.support.thieves import (
    DEVICE,
    A,
    B,
    all_robbed,
    full_tab,
    made_up,
    own_device,
    phase_of,
    robbed,
    spoofs,
    tab,
    thieves,
    told_to,
)
from tests.promises.support.voice import answered
from tests.tools import engines
from tests.tools.joining import SESSION, Walker, made_up_passphrase
from tests.tools.reflex_client import HYDRATE
from wellbeing.crypto import codes


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    with house(tmp_path_factory.mktemp("token") / "data") as server:
        yield assemble(server)


async def replay_beside(cast: Cast) -> list[str]:
    owner = await full_tab(cast, cast[A].open)
    heard = len(owner.received)
    tries = [tab(cast, cookie, owner.token) for cookie in thieves(cast).values() for _ in range(2)]
    wrong = await all_robbed(cast, *tries)
    if owner.closed.is_set() or len(owner.received) != heard:
        wrong.append("the owner's page was disturbed")
    await owner.event("history.older", tag=cast[A].tag)
    await owner.boot(again=True)
    wrong += [] if cast[A].note in owner.dump() else ["the owner's page does not go on"]
    await owner.close()
    return wrong


def test_a_token_is_worth_nothing_beside_its_owner(cast: Cast) -> None:
    assert asyncio.run(replay_beside(cast)) == []


async def replay_after(cast: Cast) -> list[str]:
    owners = [await full_tab(cast, cast[A].open) for _ in range(2 * len(thieves(cast)))]
    await asyncio.gather(*(one.close() for one in owners))
    assert cast[A].note in cast.house.ask("held"), "there is nothing to take, so the try proves nothing"
    cookies = [cookie for cookie in thieves(cast).values() for _ in range(2)]
    return await all_robbed(
        cast, *(tab(cast, cookie, one.token) for cookie, one in zip(cookies, owners, strict=True))
    )


def test_a_token_is_worth_nothing_after_its_owner_has_gone(cast: Cast) -> None:
    assert asyncio.run(replay_after(cast)) == []


async def replay_amid(cast: Cast, own: str, cookie: str | None) -> tuple[bool, str]:
    """Take a token over while its owner's save waits for the disk; whether it was taken, and what came."""
    names = {short(one): one for one in cast.house.ask("handlers")}
    owner = await full_tab(cast, own)
    await answered(owner, names["today.load"], {})
    await answered(owner, names["today.fold_note"], {"turned": "open"})
    form = {"day": cast.today.isoformat(), "pending": "note", "tag": cast[A].tag}
    form["note"] = f"{cast[A].note} amid {secrets.token_hex(4)}"
    with engines.held(cast.house.server.data):
        await owner.raw(names["today.merge"], {"form": form})
        await asyncio.sleep(0.2)
        await owner.close()
        thief = tab(cast, cookie, owner.token)
        coming = asyncio.create_task(thief.connect())
        await asyncio.sleep(0.5)
    await coming
    await thief.quiet(0.3)
    await thief.close()
    return thief.token == owner.token, thief.dump()


@pytest.mark.parametrize("who", ["nobody", "another person"])
def test_what_is_under_way_does_not_reach_the_next_holder_of_the_token(cast: Cast, who: str) -> None:
    own = own_device(cast).cookie_header
    for _ in range(4):  # a busy computer may be too slow to be caught in the act
        rows = cast.house.rows.taken()
        taken, text = asyncio.run(replay_amid(cast, own, thieves(cast)[who]))
        assert told_to(cast, A, text) == []
        if taken and changes(rows, cast.house.rows.taken()):
            return
    pytest.fail("no token was taken over while something was saved, so the tries prove nothing")


async def replay_locked(cast: Cast, walker: Walker) -> list[str]:
    before = walker.cookie_header
    owner = await full_tab(cast, before)
    assert cast[A].note in owner.dump()
    assert cast[A].note in cast.house.ask("held", owner.token)
    assert walker.lock().status_code == 204
    await asyncio.wait_for(owner.closed.wait(), 1)
    await owner.close()
    assert cast[A].note not in cast.house.ask("held", owner.token)
    everybody = [*thieves(cast).values(), before]
    got = await asyncio.gather(*(robbed(cast, tab(cast, one, owner.token), first=False) for one in everybody))
    wrong = [f"locked: {word}" for text in got for word in cast[A].private if word in text]
    assert walker.unlock(cast[A].account.passphrase).status_code == 204
    wrong += await all_robbed(cast, *(tab(cast, one, owner.token) for one in everybody))
    again = await full_tab(cast, walker.cookie_header, owner.token)
    wrong += [] if cast[A].note in again.dump() else ["the owner does not come back"]
    await again.close()
    return wrong


def test_a_token_is_worth_nothing_after_a_lock_and_after_the_unlock(cast: Cast) -> None:
    assert asyncio.run(replay_locked(cast, own_device(cast))) == []


def test_a_planted_cookie_is_dead_once_its_victim_signs_in(cast: Cast) -> None:
    attacker = own_device(cast, B)
    for planted in (made_up(), attacker.session):
        victim = cast.house.walker()
        victim.cookies[SESSION] = planted
        victim.post("/en/", {"handle": cast[A].account.handle, "passphrase": cast[A].account.passphrase})
        assert victim.session not in {"", planted}
        assert phase_of(cast, victim.cookie_header) == "open"
        assert phase_of(cast, f"{SESSION}={planted}") == "nobody"


@pytest.mark.parametrize("path", ["/en/unlock", "/session/unlock"])
def test_an_unlock_brings_a_new_cookie_and_the_old_one_is_dead(cast: Cast, path: str) -> None:
    walker = own_device(cast)
    walker.lock()
    before = walker.session
    if path.startswith("/en"):
        walker.post(path, {"passphrase": cast[A].account.passphrase})
    else:
        walker.unlock(cast[A].account.passphrase)
    assert walker.session not in {"", before}
    assert phase_of(cast, f"{SESSION}={walker.session}") == "open"
    assert phase_of(cast, f"{SESSION}={before}") == "nobody"
    stale = Walker(cast.house.url, address=cast.house.address())
    with stale:
        stale.cookies[SESSION] = before
        assert stale.get("passphrase").path == "/en/"
        assert stale.unlock(cast[A].account.passphrase).status_code == 401


def test_a_planted_device_cookie_opens_nothing_and_changes(cast: Cast) -> None:
    attacker, stranger = own_device(cast, B), made_up()
    for planted in (attacker.cookies[DEVICE], stranger, ".".join([stranger] * 60)):
        assert phase_of(cast, f"{DEVICE}={planted}") == "nobody"
        victim = cast.house.walker()
        victim.cookies[DEVICE] = planted
        victim.sign_in(cast[A].account)
        assert phase_of(cast, victim.cookie_header) == "open"
        assert victim.cookies[DEVICE] != planted
        assert victim.cookies[DEVICE].split(".")[-1] not in planted


async def plant_token(cast: Cast) -> list[str]:
    planted, wrong = "planted-by-somebody", []
    sleeper = tab(cast, None, planted)
    await sleeper.connect()
    await sleeper.boot()
    heard = len(sleeper.received)
    victim = await full_tab(cast, cast[A].open, planted)
    wrong += [] if cast[A].note in victim.dump() else ["the victim's page does not work"]
    wrong += told_to(cast, A, "\n".join(sleeper.received[heard:]))
    await victim.close()
    await sleeper.close()
    tokens = {planted, victim.token}
    wrong += await all_robbed(
        cast, *(tab(cast, one, token) for one in thieves(cast).values() for token in tokens)
    )
    attacker = await full_tab(cast, cast[B].open, planted)
    await attacker.close()
    victim = await full_tab(cast, cast[A].open, planted)
    wrong += told_to(cast, B, victim.dump())
    await victim.close()
    return wrong


def test_a_planted_token_shows_neither_side_to_the_other(cast: Cast) -> None:
    assert asyncio.run(plant_token(cast)) == []


async def pretend(cast: Cast, reference: str) -> list[str]:
    player, wrong = cast[A], []
    names = {short(one): one for one in cast.house.ask("handlers")}
    headers = {"authorization": reference, "cookie": player.open}
    forged = {"headers": headers, "sid": "x", "ip": "127.0.0.1", "token": "x"}
    form = {"day": cast.today.isoformat(), "pending": "note", "note": "forged", "tag": player.tag}

    async def say(what: str, options: dict[str, Any]) -> None:
        async with tab(cast, options.pop("cookie", None), **options) as one:
            await one.boot()
            for router in ({"pathname": "/en/history", **forged}, forged, {"headers": forged}):
                beside = {"router_data": router, "token": reference, "sid": "x", "headers": headers}
                await one.raw(names["history.load"], {}, **beside)
                await one.raw(names["today.merge"], {"form": form}, **beside)
            await one.quiet(0.2)
            got = [word for word in told_to(cast, A, one.dump()) if word not in str(options)]
            wrong.extend(f"{what}: {word}" for word in got)
            wrong.extend([f"{what}: {one.value('phase')}"] * (one.value("phase") != "nobody"))

    await asyncio.gather(*(say(*one) for one in [*spoofs(reference, player), ("the event alone", {})]))
    boot = {"name": HYDRATE, "payload": {"hashes": []}, "router_data": {"pathname": "/en/history", **forged}}
    one = tab(cast, None)
    await one.connect({"event": boot, "authorization": reference, "token": reference})
    await one.quiet(0.3)
    wrong += [f"the first event: {word}" for word in told_to(cast, A, one.dump())]
    await one.close()
    return wrong


async def with_reference(cast: Cast) -> list[str]:
    owner = await full_tab(cast, cast[A].open)
    (reference, *_) = cast.house.ask("references", cast[A].person.hex)
    rows = cast.house.rows.taken()
    wrong = await pretend(cast, reference)
    await owner.close()
    wrong += ["the reference was told"] * (reference in owner.dump())
    return wrong + [repr(one) for one in changes(rows, cast.house.rows.taken())]


def test_what_stands_for_the_cookie_inside_is_worth_nothing_outside(cast: Cast) -> None:
    assert asyncio.run(with_reference(cast)) == []


def refused_until(house: House, headers: list[dict[str, str]]) -> int:
    """How many wrong invitation codes are looked at before the address is told to wait."""
    for number, given in enumerate(headers):
        walker = house.walker()
        words = made_up_passphrase()
        fields = {
            "code": codes.grouped(codes.invitation()),
            "handle": "tern",
            "passphrase": words,
            "again": words,
        }
        page = walker.post("join", fields, headers=given)
        if page.status == 429:
            return number
    return len(headers)


def test_an_address_made_up_in_front_of_the_proxys_gives_no_new_allowance(cast: Cast) -> None:
    made_up = [
        {
            "X-Forwarded-For": f"10.1.{number}.7, 203.0.113.9",
            "X-Real-Ip": f"10.2.0.{number}",
            "Forwarded": f"for=10.3.0.{number}",
        }
        for number in range(25)
    ]
    honest = [{"X-Forwarded-For": f"198.51.100.{number}"} for number in range(25)]
    assert refused_until(cast.house, made_up) == 20
    assert refused_until(cast.house, honest) == 25
