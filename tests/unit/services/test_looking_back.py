"""Looking back: a year is drawn without opening its rows, and no row passes for another by that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.unit.services.damage import DAY, DAYS, flipped, put, readable, row_of, told
from tests.world import Someone, World
from wellbeing.domain.checkin import Question
from wellbeing.domain.errors import Damaged
from wellbeing.services.history import Overview
from wellbeing.services.noticing import Trouble
from wellbeing.services.sorts import DAILY
from wellbeing.vault import seal
from wellbeing.vault.manifest import Shard
from wellbeing.vault.outline_codec import UNKNOWN
from wellbeing.vault.sealed import Sealed

Told = set[tuple[int, date | None]]
CHANGED: Told = {(Trouble.CHANGED, DAYS[3])}


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows were opened at each reading."""
    counts: list[int] = []
    real = seal.open_all

    def counting(keys: Any, person: Any, kind: Any, entries: Iterable[Any]) -> Iterator[Any]:
        rows = list(entries)
        counts.append(len(rows))
        return real(keys, person, kind, rows)

    monkeypatch.setattr(seal, "open_all", counting)
    return counts


def seen(world: World, someone: Someone, newest: int = 0) -> Overview:
    return world.desks.person.history.overview(someone.reference, newest)


def energies(found: Overview) -> dict[date, int | None]:
    return {one.day: one.checkin.energy for one in found.days}


def answered(world: World, someone: Someone, energy: int, day: date = DAYS[3]) -> None:
    world.desks.person.checkins.answer(someone.reference, day, Question.ENERGY, energy)


def test_only_what_is_shown_in_full_is_opened(world: World, written: Someone, opened: list[int]) -> None:
    answered(world, written, 2)
    found = seen(world, written, 3)
    assert sum(opened) == 3
    assert found.notes == {day: day.isoformat() for day in DAYS[:3]}
    assert energies(found) == dict.fromkeys(DAYS) | {DAYS[3]: 2}
    assert all(one.checkin.noted for one in found.days)


def test_a_day_sealed_anew_beside_the_timer_is_drawn_without_opening_it(
    world: World, written: Someone, opened: list[int]
) -> None:
    answered(world, written, 2)
    records = world.desks.person.checkins._records
    with world.desks.person.sessions.keys(written.reference) as access, records.writing(access) as ledger:
        for other in DAILY:
            ledger._stir(other, DAYS[3])
    found = seen(world, written)
    assert (sum(opened), energies(found)[DAYS[3]], found.summary.damaged) == (0, 2, 0)


@pytest.mark.parametrize("bit", [8 * 60, 8 * 10, 0, -1])
def test_a_damaged_row_is_counted_and_not_drawn(world: World, written: Someone, bit: int) -> None:
    row = row_of(world, written, DAYS[3])
    put(world, replace(row, body=flipped(row.body, bit)))
    found = seen(world, written)
    damaged = world.store.tables.entries[row.id].body.raw != row.body.raw
    assert found.summary.damaged == damaged
    assert (DAYS[3] in energies(found)) is not damaged


def test_a_missing_row_is_counted_and_not_drawn(world: World, written: Someone) -> None:
    del world.store.tables.entries[row_of(world, written, DAYS[3]).id]
    found = seen(world, written)
    assert (found.summary.damaged, DAYS[3] in energies(found)) == (1, False)
    assert told(world, written) == {(Trouble.MISSING, DAYS[3])}


def test_an_older_row_is_counted_and_told(world: World, written: Someone) -> None:
    answered(world, written, 1)
    before = row_of(world, written, DAYS[3])
    answered(world, written, 4)
    put(world, before)
    found = seen(world, written)
    assert (found.summary.damaged, DAYS[3] in energies(found)) == (1, False)
    assert told(world, written) == CHANGED


def test_a_row_of_another_day_is_counted_and_told(world: World, written: Someone) -> None:
    row = row_of(world, written, DAYS[3])
    put(world, replace(row, body=row_of(world, written, DAYS[4]).body))
    assert seen(world, written).summary.damaged == 1
    assert told(world, written) == CHANGED


def test_a_row_of_the_same_revision_that_says_something_else_is_refused_wherever_it_is_read(
    world: World, written: Someone
) -> None:
    """Two writes of one revision exist after everything was set back at once; both open, one is listed."""
    before = world.store.tables.copy()
    answered(world, written, 4)
    other = row_of(world, written, DAYS[3])
    world.store.tables.entries = before.entries
    world.store.tables.manifests = before.manifests
    answered(world, written, 1)
    put(world, other)
    found = seen(world, written, 8)
    assert (found.summary.damaged, DAYS[3] in energies(found)) == (1, False)
    assert DAYS[3] not in found.notes
    with pytest.raises(Damaged):
        world.desks.person.checkins.day(written.reference, DAYS[3])
    assert DAYS[3] not in readable(world, written)
    assert told(world, written) == CHANGED
    again = world.sign_in(written)
    assert world.desks.person.history.discard_damaged(again.reference) == 1


def without_outlines(world: World, someone: Someone) -> None:
    """Every list as a program of before wrote it: version 1."""
    tables = world.store.tables
    with world.desks.person.sessions.keys(someone.reference) as access:
        for key, row in list(tables.manifests.items()):
            if row.month:
                shard = seal.open_shard(access.keys, access.person, row.month, row.body)
                size = len(shard.packed) // len(shard)
                lines = b"".join(shard.packed[at : at + 25] for at in range(0, len(shard.packed), size))
                old = b"\x01" + shard.rev.to_bytes(4, "big") + lines
                place = seal.manifest_place(access.person, row.month)
                tables.manifests[key] = replace(row, body=Sealed(seal.seal_text(access.keys, place, old)))


def lines_of(world: World, someone: Someone) -> list[bytes]:
    records = world.desks.person.checkins._records
    with world.desks.person.sessions.keys(someone.reference) as access, records.reading(access) as ledger:
        return [one.outline for one in ledger.listing.lines() if one.kind == 2]


def test_lists_of_before_are_read_and_get_their_outlines_at_the_next_unlock(
    world: World, written: Someone, opened: list[int]
) -> None:
    answered(world, written, 2)
    before = seen(world, written)
    without_outlines(world, written)
    assert set(lines_of(world, written)) == {UNKNOWN}
    assert seen(world, written).days == before.days
    assert opened.pop(-2) == len(DAYS), "each row was opened in place of its outline"
    again = world.sign_in(written)
    assert world.desks.person.sessions.findings(again.reference).sound
    assert UNKNOWN not in lines_of(world, again)
    opened.clear()
    assert seen(world, again).days == before.days
    assert sum(opened) == 0


def test_after_a_rotation_the_next_unlock_takes_the_outlines_anew(
    world: World, written: Someone, opened: list[int]
) -> None:
    answered(world, written, 2)
    before = seen(world, written)
    world.rotate(written)
    while not world.desks.person.passphrases.continue_rotation(written.reference).finished:
        pass
    opened.clear()
    assert seen(world, written).days == before.days
    assert sum(opened) == len(DAYS)
    again = world.sign_in(written)
    assert world.desks.person.sessions.findings(again.reference).sound
    opened.clear()
    assert seen(world, again).days == before.days
    assert sum(opened) == 0


def test_no_outline_is_taken_of_what_its_line_contradicts(world: World, written: Someone) -> None:
    before = world.store.tables.copy()
    answered(world, written, 4)
    other = row_of(world, written, DAYS[3])
    world.store.tables.entries, world.store.tables.manifests = before.entries, before.manifests
    answered(world, written, 1)
    put(world, other)
    for _ in range(2):
        assert told(world, written) == CHANGED
    assert seen(world, world.sign_in(written)).summary.damaged == 1


def test_a_list_made_anew_has_its_outlines(world: World, written: Someone, opened: list[int]) -> None:
    answered(world, written, 2)
    for key in [key for key in world.store.tables.manifests if key[1] == 202811]:
        del world.store.tables.manifests[key]
    again = world.sign_in(written)
    opened.clear()
    assert energies(seen(world, again)) == dict.fromkeys(DAYS) | {DAYS[3]: 2}
    assert sum(opened) == 0
    assert UNKNOWN not in lines_of(world, again)


def test_a_longer_keeping_leaves_the_outlines(world: World, written: Someone, opened: list[int]) -> None:
    answered(world, written, 2)
    world.desks.person.history.keep(written.reference, 36)
    opened.clear()
    assert energies(seen(world, written))[DAYS[3]] == 2
    assert sum(opened) == 0


def test_a_day_emptied_is_not_drawn(world: World, heron: Someone) -> None:
    answered(world, heron, 2, DAY)
    world.desks.person.checkins.remove(heron.reference, DAY)
    found = seen(world, heron, 3)
    assert (found.days, found.notes, found.summary.damaged) == ((), {}, 0)
    answered(world, heron, 2, DAY - timedelta(days=1))
    assert [one.day for one in seen(world, heron, 3).days] == [DAY - timedelta(days=1)]


def test_of_days_without_a_note_nothing_is_opened(world: World, heron: Someone, opened: list[int]) -> None:
    answered(world, heron, 2, DAY)
    assert [one.day for one in seen(world, heron, 3).days] == [DAY]
    assert sum(opened) == 0


def test_a_shard_holds_nothing_of_a_note(world: World, heron: Someone) -> None:
    world.desks.person.checkins.save_many(heron.reference, DAY, {}, "canary")
    with world.desks.person.sessions.keys(heron.reference) as access:
        bodies = [row for row in world.store.tables.manifests.values() if row.month]
        shards: list[Shard] = [
            seal.open_shard(access.keys, access.person, row.month, row.body) for row in bodies
        ]
    assert all(b"canary" not in shard.packed for shard in shards)
