"""The lead's page: a blurred picture of each unit they look after, and their own dated remarks beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from wellbeing.domain.marks import tidy
from wellbeing.domain.outcomes import questions
from wellbeing.domain.people import Role, Unit, UnitId
from wellbeing.ui.door import same_reader
from wellbeing.ui.guard import only
from wellbeing.ui.of_units import OfUnits
from wellbeing.ui.reading import day_of, id_of, unit_id
from wellbeing.ui.team_rows import TeamPicture, shown
from wellbeing.ui.visit import ask, words_of
from wellbeing.ui.wiring import desks
from wellbeing.words import day_words


@dataclass(frozen=True, slots=True)
class MarkLine:
    """A remark that was left."""

    id: str
    day: str
    words: str


class TeamPage(OfUnits, rx.State):
    """The unit on the screen; nothing in it is about one person."""

    pictures: rx.Field[list[TeamPicture]] = rx.field(default_factory=list)
    """One or none."""
    configures: rx.Field[bool] = rx.field(False)
    """Whether the lead may change the break rule as well."""
    marks: rx.Field[list[MarkLine]] = rx.field(default_factory=list)
    words: rx.Field[str] = rx.field("")
    """A remark that is looked at before it is left; empty while it is written."""
    day: rx.Field[str] = rx.field("")
    dated: rx.Field[str] = rx.field("")
    """That day in words."""
    asked: rx.Field[list[str]] = rx.field(default_factory=list)
    removing: rx.Field[str] = rx.field("")
    said: rx.Field[str] = rx.field("")
    _roles = frozenset({Role.LEAD})

    @only(Role.LEAD)
    async def pick(self, unit: str) -> None:
        """Turn to another unit."""
        await self._show(unit_id(unit))

    @only(Role.LEAD)
    async def preview(self, form: dict[str, Any]) -> None:
        """Show a remark as the unit will read it, with what it may give away asked as questions."""
        t, day = words_of(self), day_of(form.get("day", ""))
        self.words = tidy(str(form.get("words", "")))
        self.day, self.dated = day.isoformat(), day_words(day, t.locale, year=True)
        self.asked = [one.said(t) for one in questions(self.words)]
        self.said = ""

    @only(Role.LEAD)
    async def rewrite(self) -> None:
        """Go back to writing."""
        self.asked, self.words = [], ""

    @only(Role.LEAD)
    async def post(self, tag: str) -> None:
        """Leave the remark that was looked at."""
        await same_reader(self, tag)
        unit = unit_id(self.unit)
        await ask(self, desks().lead.team.mark, unit, day_of(self.day), self.words)
        await self._show(unit)
        self.said = words_of(self)("It stands on every picture now.")

    @only(Role.LEAD)
    async def ask_remove(self, mark: str) -> None:
        """Ask once more before one goes; an empty name takes the question back."""
        self.removing = mark

    @only(Role.LEAD)
    async def remove(self, tag: str) -> None:
        """Take away the one that was asked about, for everybody."""
        await same_reader(self, tag)
        unit = unit_id(self.unit)
        await ask(self, desks().lead.team.unmark, unit, id_of(self.removing))
        await self._show(unit)
        self.said = words_of(self)("Removed.")

    async def _units(self) -> Sequence[Unit]:
        return await ask(self, desks().lead.team.units)

    async def _show(self, unit: UnitId) -> None:
        team, t = desks().lead.team, words_of(self)
        view = await ask(self, team.of, unit)
        self.configures = await ask(self, team.configures, unit)
        found = await ask(self, team.marks, unit)
        self.unit, self.pictures = str(unit), [shown(view, t)]
        self.marks = [
            MarkLine(str(one.id), day_words(one.day, t.locale, year=True), one.words) for one in found
        ]
        self.words = self.day = self.dated = self.removing = self.said = ""
        self.asked = []
