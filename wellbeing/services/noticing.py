"""Noticing: what does not agree with the manifest, in the words and days of its owner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from wellbeing.domain.days import NEVER, month_of
from wellbeing.domain.errors import Damaged
from wellbeing.services.ports import EntryRow, ManifestRow
from wellbeing.services.sorts import Access
from wellbeing.vault import checking, seal
from wellbeing.vault.codec import Kind
from wellbeing.vault.manifest import ROOT, Line, Root, Shard
from wellbeing.vault.noticed import Noticed, Trouble

__all__ = ["Findings", "Noticed", "Trouble"]

_WHOLE = {
    Kind.PROFILE: Trouble.PROFILE,
    Kind.LOG: Trouble.LOG,
    Kind.EXPOSURE: Trouble.EXPOSURE,
    Kind.PREFERENCES: Trouble.OTHER,
    Kind.MEASURE: Trouble.OTHER,
    Kind.PLAN: Trouble.OTHER,
    Kind.RELIEF: Trouble.OTHER,
    Kind.BALLOT: Trouble.OTHER,
}


@dataclass(frozen=True, slots=True)
class Findings:
    """What was noticed and waits for the owner to say that they have seen it."""

    noticed: tuple[Noticed, ...] = field(default=(), repr=False)
    """In the order of trouble and day, each once."""

    @property
    def sound(self) -> bool:
        """Whether everything is as its owner left it, as far as the manifest can tell."""
        return not self.noticed

    @property
    def days(self) -> tuple[date, ...]:
        """The days of check-ins that are missing or changed, in order."""
        kinds = (Trouble.MISSING, Trouble.CHANGED)
        return tuple(
            sorted({date.fromordinal(one.day) for one in self.noticed if one.trouble in kinds and one.day})
        )


def of_line(line: Line, *, missing: bool = False) -> Noticed:
    """What to say of an entry that is gone, older, or does not open."""
    whole = _WHOLE.get(Kind(line.kind)) if line.kind in set(Kind) else None
    return Noticed(whole or (Trouble.MISSING if missing else Trouble.CHANGED), line.day)


def of_month(month: int, lines: Iterable[Line]) -> set[Noticed]:
    """What to say of a shard that is gone or older, by the lines that are known of it."""
    if month == NEVER:
        return {Noticed(Trouble.PROFILE)}
    found = {
        Noticed(Trouble.LOG if line.kind == Kind.LOG else Trouble.MONTH, _first(line.day)) for line in lines
    }
    return found or {Noticed(Trouble.MONTH)}


def entries_of(
    access: Access, manifests: Iterable[ManifestRow], rows: Iterable[EntryRow], today: date
) -> set[Noticed]:
    """What every single entry says, opened once; what the months say is the listing's to tell."""
    root, shards = _opened(access, manifests)
    lines = {line.record: line for shard in shards.values() if shard is not None for line in shard}
    present: set[UUID] = set()
    back: set[UUID] = set()
    damaged: set[UUID] = set()
    for row in rows:
        present.add(row.id)
        line = lines.get(row.id)
        if line is None or line.kind not in set(Kind):
            continue
        at = (access.keys, access.person, Kind(line.kind), row.id, line.rev, row.body)
        try:
            seal.open_listed(access.keys, access.person, line, row.body)
        except Damaged:
            (damaged if seal.older_revision(*at) is None else back).add(row.id)
    found = checking.check(root, shards, present, month_of(today), rolled_back=back, damaged=damaged)
    return set(_told(found, lines))


def _told(found: checking.Findings, lines: Mapping[UUID, Line]) -> Iterator[Noticed]:
    yield from (of_line(lines[record], missing=True) for record in found.missing)
    yield from (of_line(lines[record]) for record in found.rolled_back | found.damaged)
    if found.unexpected:
        yield Noticed(Trouble.STRAY)


def _opened(access: Access, manifests: Iterable[ManifestRow]) -> tuple[Root | None, dict[int, Shard | None]]:
    root: Root | None = None
    shards: dict[int, Shard | None] = {}
    for row in manifests:
        try:
            if row.month == ROOT:
                root = seal.open_root(access.keys, access.person, row.body)
            else:
                shards[row.month] = seal.open_shard(access.keys, access.person, row.month, row.body)
        except Damaged:
            if row.month != ROOT:
                shards[row.month] = None
    return root, shards


def _first(day: int) -> int:
    return date.fromordinal(day).replace(day=1).toordinal() if day else 0
