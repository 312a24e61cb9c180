"""Records: whatever somebody does to the stored bytes, it is noticed, told, and hides nothing else."""

from __future__ import annotations

import random
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from tests.unit.services.damage import (
    DAY,
    DAYS,
    acknowledged,
    findings,
    flipped,
    put,
    readable,
    row_of,
    set_back,
    told,
)
from tests.world import OTHER_WORDS, Someone, World
from wellbeing.domain.diary import Event
from wellbeing.domain.errors import Damaged
from wellbeing.domain.people import PersonId, Profile
from wellbeing.services.noticing import Findings, Noticed, Trouble
from wellbeing.services.ports import EntryRow, ManifestRow
from wellbeing.vault import seal


def test_what_was_left_alone_is_sound(world: World, written: Someone) -> None:
    assert findings(world, written).sound
    assert readable(world, written) == set(DAYS)


def test_a_removed_row_is_missed_with_its_day(world: World, written: Someone) -> None:
    del world.store.tables.entries[row_of(world, written, DAYS[3]).id]
    assert told(world, written) == {(Trouble.MISSING, DAYS[3])}
    assert readable(world, written) == set(DAYS) - {DAYS[3]}
    again = world.sign_in(written)
    events = [line.event for line in world.desks.person.diary.mine(again.reference)]
    assert events.count(Event.CHANGE_NOTICED) == 1, "once, however often it is told"
    with pytest.raises(Damaged):
        world.desks.person.checkins.day(again.reference, DAYS[3])
    with pytest.raises(Damaged):
        world.desks.person.checkins.save_many(again.reference, DAYS[3], {}, "x")


def test_a_row_set_back_is_noticed(world: World, written: Someone) -> None:
    old = row_of(world, written, DAYS[2])
    world.desks.person.checkins.save_many(written.reference, DAYS[2], {}, "rewritten")
    put(world, old)
    assert told(world, written) == {(Trouble.CHANGED, DAYS[2])}
    assert readable(world, written) == set(DAYS) - {DAYS[2]}


def test_a_row_put_back_after_its_removal_is_noticed(world: World, written: Someone) -> None:
    old = row_of(world, written, DAYS[2])
    world.desks.person.checkins.remove(written.reference, DAYS[2])
    put(world, old)
    assert told(world, written) == {(Trouble.STRAY, None)}
    assert readable(world, written) == set(DAYS) - {DAYS[2]}


def test_swapped_rows_are_noticed(world: World, written: Someone) -> None:
    one, other = row_of(world, written, DAYS[0]), row_of(world, written, DAYS[1])
    put(world, replace(one, body=other.body))
    put(world, replace(other, body=one.body))
    assert findings(world, written).days == (DAYS[1], DAYS[0])
    assert readable(world, written) == set(DAYS[2:])


def test_a_row_of_somebody_else_opens_nowhere(world: World, written: Someone) -> None:
    stork = world.join("Stork", passphrase=OTHER_WORDS)
    world.desks.person.checkins.save_many(stork.reference, DAY, {}, "Stork's")
    theirs, own = row_of(world, stork, DAY), row_of(world, written, DAY)
    put(world, replace(own, body=theirs.body))
    put(world, replace(theirs, id=uuid4(), person=own.person))
    assert told(world, written) == {(Trouble.STRAY, None), (Trouble.CHANGED, DAY)}
    assert readable(world, written) == set(DAYS[1:])
    assert world.desks.person.checkins.day(stork.reference, DAY).note == "Stork's"


@pytest.mark.parametrize("root", [True, False])
def test_a_manifest_set_back_is_noticed(world: World, written: Someone, root: bool) -> None:
    before = world.store.tables.copy()
    world.desks.person.checkins.save_many(written.reference, DAYS[1], {}, "rewritten")
    set_back(world, before, lambda row: (row.month == 0) is root)
    assert not findings(world, written).sound
    assert readable(world, written) >= set(DAYS) - {DAYS[1]}


def test_an_emptied_and_refilled_month_cannot_be_set_back(world: World, heron: Someone) -> None:
    world.desks.person.checkins.save_many(heron.reference, DAY, {}, DAY.isoformat())
    before = world.store.tables.copy()
    old = row_of(world, heron, DAY)
    world.desks.person.checkins.remove(heron.reference, DAY)
    world.desks.person.checkins.save_many(heron.reference, DAYS[1], {}, DAYS[1].isoformat())
    del world.store.tables.entries[row_of(world, heron, DAYS[1]).id]
    put(world, old)
    set_back(world, before, lambda row: row.month == 202811)
    assert not findings(world, heron).sound


@pytest.mark.parametrize("damage", ["gone", "broken", "swapped"])
@pytest.mark.parametrize("month", ["root", "check-ins", "profile", "log"])
def test_a_manifest_that_is_gone_or_broken_hides_no_entry(
    world: World, written: Someone, month: str, damage: str
) -> None:
    number = {"root": 0, "check-ins": 202811, "profile": 999912, "log": 202711}[month]
    (key,) = [key for key in world.store.tables.manifests if key[1] == number]
    row = world.store.tables.manifests[key]
    if damage == "gone":
        del world.store.tables.manifests[key]
    elif damage == "broken":
        put(world, replace(row, body=flipped(row.body, 8 * 100)))
    else:
        other = next(one for one in world.store.tables.manifests.values() if one.month != number)
        put(world, replace(row, body=other.body))
    assert readable(world, written) == set(DAYS)
    again = world.sign_in(written)
    assert Event.CHANGE_NOTICED in [line.event for line in world.desks.person.diary.mine(again.reference)]
    assert world.desks.person.sessions.presence(again.reference).roles
    world.desks.person.checkins.save_many(again.reference, DAY, {}, "rewritten")
    assert readable(world, written) == set(DAYS)
    wanted = {
        "root": (Trouble.ROOT, None),
        "check-ins": (Trouble.MONTH, DAY.replace(day=1)),
        "profile": (Trouble.PROFILE, None),
        "log": (Trouble.LOG, DAY.replace(day=1)),
    }
    assert told(world, written) == {wanted[month]}
    acknowledged(world, written)
    assert findings(world, written).sound


def test_all_of_the_manifest_gone_hides_no_entry_and_is_told_until_it_is_seen(
    world: World, written: Someone
) -> None:
    world.store.tables.manifests.clear()
    assert readable(world, written) == set(DAYS)
    first = DAY.replace(day=1)
    wanted = {
        (Trouble.ROOT, None),
        (Trouble.MONTH, first),
        (Trouble.LOG, first),
        (Trouble.PROFILE, None),
    }
    assert told(world, written) == wanted
    assert world.desks.person.sessions.presence(world.sign_in(written).reference).roles
    acknowledged(world, written)
    assert findings(world, written).sound


def test_everything_of_a_person_gone_is_never_sound(world: World, written: Someone) -> None:
    """An account always has a profile and a root, so that emptiness is never what its owner left."""
    world.store.tables.entries.clear()
    world.store.tables.manifests.clear()
    wanted = {(Trouble.ROOT, None), (Trouble.PROFILE, None)}
    assert told(world, written) == wanted
    again = world.sign_in(written)
    assert Event.CHANGE_NOTICED in [line.event for line in world.desks.person.diary.mine(again.reference)]
    world.restart()
    assert told(world, written) == wanted


def test_a_listing_without_a_profile_is_not_sound(world: World, written: Someone) -> None:
    for key in [key for key in world.store.tables.manifests if key[1] == 999912]:
        del world.store.tables.manifests[key]
    for row in [row for row in world.store.tables.entries.values() if row.expires_month == 999912]:
        del world.store.tables.entries[row.id]
    assert told(world, written) == {(Trouble.PROFILE, None)}


def test_flips_anywhere_are_noticed_and_hide_nothing_else(world: World, written: Someone) -> None:
    """500 of the many flips that the vault's own tests make of envelopes, here of whole rows."""
    chance = random.Random(20261121)
    person = world.desks.person.sessions.presence(written.reference).person
    records = world.desks.person.checkins._records
    whole = world.store.tables
    rows: list[EntryRow | ManifestRow] = [*whole.entries.values(), *whole.manifests.values()]
    with world.desks.person.sessions.keys(written.reference) as access:
        for _ in range(500):
            world.store.tables = whole.copy()
            row = chance.choice(rows)
            body = flipped(row.body, chance.randrange(8 * len(row.body.raw)))
            if body is row.body:
                continue
            put(world, replace(row, body=body))
            with records._look() as work:
                visit = records._visit(work, access, records.seen(work, access), Profile("Heron"))
            assert not visit.welcome.findings.sound
            with records.reading(access) as ledger:
                from wellbeing.services.records import CHECKIN

                days = {one.day for one in ledger.all(CHECKIN).values}
            assert len(set(DAYS) - days) <= isinstance(row, EntryRow)
    world.store.tables = whole
    assert person


def test_a_check_of_two_years_is_quick(world: World, written: Someone) -> None:
    """A coarse guard: each entry is opened once, and none of them many times."""
    opened: list[UUID] = []
    before = seal.open_

    def counted(keys: object, person: PersonId, kind: object, record: UUID, *rest: object) -> object:
        opened.append(record)
        return before(keys, person, kind, record, *rest)  # type: ignore[arg-type]

    seal.open_ = counted  # type: ignore[assignment]
    try:
        records = world.desks.person.checkins._records
        with world.desks.person.sessions.keys(written.reference) as access, records._look() as work:
            assert records._entries(work, access) == set()
    finally:
        seal.open_ = before
    assert len(opened) == len(set(opened)) == 2 * len(DAYS) + 2


def test_findings_print_no_day() -> None:
    found = Findings((Noticed(Trouble.CHANGED, DAY.toordinal()),))
    assert found.days == (DAY,)
    assert str(DAY.toordinal()) not in repr((found, found.noticed))
