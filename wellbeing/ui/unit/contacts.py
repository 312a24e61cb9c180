"""A unit's contacts, and the crisis lines of its country that two people confirm."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import reflex as rx

from wellbeing.domain.contact import (
    CONTACT_KINDS,
    Contact,
    ContactKind,
    ContactWords,
    tidy,
    without_scheme,
)
from wellbeing.domain.errors import BadInput
from wellbeing.domain.people import Role, Unit, UnitId
from wellbeing.domain.resources import Answer
from wellbeing.domain.resources.telling import name_of
from wellbeing.services.vouching import Vouched
from wellbeing.ui.guard import only
from wellbeing.ui.of_units import OfUnits
from wellbeing.ui.reading import id_of, named, unit_id
from wellbeing.ui.visit import ask, words_of
from wellbeing.ui.wiring import desks
from wellbeing.words import LOCALES, Translator, day_words


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact in the configurator's list, with what its form holds."""

    id: str
    kind: str
    kind_words: str
    name: str
    reach: str
    hours: str
    rule: str
    dial: str
    sms: str
    mail: str
    site: str
    independent: str
    on_help_page: bool


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A page that publishes a line: where it leads, and what stands there."""

    link: str
    words: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of the crisis block, and where its confirmation stands."""

    id: str
    name: str
    number: str
    sources: list[SourceRow]
    read_on: str
    state: str
    confirmed: bool
    mine: bool


def contact_rows(contacts: Iterable[Contact], t: Translator) -> list[ContactRow]:
    """The contacts in their order."""
    return [
        ContactRow(
            str(one.id),
            one.kind.value,
            t(CONTACT_KINDS[one.kind]),
            one.words.name,
            " · ".join(part for part in (one.dial, one.sms, one.mail, one.site) if part),
            one.words.hours,
            one.words.rule,
            one.dial,
            one.sms,
            one.mail,
            one.site,
            one.independent.value,
            one.on_help_page,
        )
        for one in contacts
    ]


def line_rows(lines: Iterable[Vouched], t: Translator) -> list[LineRow]:
    """The crisis block, with how many of two people stand behind each line."""
    return [
        LineRow(
            one.line.id,
            name_of(one.line, t),
            " / ".join(part for part in (one.line.display, one.line.also, one.line.sms) if part),
            [SourceRow(source.address.split(" ")[0], source.address) for source in one.line.sources],
            day_words(one.line.seen_on, t.locale, year=True),
            _state(one, t),
            one.confirmed,
            one.mine,
        )
        for one in lines
    ]


def _state(one: Vouched, t: Translator) -> str:
    if one.on is not None:
        return t("Confirmed by two people on {day}.", day=day_words(one.on, t.locale, year=True))
    if one.people and one.mine:
        return t("You confirmed it. A second person has to.")
    if one.people:
        return t("One person confirmed it. It needs one more.")
    return t("Nobody of your unit has confirmed it yet.")


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
        self.shown = next((_form(one) for one in self.contacts if one.id == self.editing), {})

    @only(Role.CONFIGURATOR)
    async def save(self, form: dict[str, Any]) -> None:
        """Add a contact, or change the one whose form is open."""
        unit = unit_id(self.unit)
        there = await ask(self, desks().unit.contacts.of, unit)
        old = next((one for one in there if str(one.id) == self.editing), None)
        await ask(self, desks().unit.contacts.put, _typed(unit, old, form))
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
        await ask(self, service, unit, id_of(self.translating), locale, _words(form))
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


def _form(row: ContactRow) -> dict[str, str]:
    """A contact as its form shows it."""
    return {
        "kind": row.kind,
        "name": row.name,
        "hours": row.hours,
        "rule": row.rule,
        "dial": row.dial,
        "sms": row.sms,
        "mail": row.mail,
        "site": row.site,
        "independent": row.independent,
        "on_help_page": "1" if row.on_help_page else "",
    }


def _typed(unit: UnitId, old: Contact | None, form: dict[str, Any]) -> Contact:
    """A contact as its form says it; what was translated before stays."""
    kind, independent = named(ContactKind, form.get("kind")), named(Answer, form.get("independent"))
    return Contact(
        id=old.id if old else uuid4(),
        unit=unit,
        kind=kind,
        words=_words(form),
        dial=tidy(str(form.get("dial", ""))),
        sms=tidy(str(form.get("sms", ""))),
        mail=tidy(str(form.get("mail", ""))),
        site=without_scheme(str(form.get("site", ""))),
        independent=independent,
        on_help_page=bool(form.get("on_help_page")),
        translations=old.translations if old else (),
    )


def _words(form: dict[str, Any]) -> ContactWords:
    return ContactWords(*(tidy(str(form.get(name, ""))) for name in ("name", "hours", "rule")))
