"""Joining: from a printed slip to an account without a name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from uuid import uuid4

from wellbeing.crypto import codes, passphrase, tags
from wellbeing.domain import names
from wellbeing.domain.diary import Event
from wellbeing.domain.errors import (
    BadInput,
    InvitationRefused,
    JoiningRefused,
    PassphrasesDiffer,
    SecretsDiffer,
)
from wellbeing.domain.people import Membership, PersonId, Profile, Role, Seat, SeatClaim
from wellbeing.domain.retention import ASIDE, holding
from wellbeing.services.confirming import Confirming
from wellbeing.services.opening import Opened, Opening
from wellbeing.services.ports import Begin, Clock, PersonRow, Slots, UnitOfWork
from wellbeing.services.records import ALWAYS, PROFILE, Access, Records
from wellbeing.services.seating import allowed
from wellbeing.services.sessions import Sessions
from wellbeing.services.unfinished import Unfinished


@dataclass(frozen=True, slots=True)
class Joined:
    """A new account, signed in; the recovery code is shown once."""

    cookie: str = field(repr=False)
    recovery_code: str = field(repr=False)
    """In groups, as it is printed."""
    role: Role
    unit_name: str | None


class Joining:
    """Redeems slips: for a new account, or for one more seat of an account."""

    def __init__(
        self,
        begin: Begin,
        look: Begin,
        slots: Slots,
        clock: Clock,
        opening: Opening,
        records: Records,
        sessions: Sessions,
        confirming: Confirming,
        unfinished: Unfinished,
        pepper: bytes,
    ) -> None:
        self._begin = begin
        self._look = look
        self._slots = slots
        self._clock = clock
        self._opening = opening
        self._records = records
        self._sessions = sessions
        self._confirming = confirming
        self._unfinished = unfinished
        self._pepper = pepper

    def offer_passphrase(self) -> str:
        """Five words nobody could guess, for whoever wants them."""
        return passphrase.generate()

    def look_over(self, code: str, handle: str, chosen: str, again: str) -> tuple[BadInput, ...]:
        """Every mistake that what was typed shows by itself, in the order of the form.

        Nothing is looked up, so it says nothing about who is here or which codes there are.
        """
        found: list[BadInput] = []
        checks: tuple[Callable[[], object], ...] = (
            lambda: codes.read_invitation(code),
            lambda: names.handle(handle),
            lambda: passphrase.check(chosen, [names.spaced(handle)]),
        )
        for check in checks:
            try:
                check()
            except BadInput as mistake:
                found.append(mistake)
        return (*found, PassphrasesDiffer()) if again != chosen else tuple(found)

    def join(self, code: str, handle: str, chosen: str) -> Joined:
        """Make an account on a slip's seat; it is real from now on.

        The code is used up in the transaction that makes the account, so that one slip never makes two.

        Whoever has read a slip must not learn from a try that uses nothing up whether its seat is in use. So
        a code that is used, unknown or out of date and a handle that is taken are refused in the same words,
        after the same derivation and the same looks, and are counted alike: ten an hour for each code.

        Args:
            code: as typed from the slip.
            handle: what the person wants to be known by here, to themselves only.
            chosen: their passphrase.

        Raises:
            InvitationRefused: what was typed cannot be a code.
            JoiningRefused: the code is used, unknown or out of date, its seat has ended, or the handle is
                taken.
            HandleUnusable: not 3 to 40 visible characters.
            PassphraseTooShort: or `PassphraseTooLong`, `PassphraseTooCommon`.
            TooManyTries: it was tried too often with this code.
            Busy: too many derivations are waiting.
        """
        read, own_handle = codes.read_invitation(code), names.handle(handle)
        passphrase.check(chosen, [own_handle])
        person = PersonId(uuid4())
        try:
            with self._opening.joining_try(tags.code_digest(self._pepper, read)):
                issue = self._opening.enrol(person, chosen)
                with self._look() as work:
                    self._admit(work, own_handle, read)
        except SecretsDiffer:
            raise JoiningRefused from None
        access = Opened.of(person, issue)
        with self._unfinished.joining(person):
            self._slots.write(person, issue.slots, issue.wrapped)
            seat, profile, unit_name = self._settle(access, own_handle, read)
        cookie = self._sessions.start(access, profile)
        self._confirming.expect(person, issue.recovery_code, issue.mark)
        return Joined(cookie, codes.grouped(issue.recovery_code), seat.role, unit_name)

    def add_seat(self, cookie: str, code: str) -> Membership:
        """Take one more seat with the account that is signed in.

        Raises:
            SignedOut: or `Locked`.
            InvitationRefused: mistyped, used, out of date, or its seat has ended.
        """
        with self._sessions.request(cookie) as (presence, access):
            read = codes.read_invitation(code)
            with self._begin() as work:
                # Before the code is looked at: whoever may not go on learns nothing about it.
                ledger = self._records.held(work, access)
                seat = self._redeem(work, read)
                before = ledger.profile()
                others = tuple(one for one in before.claims if one.seat != seat.id)
                claim = SeatClaim(seat.id, seat.generation, self._clock.now().date())
                handle = before.handle or presence.handle
                profile = replace(before, handle=handle, claims=(*others, claim))
                ledger.put(PROFILE, ALWAYS, profile)
                ledger.note(Event.SEAT_ADDED)
                ledger.close()
            self._sessions.standings.profile_changed(access.person, profile)
        return Membership(seat.id, seat.unit, seat.role)

    def _settle(self, access: Access, handle: str, code: str) -> tuple[Seat, Profile, str | None]:
        """Use up the code and write the person, all or nothing."""
        tag = tags.handle_tag(self._pepper, handle)
        with self._begin() as work:
            try:
                self._admit(work, handle, code)
                seat = self._redeem(work, code)
            except (SecretsDiffer, InvitationRefused):  # somebody was quicker
                raise JoiningRefused from None
            claim = SeatClaim(seat.id, seat.generation, self._clock.now().date())
            months = holding(ASIDE, allowed(work, [Membership(seat.id, seat.unit, seat.role)]))
            profile = Profile(handle, (claim,), months)
            work.people.add(PersonRow(access.person, tag, access.keys.public))
            ledger = self._records.founded(work, access)
            ledger.put(PROFILE, ALWAYS, profile)
            ledger.note(Event.JOINED)
            unit = None if seat.unit is None else work.units.get(seat.unit)
            ledger.close()
        return seat, profile, None if unit is None else unit.name

    def _admit(self, work: UnitOfWork, handle: str, code: str) -> None:
        """Look at the handle and at the code, both in any case.

        Raises:
            SecretsDiffer: one of them is refused; the throttle counts it by this name.
        """
        taken = work.people.by_handle(tags.handle_tag(self._pepper, handle)) is not None
        if self._invited(work, code) is None or taken:
            raise SecretsDiffer

    def _invited(self, work: UnitOfWork, code: str) -> Seat | None:
        """The seat that a code may be used for now, if there is one."""
        found = work.seats.by_code(tags.code_digest(self._pepper, code))
        used = work.seats.spent(tags.spent_digest(self._pepper, code))
        if found is None or used:
            return None
        seat, expires_on = found
        return seat if seat.issued and self._clock.now().date() <= expires_on else None

    def _redeem(self, work: UnitOfWork, code: str) -> Seat:
        seat = self._invited(work, code)
        if seat is None or not work.seats.spend(tags.spent_digest(self._pepper, code)):
            raise InvitationRefused
        if seat.role is Role.ADMINISTRATOR:
            work.seats.mark_administrator_joined()
        return seat
