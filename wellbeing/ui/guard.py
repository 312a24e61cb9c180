"""The guard of a handler: who may call it, and one sentence for whatever goes wrong in it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any, Final

import reflex as rx
from reflex.state import BaseState

from wellbeing.domain.errors import BadInput, HarbourError
from wellbeing.domain.people import Role
from wellbeing.ui import reporting
from wellbeing.ui.door import Door
from wellbeing.ui.rules import Phase, Rule
from wellbeing.ui.visit import visit_of, words_of
from wellbeing.ui.wiring import desks
from wellbeing.words import mark

LONGEST: Final = 8_000
"""Longest text a handler takes, in characters; a note fits twice."""
MOST_FIELDS: Final = 64
UNEXPECTED: Final = mark("Something went wrong here. Nothing was lost. If it stays, say number {number}.")


@dataclass(slots=True)
class _Serving:
    app: rx.App | None = None


_serving = _Serving()


def serves(app: rx.App) -> None:
    """From now on, leave nothing for a socket of this app that took over a page's token."""
    _serving.app = app


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
        number = reporting.failed(error, f"{type(state).__name__}.{call.func.__name__}")
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
