"""Relief: each use of a tool is one line on a sealed page of its month, for nobody but the person."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from wellbeing.domain.days import local_day
from wellbeing.domain.errors import Damaged
from wellbeing.domain.relief import ReliefPage, Tally, Tool, Use, helped_last, month_start, tallies
from wellbeing.services.ledger import Ledger
from wellbeing.services.ports import Clock
from wellbeing.services.records import Records
from wellbeing.services.sessions import Sessions
from wellbeing.services.sorts import RELIEF


@dataclass(frozen=True, slots=True)
class Helps:
    """What a person's own past says of the tools."""

    tallies: tuple[Tally, ...] = field(default=(), repr=False)
    last: Tool | None = field(default=None, repr=False)
    """After which the rating was lower the last time one was."""


class Relief:
    """A person's own uses; there is no reading of them by day that says when somebody was here."""

    def __init__(self, records: Records, sessions: Sessions, clock: Clock) -> None:
        self._records = records
        self._sessions = sessions
        self._clock = clock

    def keep(self, reference: str, use: UUID, tool: Tool, before: int | None, after: int | None) -> Use:
        """Keep what was used today; the same id again changes nothing.

        A page that does not open is begun anew: its owner was told.

        Raises:
            AnswerOutOfRange: a rating is off the scale.
        """
        made = Use(use, self._today(reference), tool, before, after)
        month = month_start(made.day)
        with self._sessions.keys(reference) as access, self._records.writing(access) as ledger:
            page = _page(ledger, month)
            if page.having(made) != page:
                ledger.put(RELIEF, month, page.having(made))
        return made

    def take_back(self, reference: str, use: UUID) -> None:
        """Remove a use of this month or the one before; one that is gone already changes nothing."""
        today = self._today(reference)
        months = {month_start(today), month_start(month_start(today) - date.resolution)}
        with self._sessions.keys(reference) as access, self._records.writing(access) as ledger:
            for month in sorted(months):
                page = _page(ledger, month)
                left = page.without(use)
                if left.uses and left != page:
                    ledger.put(RELIEF, month, left)
                elif left != page:
                    ledger.take(RELIEF, month)

    def helps(self, reference: str) -> Helps:
        """Counts over everything that is kept, and what helped last; pages that do not open are left out.

        Raises:
            SignedOut: or `Locked`.
        """
        with self._sessions.keys(reference) as access, self._records.reading(access) as ledger:
            uses = [one for page in ledger.all(RELIEF).values for one in page.uses]
        return Helps(tallies(uses), helped_last(uses))

    def _today(self, reference: str) -> date:
        return local_day(self._clock.now(), self._sessions.presence(reference).time_zone)


def _page(ledger: Ledger, month: date) -> ReliefPage:
    try:
        return ledger.find(RELIEF, month) or ReliefPage(month)
    except Damaged:
        return ReliefPage(month)
