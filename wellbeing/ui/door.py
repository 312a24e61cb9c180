"""The door of a page: what it knows of its reader, and how it becomes another one's."""

from __future__ import annotations

from typing import Final

import reflex as rx
from reflex.state import BaseState

from wellbeing.domain.errors import SignedOut
from wellbeing.domain.people import Role
from wellbeing.ui.noticed_words import noticed_words
from wellbeing.ui.rules import Phase, Visit
from wellbeing.ui.visit import words_of
from wellbeing.ui.wiring import ribbon

_NAV: Final = {Role.LEAD: "team", Role.CONFIGURATOR: "unit", Role.ADMINISTRATOR: "admin"}


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
