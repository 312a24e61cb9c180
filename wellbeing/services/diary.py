"""The diary: a person reads their own log here; every service writes to it through the ledger."""

from __future__ import annotations

from wellbeing.domain.diary import Event, Line
from wellbeing.services.records import LOG, Records
from wellbeing.services.sessions import Sessions

__all__ = ["Diary", "Event", "Line"]


class Diary:
    """A person's own sealed log of sign-ins and changes, kept for twelve months."""

    def __init__(self, records: Records, sessions: Sessions) -> None:
        self._records = records
        self._sessions = sessions

    def mine(self, reference: str) -> tuple[Line, ...]:
        """All lines, newest first; of one minute, the later first."""
        with self._sessions.keys(reference) as access, self._records.reading(access) as ledger:
            pages = ledger.all(LOG).values
        return tuple(reversed([line for page in pages for line in page.lines]))
