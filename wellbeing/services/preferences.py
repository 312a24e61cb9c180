"""A person's own preferences: one sealed entry, changed at once so that no device loses another's."""

from __future__ import annotations

from collections.abc import Callable

from wellbeing.domain.errors import Damaged
from wellbeing.domain.preferences import Preferences
from wellbeing.services.records import Records
from wellbeing.services.sessions import Sessions
from wellbeing.services.sorts import ALWAYS, PREFERENCES


class OwnPreferences:
    """What a person has chosen for themselves, open to nobody else."""

    def __init__(self, records: Records, sessions: Sessions) -> None:
        self._records = records
        self._sessions = sessions

    def mine(self, reference: str) -> Preferences:
        """What the person has chosen; the defaults when they have chosen nothing yet.

        Raises:
            SignedOut: or `Locked`.
            Damaged: the stored ones do not open.
        """
        with self._sessions.keys(reference) as access, self._records.reading(access) as ledger:
            return ledger.find(PREFERENCES) or Preferences()

    def change(self, reference: str, edit: Callable[[Preferences], Preferences]) -> Preferences:
        """The preferences after an edit of what is stored now; nothing is written when it changes nothing.

        Stored ones that do not open are replaced: their owner was told, and sees what they choose anew.

        Raises:
            BadInput: something that was chosen cannot be used.
        """
        with self._sessions.keys(reference) as access, self._records.writing(access) as ledger:
            try:
                there = ledger.find(PREFERENCES)
            except Damaged:
                there = None
            chosen = edit(there or Preferences())
            if chosen != there:
                ledger.put(PREFERENCES, ALWAYS, chosen)
        return chosen
