"""Thieves: tabs that come with somebody else's token, and what they get by asking."""

from __future__ import annotations

import asyncio
import base64
import secrets
from collections.abc import Iterator
from typing import Any

from tests.promises.support.cast import Cast, Player
from tests.promises.support.deeds import short
from tests.promises.support.voice import PATIENCE
from tests.tools.joining import SESSION, Walker
from tests.tools.reflex_client import HYDRATE, ReflexClient

DEVICE = f"{SESSION}-device"


ASKING = (
    "today.load",
    "history.load",
    "history.older",
    "me.load",
    "me.show_log",
    "today.other_days",
    "history.close_day",
)
TAGGED = frozenset({"history.older", "me.show_log"})
"""Those of them that ask for the tag of the page's person; a thief may have seen it."""

A, B = "investigator A", "investigator B"


def tab(cast: Cast, cookie: str | None, token: str | None = None, **options: Any) -> ReflexClient:
    """A tab at an address of its own, showing the history."""
    headers = {"X-Forwarded-For": cast.house.address(), **options.pop("headers", {})}
    given = {} if token is None else {"token": token}
    return ReflexClient(
        cast.house.url, cookie=cookie, path="/en/history", headers=headers, **given, **options
    )


async def full_tab(cast: Cast, cookie: str, token: str | None = None) -> ReflexClient:
    """A tab that shows its owner's notes."""
    notes = [player.note for player in cast.players.values()]
    one = tab(cast, cookie, token)
    await one.connect()
    await one.boot(within=PATIENCE)
    await one.until(lambda one: any(note in one.dump() for note in notes), PATIENCE)
    await one.quiet(0.1)
    return one


def told_to(cast: Cast, name: str, text: str) -> list[str]:
    """What of one person's is in a text."""
    return [word for word in cast[name].words if word in text]


async def robbed(cast: Cast, thief: ReflexClient, *, first: bool) -> str:
    """Everything a tab can get by asking, before and after it says that it has just been opened."""
    names = {short(one): one for one in cast.house.ask("handlers")}
    async with thief:
        for one in () if first else ASKING:
            await thief.raw(names[one], {"tag": cast[A].tag} if one in TAGGED else {})
        await thief.raw(HYDRATE, {"hashes": []} if first else {})
        await thief.raw(names["history.search"], {"form": {"words": "note", "tag": cast[A].tag}})
        await thief.boot(within=PATIENCE)  # all of it has been dealt with by then
        await thief.quiet(0.15)
        return thief.dump()


async def all_robbed(cast: Cast, *tries: ReflexClient) -> list[str]:
    """What of A's these tabs get, all at once; every other one says that it comes back."""
    got = await asyncio.gather(*(robbed(cast, one, first=bool(index % 2)) for index, one in enumerate(tries)))
    return [
        f"{one.cookie}: {word}"
        for one, text in zip(tries, got, strict=True)
        for word in told_to(cast, A, text)
    ]


def thieves(cast: Cast) -> dict[str, str | None]:
    """Who might come with somebody else's token."""
    return {
        "nobody": None,
        "another person": cast[B].open,
        "a made-up cookie": f"{SESSION}={made_up()}",
        "no cookie of ours": "session=1; authorization=x",
    }


def made_up() -> str:
    """A value that looks like a session's cookie."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")


def own_device(cast: Cast, name: str = A) -> Walker:
    return cast[name].again(cast.house)


def phase_of(cast: Cast, cookie: str | None) -> str:
    """What a page is for the holder of a cookie."""

    async def look() -> str:
        async with tab(cast, cookie) as one:
            await one.boot()
            return str(one.value("phase"))

    return asyncio.run(look())


def spoofs(reference: str, player: Player) -> Iterator[tuple[str, dict[str, Any]]]:
    """Ways of saying that one is somebody else: options of the tab."""
    yield from (
        (name, {"headers": {name: value}})
        for name in ("Authorization", "AUTHORIZATION", "Proxy-Authorization", "X-Authorization", "Cookie2")
        for value in (reference, f"Bearer {reference}")
    )
    names = (
        "X-Forwarded-User",
        "X-Forwarded-Authorization",
        "X-Remote-User",
        "Forwarded",
        "X-Real-Ip",
        "Via",
    )
    yield "forwarded", {"headers": dict.fromkeys(names, player.account.handle)}
    yield "reference as a cookie", {"cookie": f"{SESSION}={reference}"}
    yield "reference as a token", {"token": reference}
    yield "session's id as a cookie", {"cookie": f"{SESSION}={player.words[7]}"}
