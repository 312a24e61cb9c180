"""A unit's contacts as the configurator's list and its form show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from wellbeing.domain.contact import (
    CONTACT_KINDS,
    Contact,
    ContactKind,
    ContactWords,
    tidy,
    without_scheme,
)
from wellbeing.domain.people import UnitId
from wellbeing.domain.resources import Answer
from wellbeing.ui.reading import named
from wellbeing.words import Translator


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


def form_of(row: ContactRow) -> dict[str, str]:
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


def typed(unit: UnitId, old: Contact | None, form: dict[str, Any]) -> Contact:
    """A contact as its form says it; what was translated before stays."""
    kind, independent = named(ContactKind, form.get("kind")), named(Answer, form.get("independent"))
    return Contact(
        id=old.id if old else uuid4(),
        unit=unit,
        kind=kind,
        words=words_in(form),
        dial=tidy(str(form.get("dial", ""))),
        sms=tidy(str(form.get("sms", ""))),
        mail=tidy(str(form.get("mail", ""))),
        site=without_scheme(str(form.get("site", ""))),
        independent=independent,
        on_help_page=bool(form.get("on_help_page")),
        translations=old.translations if old else (),
    )


def words_in(form: dict[str, Any]) -> ContactWords:
    """What is said of a contact in one language."""
    return ContactWords(*(tidy(str(form.get(name, ""))) for name in ("name", "hours", "rule")))
