"""Bodies neither grow nor trickle."""

from __future__ import annotations

import asyncio

import pytest
from starlette.exceptions import HTTPException
from starlette.types import Message

from wellbeing.edge.bodies import limited, too_large
from wellbeing.edge.options import Limits

SMALL = Limits(body_bytes=10, body_seconds=0.05)


@pytest.mark.parametrize(
    ("length", "expected"),
    [(None, False), ("0", False), ("10", False), ("11", True), ("-1", True), ("1e9", True), ("9" * 40, True)],
)
def test_a_length_that_says_too_much_is_refused_before_reading(length: str | None, *, expected: bool) -> None:
    assert too_large(length, SMALL) is expected


def _read(*parts: bytes, pause: float = 0.0) -> bytes:
    waiting = list(parts)

    async def receive() -> Message:
        await asyncio.sleep(pause)
        part = waiting.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(waiting)}

    async def run() -> bytes:
        take, body = limited(receive, SMALL), b""
        while True:
            message = await take()
            body += message["body"]
            if not message["more_body"]:
                return body

    return asyncio.run(run())


def test_a_small_body_passes_whole() -> None:
    assert _read(b"12345", b"67890") == b"1234567890"


def test_a_body_without_length_stops_at_the_limit() -> None:
    with pytest.raises(HTTPException) as refused:
        _read(b"12345", b"67890", b"1")
    assert refused.value.status_code == 413


def test_a_slow_body_is_given_up() -> None:
    with pytest.raises(HTTPException) as refused:
        _read(b"1", b"2", b"3", b"4", pause=0.02)
    assert refused.value.status_code == 408


def test_waiting_for_the_visitor_to_leave_has_no_deadline() -> None:
    async def run() -> str:
        waiting = [{"type": "http.request", "body": b"1"}, {"type": "http.disconnect"}]

        async def receive() -> Message:
            if len(waiting) == 1:
                await asyncio.sleep(0.1)
            return waiting.pop(0)

        take = limited(receive, SMALL)
        await take()
        return str((await take())["type"])

    assert asyncio.run(run()) == "http.disconnect"
