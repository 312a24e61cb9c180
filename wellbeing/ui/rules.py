"""Who may call which handler: the table the gate reads, with everything else denied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from wellbeing.domain.errors import Locked, NotYours, SignedOut
from wellbeing.domain.people import Role
from wellbeing.services.noticing import Findings
from wellbeing.services.sessions import Presence


class Phase(StrEnum):
    """What a page is for the one who looks at it."""

    WAITING = "waiting"
    """The page as it was built, before anybody is known."""
    NOBODY = "nobody"
    EXPIRED = "expired"
    """The page outlived the server that knew its reader: it asks to sign in and keeps what was typed."""
    LOCKED = "locked"
    OPEN = "open"


_REACH: Final = {Phase.WAITING: 0, Phase.NOBODY: 0, Phase.EXPIRED: 0, Phase.LOCKED: 1, Phase.OPEN: 2}


@dataclass(frozen=True, slots=True)
class Visit:
    """Who stands behind one event: the session its socket was opened with, or nobody."""

    reference: str = field(default="", repr=False)
    presence: Presence | None = field(default=None, repr=False)

    @property
    def phase(self) -> Phase:
        """What this visitor may see."""
        if self.presence is None:
            return Phase.NOBODY
        return Phase.LOCKED if self.presence.locked else Phase.OPEN

    @property
    def owner(self) -> str:
        """Whose states these are: it changes with every lock, unlock and end; empty for nobody."""
        return f"{self.presence.session_id}:{self.presence.epoch}" if self.presence else ""

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held right now."""
        return self.presence.roles if self.presence else frozenset()

    @property
    def findings(self) -> Findings:
        """What was noticed about their entries; nothing for anybody whose entries are not open."""
        return self.presence.findings if self.presence and not self.presence.locked else Findings()

    @property
    def code_unconfirmed(self) -> bool:
        """Whether their recovery code is not confirmed; false for anybody whose entries are not open."""
        return bool(self.presence and not self.presence.locked and self.presence.code_unconfirmed)


@dataclass(frozen=True, slots=True)
class Rule:
    """What a visitor needs for a handler."""

    roles: frozenset[Role] = frozenset()
    """Any one of these; none means every person."""
    least: Phase = Phase.OPEN
    """The least the page must be: NOBODY lets everybody in."""
    acts: bool = True
    """Whether the handler is something a person does, which puts off the idle lock."""

    def check(self, visit: Visit) -> None:
        """Refuse a visitor this rule does not admit.

        Raises:
            SignedOut: somebody is needed and nobody is here.
            Locked: open entries are needed.
            NotYours: the seat does not carry the role.
        """
        if _REACH[visit.phase] < _REACH[self.least]:
            raise SignedOut if visit.presence is None else Locked
        if self.roles and not self.roles & visit.roles:
            raise NotYours


ANYBODY: Final = Rule(least=Phase.NOBODY, acts=False)

_ROOT: Final = "reflex___state____state"
_LOAD: Final = f"{_ROOT}.reflex___state____on_load_internal_state"
HYDRATE: Final = f"{_ROOT}.hydrate_and_load"
NAVIGATE: Final = f"{_LOAD}.on_load_internal"
PAGE_ERROR: Final = f"{_ROOT}.reflex___state____frontend_event_exception_state.handle_frontend_exception"

FRAMEWORK: Final[Mapping[str, Rule]] = {
    HYDRATE: ANYBODY,  # sends the states of whoever the gate found; the gate takes its `vars` away
    NAVIGATE: ANYBODY,  # queues the page's own on_load handlers, which are guarded by themselves
    f"{_LOAD}.set_is_hydrated": ANYBODY,  # one flag of the page itself
}
"""The framework's handlers that a page needs; hydrate, setvar and the rest are denied."""


def rule_of(handler: Any) -> Rule | None:
    """The rule that `@only` left on a handler's function, or None."""
    return getattr(handler, "__gate__", None)


def table(handlers: Mapping[str, Any]) -> dict[str, Rule]:
    """Full handler name to rule, for the functions of a registry; what is not in it is denied."""
    own = {name: rule for name, function in handlers.items() if (rule := rule_of(function))}
    return {**own, **{name: rule for name, rule in FRAMEWORK.items() if name in handlers}}
