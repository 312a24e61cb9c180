"""What a handler may know of the visitor behind its event, and how it asks a service on their behalf."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from reflex.state import BaseState

from wellbeing.domain.errors import HarbourError
from wellbeing.domain.people import Role
from wellbeing.ui.rules import Phase, Visit
from wellbeing.ui.wiring import desks
from wellbeing.words import LOCALES, Translator, translator

Result = TypeVar("Result")


def reference(state: BaseState) -> str:
    """What the edge put in place of the cookie when the socket was opened; empty for nobody."""
    headers: Mapping[str, str] = state.router_data.get("headers", {})
    return headers.get("authorization", "")


def visit_of(state: BaseState) -> Visit:
    """Who is behind the event being handled."""
    held = reference(state)
    if not held:
        return Visit()
    try:
        return Visit(held, desks().person.sessions.presence(held))
    except HarbourError:
        return Visit()


def locale_of(state: BaseState) -> str:
    """The locale in the path of the page that sent the event."""
    first = state.router.url.path.strip("/").split("/")[0]
    return first if first in LOCALES else LOCALES[0]


def words_of(state: BaseState) -> Translator:
    """The translator for the page that sent the event."""
    return translator(locale_of(state))


def is_open(state: BaseState) -> bool:
    """Whether the visitor's entries are open."""
    return visit_of(state).phase is Phase.OPEN


def holds(state: BaseState, role: Role) -> bool:
    """Whether the visitor holds a seat of this role right now."""
    return role in visit_of(state).roles


async def ask(state: BaseState, service: Callable[..., Result], *values: Any, **named: Any) -> Result:
    """Call a service for this visitor in a thread: service(reference, *values)."""
    return await asyncio.to_thread(service, reference(state), *values, **named)
