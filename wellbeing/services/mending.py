"""Mending: a month of the manifest made anew from its entries, when the stored one does not open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from wellbeing.domain.diary import Page
from wellbeing.domain.errors import Damaged
from wellbeing.domain.people import PersonId
from wellbeing.services.ports import EntryRow
from wellbeing.vault import seal
from wellbeing.vault.codec import Kind
from wellbeing.vault.keys import PersonKeys
from wellbeing.vault.manifest import Line, Shard

STEP: Final = 64
"""Revisions that the vault tries in one go."""
REVISIONS: Final = 1024
"""Revisions that are tried for a row; no entry is saved more often."""


def shard_from(keys: PersonKeys, person: PersonId, month: int, rows: Iterable[EntryRow]) -> Shard:
    """The shard that lists those rows that open; of several for one day the newest counts.

    Which revision a row is stood in the lost shard only, so that the likely ones are tried one by one: a few
    milliseconds a row.
    """
    newest: dict[tuple[int, int], Line] = {}
    for row in rows:
        line = line_of(keys, person, row)
        if line is not None:
            there = newest.get((line.kind, line.day))
            if there is None or there.rev < line.rev:
                newest[(line.kind, line.day)] = line
    shard = Shard(month)
    for line in newest.values():
        shard = shard.put(line)
    return shard


def line_of(keys: PersonKeys, person: PersonId, row: EntryRow) -> Line | None:
    """What the manifest should say of a row, or None when it does not open at all."""
    for beyond in range(STEP + 1, REVISIONS + 2, STEP):
        for kind in Kind:
            rev = seal.older_revision(keys, person, kind, row.id, beyond, row.body)
            if rev is None:
                continue
            try:
                value = seal.open_(keys, person, kind, row.id, rev, row.body)
            except Damaged:
                return None
            return Line(row.id, kind, rev, _day(value))
    return None


def _day(value: object) -> int:
    day = value.month if isinstance(value, Page) else getattr(value, "day", None)
    return day.toordinal() if isinstance(day, date) else 0
