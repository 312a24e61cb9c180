"""What HEAD asks for is sent without a byte of body, and as one answer that ends."""

from __future__ import annotations

import asyncio

from starlette.responses import Response, StreamingResponse
from starlette.types import ASGIApp, Message

from wellbeing.edge.answers import headers_alone


def sent(app: ASGIApp) -> list[Message]:
    messages: list[Message] = []

    async def send(message: Message) -> None:
        messages.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    scope = {"type": "http", "method": "HEAD", "path": "/", "headers": [], "asgi": {"spec_version": "2.4"}}
    asyncio.run(app(scope, receive, headers_alone(send)))
    return messages


def test_the_headers_stay_and_the_body_goes() -> None:
    start, end = sent(Response("a whole page"))
    assert (b"content-length", b"12") in start["headers"]
    assert end == {"type": "http.response.body", "body": b""}


def test_an_answer_in_pieces_ends_once() -> None:
    assert [one["type"] for one in sent(StreamingResponse(iter(["a", "b"])))] == [
        "http.response.start",
        "http.response.body",
    ]
