"""Promise: an officer sees byte for byte what their leads see, and every signed line that it is made from.

Both pages are opened on the running server by raw sockets, and what comes over them is compared as bytes. A
picture that only leads get, a number more, or a line of the log less makes this fail.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.told_past import live_through
from tests.promises.support.cast import CONFIGURATORS, INVESTIGATORS, LEAD, Cast, assemble
from tests.promises.support.house import house
from tests.promises.support.states import var
from tests.promises.support.voice import PATIENCE
from tests.tools.engines import open_storage
from tests.tools.reflex_client import ReflexClient
from wellbeing.anonymity import log

LOOKS = 5


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    with house(tmp_path_factory.mktemp("pictures") / "data") as server:
        made = assemble(server)
        live_through(server.server.data, made.units[0].id)
        yield made


async def told(cast: Cast, name: str, page: str, state: str, fields: tuple[str, ...]) -> dict[str, Any]:
    """What a page of somebody was told, once its picture is there."""
    headers = {"X-Forwarded-For": cast.house.address()}
    async with ReflexClient(
        cast.house.url, cookie=cast[name].open, path=f"/en/{page}", headers=headers
    ) as tab:
        await tab.boot(within=PATIENCE)
        await tab.until(lambda one: bool(var(one, state, "loaded")), PATIENCE)
        await tab.quiet(0.3)
        return {field: var(tab, state, field) for field in fields}


def as_bytes(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False).encode()


def lead_and_officer(cast: Cast) -> tuple[dict[str, Any], dict[str, Any]]:
    async def both() -> tuple[dict[str, Any], dict[str, Any]]:
        theirs = await told(cast, LEAD, "team", "team_page", ("pictures",))
        seen = ("pictures", "lines", "head", "key", "more")
        return theirs, await told(cast, INVESTIGATORS[0], "seen", "what_leads_see", seen)

    return asyncio.run(both())


def test_the_pictures_are_the_same_bytes(cast: Cast) -> None:
    theirs, mine = lead_and_officer(cast)
    assert len(as_bytes(theirs["pictures"])) > 5_000
    assert as_bytes(theirs["pictures"]) == as_bytes(mine["pictures"])
    for _ in range(LOOKS):
        assert lead_and_officer(cast) == (theirs, mine), "and the same at every look"


def test_every_line_behind_them_is_shown_and_signed(cast: Cast) -> None:
    _, mine = lead_and_officer(cast)
    storage = open_storage(cast.house.server.data, migrating=False)
    try:
        with storage.look() as work:
            kept = tuple(work.releases.all())
    finally:
        storage.close()
    shown = [log.read(one["body"], bytes.fromhex(one["signature"])) for one in mine["lines"]][::-1]
    assert not mine["more"]
    assert [(one.body, one.signature) for one in shown] == [(one.body, one.signature) for one in kept]
    assert log.verify(shown, bytes.fromhex(mine["key"])) == len(kept) == int(shown[-1].number)
    assert mine["head"] == log.head(kept)


def test_nobody_without_a_seat_in_the_unit_is_shown_its_picture(cast: Cast) -> None:
    async def others() -> list[Any]:
        return [
            (await told(cast, name, "seen", "what_leads_see", ("pictures", "lines")))
            for name in CONFIGURATORS
        ]

    assert asyncio.run(others()) == [{"pictures": [], "lines": []}] * 2
