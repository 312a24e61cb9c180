"""Gathering: many entries of one person in one reading, opened only where an outline does not do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, TypeVar
from uuid import UUID

from wellbeing.crypto import envelope
from wellbeing.crypto.padding import LARGEST
from wellbeing.domain.checkin import CheckIn
from wellbeing.domain.outline import Outline
from wellbeing.services.listing import Listing
from wellbeing.services.ports import UnitOfWork
from wellbeing.services.sorts import CHECKIN, Access, Found, Sort
from wellbeing.vault import outline_codec, seal
from wellbeing.vault.manifest import Packed
from wellbeing.vault.sealed import Sealed

T = TypeVar("T")

FEW: Final = 60
"""Up to so many entries are fetched by their ids; for more, reading all of a person's rows is quicker."""
SHORT: Final = 600
"""Bytes that a day's check-in with a short note keeps within; longer rows beside them need not be read."""


@dataclass(frozen=True, slots=True)
class LookBack:
    """What a year is drawn from, and the notes that are shown with it."""

    outlines: Found[Outline] = field(repr=False)
    """Of every check-in, in the order of the days."""
    notes: Mapping[date, str] = field(repr=False)
    """The notes of the days that are shown in full; a day without one is not in it."""


class Gathering:
    """Reads what the listing names; changes nothing but outlines."""

    def __init__(self, work: UnitOfWork, access: Access, listing: Listing) -> None:
        self._work = work
        self._person = access.person
        self._keys = access.keys
        self._listing = listing

    def all(self, sort: Sort[T], first: int, month: int = 0) -> Found[T]:
        """Everything of a sort from a day on, in the order of the days; what does not open hides nothing.

        Args:
            sort: what is wanted.
            first: the first day, as an ordinal.
            month: the first month in which such days may expire; no earlier shard is opened.
        """
        lines = self._lines(sort, first, month)
        there = self._rows(lines)
        opened = seal.open_all(self._keys, self._person, sort.kind, there)
        found = [value for value in opened if isinstance(value, sort.holds)]
        return Found(tuple(one for one in found if not sort.is_blank(one)), len(lines) - len(found))

    def outlines(self, first: int, month: int) -> tuple[Outline, ...]:
        """The outlines of the check-ins from a day on. A row is read only where its line has none.

        The line says what its owner saved, whatever has become of the row.
        """
        lines = self._lines(CHECKIN, first, month)
        known = {one: outline_codec.unpacked(line[3], line[4]) for one, line in lines.items()}
        rows = self._rows({one: line for one, line in lines.items() if known[one] is None})
        found = [*known.values(), *self._outlined(rows)]
        return tuple(one for one in found if one is not None)

    def revisions(self, sort: Sort[Any], first: int, end: int, month: int) -> tuple[tuple[bytes, int], ...]:
        """The record and the revision of everything of a sort from a day on and before another."""
        lines = self._lines(sort, first, month).values()
        return tuple(sorted((line[0], line[2]) for line in lines if line[3] < end))

    def look_back(self, first: date, last: date, newest: int) -> LookBack:
        """The outlines of all check-ins, and the notes of so many of the newest between two days.

        A row is opened unless it is, to the byte, the one that its line was written for: no row that is
        damaged, set back or exchanged passes for sound, and none says anything but what its line says.
        """
        lines = self._lines(CHECKIN)
        rows = self._rows(lines)
        found = [one for one in self._outlined(rows) if one is not None]
        filled = tuple(one for one in found if not one.empty)
        within = [one for one in filled if first <= one.day <= last]
        shown = {one.day.toordinal() for one in within[max(0, len(within) - newest) :] if one.noted}
        opened = seal.open_all(
            self._keys, self._person, CHECKIN.kind, (row for row in rows if row[0][3] in shown)
        )
        notes = {one.day: one.note for one in opened if isinstance(one, CheckIn)}
        return LookBack(Found(filled, len(lines) - len(found)), notes)

    def outline(self) -> None:
        """Take the outline of every check-in whose line has none, or has that of another envelope.

        So it is after an update of the program, and after a rotation of the keys.
        """
        rows = self._rows(self._lines(CHECKIN))
        stale = [(line, raw) for line, raw in rows if envelope.digest(raw) != line[5]]
        opened = seal.open_all(self._keys, self._person, CHECKIN.kind, stale)
        values = {line[0]: (value, raw) for (line, raw), value in zip(stale, opened, strict=True)}
        for shard in self._listing.shards() if values else ():
            renewed = shard
            for line in shard:
                value, raw = values.get(line.record.bytes, (None, b""))
                if value is not None:
                    renewed = renewed.put(seal.lined(line, value, Sealed[CheckIn](raw)))
            if renewed is not shard:
                self._listing.keep(renewed)

    def _outlined(self, rows: Sequence[tuple[Packed, bytes]]) -> Iterator[Outline | None]:
        """The outline of each row, from its line where that holds; None for a row that does not open."""
        unpacked, digest = outline_codec.unpacked, envelope.digest
        known = [unpacked(line[3], line[4]) if digest(raw) == line[5] else None for line, raw in rows]
        unknown = [row for row, outline in zip(rows, known, strict=True) if outline is None]
        opened = seal.open_all(self._keys, self._person, CHECKIN.kind, unknown)
        for outline in known:
            if outline is not None:
                yield outline
            else:
                value = next(opened)
                yield Outline.of(value) if isinstance(value, CheckIn) else None

    def _lines(self, sort: Sort[T], first: int = 0, month: int = 0) -> Mapping[bytes, Packed]:
        shards = self._listing.shards(month)
        return {line[0]: line for shard in shards for line in shard.of(sort.kind, first)}

    def _rows(self, lines: Mapping[bytes, Packed]) -> list[tuple[Packed, bytes]]:
        """The lines whose rows are there, in the order of the days, each with its envelope."""
        there = [(lines[record], raw) for record, raw in self._envelopes(lines) if record in lines]
        there.sort(key=lambda row: row[0][3])
        return there

    def _envelopes(self, wanted: Iterable[bytes]) -> Sequence[tuple[bytes, bytes]]:
        entries, rest = self._work.entries, set(wanted)
        short: Sequence[tuple[bytes, bytes]] = ()
        if len(rest) > FEW:
            short = entries.envelopes(self._person, SHORT)
            rest.difference_update(record for record, _ in short)
        if len(rest) > FEW:
            return entries.envelopes(self._person, 2 * LARGEST)
        ids = [UUID(bytes=record) for record in rest]
        return [*short, *((row.id.bytes, row.body.raw) for row in entries.of(self._person, ids))]
