"""The ledger: one person's entries inside one transaction, always changed together with their listing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID, uuid4

from wellbeing.domain import diary
from wellbeing.domain.days import NEVER, Month, month_of, months_later
from wellbeing.domain.diary import Event, Page
from wellbeing.domain.errors import Damaged, DayGone
from wellbeing.domain.outline import Outline
from wellbeing.domain.people import Profile
from wellbeing.domain.retention import Going
from wellbeing.services import noticing, retaining
from wellbeing.services.gathering import Gathering, LookBack
from wellbeing.services.listing import Listing
from wellbeing.services.noticing import Noticed, Trouble
from wellbeing.services.ports import EntryRow, UnitOfWork
from wellbeing.services.sorts import (
    ALWAYS,
    EXPOSURE,
    LOG,
    MEASURE,
    PROFILE,
    RELIEF,
    Access,
    Found,
    Sort,
    beside,
)
from wellbeing.vault import seal
from wellbeing.vault.manifest import Line
from wellbeing.vault.sealed import Sealed

T = TypeVar("T")


class Ledger:
    """Reads on demand, and stores what was changed and what was noticed when it is closed."""

    def __init__(
        self,
        work: UnitOfWork,
        access: Access,
        now: datetime,
        stale: Callable[[], bool],
        *,
        new: bool = False,
        whole: bool = False,
    ) -> None:
        """Open the listing.

        Args:
            work: the transaction all of this happens in.
            access: the person and their keys.
            now: the moment, aware.
            stale: whether the person's data key was rotated since these keys were opened.
            new: whether the person joins in this very transaction.
            whole: whether the listing of many months will be read.
        """
        self._work = work
        self._person = access.person
        self._keys = access.keys
        self._now = now
        self._profile: Profile | None = None
        self._fetched: dict[UUID, EntryRow] = {}
        self.listing = Listing(work, access, now, stale, new=new, whole=whole)
        self._gathering = Gathering(work, access, self.listing)

    def fetch(self, *wanted: tuple[Sort[Any], date]) -> None:
        """Read the rows of some days at once, before each is asked for with `find`."""
        lines = (self._line(sort, day) for sort, day in wanted)
        ids = [line.record for line in lines if line is not None]
        self._fetched = {row.id: row for row in self._work.entries.of(self._person, ids)}

    def find(self, sort: Sort[T], day: date = ALWAYS) -> T | None:
        """What is kept for a day, or None.

        Raises:
            Damaged: something is kept, but it is gone or does not open.
        """
        line = self._line(sort, day)
        value = None if line is None else self._open(sort, line)
        return None if value is None or sort.is_blank(value) else value

    def put(self, sort: Sort[T], day: date, value: T, also: Mapping[Sort[Any], Any] | None = None) -> None:
        """Keep a value for a day, in place of what was there; what stands beside it goes with it."""
        self._put(sort, day, value)
        for other in beside(sort):
            self._put(other, day, also[other]) if also and other in also else self._stir(other, day)

    def _put(self, sort: Sort[T], day: date, value: T) -> None:
        month = self._month(sort, day)
        there = self._line(sort, day)
        record = uuid4() if there is None else there.record
        line = Line(record, sort.kind, 1 if there is None else there.rev + 1, _ordinal(day))
        body = seal.seal(self._keys, self._person, sort.kind, record, line.rev, value)
        self._work.entries.put(EntryRow(record, self._person, month, body))
        self._fetched.pop(record, None)
        self.listing.keep(self.listing.shard(month).put(seal.lined(line, value, body)))
        self._mended(sort, day)
        if sort is PROFILE:
            self._profile = None

    def _stir(self, sort: Sort[Any], day: date) -> None:
        """Seal the same value anew, or a blank one where there is none, so that no copy tells which changed.

        What does not open stays as it is, for its owner to see.
        """
        line, month = self._line(sort, day), self._month(sort, day)
        if line is None:
            self._put(sort, day, sort.blank_of(day))
            return
        row = self._work.entries.get(self._person, line.record)
        with suppress(Damaged):
            if row is not None:
                body, after = seal.again(self._keys, self._person, line, row.body)
                self._work.entries.put(EntryRow(line.record, self._person, month, body))
                self.listing.keep(self.listing.shard(month).put(after))

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
        if value is not None and sort.is_blank(value):
            raise DayGone
        if any(self._filled(other, day) for other in beside(sort)):
            self.put(sort, day, sort.blank_of(day))
        else:
            for one in (sort, *beside(sort)):
                self._drop(one, day)
        self._mended(sort, day)
        return value

    def _filled(self, sort: Sort[Any], day: date) -> bool:
        """Whether more than a blank is kept for a day."""
        try:
            return self.find(sort, day) is not None
        except Damaged:
            return True

    def _drop(self, sort: Sort[Any], day: date) -> None:
        line = self._line(sort, day)
        if line is not None:
            self._work.entries.remove(self._person, line.record)
            self.listing.keep(self.listing.shard(self._month(sort, day)).drop(line.record))

    def all(self, sort: Sort[T], since: date = date.min) -> Found[T]:
        """Everything of a sort in the order of the days, in one reading; what does not open hides nothing.

        Args:
            sort: what is wanted.
            since: the first day that is; earlier ones are not opened.
        """
        return self._gathering.all(sort, _ordinal(since), self._earliest(since))

    def outlines(self, since: date) -> tuple[Outline, ...]:
        """The outlines of the check-ins from a day on, as their lines have them."""
        return self._gathering.outlines(_ordinal(since), self._earliest(since))

    def revisions(self, sort: Sort[Any], since: date, before: date) -> tuple[tuple[bytes, int], ...]:
        """The record and the revision of everything of a sort between two days, the second not among them."""
        return self._gathering.revisions(sort, _ordinal(since), _ordinal(before), self._earliest(since))

    def look_back(self, first: date, last: date, newest: int) -> LookBack:
        """The outlines of all check-ins, and the notes of so many of the newest between two days."""
        return self._gathering.look_back(first, last, newest)

    def outline(self) -> None:
        """Take the outline of every check-in whose line has none, or has that of another envelope."""
        self._gathering.outline()

    def profile(self) -> Profile:
        """What the person keeps about themselves; when that is damaged, one that says only how long."""
        if self._profile is None:
            try:
                self._profile = self.find(PROFILE) or retaining.bare(self.listing)
            except Damaged:
                self._profile = retaining.bare(self.listing)
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
        """Keep whatever belongs to a day so many months after the day's own, from now on."""
        bodies = {row.id: row.body for row in self._work.entries.of(self._person)}
        self.put(PROFILE, ALWAYS, replace(self.profile(), retention_months=months))
        for line, month in retaining.moved(self.listing, months, self._now.date()):
            if line.record in bodies:
                self._work.entries.put(EntryRow(line.record, self._person, month, bodies[line.record]))

    def going(self) -> Going | None:
        """What goes at the end of this month or of the next; None when nothing does."""
        return retaining.going(self.listing, self._now.date())

    def discard_damaged(self) -> int:
        """Remove every entry that does not open or is not listed, and every line whose entry is gone."""
        shards = {month: self.listing.shard(month) for month in self.listing.months()}
        lines = {line.record: (month, line) for month, shard in shards.items() for line in shard}
        rows = {row.id: row for row in self._work.entries.of(self._person)}
        strays = set(rows) - set(lines)
        broken = {one for one in set(rows) & set(lines) if not self._opens(lines[one][1], rows[one])}
        gone = set(lines) - set(rows)
        for record in strays | broken:
            self._work.entries.remove(self._person, record)
        for record in broken | gone:
            month, line = lines[record]
            self.listing.notice(noticing.of_line(line, missing=record in gone))
            self.listing.keep(self.listing.shard(month).drop(record))
            if line.day:
                self._mended(None, date.fromordinal(line.day))
        if strays:
            self.listing.notice(Noticed(Trouble.STRAY))
        for month in shards:
            self.listing.keep(self.listing.shard(month))
        return len(strays | broken | gone)

    def close(self) -> bool:
        """Store what has changed and commit; false when there was nothing and nothing was committed."""
        if not self.listing.seal():
            return False
        self._work.commit()
        return True

    def _month(self, sort: Sort[Any], day: date) -> Month:
        if day == ALWAYS:
            return NEVER
        if sort is LOG:
            return months_later(month_of(day), diary.KEPT_MONTHS)
        computed = months_later(month_of(day), self.profile().retention_months)
        return retaining.lies(self.listing, sort.kind, _ordinal(day), computed, self._now.date())

    def _earliest(self, since: date) -> int:
        """The first month in which days from this one on may expire."""
        if since == ALWAYS:
            return 0
        computed = months_later(month_of(since), self.profile().retention_months)
        return min(computed, month_of(self._now.date()))

    def _line(self, sort: Sort[Any], day: date) -> Line | None:
        return self.listing.shard(self._month(sort, day)).on_day(sort.kind, _ordinal(day))

    def _open(self, sort: Sort[T], line: Line) -> T:
        row = self._fetched.get(line.record) or self._work.entries.get(self._person, line.record)
        try:
            if row is None:
                raise Damaged  # noqa: TRY301 both are noticed
            return self._unseal(sort, line, row.body)
        except Damaged:
            self.listing.notice(noticing.of_line(line, missing=row is None))
            raise

    def _unseal(self, sort: Sort[T], line: Line, body: Sealed[Any]) -> T:
        value = seal.open_listed(self._keys, self._person, line, body)
        if not isinstance(value, sort.holds):
            raise Damaged
        return value

    def _opens(self, line: Line, row: EntryRow) -> bool:
        try:
            seal.open_listed(self._keys, self._person, line, row.body)
        except Damaged:
            return False
        return True

    def _mended(self, sort: Sort[Any] | None, day: date) -> None:
        # What was noticed of a day in the exposure record has a name of its own, and goes at the next look.
        if day != ALWAYS and sort not in {EXPOSURE, MEASURE, RELIEF}:
            self.listing.annotate(self.listing.notes.mended(day.toordinal()))


def _ordinal(day: date) -> int:
    return 0 if day == ALWAYS else day.toordinal()
