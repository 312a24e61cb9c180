"""Seats: issued on slips, reissued when somebody has to start anew, ended; never linked to a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final
from uuid import uuid4

from wellbeing.crypto import codes, tags
from wellbeing.domain import names
from wellbeing.domain.audit import Act, By
from wellbeing.domain.errors import BadInput, LabelTaken, NotYours, RoleUnusable
from wellbeing.domain.people import Role, Seat, SeatId, UnitId
from wellbeing.services.audit import Audit
from wellbeing.services.authority import Authority
from wellbeing.services.ports import Begin, Clock, UnitOfWork
from wellbeing.services.sessions import Sessions

CODE_DAYS: Final = 14
"""Days a slip's code may be used."""
AT_ONCE: Final = 200
"""Most slips in one go."""
_OF_A_CONFIGURATOR: Final = frozenset({Role.INVESTIGATOR, Role.LEAD})


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat in a list: the same to the last byte whether anyone has joined on it."""

    id: SeatId
    role: Role
    label: str
    issued: bool
    code_runs_out: date | None
    """The last day of the newest slip's code, used or not."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What is printed for one seat; the code exists on this paper only."""

    seat: SeatId
    label: str
    role: Role
    unit_name: str | None
    code: str = field(repr=False)
    """The invitation code in groups, as it is typed."""
    expires_on: date


class Seats:
    """The seats of the units, and those of administrators, which belong to no unit."""

    def __init__(
        self,
        begin: Begin,
        look: Begin,
        clock: Clock,
        sessions: Sessions,
        pepper: bytes,
        audit: Audit,
    ) -> None:
        self._begin = begin
        self._look = look
        self._clock = clock
        self._sessions = sessions
        self._authority = Authority(sessions)
        self._pepper = pepper
        self._audit = audit

    def of(self, reference: str, unit: UnitId | None) -> tuple[SeatLine, ...]:
        """The seats the person may issue: a configurator's unit, or configurators and administrators.

        Raises:
            NotYours: the person may issue none here.
        """
        presence = self._authority.person(reference)
        roles: set[Role] = set()
        if unit is not None and presence.holds(Role.CONFIGURATOR, unit):
            roles |= _OF_A_CONFIGURATOR
        if presence.holds(Role.ADMINISTRATOR):
            roles |= {Role.CONFIGURATOR, Role.ADMINISTRATOR}
        if not roles:
            raise NotYours
        with self._look() as work:
            expiries = work.seats.code_expiries(unit)
            return tuple(
                SeatLine(seat.id, seat.role, seat.label, seat.issued, expiries.get(seat.id))
                for seat in work.seats.of(unit)
                if seat.role in roles
            )

    def issue(
        self, reference: str, unit: UnitId | None, role: Role, labels: Sequence[str]
    ) -> tuple[Slip, ...]:
        """New seats with a slip each, all or none.

        Raises:
            RoleUnusable: this role has no seats there.
            NotYours: the person may not issue this role there.
            NameUnusable: a label is empty, too long or cannot be shown.
            LabelTaken: a label stands twice, or an issued seat of this role has it already.
            BadInput: no label, or more than `AT_ONCE`.
        """
        self._may(reference, unit, role)
        if not 1 <= len(labels) <= AT_ONCE:
            raise BadInput
        seats = [Seat(SeatId(uuid4()), unit, role, names.name(label)) for label in labels]
        with self._begin() as work:
            _tell_apart(work, seats)
            slips = tuple(self._print(work, seat) for seat in seats)
            self._audit.note(work, Act.SLIPS, _desk(role), unit, count=len(slips), role=role.value)
            work.commit()
        return slips

    def reissue(self, reference: str, seat: SeatId) -> Slip:
        """A new slip: whoever joined on an older one loses the seat and keeps the account.

        Raises:
            NotYours: the person may not issue this seat, or there is none.
            BadInput: the seat has ended.
        """
        self._may_for(reference, seat)
        with self._begin() as work:
            old = _still_there(work, seat)
            slip = self._print(work, replace(old, generation=old.generation + 1))
            # The same line as for a new seat: the records do not say that somebody had to start anew.
            self._audit.note(work, Act.SLIPS, _desk(old.role), old.unit, count=1, role=old.role.value)
            work.commit()
        self._sessions.standings.seats_changed()
        return slip

    def relabel(self, reference: str, seat: SeatId, label: str) -> None:
        """The seat under another label.

        Raises:
            NotYours: the person may not issue this seat, or there is none.
            NameUnusable: the label is empty, too long or cannot be shown.
            LabelTaken: another issued seat of this role has it.
            BadInput: the seat has ended.
        """
        self._may_for(reference, seat)
        new = names.name(label)
        with self._begin() as work:
            renamed = replace(_still_there(work, seat), label=new)
            _tell_apart(work, [renamed])
            work.seats.put(renamed)
            role = renamed.role
            self._audit.note(work, Act.SEAT_LABELLED, _desk(role), renamed.unit, role=role.value)
            work.commit()

    def end(self, reference: str, seat: SeatId) -> None:
        """The seat no longer counts, and its code no longer works; an account stays its owner's."""
        self._may_for(reference, seat)
        with self._begin() as work:
            ended = replace(_still_there(work, seat), ended_on=self._clock.now().date())
            work.seats.put(ended)
            role = ended.role
            self._audit.note(work, Act.SEAT_ENDED, _desk(role), ended.unit, role=role.value)
            work.commit()
        self._sessions.standings.seats_changed()

    def first_administrator(self) -> str | None:
        """A fresh code for the first administrator while none has joined; for the host's terminal only."""
        with self._begin() as work:
            if work.seats.has_administrator_joined():
                return None
            waiting = [seat for seat in work.seats.of(None) if seat.issued]
            seat = (
                replace(waiting[0], generation=waiting[0].generation + 1)
                if waiting
                else Seat(SeatId(uuid4()), None, Role.ADMINISTRATOR, "1")
            )
            slip = self._print(work, seat)
            self._note_administrator(work)
            work.commit()
        return slip.code

    def invite_administrator(self) -> str:
        """The code of a new administrator's seat; for the host's terminal only."""
        with self._begin() as work:
            label = str(len(work.seats.of(None)) + 1)
            slip = self._print(work, Seat(SeatId(uuid4()), None, Role.ADMINISTRATOR, label))
            self._note_administrator(work)
            work.commit()
        return slip.code

    def _note_administrator(self, work: UnitOfWork) -> None:
        self._audit.note(work, Act.SLIPS, By.INSTALLER, count=1, role=Role.ADMINISTRATOR.value)

    def _print(self, work: UnitOfWork, seat: Seat) -> Slip:
        """Keep the seat with the digest of a new code, which only the slip holds."""
        unit = None if seat.unit is None else work.units.get(seat.unit)
        if seat.unit is not None and unit is None:
            raise NotYours
        code = codes.invitation()
        expires_on = self._clock.now().date() + timedelta(days=CODE_DAYS)
        work.seats.put(seat)
        work.seats.set_code(seat.id, tags.code_digest(self._pepper, code), expires_on)
        name = None if unit is None else unit.name
        return Slip(seat.id, seat.label, seat.role, name, codes.grouped(code), expires_on)

    def _may_for(self, reference: str, seat: SeatId) -> None:
        """Refuse unless the person may issue this seat; a seat of others and no seat look the same."""
        self._authority.person(reference)
        with self._look() as work:
            found = work.seats.get(seat)
        if found is None:
            raise NotYours
        self._may(reference, found.unit, found.role)

    def _may(self, reference: str, unit: UnitId | None, role: Role) -> None:
        if role in _OF_A_CONFIGURATOR and unit is not None:
            self._authority.configurator(reference, unit)
        elif (role is Role.CONFIGURATOR and unit is not None) or (
            role is Role.ADMINISTRATOR and unit is None
        ):
            self._authority.administrator(reference)
        else:
            self._authority.person(reference)
            raise RoleUnusable


def _desk(role: Role) -> By:
    """From which desk seats of a role are issued."""
    return By.CONFIGURATOR if role in _OF_A_CONFIGURATOR else By.ADMINISTRATOR


def _tell_apart(work: UnitOfWork, seats: Sequence[Seat]) -> None:
    """Refuse a label that another issued seat of the role bears; the labels of other roles are not told."""
    ours = {seat.id for seat in seats}
    there = [one for one in work.seats.of(seats[0].unit) if one.issued and one.id not in ours]
    taken = {(one.role, one.label.casefold()) for one in there}
    for seat in seats:
        if (seat.role, seat.label.casefold()) in taken:
            raise LabelTaken
        taken.add((seat.role, seat.label.casefold()))


def _still_there(work: UnitOfWork, seat: SeatId) -> Seat:
    found = work.seats.get(seat)
    if found is None:
        raise NotYours
    if not found.issued:
        raise BadInput
    return found
