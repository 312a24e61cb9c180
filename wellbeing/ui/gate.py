"""The gate before every event: who is behind it, whose states these are, and what may be called."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import reflex as rx
from reflex.istate.manager.token import BaseStateToken
from reflex.middleware.middleware import Middleware
from reflex.state import BaseState, State, StateUpdate
from reflex_base.event import Event
from reflex_base.registry import RegistrationContext

from wellbeing.domain.errors import HarbourError
from wellbeing.domain.people import PersonId
from wellbeing.ui import reporting
from wellbeing.ui.door import Door
from wellbeing.ui.guard import serves
from wellbeing.ui.rules import HYDRATE, NAVIGATE, Rule, Visit, table
from wellbeing.ui.visit import visit_of, words_of
from wellbeing.ui.wiring import desks

GRACE_SECONDS: Final = 10.0
"""How long a page whose socket is gone keeps its states: a lost connection comes back sooner than that."""


@dataclass(frozen=True, slots=True)
class _Page:
    person: PersonId
    owner: str = field(repr=False)
    reference: str = field(repr=False)

    def is_of(self, session_id: str) -> bool:
        return self.owner.startswith(f"{session_id}:")


class Gate(Middleware):
    """Reflex asks it before every event: default deny, and a change of owner empties the states."""

    def __init__(self) -> None:
        """Know no page yet."""
        self._pages: dict[str, _Page] = {}
        self._tokens: dict[PersonId, set[str]] = {}

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """The table, read from the registry at the first event."""
        return table({name: one.handler.fn for name, one in RegistrationContext.get().event_handlers.items()})

    async def preprocess(self, app: Any, state: BaseState, event: Event) -> StateUpdate | None:  # noqa: ARG002
        """Let the event pass (None), or answer in its place."""
        visit = visit_of(state)
        door = await state.get_state(Door)
        first = event.name == HYDRATE and "hashes" in event.payload
        door._meet(visit, first=first)
        self._remember(state, visit)
        rule = self.rules.get(event.name)
        if rule is None:
            reporting.denied(event.name)
            return StateUpdate(delta={}, events=[])
        _quieten(event, door, visit)
        try:
            rule.check(visit)
        except HarbourError as refusal:
            return await _refused(state, door, refusal)
        return None

    def watch(self, app: rx.App) -> None:
        """From now on, empty pages whose session locks or ends, and tabs that close; called on the loop."""
        loop = asyncio.get_running_loop()
        serves(app)

        def changed(session_id: str) -> None:
            asyncio.run_coroutine_threadsafe(self.forget(app, session_id), loop)

        desks().person.sessions.listen(changed)
        self._watch_tabs(app, loop)

    def _watch_tabs(self, app: rx.App, loop: asyncio.AbstractEventLoop) -> None:
        """Empty each tab a while after its socket ends; the framework would keep its states far longer."""
        namespace = app.event_namespace
        assert namespace is not None
        let_go = namespace.on_disconnect

        def disconnected(sid: str, *_reason: str) -> Any:
            token = namespace.sid_to_token.get(sid, "")
            if token in self._pages:
                loop.call_later(GRACE_SECONDS, look_after, token)
            return let_go(sid)

        def look_after(token: str) -> None:
            asyncio.run_coroutine_threadsafe(self.forget_closed(app, token), loop)

        namespace.on_disconnect = disconnected  # type: ignore[method-assign]

    async def forget(self, app: rx.App, session_id: str) -> int:
        """Empty the states of the pages whose session is no longer what it was; how many."""
        gone = [token for token, page in self._pages.items() if page.is_of(session_id) and _stale(page)]
        for token in gone:
            await self._empty(app, token, ended=True)
        return len(gone)

    def pages_of(self, person: PersonId) -> list[tuple[str, str]]:
        """The token and the reference of each open page of a person."""
        return [(one, self._pages[one].reference) for one in self._tokens.get(person, ())]

    def holds(self, token: str, reference: str) -> bool:
        """Whether a page is still the one behind this reference, with its session as it was."""
        page = self._pages.get(token)
        return page is not None and page.reference == reference and not _stale(page)

    async def forget_closed(self, app: rx.App, token: str) -> None:
        """Empty the states of a tab, unless it has a socket again; its session goes on."""
        namespace = app.event_namespace
        if token in self._pages and (namespace is None or token not in namespace.token_to_sid):
            await self._empty(app, token, ended=False)

    async def _empty(self, app: rx.App, token: str, *, ended: bool) -> None:
        self._drop(token)
        key = BaseStateToken(ident=token, cls=State)
        with app.set_contexts():
            async with app.state_manager.modify_state(key) as state:
                state.reset()
                (await state.get_state(Door))._ended = ended
                state._clean()

    def _remember(self, state: BaseState, visit: Visit) -> None:
        if visit.presence and (token := state.router_data.get("token", "")):
            self._keep(token, _Page(visit.presence.person, visit.owner, visit.reference))

    def _keep(self, token: str, page: _Page) -> None:
        self._drop(token)
        self._pages[token] = page
        self._tokens.setdefault(page.person, set()).add(token)

    def _drop(self, token: str) -> None:
        page = self._pages.pop(token, None)
        if page is not None:
            tokens = self._tokens[page.person]
            tokens.remove(token)
            if not tokens:
                del self._tokens[page.person]


def _stale(page: _Page) -> bool:
    """Whether the session behind a page has locked, unlocked or ended since, or its socket is gone."""
    try:
        presence = desks().person.sessions.presence(page.reference)
    except HarbourError:
        return True
    return Visit(page.reference, presence).owner != page.owner


def _quieten(event: Event, door: Door, visit: Visit) -> None:
    """Take from the framework's events what no page of ours sends; count a walk to another page as an act."""
    if event.name == HYDRATE:
        event.payload.pop("vars", None)
        door._arriving = True
    elif event.name == NAVIGATE:
        if visit.presence and not door._arriving:
            desks().person.sessions.touch(visit.reference)
        door._arriving = False


async def _refused(state: BaseState, door: Door, refusal: HarbourError) -> StateUpdate:
    """The page as it should look now, with the sentence that says why nothing happened."""
    door.message = words_of(state)(refusal.sentence())
    root = state._get_root_state()
    delta = await root._get_resolved_delta()
    root._clean()
    return StateUpdate(delta=delta, events=[])
