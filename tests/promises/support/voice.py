"""One tab that says much, and knows when all it said has been heard."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Iterable
from types import TracebackType
from typing import Any, Self

from tests.promises.support.house import House, as_text
from tests.tools.reflex_client import ReflexClient

NOWHERE = "/en/nowhere"
"""A page without load handlers: being there changes nothing."""
MOST = 50
"""Frames of one socket; the server closes it after sixty at once."""
STRANGERS_PACE = 1 / 50
"""Seconds that nobody takes for each frame: all strangers share an allowance of sixty a second."""

PATIENCE = 30.0
"""Seconds that an answer may take; the computer may be busy."""


async def answered(tab: ReflexClient, name: str, payload: Any) -> None:
    """Send an event that has an answer, and wait for it, or for the socket to close as its consequence."""
    seen = len(tab.updates)
    await tab.raw(name, payload)
    await tab.until(lambda one: len(one.updates) > seen or one.closed.is_set(), PATIENCE)


class Voice:
    """A tab of one cookie; it connects anew, as a new tab, before the server finds it too loud."""

    def __init__(self, house: House, cookie: str | None, names: dict[str, str], **options: Any) -> None:
        """Say nothing yet.

        Args:
            house: the server.
            cookie: the whole Cookie header, or None.
            names: the full name of each handler by its last part.
            **options: of the tab.
        """
        self._house, self._cookie, self._names, self._options = house, cookie, names, options
        self._said = MOST
        self.tab: ReflexClient | None = None
        self.heard: list[str] = []
        """Everything the server told the tabs before this one."""
        self.sent: list[str] = []
        """Every payload: a page is told what it said itself."""

    async def __aenter__(self) -> Self:
        """Connect."""
        await self._anew(1)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave."""
        if self.tab is not None:
            await self.tab.close()

    async def say(self, events: Iterable[tuple[str, Any]], room: int = 0) -> None:
        """Send events, and come back once each of them has been dealt with; the same tab has `room` for more."""
        events = list(events)
        await self._anew(len(events) + 1 + room)
        for name, payload in events:
            await self._tab.raw(self._names.get(name, name), payload)
            self.sent.append(as_text(payload))
        self._said += len(events) + 1
        try:
            await self._tab.boot(NOWHERE, PATIENCE)  # events of one tab are dealt with in order
        except TimeoutError:
            message = f"closed with {self._tab.close_code} by one of {events}"
            raise AssertionError(message) from None
        if self._cookie is None:
            await asyncio.sleep(STRANGERS_PACE * (len(events) + 1))

    def tree(self) -> dict[str, Any]:
        """What the page knows, apart from the sentence that says why nothing happened."""
        tree = copy.deepcopy(self._tab.state)
        for state in tree.values():
            state.pop("message_rx_state_", None)
        return tree

    def told(self) -> str:
        """Everything this tab and those before it were told."""
        return "\n".join([*self.heard, self._tab.dump()])

    async def anew(self) -> None:
        """Go on as a new tab."""
        await self._anew(MOST)

    @property
    def _tab(self) -> ReflexClient:
        assert self.tab is not None
        return self.tab

    async def _anew(self, more: int) -> None:
        if self._said + more <= MOST and self.tab is not None and not self.tab.closed.is_set():
            return
        if self.tab is not None:
            self.heard.append(self.tab.dump())
            await self.tab.close()
        headers = {"X-Forwarded-For": self._house.address(), **self._options.get("headers", {})}
        self.tab = ReflexClient(
            self._house.url, cookie=self._cookie, path=NOWHERE, **{**self._options, "headers": headers}
        )
        await self.tab.connect()
        await self.tab.boot()
        self._said = 1
