"""What was done for a unit's people, written down by those who look after it; nothing about a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from wellbeing.domain.duty import DUTY_NAMES, DutyKind, tidy
from wellbeing.domain.outcomes import questions
from wellbeing.domain.people import Role, Unit, UnitId
from wellbeing.ui.door import same_reader
from wellbeing.ui.guard import only
from wellbeing.ui.of_units import OfUnits
from wellbeing.ui.reading import day_of, id_of, named, unit_id
from wellbeing.ui.visit import ask, words_of
from wellbeing.ui.wiring import desks
from wellbeing.words import day_words


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One thing that was done."""

    id: str
    day: str
    kind: str
    words: str


class DutyPage(OfUnits, rx.State):
    """The unit on the screen, and what is about to be written down."""

    rows: rx.Field[list[DutyLine]] = rx.field(default_factory=list)
    words: rx.Field[str] = rx.field("")
    """What is looked at before it is written down; empty while it is written."""
    day: rx.Field[str] = rx.field("")
    kind: rx.Field[str] = rx.field("")
    told: rx.Field[str] = rx.field("")
    """Day and kind in words."""
    asked: rx.Field[list[str]] = rx.field(default_factory=list)
    removing: rx.Field[str] = rx.field("")
    said: rx.Field[str] = rx.field("")
    _roles = frozenset({Role.LEAD, Role.CONFIGURATOR})

    @only(Role.LEAD, Role.CONFIGURATOR)
    async def pick(self, unit: str) -> None:
        """Turn to another unit."""
        await self._show(unit_id(unit))

    @only(Role.LEAD, Role.CONFIGURATOR)
    async def preview(self, form: dict[str, Any]) -> None:
        """Show what will stand in the record, with what it may give away asked as questions."""
        t, day = words_of(self), day_of(form.get("day", ""))
        kind = named(DutyKind, form.get("kind", ""))
        self.words = tidy(str(form.get("words", "")))
        self.day, self.kind, self.said = day.isoformat(), kind.value, ""
        self.told = f"{day_words(day, t.locale, year=True)} · {t(DUTY_NAMES[kind])}"
        self.asked = [one.said(t) for one in questions(self.words)]

    @only(Role.LEAD, Role.CONFIGURATOR)
    async def rewrite(self) -> None:
        """Go back to writing."""
        self.asked, self.words = [], ""

    @only(Role.LEAD, Role.CONFIGURATOR)
    async def write(self, tag: str) -> None:
        """Write down what was looked at."""
        await same_reader(self, tag)
        unit, kind = unit_id(self.unit), named(DutyKind, self.kind)
        await ask(self, desks().lead.duty.write, unit, day_of(self.day), kind, self.words)
        await self._show(unit)
        self.said = words_of(self)("Written down.")

    @only(Role.LEAD, Role.CONFIGURATOR)
    async def ask_remove(self, duty: str) -> None:
        """Ask once more before one goes; an empty name takes the question back."""
        self.removing = duty

    @only(Role.LEAD, Role.CONFIGURATOR)
    async def remove(self, tag: str) -> None:
        """Remove the one that was asked about."""
        await same_reader(self, tag)
        unit = unit_id(self.unit)
        await ask(self, desks().lead.duty.remove, unit, id_of(self.removing))
        await self._show(unit)
        self.said = words_of(self)("Removed.")

    async def _units(self) -> Sequence[Unit]:
        return await ask(self, desks().lead.duty.units)

    async def _show(self, unit: UnitId) -> None:
        found, t = await ask(self, desks().lead.duty.of, unit), words_of(self)
        self.unit = str(unit)
        self.rows = [
            DutyLine(str(one.id), day_words(one.day, t.locale, year=True), t(DUTY_NAMES[one.kind]), one.words)
            for one in found
        ]
        self.words = self.day = self.kind = self.told = self.removing = self.said = ""
        self.asked = []
