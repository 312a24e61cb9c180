"""Pages of a unit, for whoever looks after several of them: one is on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import reflex as rx

from wellbeing.domain.people import Role, Unit, UnitId
from wellbeing.ui.guard import only
from wellbeing.ui.leaving import Leaving
from wellbeing.ui.rules import Phase
from wellbeing.ui.visit import is_open, visit_of


class OfUnits(Leaving, rx.State, mixin=True):
    """The units that a page is for, and which one it shows; who may turn to another says each page."""

    mine: rx.Field[list[dict[str, str]]] = rx.field(default_factory=list)
    unit: rx.Field[str] = rx.field("")
    loaded: rx.Field[bool] = rx.field(False)
    """Whether it was asked which units there are; there may be none."""
    _roles: ClassVar[frozenset[Role]]
    """Whoever holds one of these may have units on this page."""

    @only(least=Phase.NOBODY, acts=False)
    async def load(self) -> None:
        """Show the first of the units, or the one shown before.

        A socket that comes back loads again, over fields that still hold what was typed for that unit.
        """
        before = self.unit
        self.reset()
        if not is_open(self):
            return
        units = await self._units() if self._roles & visit_of(self).roles else ()
        self.mine = [{"id": str(one.id), "name": one.name} for one in units]
        self.loaded = True
        if units:
            await self._show(next((one.id for one in units if str(one.id) == before), units[0].id))

    async def _units(self) -> Sequence[Unit]:
        """Those that the visitor may have on this page."""
        raise NotImplementedError

    async def _show(self, unit: UnitId) -> None:
        """Put a unit on the screen."""
        raise NotImplementedError
