"""A contact: somebody or some place that a unit names to its people, in the languages of the unit."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from wellbeing.domain.errors import ContactUnusable, Damaged
from wellbeing.domain.people import UnitId
from wellbeing.domain.resources.line import Answer, Need
from wellbeing.domain.resources.numbers import denied, digits
from wellbeing.words import mark

AT_MOST: Final = 60
"""Contacts of one unit."""
NAME_LENGTH: Final = 60
TEXT_LENGTH: Final = 160
_ADDRESS_LENGTH: Final = 120
_NUMBER: Final = re.compile(r"\+?[0-9 ()/.-]{2,24}", re.ASCII)
_MAIL: Final = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]+\.[A-Za-z]{2,}", re.ASCII)
_SITE: Final = re.compile(r"[A-Za-z0-9.-]+(?::\d{1,5})?(?:/[\w./%~-]*)?", re.ASCII)
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class ContactKind(StrEnum):
    """What a unit can name."""

    PEER = "peer"
    HEALTH = "health"
    CHAPLAIN = "chaplain"
    THERAPIST = "therapist"
    UNION = "union"
    FAMILY = "family"
    WEAPONS = "weapons"


CONTACT_KINDS: Final[Mapping[ContactKind, str]] = {
    ContactKind.PEER: mark("Peer supporter"),
    ContactKind.HEALTH: mark("Occupational health or psychologist"),
    ContactKind.CHAPLAIN: mark("Chaplain"),
    ContactKind.THERAPIST: mark("Therapist outside"),
    ContactKind.UNION: mark("Union or legal help"),
    ContactKind.FAMILY: mark("For families"),
    ContactKind.WEAPONS: mark("Keeps a weapon for you"),
}
"""The name of each kind, in the order they are offered."""

NEED_OF: Final[Mapping[ContactKind, Need]] = {
    ContactKind.PEER: Need.PEER,
    ContactKind.HEALTH: Need.PROFESSIONAL,
    ContactKind.CHAPLAIN: Need.PEER,
    ContactKind.THERAPIST: Need.PROFESSIONAL,
    ContactKind.UNION: Need.MONEY,
    ContactKind.FAMILY: Need.FAMILY,
    ContactKind.WEAPONS: Need.CRISIS,
}
"""Which need each kind answers."""


@dataclass(frozen=True, slots=True)
class ContactWords:
    """What is said of a contact, in one language."""

    name: str = ""
    hours: str = ""
    rule: str = ""
    """What they pass on, and to whom."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact of a unit; anybody who may see the unit's page sees all of it."""

    id: UUID
    unit: UnitId
    kind: ContactKind
    words: ContactWords
    dial: str = ""
    """As it was typed; `number` is what a telephone dials."""
    sms: str = ""
    mail: str = ""
    site: str = ""
    """Without scheme."""
    independent: Answer = Answer.UNKNOWN
    """Of the employer."""
    on_help_page: bool = False
    """Whether it stands on the help page too, which anybody on the network may open."""
    translations: tuple[tuple[str, ContactWords], ...] = field(default=())
    """The same words in other languages of the unit; an empty one says what the first language says."""

    def __post_init__(self) -> None:
        """Refuse what cannot be shown or reached.

        Raises:
            ContactUnusable: it has no name, nothing to reach it by, or something malformed.
        """
        spoken = (self.words, *(words for _, words in self.translations))
        good = (
            bool(self.words.name)
            and any((self.dial, self.sms, self.mail, self.site))
            and all(_NUMBER.fullmatch(one) and not denied("", digits(one)) for one in self._numbers())
            and (not self.mail or _fits(_MAIL, self.mail))
            and (not self.site or _fits(_SITE, self.site))
            and all(_said(one) for one in spoken)
        )
        if not good:
            raise ContactUnusable

    @property
    def key(self) -> str:
        """What a favourite is remembered by."""
        return f"contact.{self.id}"

    @property
    def number(self) -> str:
        """What a telephone dials."""
        return digits(self.dial)

    @property
    def need(self) -> Need:
        """What somebody may be looking for who finds this."""
        return NEED_OF[self.kind]

    def said(self, locale: str) -> ContactWords:
        """Its words in a locale; what was not translated stays as it was written first."""
        other = dict(self.translations).get(locale, ContactWords())
        return ContactWords(
            other.name or self.words.name, other.hours or self.words.hours, other.rule or self.words.rule
        )

    def translated(self, locale: str, words: ContactWords) -> Contact:
        """The same with its words in one more language; no words at all take that language away."""
        kept = {one: there for one, there in self.translations if one != locale}
        if words != ContactWords():
            kept[locale] = words
        return replace(self, translations=tuple(sorted(kept.items(), key=lambda one: one[0])))

    def _numbers(self) -> tuple[str, ...]:
        return tuple(one for one in (self.dial, self.sms) if one)


def tidy(typed: str) -> str:
    """What was typed, composed and with single spaces."""
    return " ".join(unicodedata.normalize("NFC", typed).split())


def without_scheme(typed: str) -> str:
    """An address as it is kept."""
    return tidy(typed).removeprefix("https://").removeprefix("http://")


def encoded(contact: Contact) -> str:
    """The contact as its row keeps it."""
    return json.dumps(
        {
            "kind": contact.kind,
            "words": _listed(contact.words),
            "dial": contact.dial,
            "sms": contact.sms,
            "mail": contact.mail,
            "site": contact.site,
            "independent": contact.independent,
            "on_help_page": contact.on_help_page,
            "translations": {locale: _listed(words) for locale, words in contact.translations},
        },
        ensure_ascii=False,
    )


def decoded(unit: UnitId, contact: UUID, body: str) -> Contact:
    """The contact of a row.

    Raises:
        Damaged: the row holds something else.
    """
    try:
        told: dict[str, Any] = json.loads(body)
        return Contact(
            id=contact,
            unit=unit,
            kind=ContactKind(told["kind"]),
            words=_words(told["words"]),
            dial=told["dial"],
            sms=told["sms"],
            mail=told["mail"],
            site=told["site"],
            independent=Answer(told["independent"]),
            on_help_page=told["on_help_page"] is True,
            translations=tuple((locale, _words(words)) for locale, words in told["translations"].items()),
        )
    except (ValueError, KeyError, TypeError, AttributeError, ContactUnusable):
        raise Damaged from None


def _words(told: list[str]) -> ContactWords:
    name, hours, rule = map(str, told)
    return ContactWords(name, hours, rule)


def _listed(words: ContactWords) -> list[str]:
    return [words.name, words.hours, words.rule]


def _said(words: ContactWords) -> bool:
    longest = ((words.name, NAME_LENGTH), (words.hours, TEXT_LENGTH), (words.rule, TEXT_LENGTH))
    return all(
        len(text) <= most and not any(unicodedata.category(letter) in _INVISIBLE for letter in text)
        for text, most in longest
    )


def _fits(pattern: re.Pattern[str], text: str) -> bool:
    return len(text) <= _ADDRESS_LENGTH and pattern.fullmatch(text) is not None
