"""Records: the one place through which a person's entries are read, written and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from wellbeing.crypto import envelope
from wellbeing.domain import diary
from wellbeing.domain.days import month_of, months_later
from wellbeing.domain.diary import Event
from wellbeing.domain.errors import Damaged, SignedOut, Unfit
from wellbeing.domain.people import PersonId, Profile
from wellbeing.services.ledger import Ledger
from wellbeing.services.ports import Begin, Clock, InboxRow, Slots, UnitOfWork
from wellbeing.services.sorts import ALWAYS, CHECKIN, LOG, PROFILE, Access
from wellbeing.vault import manifest, seal
from wellbeing.vault.codec import Kind
from wellbeing.vault.manifest import ROOT, Line, Root, Shard
from wellbeing.vault.slots import PASSPHRASE

__all__ = ["ALWAYS", "CHECKIN", "LOG", "PROFILE", "Access", "Findings", "Ledger", "Records", "Welcome"]


@dataclass(frozen=True, slots=True)
class Findings:
    """What was noticed at unlock; None stands for something whose day is not known."""

    missing: tuple[date | None, ...] = field(default=(), repr=False)
    """Days whose entry is gone."""
    changed: tuple[date | None, ...] = field(default=(), repr=False)
    """Days whose entry is an older one, does not open, or was put there by somebody else."""

    @property
    def sound(self) -> bool:
        """Whether everything is as its owner left it, as far as the manifest can tell."""
        return not self.missing and not self.changed

    @property
    def days(self) -> tuple[date, ...]:
        """The days that are known, in order, each once."""
        return tuple(sorted({day for day in (*self.missing, *self.changed) if day is not None}))


@dataclass(frozen=True, slots=True)
class Welcome:
    """What a person's entries say when they are opened."""

    profile: Profile = field(repr=False)
    findings: Findings = field(repr=False)


class Records:
    """A person's entries, read and written with their manifest in one transaction."""

    def __init__(self, begin: Begin, look: Begin, clock: Clock, slots: Slots) -> None:
        self._begin = begin
        self._look = look
        self._clock = clock
        self._slots = slots
        self._owed: dict[PersonId, list[diary.Line]] = {}
        """Log lines that a full disk did not take; they are written with the person's next change."""

    @contextmanager
    def reading(self, access: Access) -> Iterator[Ledger]:
        """The person's ledger as it is now; nothing that is done to it stays."""
        with self._look() as work:
            yield self._ledger(work, access)

    @contextmanager
    def writing(self, access: Access) -> Iterator[Ledger]:
        """The person's ledger, held so that nobody else changes it; it stays if the block ends well.

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

    def held(self, work: UnitOfWork, access: Access) -> Ledger:
        """The person's ledger inside a transaction that changes other things too; `close` commits all of it.

        Raises:
            SignedOut: there is no such person any more, or their keys were rotated elsewhere.
        """
        if not work.people.lock(access.person):
            raise SignedOut
        return self._ledger(work, access)

    def welcome(self, access: Access, known: Profile, *events: Event) -> Welcome:
        """Check everything, take in what came while nobody was there, and write what happens now to the log.

        A profile that does not open is replaced by the known one, since without it nobody could go on.

        Args:
            access: the person, with keys just opened.
            known: what is known of the profile without opening it.
            events: what happens now, for the log.
        """
        now = self._clock.now()
        with self._look() as work:
            findings = self._check(work, access, now)
            profile, mended = _profile(self._ledger(work, access), known)
            waiting = list(work.inbox.of(access.person))
        if not findings.sound:
            events = (*events, Event.CHANGE_NOTICED)
        if events or mended or waiting:
            with suppress(Unfit):  # a full disk keeps nobody from reading; `_take_in` owes the lines
                self._take_in(access, waiting, profile if mended else None, events)
        return Welcome(profile, findings)

    def _take_in(
        self, access: Access, waiting: list[InboxRow], profile: Profile | None, events: tuple[Event, ...]
    ) -> None:
        """Write what happens now and what has waited to the log, and a profile that had to be mended."""
        now = self._clock.now()
        happened = [diary.line(now, event) for event in events]
        owed = self._owed.pop(access.person, [])
        try:
            with self._begin() as work:
                ledger = self.held(work, access)
                for row in waiting:
                    work.inbox.remove(access.person, row.id)
                ledger.log(*_collected(access, waiting, now), *happened, *owed)
                if profile is not None:
                    ledger.put(PROFILE, ALWAYS, profile)
                if not ledger.close():
                    work.commit()
        except Unfit:
            self._owe(access.person, [*owed, *happened])
            raise

    def check(self, access: Access) -> Findings:
        """Compare what is stored with the manifest, opening every entry once."""
        with self._look() as work:
            return self._check(work, access, self._clock.now())

    def discard_damaged(self, access: Access) -> int:
        """Remove what does not open or is not listed, and lines without an entry; how many that were."""
        with self.writing(access) as ledger:
            return ledger.discard_damaged()

    def _owe(self, person: PersonId, lines: Iterable[diary.Line]) -> None:
        self._owed[person] = [*self._owed.get(person, []), *lines][-diary.LINES :]

    def _ledger(self, work: UnitOfWork, access: Access) -> Ledger:
        return Ledger(work, access, self._clock.now(), lambda: self._stale(access))

    def _stale(self, access: Access) -> bool:
        slot = self._slots.get(access.person, PASSPHRASE)
        return slot is None or envelope.generation(slot.wrapped) != access.keys.current

    def _check(self, work: UnitOfWork, access: Access, now: datetime) -> Findings:
        root, shards = _manifest(work, access)
        lines = {line.record: line for shard in shards.values() if shard is not None for line in shard}
        present: set[UUID] = set()
        back: set[UUID] = set()
        damaged: set[UUID] = set()
        for row in work.entries.of(access.person):
            present.add(row.id)
            line = lines.get(row.id)
            if line is None or line.kind not in set(Kind):
                continue
            at = (access.keys, access.person, Kind(line.kind), row.id, line.rev, row.body)
            try:
                seal.open_(*at)
            except Damaged:
                (damaged if seal.older_revision(*at) is None else back).add(row.id)
        found = manifest.check(root, shards, present, month_of(now.date()), rolled_back=back, damaged=damaged)
        return _told(found, lines)


def _profile(ledger: Ledger, known: Profile) -> tuple[Profile, bool]:
    """The profile, and whether it did not open and is put together from what is known of it."""
    try:
        if ledger.find(PROFILE) is not None:
            return ledger.profile(), False
    except Damaged:
        pass
    return replace(known, retention_months=ledger.profile().retention_months), True


def _manifest(work: UnitOfWork, access: Access) -> tuple[Root | None, dict[int, Shard | None]]:
    root: Root | None = None
    shards: dict[int, Shard | None] = {}
    for row in work.manifests.of(access.person):
        try:
            if row.month == ROOT:
                root = seal.open_root(access.keys, access.person, row.body)
            else:
                shards[row.month] = seal.open_shard(access.keys, access.person, row.month, row.body)
        except Damaged:
            if row.month != ROOT:
                shards[row.month] = None
    return root, shards


def _told(found: manifest.Findings, lines: dict[UUID, Line]) -> Findings:
    def day(record: UUID) -> date | None:
        line = lines.get(record)
        return date.fromordinal(line.day) if line and line.kind == Kind.CHECKIN and line.day else None

    def days(records: frozenset[UUID]) -> tuple[date | None, ...]:
        return tuple(sorted((day(record) for record in records), key=lambda one: one or date.min))

    months = len(found.months_rolled_back) + len(found.months_damaged)
    changed = days(found.rolled_back | found.damaged | found.unexpected)
    return Findings(days(found.missing), (None,) * months + changed)


def _collected(access: Access, waiting: Iterable[InboxRow], now: datetime) -> Iterator[diary.Line]:
    """Those log lines in the inbox that may be true: whoever can write the database can post there."""
    oldest = months_later(month_of(now.date()), -diary.KEPT_MONTHS)
    for row in waiting:
        try:
            _, page = seal.collect(access.keys, access.person, row.body)
        except Damaged:
            continue
        for line in page.lines if isinstance(page, diary.Page) else ():
            if (
                line.event is Event.TRY_REFUSED
                and line.at <= now
                and month_of(diary.page_of(line.at)) > oldest
            ):
                yield line
