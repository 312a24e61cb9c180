"""A button pressed twice does its work once."""

from __future__ import annotations

import asyncio

import pytest

from wellbeing.domain.errors import InvitationRefused
from wellbeing.edge.once import Once


def test_two_presses_share_one_result() -> None:
    done: list[int] = []

    async def act() -> int:
        await asyncio.sleep(0.01)
        done.append(1)
        return len(done)

    async def run() -> list[int]:
        once = Once()
        both = await asyncio.gather(once.run(("code", "me"), act), once.run(("code", "me"), act))
        return [*both, await once.run(("code", "me"), act), await once.run(("other", "me"), act)]

    assert asyncio.run(run()) == [1, 1, 1, 2]


def test_fields_do_not_run_together() -> None:
    async def run() -> tuple[str, str]:
        once = Once()

        async def say(word: str) -> str:
            return word

        return (
            await once.run(("ab", "c"), lambda: say("first")),
            await once.run(("a", "bc"), lambda: say("second")),
        )

    assert asyncio.run(run()) == ("first", "second")


def test_a_refusal_may_be_tried_again_at_once() -> None:
    tries: list[int] = []

    async def act() -> str:
        tries.append(1)
        if len(tries) == 1:
            raise InvitationRefused
        return "in"

    async def run() -> str:
        once = Once()
        with pytest.raises(InvitationRefused):
            await once.run(("code",), act)
        return await once.run(("code",), act)

    assert asyncio.run(run()) == "in"


def test_a_browser_that_went_away_does_not_stop_the_act() -> None:
    async def run() -> list[str]:
        once, done = Once(), []

        async def act() -> str:
            await asyncio.sleep(0.02)
            done.append("joined")
            return "joined"

        first = asyncio.ensure_future(once.run(("code",), act))
        await asyncio.sleep(0)
        first.cancel()
        await once.run(("code",), act)
        return done

    assert asyncio.run(run()) == ["joined"]


def test_the_answer_is_forgotten_after_a_while() -> None:
    async def run() -> int:
        once, done = Once(kept_seconds=0.01), []

        async def act() -> int:
            done.append(1)
            return len(done)

        await once.run(("code",), act)
        await asyncio.sleep(0.05)
        return await once.run(("code",), act)

    assert asyncio.run(run()) == 2
