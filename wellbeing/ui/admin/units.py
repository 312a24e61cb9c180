"""The administrator's page: units, and a slip for whoever configures one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx

from wellbeing.domain.people import Role
from wellbeing.services.units import UnitLine
from wellbeing.ui.guard import only
from wellbeing.ui.leaving import Leaving
from wellbeing.ui.reading import unit_id
from wellbeing.ui.rules import Phase
from wellbeing.ui.seats import WRONG_FIELDS, SeatRow, new_act, seat_rows
from wellbeing.ui.visit import ask, holds, is_open, words_of
from wellbeing.ui.wiring import desks
from wellbeing.words import Translator


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as the page shows it."""

    id: str
    name: str
    place: str
    seats: str


def unit_rows(lines: tuple[UnitLine, ...], t: Translator) -> list[UnitRow]:
    """The units with their numbers of issued seats."""
    return [
        UnitRow(
            str(one.unit.id),
            one.unit.name,
            ", ".join(part for part in (one.unit.country, one.unit.time_zone) if part),
            " · ".join(
                (
                    t.n("{count} investigator", "{count} investigators", one.investigators),
                    t.n("{count} lead", "{count} leads", one.leads),
                    t.n("{count} configurator", "{count} configurators", one.configurators),
                )
            ),
        )
        for one in lines
    ]


class Units(Leaving, rx.State):
    """The units of this installation; it holds configuration only, and nothing about anybody."""

    units: rx.Field[list[UnitRow]] = rx.field(default_factory=list)
    unit: rx.Field[str] = rx.field("")
    name: rx.Field[str] = rx.field("")
    configurators: rx.Field[list[SeatRow]] = rx.field(default_factory=list)
    administrators: rx.Field[list[SeatRow]] = rx.field(default_factory=list)
    once: rx.Field[str] = rx.field("")
    """Names what the forms for slips would do; another name whenever the seats are shown anew."""
    said: rx.Field[str] = rx.field("")
    wrong: rx.Field[str] = rx.field("")
    """The field of the form that could not be used, and why."""
    wrong_words: rx.Field[str] = rx.field("")

    @only(least=Phase.NOBODY, acts=False)
    async def load(self) -> None:
        """Show the units and the administrators' seats."""
        self.reset()
        if is_open(self) and holds(self, Role.ADMINISTRATOR):
            await self._list()

    @only(Role.ADMINISTRATOR)
    async def create(self, form: dict[str, Any]) -> Any:
        """Add a unit; what is wrong with a field is said under it."""
        self.wrong = self.wrong_words = self.said = ""
        try:
            unit = await ask(self, desks().admin.units.create, str(form.get("name", "")), **_place(form))
        except tuple(WRONG_FIELDS) as error:
            self.wrong, self.wrong_words = WRONG_FIELDS[type(error)], words_of(self)(error.sentence())
            return rx.set_focus(f"unit-{self.wrong}")
        await self._list()
        await self._open(str(unit.id))
        self.said = words_of(self)("The unit is there. Now issue a slip for its configurator.")
        return None

    @only(Role.ADMINISTRATOR)
    async def open_unit(self, unit: str) -> None:
        """Show one unit with its configurators' seats; an empty name goes back to the list."""
        self.said = ""
        await self._open(unit)

    @only(Role.ADMINISTRATOR)
    async def rename(self, form: dict[str, Any]) -> None:
        """Give the unit on the screen another name."""
        await ask(self, desks().admin.units.rename, unit_id(self.unit), str(form.get("name", "")))
        await self._list()
        await self._open(self.unit)
        self.said = words_of(self)("Saved.")

    async def _list(self) -> None:
        t = words_of(self)
        self.units = unit_rows(await ask(self, desks().admin.units.all), t)
        self.administrators = seat_rows(await ask(self, desks().admin.seats.of, None), t)
        self.once = new_act()

    async def _open(self, unit: str) -> None:
        self.unit = unit
        self.name = next((one.name for one in self.units if one.id == unit), "")
        lines = await ask(self, desks().admin.seats.of, unit_id(unit)) if unit else ()
        self.configurators = seat_rows(lines, words_of(self))
        self.once = new_act()


def _place(form: dict[str, Any]) -> dict[str, Any]:
    """Where a new unit belongs and works, as the form says it."""
    parent = str(form.get("parent", ""))
    return {
        "parent": unit_id(parent) if parent else None,
        "country": str(form.get("country", "")),
        "time_zone": str(form.get("time_zone", "")) or "UTC",
    }
