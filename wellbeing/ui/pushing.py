"""Pushing: when a clock changes by itself or on another page, each open page of its person is shown it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

import reflex as rx
from reflex.istate.manager.token import BaseStateToken
from reflex.state import BaseState, State

from wellbeing.domain.clock import Clock
from wellbeing.domain.errors import HarbourError
from wellbeing.domain.logged import Logged
from wellbeing.domain.people import PersonId
from wellbeing.ui.gate import Gate
from wellbeing.ui.wiring import desks

Show = Callable[[BaseState, Clock], Awaitable[None]]
"""Puts a clock into the states of one page."""

log = logging.getLogger(__name__)


class Pushing:
    """Goes through the pages that the gate knows; what a page is sent is what it would get if it asked."""

    def __init__(self, app: rx.App, gate: Gate, show: Show) -> None:
        """Push to the pages of this app with this function."""
        self._app = app
        self._gate = gate
        self._show = show
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: dict[PersonId, set[str]] = {}
        """Whose pages are about to be shown their clock, and the references of those that know already."""
        self._tasks: set[asyncio.Task[None]] = set()

    def watch(self) -> None:
        """From now on, push; called on the loop."""
        self._loop = asyncio.get_running_loop()
        desks().person.exposure.listen(self._changed)

    def _changed(self, person: PersonId, knows: str) -> None:
        """Somebody's clock has changed, said in any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._begin, person, knows)

    def _begin(self, person: PersonId, knows: str) -> None:
        there = self._waiting.get(person)
        if there is not None:
            there &= {knows}  # whoever knows the earlier change does not know this one
            return
        self._waiting[person] = {knows}
        task = asyncio.create_task(self._push(person))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _push(self, person: PersonId) -> None:
        await asyncio.sleep(0)
        knowing = self._waiting.pop(person)
        for token, reference in self._gate.pages_of(person):
            if reference in knowing:
                continue
            try:
                await self._show_on(token, reference)
            except HarbourError:
                continue  # locked, unlocked or gone meanwhile: that page is told by the gate
            except Exception as error:  # noqa: BLE001 one page must not keep another from its clock
                log.warning(
                    "a clock was not pushed: %s", type(error).__name__, extra=Logged.PUSH_FAILED.extra
                )

    async def _show_on(self, token: str, reference: str) -> None:
        async with self._app.modify_state(BaseStateToken(ident=token, cls=State)) as state:
            if self._gate.holds(token, reference):
                clock = await asyncio.to_thread(desks().person.exposure.clock, reference)
                await self._show(state, clock)
