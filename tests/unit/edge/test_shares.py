"""Everybody's share of the websocket door, and one event at a time while the loop is busy."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

import pytest

from tests.unit.edge.lines import worked
from wellbeing.edge import shares
from wellbeing.edge.options import Limits
from wellbeing.edge.shares import Share, Shares, Turnstile

LIMITS = Limits(
    person_burst=3,
    person_events_per_second=1,
    surplus_burst=2,
    surplus_events_per_second=0.5,
    event_burst=9,
    events_per_second=1,
    strangers_burst=4,
    strangers_events_per_second=0.5,
    strangers_connects_burst=2,
    strangers_connects_per_second=1,
)


def run(scene: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(scene, 10))


def taken(share: Share | None, now: float) -> int:
    """How many events the share holds."""
    assert share is not None
    number = 0
    while share.take(now):
        number += 1
    return number


def test_a_person_has_one_share_for_all_sockets_and_a_handshake_is_taken_from_it() -> None:
    async def scene() -> None:
        shares = Shares(LIMITS, 0.0)
        first, second = shares.of_person("tern", 0.0), shares.of_person("tern", 0.0)
        assert first is not None
        assert first.take(0.0)
        assert taken(second, 0.0) == 2  # nothing of their own is left; this is the surplus
        assert not first.take(0.0)
        assert shares.of_person("tern", 0.0) is None
        assert (
            taken(shares.of_person("tern", 2.0), 2.0) == 2
        )  # two seconds: two of their own, one beyond, less one

    run(scene())


def test_what_one_takes_beyond_the_share_is_missing_to_nobodys_own() -> None:
    async def scene() -> None:
        shares = Shares(LIMITS, 0.0)
        assert taken(shares.of_person("loud", 0.0), 0.0) == 4
        assert taken(shares.of_person("quiet", 0.0), 0.0) == 2
        assert shares.of_person("quiet", 0.0) is None

    run(scene())


def test_only_those_are_remembered_whose_share_is_not_whole() -> None:
    async def scene() -> None:
        shares = Shares(LIMITS, 0.0)
        for number in range(50):
            shares.of_person(str(number), float(number))
        assert len(shares) <= 2
        loud = Shares(LIMITS, 0.0)
        taken(loud.of_person("loud", 0.0), 0.0)
        loud.of_person("quiet", 0.0)
        assert loud.of_person("loud", 0.0) is None

    run(scene())


def test_an_open_page_keeps_its_person_to_one_share() -> None:
    async def scene() -> None:
        shares = Shares(LIMITS, 0.0)
        first = shares.of_person("tern", 0.0)
        for number in range(10):
            shares.of_person(str(number), 100.0)  # the share is whole again, and not remembered for itself
        second = shares.of_person("tern", 100.0)
        assert taken(first, 100.0) + taken(second, 100.0) == 4  # two of their own are left, and the surplus
        del first, second
        assert shares.of_person("tern", 100.0) is None

    run(scene())


def test_strangers_share_events_and_handshakes() -> None:
    async def scene() -> None:
        shares = Shares(LIMITS, 0.0)
        assert shares.expects_stranger(0.0)
        first, second = shares.of_stranger(0.0), shares.of_stranger(0.0)
        assert not shares.expects_stranger(0.0)
        assert shares.of_stranger(0.0) is None
        assert taken(first, 0.0) == 4
        assert taken(second, 0.0) == 0
        assert taken(shares.of_person("tern", 0.0), 0.0) == 4
        assert shares.expects_stranger(1.0)

    run(scene())


def test_one_socket_brings_so_much_and_no_more_whoevers_it_is() -> None:
    async def scene() -> None:
        both = Shares(replace(LIMITS, event_burst=2), 0.0)
        assert taken(both.of_person("tern", 0.0), 0.0) == 2
        assert taken(both.of_person("tern", 0.0), 0.0) == 1  # one more is left of the surplus
        assert taken(both.of_stranger(0.0), 0.0) == 2
        assert taken(both.of_stranger(0.0), 0.0) == 2

    run(scene())


def test_whoever_comes_alone_does_not_wait() -> None:
    async def scene() -> None:
        turnstile = Turnstile()
        for _ in range(2):
            with pytest.raises(StopIteration):  # through without giving the loop away once
                turnstile.turn().send(None)
            for _ in range(shares.CALM_TURNS + 2):
                await asyncio.sleep(0)

    run(scene())


@pytest.mark.parametrize(("patience", "held"), [(60.0, True), (0.05, False)])
def test_one_goes_through_after_the_other_when_the_loop_is_calm_or_at_last_by_itself(
    patience: float, held: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shares, "PATIENCE_SECONDS", patience)

    async def scene() -> None:
        turnstile, passed = Turnstile(), list[int]()

        async def one(number: int) -> None:
            await turnstile.turn()
            passed.append(number)

        everybody = [asyncio.create_task(one(number)) for number in range(3)]
        for _ in range(20):  # each holds the loop up for longer than a calm turn may cost
            worked()
            await asyncio.sleep(0)
        assert (passed == [0]) is held
        await asyncio.gather(*everybody)
        assert passed == [0, 1, 2]

    run(scene())


def test_another_persons_turn_is_not_waited_for() -> None:
    async def scene() -> None:
        both = Shares(LIMITS, 0.0)
        loud, quiet = both.of_person("loud", 0.0), both.of_person("quiet", 0.0)
        assert loud is not None
        assert quiet is not None
        await loud.turn()
        waiting = asyncio.ensure_future(loud.turn())
        with pytest.raises(StopIteration):
            quiet.turn().send(None)
        await waiting

    run(scene())
