"""Posting what became of the work: written, looked at with questions, posted, and taken away again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from wellbeing.domain.outcomes import questions, tidy
from wellbeing.domain.people import Role, Unit, UnitId
from wellbeing.ui.door import same_reader
from wellbeing.ui.guard import only
from wellbeing.ui.of_units import OfUnits
from wellbeing.ui.reading import id_of, unit_id
from wellbeing.ui.visit import ask, words_of
from wellbeing.ui.wiring import desks
from wellbeing.words import day_words


@dataclass(frozen=True, slots=True)
class PostedRow:
    """An outcome that is posted."""

    id: str
    words: str
    day: str


class Posting(OfUnits, rx.State):
    """What a configurator or a welfare lead is about to post; readers are counted nowhere."""

    words: rx.Field[str] = rx.field("")
    """What is looked at before it is posted; empty while it is written."""
    asked: rx.Field[list[str]] = rx.field(default_factory=list)
    posted: rx.Field[list[PostedRow]] = rx.field(default_factory=list)
    removing: rx.Field[str] = rx.field("")
    said: rx.Field[str] = rx.field("")
    _roles = frozenset({Role.CONFIGURATOR, Role.LEAD})

    @only(Role.CONFIGURATOR, Role.LEAD)
    async def pick(self, unit: str) -> None:
        """Turn to another unit."""
        await self._show(unit_id(unit))

    @only(Role.CONFIGURATOR, Role.LEAD)
    async def preview(self, form: dict[str, Any]) -> None:
        """Show it as officers will read it, with what it may give away asked as questions."""
        self.words = tidy(str(form.get("words", "")))
        t = words_of(self)
        self.asked = [one.said(t) for one in questions(self.words)]
        self.said = ""

    @only(Role.CONFIGURATOR, Role.LEAD)
    async def rewrite(self) -> None:
        """Go back to writing."""
        self.asked, self.words = [], ""

    @only(Role.CONFIGURATOR, Role.LEAD)
    async def post(self, tag: str) -> None:
        """Post what was looked at."""
        await same_reader(self, tag)
        unit = unit_id(self.unit)
        await ask(self, desks().unit.outcomes.post, unit, self.words)
        await self._show(unit)
        self.said = words_of(self)("Posted.")

    @only(Role.CONFIGURATOR, Role.LEAD)
    async def ask_remove(self, outcome: str) -> None:
        """Ask once more before one goes; an empty name takes the question back."""
        self.removing = outcome

    @only(Role.CONFIGURATOR, Role.LEAD)
    async def remove(self, tag: str) -> None:
        """Take away the one that was asked about, for everybody."""
        await same_reader(self, tag)
        unit = unit_id(self.unit)
        await ask(self, desks().unit.outcomes.remove, unit, id_of(self.removing))
        await self._show(unit)
        self.said = words_of(self)("Removed.")

    async def _units(self) -> Sequence[Unit]:
        return await ask(self, desks().unit.outcomes.units)

    async def _show(self, unit: UnitId) -> None:
        found, t = await ask(self, desks().unit.outcomes.of, unit), words_of(self)
        self.unit = str(unit)
        self.posted = [
            PostedRow(str(one.id), one.words, day_words(one.posted_on, t.locale, year=True)) for one in found
        ]
        self.words = self.removing = self.said = ""
        self.asked = []
