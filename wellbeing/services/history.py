"""History: a person looks back on their own days, weeks and notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final, Generic, TypeVar

from wellbeing.domain.checkin import CheckIn
from wellbeing.domain.days import local_day
from wellbeing.domain.errors import BadInput
from wellbeing.domain.outline import Outline
from wellbeing.domain.retention import ASIDE, Going, Stay, holding
from wellbeing.domain.seeking import spans
from wellbeing.domain.strain import Band, band, strain
from wellbeing.services.ports import Begin, Clock
from wellbeing.services.records import ALWAYS, CHECKIN, PROFILE, Findings, Records
from wellbeing.services.seating import allowed
from wellbeing.services.sessions import Sessions

__all__ = ["Day", "Findings", "Found", "History", "Overview", "Summary", "as_day"]

Kept = TypeVar("Kept", CheckIn, Outline)

YEAR: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Day(Generic[Kept]):
    """A day with a check-in, or with as much of it as its outline says."""

    day: date
    checkin: Kept = field(repr=False)
    strain: float | None = field(repr=False)
    """0 to 10, or None when too little was answered."""

    @property
    def band(self) -> Band | None:
        """Where the index lies, or None when there is none."""
        return None if self.strain is None else band(self.strain)


@dataclass(frozen=True, slots=True)
class Found:
    """A note in which all the words occur."""

    day: date
    note: str = field(repr=False)
    spans: tuple[tuple[int, int], ...] = field(repr=False)
    """Where, as (start, end) in the note's characters, in order and apart."""


@dataclass(frozen=True, slots=True)
class Summary:
    """How much there is and when it was last changed: what a person compares with their memory."""

    check_ins: int
    first_day: date | None
    last_day: date | None
    saved_at: datetime | None
    """To the minute, UTC."""
    findings: Findings
    damaged: int = 0
    """Check-ins that do not open; the others are fine."""


@dataclass(frozen=True, slots=True)
class Overview:
    """A year of days, and what is kept in all."""

    today: date
    """The last day of the year, where the person's unit works."""
    time_zone: str
    summary: Summary
    days: tuple[Day[Outline], ...] = field(repr=False)
    going: Going | None
    """What goes next."""
    notes: Mapping[date, str] = field(repr=False)
    """The notes of the last of these days, of as many as were asked for."""


class History:
    """A person's own past, opened on demand and kept nowhere."""

    def __init__(self, look: Begin, records: Records, sessions: Sessions, clock: Clock) -> None:
        self._look = look
        self._records = records
        self._sessions = sessions
        self._clock = clock

    def year(self, reference: str, until: date | None = None) -> tuple[Day[CheckIn], ...]:
        """The days with a check-in of the year up to a day, oldest first; today when none is given."""
        last = until or self._today(reference)
        return tuple(as_day(one) for one in self._between(reference, last - YEAR, last))

    def search(self, reference: str, words: str) -> tuple[Found, ...]:
        """The notes that hold every word, newest first; case and accents make no difference.

        Nothing is indexed: the notes are opened, looked through and forgotten.
        """
        with self._sessions.keys(reference) as access, self._records.reading(access, whole=True) as ledger:
            everything = ledger.all(CHECKIN).values
        found = (Found(one.day, one.note, spans(one.note, words[:200])) for one in reversed(everything))
        return tuple(one for one in found if one.spans)

    def overview(self, reference: str, newest: int) -> Overview:
        """The year up to today, the notes of its newest days, and what is kept in all, in one reading."""
        presence = self._sessions.presence(reference)
        last = local_day(self._clock.now(), presence.time_zone)
        with self._sessions.keys(reference) as access, self._records.reading(access, whole=True) as ledger:
            found = ledger.look_back(last - YEAR, last, newest)
            saved, going = ledger.listing.saved_at, ledger.going()
        days = [one.day for one in found.outlines.values]
        summary = Summary(
            check_ins=len(days),
            first_day=days[0] if days else None,
            last_day=days[-1] if days else None,
            saved_at=datetime.fromtimestamp(saved, UTC) if saved else None,
            findings=self._sessions.findings(reference),
            damaged=found.outlines.damaged,
        )
        first = last - YEAR
        year = tuple(as_day(one) for one in found.outlines.values if first <= one.day <= last)
        return Overview(last, presence.time_zone, summary, year, going, found.notes)

    def recent(self, reference: str, days: int) -> tuple[Day[CheckIn], ...]:
        """The days with a check-in among so many up to today, oldest first; no others are opened."""
        last = self._today(reference)
        return tuple(as_day(one) for one in self._between(reference, last - timedelta(days=days - 1), last))

    def keeps(self, reference: str) -> Stay:
        """How long entries stay after the month they were made for, and who said so."""
        with self._sessions.keys(reference) as access, self._records.reading(access) as ledger:
            profile = ledger.profile()
        return Stay(profile.retention_months, profile.keeps, self._allowed(reference))

    def going(self, reference: str) -> Going | None:
        """What goes at the end of this month or the next; None when nothing does."""
        with self._sessions.keys(reference) as access, self._records.reading(access) as ledger:
            return ledger.going()

    def keep(self, reference: str, months: int) -> None:
        """Keep every entry so many months from now on, those that are there too.

        Args:
            reference: the person's connection.
            months: one of `retention.CHOICES`, or `ASIDE` to leave it to their unit.

        Raises:
            BadInput: it is none of them, or longer than their unit says.
        """
        unit = self._allowed(reference)
        if type(months) is not int or months not in {ASIDE, *Stay(months, ASIDE, unit).choices}:
            raise BadInput
        holds = holding(months, unit)
        with self._sessions.keys(reference) as access:
            with self._records.writing(access) as ledger:
                ledger.expire_after(holds)
                profile = replace(ledger.profile(), keeps=months)
                ledger.put(PROFILE, ALWAYS, profile)
            if profile.handle:
                self._sessions.standings.profile_changed(access.person, profile)

    def discard_damaged(self, reference: str) -> int:
        """Remove, once and for all, what does not open or is not the person's; how many things that were."""
        with self._sessions.keys(reference) as access:
            return self._records.discard_damaged(access)

    def _allowed(self, reference: str) -> int | None:
        """The most months that the person's unit allows, as it is now."""
        presence = self._sessions.presence(reference)
        with self._look() as work:
            return allowed(work, presence.memberships)

    def _between(self, reference: str, first: date, last: date) -> list[CheckIn]:
        with self._sessions.keys(reference) as access, self._records.reading(access, whole=True) as ledger:
            return [one for one in ledger.all(CHECKIN, since=first).values if one.day <= last]

    def _today(self, reference: str) -> date:
        return local_day(self._clock.now(), self._sessions.presence(reference).time_zone)


def as_day(checkin: Kept) -> Day[Kept]:
    """A check-in with its strain index."""
    return Day(checkin.day, checkin, strain(checkin))
