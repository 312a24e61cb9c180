"""Contacts: whom a unit names to its people; configurators keep the list, every member reads it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from wellbeing.domain.audit import Act, By
from wellbeing.domain.contact import AT_MOST, Contact, ContactWords, decoded, encoded
from wellbeing.domain.errors import BadInput, Damaged
from wellbeing.domain.logged import Logged
from wellbeing.domain.people import UnitId
from wellbeing.services.audit import Audit
from wellbeing.services.authority import Authority
from wellbeing.services.ports import Begin, UnitOfWork
from wellbeing.services.sessions import Sessions
from wellbeing.services.unit_ports import ContactRow

_log = logging.getLogger(__name__)


class Contacts:
    """The contacts of the units. The crisis block is no part of them, so nobody can take it away."""

    def __init__(self, begin: Begin, look: Begin, sessions: Sessions, audit: Audit) -> None:
        self._begin = begin
        self._look = look
        self._authority = Authority(sessions)
        self._audit = audit

    def of(self, reference: str, unit: UnitId) -> tuple[Contact, ...]:
        """The unit's contacts in their order, for whoever sits in it or configures it.

        Raises:
            NotYours: the person does neither.
        """
        with self._look() as work:
            self._authority.member(work, reference, unit)
            return tuple(readable(work.contacts.of(unit)))

    def put(self, reference: str, contact: Contact) -> None:
        """Add a contact at the end, or change the one of the same id where it stands.

        Raises:
            NotYours: the person does not configure the unit.
            BadInput: the unit names very many already.
        """
        self._authority.configurator(reference, contact.unit)
        with self._begin() as work:
            rows = work.contacts.of(contact.unit)
            there = next((row for row in rows if row.id == contact.id), None)
            if there is None and len(rows) >= AT_MOST:
                raise BadInput
            position = there.position if there else 1 + max((row.position for row in rows), default=0)
            work.contacts.put(ContactRow(contact.unit, contact.id, position, encoded(contact)))
            self._note(work, contact.unit, "changed" if there else "added")
            work.commit()

    def translate(
        self, reference: str, unit: UnitId, contact: UUID, locale: str, words: ContactWords
    ) -> None:
        """Say a contact's words in one more language of the unit.

        Raises:
            NotYours: the person does not configure the unit.
            BadInput: there is no such contact, or its words cannot be used.
        """
        self._authority.configurator(reference, unit)
        with self._begin() as work:
            row = _row(work, unit, contact)
            changed = decoded(unit, contact, row.body).translated(locale, words)
            work.contacts.put(replace(row, body=encoded(changed)))
            self._note(work, unit, "changed")
            work.commit()

    def move(self, reference: str, unit: UnitId, contact: UUID, *, up: bool) -> None:
        """Let a contact change places with the one above or below it; at either end nothing happens.

        Raises:
            NotYours: the person does not configure the unit.
            BadInput: there is no such contact.
        """
        self._authority.configurator(reference, unit)
        with self._begin() as work:
            rows = list(work.contacts.of(unit))
            place = next((index for index, row in enumerate(rows) if row.id == contact), None)
            if place is None:
                raise BadInput
            other = place - 1 if up else place + 1
            if 0 <= other < len(rows):
                rows[place], rows[other] = rows[other], rows[place]
                for position, row in enumerate(rows, start=1):
                    if row.position != position:
                        work.contacts.put(replace(row, position=position))
                self._note(work, unit, "moved")
                work.commit()

    def remove(self, reference: str, unit: UnitId, contact: UUID) -> None:
        """Take a contact of the unit's own off the list; nothing else can be taken off.

        Raises:
            NotYours: the person does not configure the unit.
        """
        self._authority.configurator(reference, unit)
        with self._begin() as work:
            if any(row.id == contact for row in work.contacts.of(unit)):
                self._note(work, unit, "removed")
            work.contacts.remove(unit, contact)
            work.commit()

    def _note(self, work: UnitOfWork, unit: UnitId, change: str) -> None:
        self._audit.note(work, Act.CONTACTS, By.CONFIGURATOR, unit, change=change)


def readable(rows: Sequence[ContactRow] | Iterable[ContactRow]) -> Iterator[Contact]:
    """The contacts of rows; a row that cannot be read is left out, for the others must still be found."""
    for row in rows:
        try:
            yield decoded(row.unit, row.id, row.body)
        except Damaged:
            _log.warning(
                "a contact could not be read and was left out", extra=Logged.CONTACT_UNREADABLE.extra
            )


def _row(work: UnitOfWork, unit: UnitId, contact: UUID) -> ContactRow:
    found = next((row for row in work.contacts.of(unit) if row.id == contact), None)
    if found is None:
        raise BadInput
    return found
