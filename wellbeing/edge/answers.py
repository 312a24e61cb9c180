"""Answers on their way out: with every header, and with one plain page in place of any failure."""

from __future__ import annotations

import logging
from collections.abc import Callable

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wellbeing.domain.logged import Logged
from wellbeing.edge.headers import SecurityHeaders

PlainPage = Callable[[int], Response]
"""Makes the plain page of a status in the visitor's language."""

_FIRST_REFUSAL = 400
_log = logging.getLogger(__name__)


def headers_alone(send: Send) -> Send:
    """Send an answer without its body, as HEAD asks; over HTTP/2 any byte of one breaks the connection."""

    async def alone(message: Message) -> None:
        if message["type"] != "http.response.body":
            await send(message)
        elif not message.get("more_body", False):
            await send({"type": "http.response.body", "body": b""})

    return alone


class Answer:
    """One answer: keeps track of whether it has begun, so that a failure can still become a page."""

    def __init__(self, send: Send, headers: SecurityHeaders, path: str, origin: str) -> None:
        """Answer a request for a path on an origin."""
        self._send = send
        self._headers = headers
        self._path = path
        self._origin = origin
        self._begun = False
        self._swapped = 0

    async def of_edge(
        self, app: ASGIApp, scope: Scope, receive: Receive, plain: PlainPage, *, built: bool = False
    ) -> None:
        """Let a page of the edge answer, or a file of the build that the edge holds.

        Args:
            app: what answers.
            scope: the request.
            receive: its body.
            plain: the page for a failure.
            built: whether the answer belongs to the built front end.
        """

        async def send(message: Message) -> None:
            await self._pass_on(message, built=built)

        try:
            await app(scope, receive, send)
        except Exception:  # noqa: BLE001 - the last stop: whatever it was, the visitor learns nothing
            await self._failed(scope, receive, plain)

    async def of_app(self, app: ASGIApp, scope: Scope, receive: Receive, plain: PlainPage) -> None:
        """Let the app behind answer; its own refusals and failures are replaced by plain pages."""

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] >= _FIRST_REFUSAL:
                self._swapped = message["status"]
            elif not self._swapped:
                await self._pass_on(message, built=True)

        try:
            await app(scope, receive, send)
        except Exception:  # noqa: BLE001 - the last stop: whatever it was, the visitor learns nothing
            await self._failed(scope, receive, plain)
            return
        if self._swapped:
            await self.of_edge(plain(self._swapped), scope, receive, plain)

    async def _pass_on(self, message: Message, *, built: bool) -> None:
        if message["type"] == "http.response.start":
            self._begun = True
            self._headers.put_on(message, self._path, self._origin, built=built)
        await self._send(message)

    async def _failed(self, scope: Scope, receive: Receive, plain: PlainPage) -> None:
        """Say where it failed in the log, and nothing to the visitor."""
        _log.exception("a request failed", extra=Logged.REQUEST_FAILED.extra)
        if not self._begun:
            await self.of_edge(plain(500), scope, receive, plain)
