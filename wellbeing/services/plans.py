"""The safety plan: one sealed entry, changed step by step so that no device loses another's."""

from __future__ import annotations

from collections.abc import Mapping

from wellbeing.domain.errors import Damaged
from wellbeing.domain.plan import Plan, Step
from wellbeing.services.records import Records
from wellbeing.services.sessions import Sessions
from wellbeing.services.sorts import ALWAYS, PLAN


class Plans:
    """A person's own plan, open to nobody else."""

    def __init__(self, records: Records, sessions: Sessions) -> None:
        self._records = records
        self._sessions = sessions

    def mine(self, reference: str) -> Plan:
        """The plan; an empty one when nothing is written.

        Raises:
            SignedOut: or `Locked`.
            Damaged: the stored one does not open.
        """
        with self._sessions.keys(reference) as access, self._records.reading(access) as ledger:
            return ledger.find(PLAN) or Plan()

    def write(self, reference: str, steps: Mapping[Step, str]) -> Plan:
        """The plan with some steps said anew; one that is left empty altogether goes away.

        A stored one that does not open is replaced: its owner was told, and sees what they write anew.

        Raises:
            StepTooLong: a step is; nothing was changed then.
        """
        with self._sessions.keys(reference) as access, self._records.writing(access) as ledger:
            try:
                before = ledger.find(PLAN)
            except Damaged:
                before = None
            after = (before or Plan()).written({step: _storable(text) for step, text in steps.items()})
            if not after.empty:
                if after != before:
                    ledger.put(PLAN, ALWAYS, after)
            elif before is not None:
                ledger.take(PLAN, ALWAYS)
        return after


def _storable(text: str) -> str:
    """The text with a question mark for half a character, which cannot be written as UTF-8."""
    return text.encode("utf-8", "replace").decode()
