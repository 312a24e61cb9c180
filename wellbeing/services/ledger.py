"""The ledger: one person's entries and their manifest inside one transaction, always changed together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final, TypeVar
from uuid import uuid4

from wellbeing.domain import diary
from wellbeing.domain.days import NEVER, Month, month_of, months_later
from wellbeing.domain.diary import Event, Page
from wellbeing.domain.errors import Damaged, DayGone, SignedOut
from wellbeing.domain.people import Profile
from wellbeing.services import mending
from wellbeing.services.ports import EntryRow, ManifestRow, UnitOfWork
from wellbeing.services.sorts import ALWAYS, LOG, PROFILE, Access, Found, Sort
from wellbeing.vault import seal
from wellbeing.vault.codec import Kind
from wellbeing.vault.manifest import ROOT, Line, Root, RootLine, Shard
from wellbeing.vault.sealed import Sealed

T = TypeVar("T")

FEW: Final = 60
"""Up to so many entries are fetched by their ids; for more, reading all of a person's rows is quicker."""


class Ledger:
    """Reads on demand, remembers what it changed, and seals shards and root anew when it is closed."""

    def __init__(self, work: UnitOfWork, access: Access, now: datetime, stale: Callable[[], bool]) -> None:
        """Open the root.

        Args:
            work: the transaction all of this happens in.
            access: the person and their keys.
            now: the moment, aware.
            stale: whether the person's data key was rotated since these keys were opened.
        """
        self._work = work
        self._person = access.person
        self._keys = access.keys
        self._stale = stale
        self._now = now
        self._shards: dict[int, Shard] = {}
        self._changed: set[int] = set()
        self._profile: Profile | None = None
        self._root = self._open_root()

    @property
    def saved_at(self) -> int:
        """Seconds since 1970 of the last change; 0 when nothing has been written."""
        return self._root.saved

    def find(self, sort: Sort[T], day: date = ALWAYS) -> T | None:
        """What is kept for a day, or None.

        Raises:
            Damaged: something is kept, but it is gone or does not open.
        """
        line = self._line(sort, day)
        return None if line is None else self._open(sort, line)

    def put(self, sort: Sort[T], day: date, value: T) -> None:
        """Keep a value for a day, in place of what was there."""
        month = self._month(sort, day)
        there = self._line(sort, day)
        record = uuid4() if there is None else there.record
        line = Line(record, sort.kind, 1 if there is None else there.rev + 1, _ordinal(day))
        body = seal.seal(self._keys, self._person, sort.kind, record, line.rev, value)
        self._work.entries.put(EntryRow(record, self._person, month, body))
        self._keep(self._shard(month).put(line))
        if sort is PROFILE:
            self._profile = None

    def take(self, sort: Sort[T], day: date) -> T | None:
        """Remove what is kept for a day; None when it was damaged.

        Raises:
            DayGone: nothing is kept for that day.
        """
        line = self._line(sort, day)
        if line is None:
            raise DayGone
        try:
            value = self._open(sort, line)
        except Damaged:
            value = None
        self._work.entries.remove(self._person, line.record)
        self._keep(self._shard(self._month(sort, day)).drop(line.record))
        return value

    def all(self, sort: Sort[T], since: date = date.min) -> Found[T]:
        """Everything of a sort in the order of the days, in one reading; what does not open hides nothing.

        Args:
            sort: what is wanted.
            since: the first day that is; earlier ones are not opened.
        """
        lines = {
            line.record: line
            for line in self.lines()
            if line.kind == sort.kind and line.day >= _ordinal(since)
        }
        opened: list[tuple[int, T]] = []
        few = list(lines) if len(lines) <= FEW else None
        for row in self._work.entries.of(self._person, few):
            line = lines.get(row.id)
            if line is None:
                continue
            try:
                opened.append((line.day, self._unseal(sort, line, row.body)))
            except Damaged:
                continue
        opened.sort(key=lambda one: one[0])
        return Found(tuple(value for _, value in opened), len(lines) - len(opened))

    def profile(self) -> Profile:
        """What the person keeps about themselves; when that is damaged, one that says only how long."""
        if self._profile is None:
            try:
                self._profile = self.find(PROFILE) or self._bare()
            except Damaged:
                self._profile = self._bare()
        return self._profile

    def log(self, *lines: diary.Line) -> None:
        """Add lines to the person's own log, each to the page of its month."""
        for month in sorted({diary.page_of(line.at) for line in lines}):
            try:
                page = self.find(LOG, month) or Page(month)
            except Damaged:
                page = Page(month)
            self.put(LOG, month, page.with_lines(*(one for one in lines if diary.page_of(one.at) == month)))

    def note(self, event: Event) -> None:
        """Add to the log that something happens now."""
        self.log(diary.line(self._now, event))

    def expire_after(self, months: int) -> None:
        """Keep every check-in so many months after its own, from now on."""
        bodies = {row.id: row.body for row in self._work.entries.of(self._person)}
        self.put(PROFILE, ALWAYS, replace(self.profile(), retention_months=months))
        for month in self.months():
            for line in self._shard(month):
                new = months_later(month_of(date.fromordinal(max(line.day, 1))), months)
                if line.kind != Kind.CHECKIN or new == month:
                    continue
                self._keep(self._shard(month).drop(line.record))
                self._keep(self._shard(new).put(line))
                if line.record in bodies:
                    self._work.entries.put(EntryRow(line.record, self._person, new, bodies[line.record]))

    def discard_damaged(self) -> int:
        """Remove every entry that does not open or is not listed, and every line whose entry is gone."""
        lines = {line.record: (month, line) for month in self.months() for line in self._shard(month)}
        rows = {row.id: row for row in self._work.entries.of(self._person)}
        gone = {
            record
            for record in rows
            if record not in lines or not self._opens(lines[record][1], rows[record])
        }
        for record in gone:
            self._work.entries.remove(self._person, record)
        for record in (gone & set(lines)) | (set(lines) - set(rows)):
            month = lines[record][0]
            self._keep(self._shard(month).drop(record))
            gone.add(record)
        self._changed.update(self._shards)
        return len(gone)

    def months(self) -> tuple[int, ...]:
        """The months that have entries, soonest to expire first."""
        return tuple(sorted({line.month for line in self._root.lines} | set(self._shards)))

    def lines(self) -> Iterator[Line]:
        """Every line of the manifest, its shards read at once."""
        unread = {line.month for line in self._root.lines} - set(self._shards)
        if len(unread) > 1:
            rows = {row.month: row for row in self._work.manifests.of(self._person)}
            self._shards |= {month: self._read_shard(month, rows.get(month)) for month in unread}
        return (line for month in self.months() for line in self._shard(month))

    def close(self) -> bool:
        """Seal what has changed and commit; false when nothing had changed and nothing was committed."""
        if not self._changed:
            return False
        # A shard carries the root's revision of its last change, so that no older shard ever passes for it.
        shards = [replace(self._shards[month], rev=self._root.rev + 1) for month in self._changed]
        for shard in shards:
            if len(shard):
                body = seal.seal_shard(self._keys, self._person, shard)
                self._work.manifests.put(ManifestRow(self._person, shard.month, body))
            else:
                self._work.manifests.remove(self._person, shard.month)
        saved = int(self._now.timestamp()) // 60 * 60
        root = self._root.with_shards(shards, saved).without_expired(month_of(self._now.date()))
        body_of_root = seal.seal_root(self._keys, self._person, root)
        self._work.manifests.put(ManifestRow(self._person, ROOT, body_of_root))
        self._work.commit()
        return True

    def _keep(self, shard: Shard) -> None:
        self._shards[shard.month] = shard
        self._changed.add(shard.month)

    def _month(self, sort: Sort[Any], day: date) -> Month:
        if sort is PROFILE:
            return NEVER
        if sort is LOG:
            return months_later(month_of(day), diary.KEPT_MONTHS)
        return months_later(month_of(day), self.profile().retention_months)

    def _line(self, sort: Sort[Any], day: date) -> Line | None:
        return self._shard(self._month(sort, day)).on_day(sort.kind, _ordinal(day))

    def _bare(self) -> Profile:
        """A profile without a handle, which keeps check-ins as long as the stored ones are kept."""
        for month in self.months():
            for line in self._shard(month):
                if line.kind == Kind.CHECKIN and line.day:
                    made = date.fromordinal(line.day)
                    months = (month // 100 - made.year) * 12 + month % 100 - made.month
                    return Profile("", retention_months=months)
        return Profile("")

    def _open(self, sort: Sort[T], line: Line) -> T:
        row = self._work.entries.get(self._person, line.record)
        if row is None:
            raise Damaged
        return self._unseal(sort, line, row.body)

    def _unseal(self, sort: Sort[T], line: Line, body: Sealed[Any]) -> T:
        value = seal.open_(self._keys, self._person, sort.kind, line.record, line.rev, body)
        if not isinstance(value, sort.holds):
            raise Damaged
        return value

    def _opens(self, line: Line, row: EntryRow) -> bool:
        try:
            seal.open_(self._keys, self._person, Kind(line.kind), line.record, line.rev, row.body)
        except Damaged:
            return False
        return True

    def _open_root(self) -> Root:
        row = self._work.manifests.get(self._person, ROOT)
        if row is not None:
            try:
                root = seal.open_root(self._keys, self._person, row.body)
                return root.without_expired(month_of(self._now.date()))
            except Damaged:
                pass
        self._refuse_stale()
        # Without a root every shard counts as it stands; the next change writes a root again.
        rows = {one.month: one for one in self._work.manifests.of(self._person) if one.month != ROOT}
        months = {one.expires_month for one in self._work.entries.of(self._person)} | set(rows)
        self._shards = {month: self._read_shard(month, rows.get(month)) for month in months}
        self._changed = set(months)
        lines = tuple(RootLine(shard.month, shard.rev, len(shard)) for shard in self._shards.values())
        return Root(max((line.rev for line in lines), default=0), 0, lines)

    def _shard(self, month: int) -> Shard:
        if month not in self._shards:
            row = self._work.manifests.get(self._person, month)
            known = any(line.month == month for line in self._root.lines)
            self._shards[month] = self._read_shard(month, row) if row or known else Shard(month)
        return self._shards[month]

    def _read_shard(self, month: int, row: ManifestRow | None) -> Shard:
        """The stored shard, or one made anew from the entries when it is gone or does not open."""
        if row is not None:
            try:
                return seal.open_shard(self._keys, self._person, month, row.body)
            except Damaged:
                pass
        self._refuse_stale()
        self._changed.add(month)
        rows = [one for one in self._work.entries.of(self._person) if one.expires_month == month]
        return mending.shard_from(self._keys, self._person, month, rows)

    def _refuse_stale(self) -> None:
        """Keys from before a rotation open nothing newer, which must never pass for damage and be mended."""
        if self._stale():
            raise SignedOut


def _ordinal(day: date) -> int:
    return 0 if day == ALWAYS else day.toordinal()
