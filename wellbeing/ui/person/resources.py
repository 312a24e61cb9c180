"""Resources: people and lines that help, by need, minutes and country, with one's own favourites first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from urllib.parse import quote

import reflex as rx

from wellbeing.domain.contact import CONTACT_KINDS, Contact
from wellbeing.domain.errors import BadInput
from wellbeing.domain.resources import COUNTRIES, MINUTES, Alerts, Line, Need
from wellbeing.domain.resources.line import RULES
from wellbeing.domain.resources.numbers import digits
from wellbeing.domain.resources.telling import INDEPENDENT, facts, name_of
from wellbeing.services.resources import Found, Wishes
from wellbeing.ui.door import same_reader
from wellbeing.ui.guard import only
from wellbeing.ui.leaving import Leaving
from wellbeing.ui.rules import Phase
from wellbeing.ui.visit import ask, is_open, words_of
from wellbeing.ui.wiring import desks
from wellbeing.words import Translator, day_words, mark

MESSAGES: Final = (
    mark("Could you call me when you have a moment?"),
    mark("Could you call me today?"),
    mark("I am not OK. Please call me now."),
)
"""What one may ask somebody, word for word; nothing else goes with it."""

LATE: Final = mark("Nobody checked this lately. It was last checked on {day}.")
"""Said beside a line that is overdue, in the words of the help page."""


@dataclass(frozen=True, slots=True)
class HelpRow:
    """A line or a contact, in words."""

    key: str = field(repr=False)
    name: str
    number: str
    dial: str
    """A link that a telephone follows; empty without a number."""
    text: str
    text_link: str
    write: str
    """A page to write on or to read; empty for none."""
    mail: str
    facts: str
    rule: str
    liked: bool = field(repr=False)
    confirmed: str
    """Since when two people of the unit stand behind it; empty while they do not."""
    late: str = ""
    """When it was last looked at, if that is too long ago."""
    asks: bool = False
    """Whether somebody stands behind it who can be asked to call."""


def line_rows(found: Found, t: Translator) -> list[HelpRow]:
    """The lines, in the order they came; each says its country, for people work away from home."""
    return [_line(one, found, t) for one in found.lines]


def contact_rows(found: Found, t: Translator) -> list[HelpRow]:
    """The unit's own contacts, in the order they came."""
    return [_contact(one, found, t) for one in found.contacts]


def _line(line: Line, found: Found, t: Translator) -> HelpRow:
    country = t(COUNTRIES[line.country]) if line.country else t("Any other country")
    first = f"{line.keyword} " if line.keyword else ""
    return HelpRow(
        line.id,
        name_of(line, t),
        line.display,
        f"tel:{line.dial}" if line.dial else "",
        f"{first}{line.sms}",
        f"sms:{digits(line.sms)}" if line.sms else "",
        line.chat or line.site,
        "",
        " · ".join((country, *facts(line, t))),
        t(line.own_rule),
        line.id in found.favourites,
        _checked(found.confirmed.get(line.id), t),
        t(LATE, day=day_words(line.seen_on, t.locale, year=True)) if line.id in found.overdue else "",
    )


def _checked(since: date | None, t: Translator) -> str:
    if since is None:
        return ""
    return t("Two people of your unit checked this on {day}.", day=day_words(since, t.locale, year=True))


def _contact(contact: Contact, found: Found, t: Translator) -> HelpRow:
    said = contact.said(t.locale)
    pieces = (t(CONTACT_KINDS[contact.kind]), said.hours, t(INDEPENDENT.get(contact.independent, "")))
    return HelpRow(
        contact.key,
        said.name,
        contact.dial,
        f"tel:{contact.number}" if contact.dial else "",
        contact.sms,
        f"sms:{digits(contact.sms)}" if contact.sms else "",
        contact.site,
        contact.mail,
        " · ".join(one for one in pieces if one),
        said.rule or t(RULES[Alerts.UNKNOWN]),
        contact.key in found.favourites,
        confirmed="",
        asks=True,
    )


class Resources(Leaving, rx.State):
    """What the page shows; what was looked for is kept nowhere and goes when the page is left or locked."""

    need: rx.Field[str] = rx.field("")
    minutes: rx.Field[str] = rx.field("")
    country: rx.Field[str] = rx.field("")
    home: rx.Field[str] = rx.field("")
    lines: rx.Field[list[HelpRow]] = rx.field(default_factory=list)
    contacts: rx.Field[list[HelpRow]] = rx.field(default_factory=list)
    asking: rx.Field[str] = rx.field("")
    """The key of the contact to be asked; empty while nobody is."""
    asked: rx.Field[str] = rx.field("")
    message: rx.Field[str] = rx.field("")
    sms_link: rx.Field[str] = rx.field("")
    mail_link: rx.Field[str] = rx.field("")
    said: rx.Field[str] = rx.field("")

    @only(least=Phase.NOBODY, acts=False)
    async def load(self) -> None:
        """Show what suits the person's own countries."""
        self.reset()
        if is_open(self):
            await self._find()

    @only()
    async def by_need(self, need: str) -> None:
        """Show what answers a need; the same one again shows everything."""
        if need not in {one.value for one in Need}:
            raise BadInput
        self.need = "" if self.need == need else need
        await self._find()

    @only()
    async def by_minutes(self, minutes: str) -> None:
        """Show what a first step fits into; the same again shows everything."""
        if minutes not in map(str, MINUTES):
            raise BadInput
        self.minutes = "" if self.minutes == minutes else minutes
        await self._find()

    @only()
    async def in_country(self, form: dict[str, Any]) -> None:
        """Show another country, for now."""
        self.country = str(form.get("country", ""))
        await self._find()

    @only()
    async def live_in(self, form: dict[str, Any]) -> None:
        """Remember which country is home, sealed; none forgets it."""
        await same_reader(self, str(form.get("tag", "")))
        await ask(self, desks().person.resources.live_in, str(form.get("home", "")))
        await self._find()
        self.said = words_of(self)("Saved.")

    @only()
    async def like(self, key: str, tag: str) -> None:
        """Make a favourite of something, or no favourite any more."""
        await same_reader(self, tag)
        liked = any(one.key == key and one.liked for one in [*self.lines, *self.contacts])
        await ask(self, desks().person.resources.like, key, liked=not liked)
        await self._find()
        t = words_of(self)
        self.said = t("No favourite any more.") if liked else t("It is a favourite now.")

    @only()
    async def ask_for(self, key: str) -> None:
        """Show the message to a contact, or put it away; nothing is sent from here."""
        known = key in _keys(self.contacts)
        self.asking = key if known and self.asking != key else ""
        self._write(MESSAGES[0])

    @only()
    async def say(self, number: str) -> None:
        """Choose another message."""
        if number not in map(str, range(len(MESSAGES))):
            raise BadInput
        self._write(MESSAGES[int(number)])

    def _write(self, message: str) -> None:
        """The message, and the links that open the person's own programs with it."""
        row = next((one for one in self.contacts if one.key == self.asking), None)
        words = words_of(self)(message) if row else ""
        self.asked, self.message = row.name if row else "", words
        self.sms_link = f"{row.text_link}?body={quote(words)}" if row and row.text_link else ""
        self.mail_link = f"mailto:{row.mail}?body={quote(words)}" if row and row.mail else ""

    async def _find(self) -> None:
        t = words_of(self)
        wishes = Wishes(
            Need(self.need) if self.need else None,
            int(self.minutes) if self.minutes else None,
            self.country,
        )
        found = await ask(self, desks().person.resources.suited, wishes)
        self.home = found.home
        self.lines, self.contacts = line_rows(found, t), contact_rows(found, t)
        self.said = ""
        if self.asking not in _keys(self.contacts):
            self.asking = ""
            self._write(MESSAGES[0])


def _keys(rows: Iterable[HelpRow]) -> set[str]:
    return {one.key for one in rows}
