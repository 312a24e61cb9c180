"""Records: the one place through which a person's entries are read, written and checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Final

from wellbeing.crypto import envelope
from wellbeing.domain import diary
from wellbeing.domain.diary import Event
from wellbeing.domain.errors import ActsFull, Damaged, SignedOut, Unfit
from wellbeing.domain.exposure import ExposureDay
from wellbeing.domain.letter import Letter
from wellbeing.domain.people import PersonId, Profile
from wellbeing.domain.retention import holding
from wellbeing.services import arriving, noticing
from wellbeing.services.arriving import Arrived
from wellbeing.services.ledger import Ledger
from wellbeing.services.noticing import Findings, Noticed, Trouble
from wellbeing.services.ports import Begin, Clock, InboxRow, Slots, UnitOfWork
from wellbeing.services.seating import allowed, standing
from wellbeing.services.sorts import ALWAYS, CHECKIN, EXPOSURE, LOG, PROFILE, Access
from wellbeing.vault.slots import PASSPHRASE

__all__ = [
    "ALWAYS",
    "CHECKIN",
    "EXPOSURE",
    "LOG",
    "PROFILE",
    "Access",
    "Findings",
    "Ledger",
    "Records",
    "Welcome",
]


_ANY_LOCK: Final = 10
"""Only the seats are asked about."""


@dataclass(frozen=True, slots=True)
class Welcome:
    """What a person's entries say when they are opened."""

    profile: Profile = field(repr=False)
    findings: Findings = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Visit:
    """What was found at an unlock, and what is to be done about it."""

    welcome: Welcome
    waiting: tuple[InboxRow, ...] = field(repr=False)
    arrived: Arrived = field(repr=False)
    news: bool
    """Whether something was noticed that did not wait already."""
    rekey: bool
    """Whether the stored public half is not the person's newest."""
    told: bool
    """Whether there is anything to store."""
    months: int
    """How long entries stay from now on."""
    mended: bool


class Records:
    """A person's entries, read and written with their manifest in one transaction."""

    def __init__(self, begin: Begin, look: Begin, clock: Clock, slots: Slots) -> None:
        self._begin = begin
        self._look = look
        self._clock = clock
        self._slots = slots
        self._owed: dict[PersonId, list[diary.Line]] = {}
        """Log lines that a full disk did not take; they are written with the person's next change."""
        self.watchers: list[Callable[[PersonId], None]] = []
        """Called after each unlock and each change of somebody's entries; they only take note of it."""

    @contextmanager
    def reading(self, access: Access, *, whole: bool = False) -> Iterator[Ledger]:
        """The person's ledger as it is now; nothing that is done to it stays.

        Args:
            access: the person and their keys.
            whole: whether entries of all months will be asked for.
        """
        with self._look() as work:
            yield self.seen(work, access, whole=whole)

    def seen(self, work: UnitOfWork, access: Access, *, whole: bool = False) -> Ledger:
        """As `reading`, inside a transaction that reads other things too."""
        return Ledger(work, access, self._clock.now(), lambda: self._stale(access), whole=whole)

    @contextmanager
    def writing(self, access: Access, *, quietly: bool = False) -> Iterator[Ledger]:
        """The person's ledger, held so that nobody else changes it; it stays if the block ends well.

        Args:
            access: the person and their keys.
            quietly: whether no watcher is told.

        Raises:
            SignedOut: there is no such person any more, or their keys were rotated elsewhere.
        """
        with self._begin() as work:
            yield (ledger := self.held(work, access))
            owed = self._owed.pop(access.person, [])
            try:
                ledger.log(*owed)
                ledger.close()
            except Unfit:
                self._owe(access.person, owed)
                raise
        if not quietly:
            self._tell(access.person)

    def note(self, access: Access, *events: Event) -> None:
        """Write what has happened to the person's log, at once or, when nothing can be written, later.

        For what is done already and cannot be undone: it must not look undone because the log is full.
        """
        lines = [diary.line(self._clock.now(), event) for event in events]
        try:
            with self.writing(access) as ledger:
                ledger.log(*lines)
        except Unfit:
            self._owe(access.person, lines)

    def held(self, work: UnitOfWork, access: Access, *, whole: bool = False) -> Ledger:
        """The person's ledger inside a transaction that changes other things too; `close` commits all of it.

        Args:
            work: the transaction.
            access: the person and their keys.
            whole: whether entries of all months will be asked for.

        Raises:
            SignedOut: there is no such person any more, or their keys were rotated elsewhere.
        """
        if not work.people.lock(access.person):
            raise SignedOut
        return self.seen(work, access, whole=whole)

    def founded(self, work: UnitOfWork, access: Access) -> Ledger:
        """The ledger of somebody who joins in this transaction: only now is a missing root no finding."""
        return Ledger(work, access, self._clock.now(), lambda: self._stale(access), new=True)

    def welcome(self, access: Access, known: Profile, *events: Event) -> Welcome:
        """Check everything, take in what came while nobody was there, and write what happens now to the log.

        A profile that does not open is replaced by the known one, since without it nobody could go on. What
        is noticed is sealed in the same transaction, and told at every unlock until `acknowledge`.

        Args:
            access: the person, with keys just opened.
            known: what is known of the profile without opening it.
            events: what happens now, for the log.
        """
        self._tell(access.person)
        with self._look() as work:
            visit = self._visit(work, access, self.seen(work, access), known)
        if visit.told or not visit.arrived.settled or events:
            with suppress(Unfit):  # a full disk keeps nobody from reading; `_take_in` owes the lines
                return self._take_in(access, known, events)
        return visit.welcome

    def acknowledge(self, access: Access, told: Findings) -> Findings:
        """The owner has seen what they were told of; what waits now.

        What is still so stays, and is not told again; whatever else is noticed from now on is news.
        """
        with self._begin() as work:
            ledger = self.held(work, access)
            listing, found = ledger.listing, self._entries(work, access)
            listing.annotate(listing.notes.acknowledged(told.noticed, found))
            ledger.close()
            return listing.findings

    def _visit(self, work: UnitOfWork, access: Access, ledger: Ledger, known: Profile) -> _Visit:
        """Look at everything that is stored of a person, and note in the ledger what is not as it was."""
        listing, before = ledger.listing, ledger.listing.stored_notes
        listing.settle()
        found = self._entries(work, access)
        profile, mended = _profile(ledger, known)
        if mended:
            found.add(Noticed(Trouble.PROFILE))
        row = work.people.get(access.person)
        if row is not None and row.public_key not in access.keys.publics:
            found.add(Noticed(Trouble.ADDRESS))
        waiting = tuple(work.inbox.of(access.person))
        arrived = arriving.read(access, waiting, self._clock.now())
        if not arrived.whole:
            found.add(Noticed(Trouble.POST))
        listing.annotate(before.checked(found | listing.found))
        months = holding(profile.keeps, allowed(work, standing(work, profile, _ANY_LOCK).memberships))
        rekey = row is not None and row.public_key != access.keys.publics[0]
        return _Visit(
            Welcome(profile, listing.findings),
            waiting,
            arrived,
            news=bool(set(listing.notes.waiting) - set(before.waiting)),
            rekey=rekey,
            told=rekey or listing.dirty or months != profile.retention_months,
            months=months,
            mended=mended,
        )

    def _take_in(self, access: Access, known: Profile, events: tuple[Event, ...]) -> Welcome:
        """Look again while nobody else writes, put right what can be, and write to the log what happened."""
        now = self._clock.now()
        happened = [diary.line(now, event) for event in events]
        owed = self._owed.pop(access.person, [])
        try:
            with self._begin() as work:
                ledger = self.held(work, access)
                visit = self._visit(work, access, ledger, known)
                ledger.outline()
                for row in visit.waiting:
                    work.inbox.remove(access.person, row.id)
                for day in visit.arrived.days:
                    merge(ledger, day)
                arriving.write_letter(work, access.person, access.keys.publics[0], Letter())
                if visit.rekey:
                    work.people.rekey(access.person, access.keys.publics[0])
                if visit.news:
                    happened.append(diary.line(now, Event.CHANGE_NOTICED))
                ledger.log(*visit.arrived.lines, *happened, *owed)
                welcome = visit.welcome
                if visit.months != welcome.profile.retention_months:
                    ledger.expire_after(visit.months)
                    profile = replace(welcome.profile, retention_months=visit.months)
                    welcome = replace(welcome, profile=profile)
                if visit.mended:
                    ledger.put(PROFILE, ALWAYS, welcome.profile)
                if not ledger.close():
                    work.commit()
                return welcome
        except Unfit:
            self._owe(access.person, [*owed, *happened])
            raise

    def _entries(self, work: UnitOfWork, access: Access) -> set[Noticed]:
        manifests, rows = work.manifests.of(access.person), work.entries.of(access.person)
        return noticing.entries_of(access, list(manifests), rows, self._clock.now().date())

    def discard_damaged(self, access: Access) -> int:
        """Remove what does not open or is not listed, and lines without an entry; how many that were."""
        with self.writing(access) as ledger:
            return ledger.discard_damaged()

    def _tell(self, person: PersonId) -> None:
        for watcher in tuple(self.watchers):
            watcher(person)

    def _owe(self, person: PersonId, lines: Iterable[diary.Line]) -> None:
        self._owed[person] = [*self._owed.get(person, []), *lines][-diary.LINES :]

    def _stale(self, access: Access) -> bool:
        slot = self._slots.get(access.person, PASSPHRASE)
        return slot is None or envelope.generation(slot.wrapped) != access.keys.current


def merge(ledger: Ledger, day: ExposureDay, most: int | None = None) -> None:
    """Take acts into what is kept of their day; what does not open is replaced, as its owner was told.

    Raises:
        ActsFull: the day would hold more than the most.
    """
    try:
        there = ledger.find(EXPOSURE, day.day)
    except Damaged:
        there = None
    whole = day if there is None else there.merged(day)
    if most is not None and len(whole.events) > most:
        raise ActsFull
    ledger.put(EXPOSURE, day.day, whole)


def _profile(ledger: Ledger, known: Profile) -> tuple[Profile, bool]:
    """The profile, and whether it did not open and is put together from what is known of it."""
    try:
        if ledger.find(PROFILE) is not None:
            return ledger.profile(), False
    except Damaged:
        pass
    bare = ledger.profile()
    return replace(known, retention_months=bare.retention_months, keeps=bare.keeps), True
