"""Taking in: days that were lived somewhere else are stored at once, such as the made-up ones of the demo."""

from __future__ import annotations

from collections.abc import Iterable

from wellbeing.domain.checkin import CheckIn
from wellbeing.domain.exposure import ExposureDay
from wellbeing.services.records import CHECKIN, EXPOSURE, Records
from wellbeing.services.sessions import Sessions


class TakingIn:
    """Many of a person's days in one transaction; no page reaches it."""

    def __init__(self, records: Records, sessions: Sessions) -> None:
        self._records = records
        self._sessions = sessions

    def days(self, reference: str, days: Iterable[tuple[CheckIn, ExposureDay]]) -> None:
        """Store check-ins with the work of the same days, in place of what is there; all of it or nothing."""
        with self._sessions.keys(reference) as access, self._records.writing(access) as ledger:
            for checkin, work in days:
                ledger.put(CHECKIN, checkin.day, checkin, {EXPOSURE: work})
