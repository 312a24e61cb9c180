"""Leaving: an account is deleted by destroying its keys, and whatever is left of it after them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import uuid4

from wellbeing.domain.people import PersonId
from wellbeing.services.ballots import Ballots
from wellbeing.services.confirming import Confirming
from wellbeing.services.opening import Opening
from wellbeing.services.ports import Clock, Slots
from wellbeing.services.records import CHECKIN, LOG, Records
from wellbeing.services.sessions import Sessions
from wellbeing.services.unfinished import Unfinished

BACKUP_DAYS: Final = 35
"""Days after which the last backup that may hold the keys is gone, if backups are kept as documented."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was deleted, for the person to keep; the installation keeps no copy."""

    on: date
    check_ins: int
    log_lines: int
    backup_days: int
    """Days until the keys are gone from the backups too."""
    reference: str
    """A random number that stands on this receipt only."""


class Leaving:
    """Deletes accounts: keys first, so that nothing can be read any more whatever happens next."""

    def __init__(
        self,
        unfinished: Unfinished,
        slots: Slots,
        clock: Clock,
        opening: Opening,
        records: Records,
        sessions: Sessions,
        confirming: Confirming,
        ballots: Ballots,
    ) -> None:
        self._unfinished = unfinished
        self._slots = slots
        self._clock = clock
        self._opening = opening
        self._records = records
        self._sessions = sessions
        self._confirming = confirming
        self._ballots = ballots

    def delete(self, cookie: str, passphrase: str) -> Receipt:
        """Delete the account of whoever is signed in, for good.

        What lies of theirs in open boxes is taken back while there is still a key that finds it.

        Raises:
            SignedOut: or `Locked`.
            SecretsDiffer: it is another passphrase.
        """
        with self._sessions.request(cookie) as (_, access):
            with self._opening.own(access.person, passphrase) as opened:
                opened.keys.wipe()
            with self._records.reading(access) as ledger:
                check_ins, pages = ledger.all(CHECKIN), ledger.all(LOG)
            lines = sum(len(page.lines) for page in pages.values)
            with self._ballots.leaving(access):
                self._destroy(access.person)
        count = len(check_ins.values) + check_ins.damaged
        return Receipt(self._clock.now().date(), count, lines, BACKUP_DAYS, uuid4().hex[:12].upper())

    def _destroy(self, person: PersonId) -> None:
        self._unfinished.leaving(person)
        with self._opening.changing(person):
            self._slots.shred(person)
        self._sessions.end_all(person)
        self._confirming.forget(person)
        self._unfinished.clear(person)
