"""What somebody with the file does to the stored bytes, and what their owner is told and can read then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from tests.fakes import Tables
from tests.world import Someone, World
from wellbeing.domain.errors import Damaged
from wellbeing.services.noticing import Findings
from wellbeing.services.ports import EntryRow, ManifestRow
from wellbeing.vault import seal
from wellbeing.vault.manifest import Root
from wellbeing.vault.sealed import Sealed

DAY = date(2026, 11, 21)
DAYS = [DAY - timedelta(days=back) for back in range(8)]


def findings(world: World, someone: Someone) -> Findings:
    return world.desks.person.sessions.findings(world.sign_in(someone).reference)


def told(world: World, someone: Someone) -> set[tuple[int, date | None]]:
    """What is told at the next unlock, with its day."""
    return {
        (one.trouble, date.fromordinal(one.day) if one.day else None)
        for one in findings(world, someone).noticed
    }


def acknowledged(world: World, someone: Someone) -> Someone:
    """A new session in which everything noticed was seen."""
    again = world.sign_in(someone)
    world.desks.person.sessions.acknowledge(again.reference)
    assert world.desks.person.sessions.findings(again.reference).sound
    return again


def readable(world: World, someone: Someone) -> set[date]:
    found = world.desks.person.history.year(world.sign_in(someone).reference)
    assert all(one.checkin.note in {one.day.isoformat(), "rewritten"} for one in found)
    return {one.day for one in found}


def row_of(world: World, someone: Someone, day: date) -> EntryRow:
    """The row of a day, found by what disappears with it."""
    records = world.desks.person.checkins._records
    with world.desks.person.sessions.keys(someone.reference) as access, records.reading(access) as ledger:
        (line,) = [one for one in ledger.listing.lines() if one.kind == 2 and one.day == day.toordinal()]
    return world.store.tables.entries[line.record]


def root_of(world: World, someone: Someone) -> Root:
    """The root as it is stored."""
    with world.desks.person.sessions.keys(someone.reference) as access:
        row = world.store.tables.manifests[(access.person, 0)]
        return seal.open_root(access.keys, access.person, row.body)


def flipped(sealed: Sealed[object], bit: int) -> Sealed[object]:
    raw = bytearray(sealed.raw)
    raw[bit // 8 % len(raw)] ^= 1 << bit % 8
    try:
        return Sealed(bytes(raw))
    except Damaged:
        return sealed  # storage would not even read it


def put(world: World, row: EntryRow | ManifestRow) -> None:
    if isinstance(row, EntryRow):
        world.store.tables.entries[row.id] = row
    else:
        world.store.tables.manifests[(row.person, row.month)] = row


def set_back(world: World, tables: Tables, part: Callable[[ManifestRow], bool]) -> None:
    for row in tables.manifests.values():
        if part(row):
            put(world, row)


def month_set_back(world: World, before: Tables, month: int) -> None:
    """A shard and its rows as they were, so that they agree with each other."""
    set_back(world, before, lambda row: row.month == month)
    tables = world.store.tables
    for record in [row.id for row in tables.entries.values() if row.expires_month == month]:
        del tables.entries[record]
    tables.entries.update({row.id: row for row in before.entries.values() if row.expires_month == month})
