"""Publishing: a configurator announces break times for a day to come, and may take them back until then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from wellbeing.domain import policy as rules
from wellbeing.domain.audit import Act, By
from wellbeing.domain.errors import (
    BadInput,
    NotYours,
    PolicyNoteTooLong,
    PolicyStarted,
    PolicyWaiting,
    StartsTooLate,
    StartsTooSoon,
)
from wellbeing.domain.people import UnitId
from wellbeing.domain.policy import Policy
from wellbeing.services.audit import Audit
from wellbeing.services.authority import Authority
from wellbeing.services.policies import Policies, Version, opened, version_of
from wellbeing.services.ports import Begin, UnitOfWork
from wellbeing.services.sessions import Sessions
from wellbeing.services.unit_ports import PolicyRow

NOTE_LENGTH: Final = 500
"""Longest note to the unit, in characters."""
COMMENT_DAYS: Final = range(61)
"""For how many days comments may be asked for; 0 asks for none."""
AHEAD_DAYS: Final = 366
"""How far ahead a version may be announced: later is a slip of the pen."""


class Publishing:
    """What a configurator of a unit, or of one above it, does with the unit's policy."""

    def __init__(
        self, begin: Begin, look: Begin, sessions: Sessions, policies: Policies, audit: Audit
    ) -> None:
        self._begin = begin
        self._look = look
        self._authority = Authority(sessions)
        self._policies = policies
        self._audit = audit

    def publish(
        self,
        reference: str,
        unit: UnitId,
        policy: Policy,
        effective_from: date,
        note: str = "",
        comment_days: int = 0,
    ) -> Version:
        """Announce a policy; it never holds for a day that has begun.

        Args:
            reference: the configurator's connection.
            unit: whose policy it is.
            policy: the rules, checked against their ranges and floors here.
            effective_from: the first day they hold, on the wall where the unit works.
            note: what the unit is told beside it, up to `NOTE_LENGTH` characters.
            comment_days: days, today not counted, on which people may comment; all before it starts.

        Raises:
            NotYours: the person configures neither the unit nor one above it.
            PolicyUnusable: a rule is outside its range; it says which and why.
            StartsTooSoon: it would start today or earlier, or before the last day for comments is over.
            StartsTooLate: it would start in more than a year.
            PolicyWaiting: a version is announced already.
            PolicyNoteTooLong: the note is too long.
            BadInput: the number of days for comments cannot be used.
        """
        with self._begin() as work:
            self._authority.configurator_above(work, reference, unit)
            checked = rules.checked(policy)
            today = self._policies.today(work, unit)
            until = _comments_until(today, comment_days)
            if effective_from <= (until or today):
                raise StartsTooSoon
            if effective_from > today + timedelta(days=AHEAD_DAYS):
                raise StartsTooLate
            there = work.policies.of(unit)
            if _announced(there, today):
                raise PolicyWaiting
            row = PolicyRow(
                unit=unit,
                version=len(there) + 1,
                effective_from=effective_from,
                published_on=today,
                comments_until=until,
                body=rules.to_file(checked, _name(work, unit)),
                note=_note(note),
            )
            work.policies.add(row)
            starts = effective_from.isoformat()
            self._audit.note(
                work, Act.POLICY_ANNOUNCED, By.CONFIGURATOR, unit, policy=row.version, starts=starts
            )
            work.commit()
        return version_of(row, [*there, row], today)

    def withdraw(self, reference: str, unit: UnitId, number: int) -> None:
        """Take back a version that has not started; comments stay and come when their time is over.

        Raises:
            NotYours: the person configures neither the unit nor one above it.
            PolicyStarted: there is no such version, or it has started or was taken back.
        """
        with self._begin() as work:
            self._authority.configurator_above(work, reference, unit)
            waiting = _announced(work.policies.of(unit), self._policies.today(work, unit))
            if waiting is None or waiting.version != number:
                raise PolicyStarted
            work.policies.withdraw(unit, number)
            self._audit.note(work, Act.POLICY_WITHDRAWN, By.CONFIGURATOR, unit, policy=number)
            work.commit()

    def export(self, reference: str, unit: UnitId, number: int | None = None) -> str:
        """A version, or the default policy when none is named, as a file for another unit or for the record.

        Raises:
            NotYours: the person configures neither the unit nor one above it, or there is no such version.
            Damaged: it does not open.
        """
        with self._look() as work:
            self._authority.configurator_above(work, reference, unit)
            rows = {row.version: row for row in work.policies.of(unit)}
            name = _name(work, unit)
        if number is None:
            return rules.to_file(rules.DEFAULT, name)
        if number not in rows:
            raise NotYours
        return rules.to_file(opened(rows[number]), name)

    def read(self, reference: str, unit: UnitId, text: str) -> Policy:
        """The policy of a file, checked; nothing is stored, so that it may be looked at before publishing.

        Raises:
            NotYours: the person configures neither the unit nor one above it.
            PolicyUnusable: the text is no policy file, or a rule is outside its range.
        """
        with self._look() as work:
            self._authority.configurator_above(work, reference, unit)
        return rules.from_file(text)[1]


def _announced(rows: Sequence[PolicyRow], today: date) -> PolicyRow | None:
    return next((row for row in rows if not row.withdrawn and today < row.effective_from), None)


def _comments_until(today: date, days: int) -> date | None:
    if type(days) is not int or days not in COMMENT_DAYS:
        raise BadInput
    return today + timedelta(days=days) if days else None


def _name(work: UnitOfWork, unit: UnitId) -> str:
    found = work.units.get(unit)
    if found is None:
        raise NotYours
    return found.name


def _note(typed: str) -> str:
    """The note as it is kept: without spaces around it, with nothing that a database cannot hold."""
    note = typed.replace("\0", "").strip().encode("utf-8", "replace").decode()
    if len(note) > NOTE_LENGTH:
        raise PolicyNoteTooLong
    return note
