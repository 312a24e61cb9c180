"""The record: how long a person worked with what, by day and kind, like a dosimeter that only they read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from wellbeing.domain.breaks import spans
from wellbeing.domain.errors import ActUnusable, RecordGone, RecordOutOfReach
from wellbeing.domain.exposure import AMEND_DAYS, Act, Event, ExposureDay, Kind, Span
from wellbeing.domain.letter import MOST_ACTS
from wellbeing.domain.policy import Policy
from wellbeing.domain.record import DayOfWork, Session, days_of_work, sessions
from wellbeing.services.exposure import Exposure
from wellbeing.services.policies import Policies
from wellbeing.services.ports import Clock
from wellbeing.services.records import EXPOSURE, Ledger, Records, merge
from wellbeing.services.sessions import Sessions

_AFTER: Final = timedelta(milliseconds=1)
_ROUNDED: Final = timedelta(minutes=1)
"""A session that has just ended may be told as up to a minute longer."""
YEAR: Final = timedelta(days=365)
NIGHT: Final = timedelta(days=1)
"""A session that began the day before may reach into the first day that is asked for."""


class Record:
    """A person's own exposure record; it needs open entries, and each change of it writes one sealed day."""

    def __init__(
        self, records: Records, sessions: Sessions, policies: Policies, exposure: Exposure, clock: Clock
    ) -> None:
        self._records = records
        self._sessions = sessions
        self._policies = policies
        self._exposure = exposure
        self._clock = clock

    def year(self, reference: str, until: date | None = None) -> tuple[Session, ...]:
        """The sessions of the year up to a local day, today when none is given, oldest first.

        Raises:
            SignedOut: or `Locked`.
        """
        today = self._today(self._zone(reference))
        last = until or today
        zone, found = self._spans(reference, last - YEAR)
        made = sessions(found, zone, today)
        return tuple(one for one in made if last - YEAR <= one.day <= last)

    def by_day(self, reference: str, first: date, last: date) -> tuple[DayOfWork, ...]:
        """The local days with work between two days, oldest first; what crosses midnight is split."""
        zone, found = self._spans(reference, first)
        return tuple(one for one in days_of_work(found, zone) if first <= one.day <= last)

    def told(
        self, reference: str, days: tuple[ExposureDay, ...]
    ) -> tuple[tuple[Session, ...], tuple[DayOfWork, ...]]:
        """All sessions of some entries, and the same by day and kind; for an export, which has read them."""
        zone, policy = self._zone(reference), self._policies.effective(reference).policy
        found = self._told(days, policy, zone)
        return sessions(found, zone, self._today(zone)), days_of_work(found, zone)

    def add(self, reference: str, kind: Kind, began: datetime, minutes: int) -> UUID:
        """Add a session that was not timed, as when a machine has no browser; gives its id.

        Raises:
            RecordOutOfReach: it began too long ago.
            ActUnusable: it would not have ended yet, or is longer than any session may be.
        """
        now, zone = self._now(), self._zone(reference)
        if began.tzinfo is None:
            raise ActUnusable
        if began < now - timedelta(days=AMEND_DAYS):
            raise RecordOutOfReach
        made = Event(uuid4(), now, Act.ADD, kind, minutes, began=began.astimezone(UTC))
        self._write(reference, lambda _ledger: (made.filed(zone), made))
        return made.id

    def correct(
        self,
        reference: str,
        session: UUID,
        *,
        kind: Kind | None = None,
        began: datetime | None = None,
        minutes: int | None = None,
    ) -> None:
        """Say what a session really was; what is not given stays.

        Raises:
            RecordGone: there is no such session.
            RecordOutOfReach: it began too long ago, or would then have begun too long ago.
            ActUnusable: a length or moment that no session may have.
        """
        if began is not None:
            if began.tzinfo is None or began > self._clock.now():
                raise ActUnusable
            zone = self._zone(reference)
            self._reach(began.astimezone(zone).date(), zone)
        start = None if began is None else began.astimezone(UTC)
        made = Event(uuid4(), self._now(), Act.CORRECT, kind, minutes, session, start)
        self._amend(reference, made)

    def remove(self, reference: str, session: UUID) -> None:
        """Take a session out of the record.

        Raises:
            RecordGone: there is no such session.
            RecordOutOfReach: it began too long ago.
        """
        self._amend(reference, Event(uuid4(), self._now(), Act.REMOVE, of=session))

    def _amend(self, reference: str, made: Event) -> None:
        zone, policy = self._zone(reference), self._policies.effective(reference).policy

        def filed(ledger: Ledger) -> tuple[date, Event]:
            """The act with the day of the session it means, which is looked up while nobody else writes."""
            since = self._today(zone) - timedelta(days=AMEND_DAYS) - 2 * NIGHT
            days = ledger.all(EXPOSURE, since=since).values
            found = next((one for one in self._told(days, policy, zone) if one.id == made.of), None)
            if found is None:
                raise RecordGone
            self._reach(found.began.astimezone(zone).date(), zone)
            if not found.running and _ends(found, made) > made.at + _ROUNDED:
                raise ActUnusable
            last = max(event.at for one in days for event in one.events)  # a clock may be set back
            return _day_of(days, found, zone), replace(made, at=max(made.at, last + _AFTER))

        self._write(reference, filed)

    def _write(self, reference: str, filed: Callable[[Ledger], tuple[date, Event]]) -> None:
        with self._sessions.keys(reference) as access, self._records.writing(access) as ledger:
            day, made = filed(ledger)
            merge(ledger, ExposureDay(day, (made,)), most=MOST_ACTS)
        self._exposure.changed(reference)

    def _spans(self, reference: str, first: date) -> tuple[ZoneInfo, tuple[Span, ...]]:
        zone, policy = self._zone(reference), self._policies.effective(reference).policy
        with self._sessions.keys(reference) as access, self._records.reading(access) as ledger:
            days = ledger.all(EXPOSURE, since=first - NIGHT).values
        return zone, self._told(days, policy, zone)

    def _told(self, days: tuple[ExposureDay, ...], policy: Policy, zone: ZoneInfo) -> tuple[Span, ...]:
        return spans(days, policy, zone, self._clock.now())

    def _reach(self, day: date, zone: ZoneInfo) -> None:
        if day < self._today(zone) - timedelta(days=AMEND_DAYS):
            raise RecordOutOfReach

    def _now(self) -> datetime:
        now = self._clock.now()
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    def _zone(self, reference: str) -> ZoneInfo:
        return ZoneInfo(self._sessions.presence(reference).time_zone)

    def _today(self, zone: ZoneInfo) -> date:
        return self._clock.now().astimezone(zone).date()


def _ends(span: Span, made: Event) -> datetime:
    """When a session would end that is corrected like this."""
    length = span.length if made.minutes is None else timedelta(minutes=made.minutes)
    return (made.began or span.began) + length


def _day_of(days: tuple[ExposureDay, ...], span: Span, zone: ZoneInfo) -> date:
    """The entry that holds the act which opened a session."""
    holding = (one.day for one in days if any(event.id == span.id for event in one.events))
    return next(holding, span.began.astimezone(zone).date())
