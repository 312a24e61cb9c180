"""The gate before every handler: who is behind the event, whose states these are, and what may be called."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial, wraps
from typing import Any, Final

import reflex as rx
from reflex.istate.manager.token import BaseStateToken
from reflex.middleware.middleware import Middleware
from reflex.state import BaseState, State, StateUpdate
from reflex_base.event import Event
from reflex_base.registry import RegistrationContext

from wellbeing.domain.errors import BadInput, HarbourError, SignedOut
from wellbeing.domain.people import PersonId, Role
from wellbeing.ui import reporting
from wellbeing.ui.noticed_words import noticed_words
from wellbeing.ui.rules import HYDRATE, NAVIGATE, Phase, Rule, Visit, table
from wellbeing.ui.visit import visit_of, words_of
from wellbeing.ui.wiring import desks, ribbon
from wellbeing.words import mark

LONGEST: Final = 8_000
"""Longest text a handler takes, in characters; a note fits twice."""
MOST_FIELDS: Final = 64
GRACE_SECONDS: Final = 10.0
"""How long a page whose socket is gone keeps its states: a lost connection comes back sooner than that."""
UNEXPECTED: Final = mark("Something went wrong here. Nothing was lost. If it stays, say number {number}.")
_NAV: Final = {Role.LEAD: "team", Role.CONFIGURATOR: "unit", Role.ADMINISTRATOR: "admin"}


@dataclass(slots=True)
class _Serving:
    app: rx.App | None = None


_serving = _Serving()


class Door(rx.State):
    """What every page knows of its reader, and the one message it shows."""

    phase: rx.Field[str] = rx.field(Phase.WAITING.value)
    tag: rx.Field[str] = rx.field("")
    desks: rx.Field[list[str]] = rx.field(default_factory=list)
    message: rx.Field[str] = rx.field("")
    ribbon: rx.Field[str] = rx.field("")
    noticed: rx.Field[list[str]] = rx.field(default_factory=list)
    unconfirmed: rx.Field[bool] = rx.field(False)
    _owner: str | None = None
    _ended: bool = False
    _arriving: bool = False

    def _meet(self, visit: Visit, *, first: bool) -> None:
        """Make the states this visitor's: whatever another one left is gone before anything is sent."""
        if visit.owner != self._owner:
            phase = _phase(visit, first=first, fresh=self._owner is None and not self._ended)
            self._get_root_state().reset()
            self._owner = visit.owner
            self.phase = phase
            self.tag = visit.presence.tag if visit.presence else ""
            self.ribbon = ribbon()
        elif first and self.phase == Phase.EXPIRED:
            self.phase = Phase.NOBODY.value
        held = sorted(_NAV[role] for role in visit.roles if role in _NAV)
        if held != list(self.desks):
            self.desks = held
        lines = [] if visit.findings.sound else noticed_words(visit.findings, words_of(self))
        if lines != list(self.noticed):
            self.noticed = lines
        if self.unconfirmed is not visit.code_unconfirmed:
            self.unconfirmed = visit.code_unconfirmed


def _phase(visit: Visit, *, first: bool, fresh: bool) -> str:
    """The phase for a new visitor; a page that comes back to a server that knows nothing of it is expired."""
    expired = visit.presence is None and fresh and not first
    return (Phase.EXPIRED if expired else visit.phase).value


async def same_reader(state: BaseState, tag: str) -> None:
    """Refuse what was tapped on a page that another person had opened.

    Raises:
        SignedOut: the page's tag is not the visitor's.
    """
    if tag != (await state.get_state(Door)).tag:
        raise SignedOut


def only(*roles: Role, least: Phase = Phase.OPEN, acts: bool = True) -> Callable[[Callable[..., Any]], Any]:
    """Open an async handler to visitors with one of the roles (none: everybody) on a page that is `least`."""
    rule = Rule(frozenset(roles), least, acts)

    def guard(handler: Callable[..., Awaitable[Any]]) -> Any:
        @wraps(handler)
        async def guarded(state: Any, *values: Any, **named: Any) -> Any:
            return await _admit(state, rule, partial(handler, state, *values, **named))

        setattr(guarded, "__gate__", rule)  # noqa: B010 - a plain assignment is no attribute of a function to pyright
        return rx.event(guarded)

    return guard


async def _admit(state: Any, rule: Rule, call: partial[Awaitable[Any]]) -> Any:
    """Check, call, and turn what goes wrong into one sentence; leave nothing behind for the next reader."""
    door = await state.get_state(Door)
    visit, done = visit_of(state), None
    try:
        rule.check(visit)
        _plain((*call.args[1:], *call.keywords.values()))
        if rule.acts:
            if door.message:  # an assignment is sent, even of what stood there
                door.message = ""
            desks().person.sessions.touch(visit.reference)
        done = await call()
    except HarbourError as error:
        door.message = words_of(state)(error.sentence())
    except Exception as error:
        number = reporting.failed(error, call.func.__qualname__)
        door.message = words_of(state)(UNEXPECTED, number=number)
    after = visit_of(state)
    if after.owner != visit.owner:
        door._meet(after, first=False)
    elif visit.presence and _left(state):
        state._get_root_state().reset()
    return done


def _left(state: BaseState) -> bool:
    """Whether the page's token belongs to another socket by now: what was found must not go there."""
    namespace = _serving.app.event_namespace if _serving.app else None
    socket = namespace.token_to_sid.get(state.router_data.get("token", "")) if namespace else None
    return socket is not None and socket != state.router_data.get("sid")


def _plain(values: tuple[Any, ...], depth: int = 0) -> None:
    """Refuse arguments no page of ours sends: deep, huge or of another kind.

    Raises:
        BadInput: one of them is.
    """
    if len(values) > MOST_FIELDS:
        raise BadInput
    for value in values:
        if isinstance(value, Mapping) and depth == 0:
            _plain((*value.keys(), *value.values()), depth + 1)
        elif isinstance(value, str):
            if len(value) > LONGEST:
                raise BadInput
        elif value is not None and not isinstance(value, int | float):
            raise BadInput


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
        _serving.app = app

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
        known = ((one, self._pages.get(one)) for one in self._tokens.pop(person, ()))
        found = [(one, page.reference) for one, page in known if page and page.person == person]
        self._tokens |= {person: {one for one, _ in found}} if found else {}
        return found

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
        self._pages.pop(token, None)
        key = BaseStateToken(ident=token, cls=State)
        with app.set_contexts():
            async with app.state_manager.modify_state(key) as state:
                state.reset()
                (await state.get_state(Door))._ended = ended
                state._clean()

    def _remember(self, state: BaseState, visit: Visit) -> None:
        if visit.presence and (token := state.router_data.get("token", "")):
            self._pages[token] = _Page(visit.presence.person, visit.owner, visit.reference)
            self._tokens.setdefault(visit.presence.person, set()).add(token)


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
