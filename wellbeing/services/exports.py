"""Exports: everything a person has here, for them to take away."""

from __future__ import annotations

from datetime import timedelta

from wellbeing.domain.ballot import BallotPage
from wellbeing.domain.checkin import CheckIn
from wellbeing.domain.diary import Event, Line
from wellbeing.domain.export import Export, as_csv, as_json
from wellbeing.domain.plan import Plan
from wellbeing.domain.preferences import Preferences
from wellbeing.services.ports import Clock
from wellbeing.services.record import Record
from wellbeing.services.records import CHECKIN, EXPOSURE, LOG, Records
from wellbeing.services.sessions import Sessions
from wellbeing.services.sorts import BALLOT, MEASURE, PLAN, PREFERENCES, RELIEF


class Exports:
    """Gathers a person's own words; the formats are documented in `wellbeing.domain.export`."""

    def __init__(self, records: Records, sessions: Sessions, clock: Clock, record: Record) -> None:
        self._records = records
        self._sessions = sessions
        self._clock = clock
        self._record = record

    def collect(self, reference: str) -> Export:
        """The export; what does not open is left out and counted.

        The person's own log says that it was made.
        """
        presence = self._sessions.presence(reference)
        now = self._clock.now()
        with self._sessions.keys(reference) as access:
            self._records.note(access, Event.EXPORTED)
            with self._records.reading(access) as ledger:
                found, pages = ledger.all(CHECKIN), ledger.all(LOG)
                measures, exposed = ledger.all(MEASURE), ledger.all(EXPOSURE)
                preferences, plans, relief = ledger.all(PREFERENCES), ledger.all(PLAN), ledger.all(RELIEF)
                ballots = ledger.all(BALLOT)
        worked, by_day = self._record.told(reference, exposed.values)
        check_ins: tuple[CheckIn, ...] = found.values
        lines: tuple[Line, ...] = tuple(line for page in pages.values for line in page.lines)
        return Export(
            made_at=now.replace(microsecond=0) - timedelta(seconds=now.second),
            handle=presence.handle,
            retention_months=presence.retention_months,
            check_ins=check_ins,
            log=lines,
            damaged=sum(
                one.damaged for one in (found, pages, measures, exposed, preferences, plans, relief, ballots)
            ),
            plan=plans.values[0] if plans.values else Plan(),
            uses=tuple(use for page in relief.values for use in page.uses),
            sessions=worked,
            days_of_work=by_day,
            preferences=preferences.values[0] if preferences.values else Preferences(),
            ballots=ballots.values[0] if ballots.values else BallotPage(),
            sheets=tuple(sheet for page in measures.values for sheet in page.sheets),
        )

    as_json = staticmethod(as_json)
    as_csv = staticmethod(as_csv)
