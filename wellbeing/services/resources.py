"""Resources: what the help page shows to everybody, and what suits one person, by their own wishes."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from wellbeing.domain import names
from wellbeing.domain.contact import Contact
from wellbeing.domain.errors import BadInput, HarbourError
from wellbeing.domain.logged import Logged
from wellbeing.domain.people import UnitId
from wellbeing.domain.resources import Directory, Line, Need
from wellbeing.services.authority import Authority
from wellbeing.services.contacts import readable
from wellbeing.services.ports import Begin, Clock
from wellbeing.services.preferences import OwnPreferences
from wellbeing.services.sessions import Sessions
from wellbeing.services.vouching import block, confirmed

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody asks the directory for."""

    need: Need | None = None
    minutes: int | None = None
    country: str = ""
    """A country chosen on the page, kept nowhere; empty for one's own."""


@dataclass(frozen=True, slots=True)
class Found:
    """What suits one person now."""

    lines: tuple[Line, ...]
    contacts: tuple[Contact, ...]
    favourites: frozenset[str] = field(repr=False)
    """Ids of lines and keys of contacts."""
    confirmed: Mapping[str, date]
    """Ids of the lines that two people of the unit stand behind, and since when."""
    posting: str
    """The country of the unit; empty when it is not said."""
    home: str = field(repr=False)
    """The country the person says is home; empty when they say none."""
    overdue: frozenset[str]
    """Ids of the lines whose review day has passed."""


class Resources:
    """The directory of this installation and the units' contacts; what is opened is noted nowhere."""

    def __init__(
        self,
        look: Begin,
        clock: Clock,
        sessions: Sessions,
        preferences: OwnPreferences,
        directory: Directory,
        clinical_reviewer: str = "",
    ) -> None:
        self._look = look
        self._clock = clock
        self._sessions = sessions
        self._preferences = preferences
        self._authority = Authority(sessions)
        self.directory = directory
        self.clinical_reviewer = clinical_reviewer
        """Who reviewed what is said here, as the deploying body names them; empty for nobody."""

    def published(self) -> tuple[Contact, ...]:
        """The contacts that units show on the help page; none when they cannot be read just now.

        The help page must come whatever happens to the database.
        """
        try:
            with self._look() as work:
                return tuple(one for one in readable(work.contacts.all()) if one.on_help_page)
        except HarbourError as error:
            _log.warning(
                "the help page is shown without the units' contacts (%s)",
                type(error).__name__,
                extra=Logged.HELP_INCOMPLETE.extra,
            )
            return ()

    def worked_in(self) -> tuple[str, ...]:
        """The countries of the units that have not ended, by code; none when they cannot be read just now."""
        today = self.today()
        try:
            with self._look() as work:
                lasting = (one for one in work.units.all() if one.ends_on is None or today <= one.ends_on)
                return tuple(sorted({one.country for one in lasting if one.country}))
        except HarbourError as error:
            _log.warning(
                "the help page is shown without the units' countries (%s)",
                type(error).__name__,
                extra=Logged.HELP_INCOMPLETE.extra,
            )
            return ()

    def today(self) -> date:
        """The day, in UTC, on which a line's review day has passed or not."""
        return self._clock.now().date()

    def overdue(self) -> frozenset[str]:
        """The ids of the lines whose review day has passed."""
        today = self.today()
        return frozenset(one.id for one in self.directory.lines if one.overdue(today))

    def suited(self, reference: str, wishes: Wishes) -> Found:
        """The lines and contacts that suit a person; favourites first, then as the directory sorts them.

        Raises:
            SignedOut: or `Locked`.
            BadInput: the country is none.
        """
        chosen = names.country(wishes.country)
        home = self._preferences.mine(reference)
        unit = self._home_unit(reference)
        with self._look() as work:
            there = work.units.get(unit) if unit else None
            contacts = tuple(readable(work.contacts.of(unit))) if unit else ()
            held = work.confirmations.of(unit) if unit else ()
            sure = confirmed(block(work, unit, self.directory), held) if unit else {}
        posting = there.country if there else ""
        countries = [chosen] if chosen else [posting, home.country]
        lines = self.directory.suited(countries, wishes.need, wishes.minutes, self.today())
        ready = [one for one in contacts if _suits(one, wishes)]
        liked = home.resources
        return Found(
            tuple(sorted(lines, key=lambda one: one.id not in liked)),
            tuple(sorted(ready, key=lambda one: one.key not in liked)),
            liked,
            sure,
            posting,
            home.country,
            self.overdue(),
        )

    def like(self, reference: str, key: str, *, liked: bool) -> None:
        """Remember a favourite, or forget it; sealed like everything of one's own.

        Raises:
            BadInput: there is no such line or contact, or there are very many favourites already.
        """
        if liked and not self._known(reference, key):
            raise BadInput
        self._preferences.change(
            reference,
            lambda held: replace(held, resources=held.resources | {key} if liked else held.resources - {key}),
        )

    def live_in(self, reference: str, country: str) -> None:
        """Remember the country that is home, or forget it.

        Raises:
            CountryUnusable: it is no country.
        """
        code = names.country(country)
        self._preferences.change(reference, lambda held: replace(held, country=code))

    def _known(self, reference: str, key: str) -> bool:
        unit = self._home_unit(reference)
        if self.directory.get(key) is not None:
            return True
        with self._look() as work:
            return unit is not None and any(one.key == key for one in readable(work.contacts.of(unit)))

    def _home_unit(self, reference: str) -> UnitId | None:
        """The unit whose contacts a person sees: where they investigate, else their first seat's."""
        presence = self._authority.person(reference)
        first = next((one.unit for one in presence.memberships if one.unit is not None), None)
        return presence.home or first


def _suits(contact: Contact, wishes: Wishes) -> bool:
    if wishes.need is not None and contact.need is not wishes.need:
        return False
    first_step = 10 if contact.dial and not (contact.sms or contact.mail) else 3
    return wishes.minutes is None or first_step <= wishes.minutes
