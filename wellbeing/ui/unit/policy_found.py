"""What the services tell of one unit's break times, asked together for the page that shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reflex.state import BaseState

from wellbeing.domain.errors import NotYours
from wellbeing.domain.people import Unit, UnitId
from wellbeing.domain.policy import DEFAULT, Policy
from wellbeing.services.policies import Version
from wellbeing.ui.visit import ask
from wellbeing.ui.wiring import desks


@dataclass(frozen=True, slots=True)
class Found:
    """A unit with what holds there, what is announced, and every version so far."""

    unit: Unit
    now: Version | None
    """None while the default holds."""
    waiting: Version | None
    history: tuple[Version, ...]
    told: Mapping[int, Sequence[str] | None]
    """The comments on each version; None while they may still be left."""

    @property
    def policy(self) -> Policy:
        """What holds today."""
        return self.now.policy if self.now else DEFAULT


async def find(state: BaseState, unit: UnitId) -> Found:
    """Ask for all of it.

    Raises:
        NotYours: the visitor does not configure the unit.
    """
    policies, comments = desks().unit.policies, desks().unit.comments
    mine = {one.id: one for one in await ask(state, desks().unit.units.mine)}
    if unit not in mine:
        raise NotYours
    history = await ask(state, policies.history, unit)
    return Found(
        mine[unit],
        await ask(state, policies.current, unit),
        await ask(state, policies.upcoming, unit),
        history,
        {one.number: await ask(state, comments.of, unit, one.number) for one in history},
    )
