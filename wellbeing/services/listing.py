"""The listing: one person's manifest inside one transaction; no older shard passes for the newest one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from wellbeing.domain.days import NEVER, month_of
from wellbeing.domain.errors import Damaged, SignedOut
from wellbeing.services import mending, noticing
from wellbeing.services.noticing import Findings, Noticed, Trouble
from wellbeing.services.ports import EntryRow, ManifestRow, UnitOfWork
from wellbeing.services.sorts import Access
from wellbeing.vault import seal
from wellbeing.vault.checking import Standing, standing
from wellbeing.vault.manifest import ROOT, Line, Root, Shard
from wellbeing.vault.noticed import Notes


class Listing:
    """Reads shards on demand, remembers what was changed and noticed, and seals all of it at once."""

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
        """Open the root; without one every shard is made anew from the entries, and that is noticed.

        Args:
            work: the transaction all of this happens in.
            access: the person and their keys.
            now: the moment, aware.
            stale: whether the person's data key was rotated since these keys were opened.
            new: whether the person joins in this very transaction and has no root yet.
            whole: whether shards of many months will be asked for, so that all are read at once.
        """
        self._work = work
        self._person = access.person
        self._keys = access.keys
        self._now = now
        self._month = month_of(now.date())
        self._stale = stale
        self._shards: dict[int, Shard] = {}
        self._changed: set[int] = set()
        self._found: set[Noticed] = set()
        self._highest = 0
        self._whole = whole
        first = () if whole else (ROOT, NEVER)  # whatever is done, these two are needed
        self._rows = {row.month: row for row in work.manifests.of(access.person, *first)}
        root = self._stored_root()
        self._root = root or Root()
        self._notes = self._root.notes
        self._rootless = root is None and not new
        if self._rootless:
            self._refuse_stale()
            self.notice(Noticed(Trouble.ROOT))
            self._read_all(work.entries.of(access.person))

    @property
    def saved_at(self) -> int:
        """Seconds since 1970 of the last change; 0 when nothing has been written."""
        return self._root.saved

    @property
    def found(self) -> frozenset[Noticed]:
        """What was noticed since this was opened."""
        return frozenset(self._found)

    @property
    def findings(self) -> Findings:
        """What waits for the owner to be seen."""
        return Findings(self._notes.waiting)

    @property
    def stored_notes(self) -> Notes:
        """What had been noticed before this was opened."""
        return self._root.notes

    @property
    def notes(self) -> Notes:
        """What was noticed, as it will be sealed."""
        return self._notes

    @property
    def dirty(self) -> bool:
        """Whether there is anything to store."""
        return bool(self._changed) or self._notes != self._root.notes

    def notice(self, *found: Noticed) -> None:
        """Remember that something is not as its owner left it; it is sealed with the next root."""
        self._found.update(found)
        self._notes = self._notes.adding(found)

    def annotate(self, notes: Notes) -> None:
        """Have these notes in place of those there were."""
        self._notes = notes

    def months(self) -> tuple[int, ...]:
        """The months that have entries, soonest to expire first."""
        return tuple(sorted({line.month for line in self._root.lines} | set(self._shards)))

    def lines(self) -> Iterator[Line]:
        """Every line of the manifest."""
        return (line for shard in self.shards() for line in shard)

    def shards(self, earliest: int = 0) -> list[Shard]:
        """Every shard of the manifest from a month on, all read at once."""
        unread = {line.month for line in self._root.lines if line.month >= earliest} - set(self._shards)
        if len(unread) > 1:
            if not self._whole:
                self._rows, self._whole = (
                    {row.month: row for row in self._work.manifests.of(self._person)},
                    True,
                )
            for month in unread:
                self._shards[month] = self._read(month, self._rows.get(month))
        return [self.shard(month) for month in self.months() if month >= earliest]

    def shard(self, month: int) -> Shard:
        """The entries that expire in a month."""
        if month not in self._shards:
            self._shards[month] = self._read(month, self._row(month))
        return self._shards[month]

    def keep(self, shard: Shard) -> None:
        """Take a shard in place of the one there was."""
        self._shards[shard.month] = shard
        self._changed.add(shard.month)

    def settle(self) -> None:
        """Read every shard there is, so that whatever is older than the root is noticed and made anew."""
        self._read_all(())

    def seal(self) -> bool:
        """Store what has changed and what was noticed; false when there is nothing to store."""
        if not self.dirty:
            return False
        # A shard carries the root's revision of its last change, so that no older shard ever passes for it.
        before = replace(self._root, rev=max(self._root.rev, self._highest), notes=self._notes)
        shards = [replace(self._shards[month], rev=before.rev + 1) for month in self._changed]
        rows = []
        for shard in shards:
            if len(shard):
                body = seal.seal_shard(self._keys, self._person, shard)
                rows.append(ManifestRow(self._person, shard.month, body))
            else:
                self._work.manifests.remove(self._person, shard.month)
        saved = int(self._now.timestamp()) // 60 * 60
        root = before.with_shards(shards, saved).without_expired(self._month)
        rows.append(ManifestRow(self._person, ROOT, seal.seal_root(self._keys, self._person, root)))
        self._work.manifests.put(*rows)
        return True

    def _stored_root(self) -> Root | None:
        row = self._row(ROOT)
        if row is None:
            return None
        try:
            return seal.open_root(self._keys, self._person, row.body).without_expired(self._month)
        except Damaged:
            return None

    def _row(self, month: int) -> ManifestRow | None:
        if self._whole or month in self._rows or month in {ROOT, NEVER}:
            return self._rows.get(month)
        return self._work.manifests.get(self._person, month)

    def _read_all(self, entries: Iterable[EntryRow]) -> None:
        rows = {row.month: row for row in self._work.manifests.of(self._person) if row.month != ROOT}
        months = {line.month for line in self._root.lines} | set(rows)
        months |= {row.expires_month for row in entries}
        for month in sorted(months - set(self._shards)):
            if month >= self._month:
                self._shards[month] = self._read(month, rows.get(month))

    def _read(self, month: int, row: ManifestRow | None) -> Shard:
        """The stored shard, or one made anew from the entries when it is not what the root knows."""
        known = self._entries_in(month) if self._rootless else self._root.line(month)
        if row is None and not known:
            return Shard(month)
        stored = self._stored(month, row)
        if self._rootless:
            stands = Standing.LOST if stored is None else Standing.AHEAD
        else:
            stands = standing(self._root, month, stored, self._month)
        if stored is not None:
            self._highest = max(self._highest, stored.rev)
            if stands is Standing.SOUND:
                return stored
        self._changed.add(month)
        if stands is Standing.AHEAD and stored is not None:
            self.notice(Noticed(Trouble.ROOT))
            return stored
        if stands is Standing.EMPTIED and stored is not None:
            self.notice(*noticing.of_month(month, stored))
            return Shard(month)
        self._refuse_stale()
        made = mending.shard_from(self._keys, self._person, month, self._entries_in(month))
        self.notice(*noticing.of_month(month, (*made, *(stored or ()))))
        return made

    def _entries_in(self, month: int) -> list[EntryRow]:
        return [row for row in self._work.entries.of(self._person) if row.expires_month == month]

    def _stored(self, month: int, row: ManifestRow | None) -> Shard | None:
        if row is None:
            return None
        try:
            return seal.open_shard(self._keys, self._person, month, row.body)
        except Damaged:
            return None

    def _refuse_stale(self) -> None:
        """Keys from before a rotation open nothing newer, which must never pass for damage and be mended."""
        if self._stale():
            raise SignedOut
