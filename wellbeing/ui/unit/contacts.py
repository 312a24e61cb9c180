"""A unit's contacts, and the crisis lines of its country that two people confirm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import reflex as rx

from wellbeing.domain.errors import BadInput
from wellbeing.domain.people import Role, Unit, UnitId
from wellbeing.ui.guard import only
from wellbeing.ui.of_units import OfUnits
from wellbeing.ui.reading import id_of, unit_id
from wellbeing.ui.unit.contact_rows import ContactRow, contact_rows, form_of, typed, words_in
from wellbeing.ui.unit.line_rows import LineRow, line_rows
from wellbeing.ui.visit import ask, words_of
from wellbeing.ui.wiring import desks
from wellbeing.words import LOCALES


class Contacts(OfUnits, rx.State):
    """The contacts on the screen; they are configuration, and nothing about anybody who reads them."""

    name: rx.Field[str] = rx.field("")
    contacts: rx.Field[list[ContactRow]] = rx.field(default_factory=list)
    lines: rx.Field[list[LineRow]] = rx.field(default_factory=list)
    editing: rx.Field[str] = rx.field("")
    """The id of the contact whose form is open; "new" for one more; empty for none."""
    shown: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    """What the form begins with, by the names of its fields."""
    translating: rx.Field[str] = rx.field("")
    removing: rx.Field[str] = rx.field("")
    said: rx.Field[str] = rx.field("")
    _roles = frozenset({Role.CONFIGURATOR})

    @only(Role.CONFIGURATOR)
    async def pick(self, unit: str) -> None:
        """Turn to another unit."""
        await self._show(unit_id(unit))

    @only(Role.CONFIGURATOR)
    async def edit(self, contact: str) -> None:
        """Open the form of a contact, or of a new one; the same again closes it."""
        self.editing = "" if self.editing == contact else contact
        self.translating = self.removing = ""
        self.shown = next((form_of(one) for one in self.contacts if one.id == self.editing), {})

    @only(Role.CONFIGURATOR)
    async def save(self, form: dict[str, Any]) -> None:
        """Add a contact, or change the one whose form is open."""
        unit = unit_id(self.unit)
        there = await ask(self, desks().unit.contacts.of, unit)
        old = next((one for one in there if str(one.id) == self.editing), None)
        await ask(self, desks().unit.contacts.put, typed(unit, old, form))
        await self._show(unit)
        self.said = words_of(self)("Saved.")

    @only(Role.CONFIGURATOR)
    async def ask_words(self, contact: str) -> None:
        """Open the form for a contact's words in another language, or close it."""
        self.translating = "" if self.translating == contact else contact
        self.editing = self.removing = ""

    @only(Role.CONFIGURATOR)
    async def translate(self, form: dict[str, Any]) -> None:
        """Say a contact's words in another language; none at all take that language away."""
        locale = str(form.get("locale", ""))
        if locale not in LOCALES:
            raise BadInput
        service, unit = desks().unit.contacts.translate, unit_id(self.unit)
        await ask(self, service, unit, id_of(self.translating), locale, words_in(form))
        await self._show(unit)
        self.said = words_of(self)("Saved.")

    @only(Role.CONFIGURATOR)
    async def move(self, contact: str, way: str) -> None:
        """Let a contact change places with its neighbour: "up" or "down"."""
        if way not in {"up", "down"}:
            raise BadInput
        unit = unit_id(self.unit)
        await ask(self, desks().unit.contacts.move, unit, id_of(contact), up=way == "up")
        await self._show(unit)
        self.said = words_of(self)("Moved.")

    @only(Role.CONFIGURATOR)
    async def ask_remove(self, contact: str) -> None:
        """Ask once more before a contact goes; an empty name takes the question back."""
        self.removing, self.editing, self.translating = contact, "", ""

    @only(Role.CONFIGURATOR)
    async def remove(self) -> None:
        """Take the contact that was asked about off the list."""
        unit = unit_id(self.unit)
        await ask(self, desks().unit.contacts.remove, unit, id_of(self.removing))
        await self._show(unit)
        self.said = words_of(self)("Removed.")

    @only(Role.CONFIGURATOR)
    async def confirm(self, line: str) -> None:
        """Say that a line of the crisis block is right."""
        unit = unit_id(self.unit)
        await ask(self, desks().unit.vouching.confirm, unit, line)
        await self._show(unit)
        self.said = words_of(self)("Confirmed by you.")

    @only(Role.CONFIGURATOR)
    async def withdraw(self, line: str) -> None:
        """Take back everybody's word for a line."""
        unit = unit_id(self.unit)
        await ask(self, desks().unit.vouching.withdraw, unit, line)
        await self._show(unit)
        self.said = words_of(self)("No longer confirmed.")

    async def _units(self) -> Sequence[Unit]:
        return await ask(self, desks().unit.units.mine)

    async def _show(self, unit: UnitId) -> None:
        t = words_of(self)
        contacts = await ask(self, desks().unit.contacts.of, unit)
        lines = await ask(self, desks().unit.vouching.of, unit)
        self.unit = str(unit)
        self.name = next((one["name"] for one in self.mine if one["id"] == self.unit), "")
        self.contacts, self.lines = contact_rows(contacts, t), line_rows(lines, t)
        self.editing = self.translating = self.removing = self.said = ""
        self.shown = {}
