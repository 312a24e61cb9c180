"""Records: whatever somebody does to the stored bytes, it is noticed, told, and hides nothing else."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from tests.fakes import Tables
from tests.world import OTHER_WORDS, Someone, World
from wellbeing.crypto import postbox
from wellbeing.domain.checkin import Question
from wellbeing.domain.diary import Event
from wellbeing.domain.errors import Damaged, DiskFull, Locked, SecretsDiffer
from wellbeing.domain.people import PersonId, Profile
from wellbeing.services.noticing import Findings, Noticed, Trouble
from wellbeing.services.ports import EntryRow, ManifestRow
from wellbeing.vault import seal
from wellbeing.vault.manifest import Root
from wellbeing.vault.sealed import Sealed

DAY = date(2026, 11, 21)
DAYS = [DAY - timedelta(days=back) for back in range(8)]


@pytest.fixture
def written(world: World, heron: Someone) -> Someone:
    """Heron, with eight days of notes; a note says its day."""
    for day in DAYS:
        world.desks.person.checkins.save_many(heron.reference, day, {}, day.isoformat())
    return heron


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
        (line,) = [one for one in ledger.lines() if one.kind == 2 and one.day == day.toordinal()]
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


def set_back(world: World, tables: Tables, part: Callable[[ManifestRow], bool]) -> None:
    for row in tables.manifests.values():
        if part(row):
            put(world, row)


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


def month_set_back(world: World, before: Tables, month: int) -> None:
    """A shard and its rows as they were, so that they agree with each other."""
    set_back(world, before, lambda row: row.month == month)
    tables = world.store.tables
    for record in [row.id for row in tables.entries.values() if row.expires_month == month]:
        del tables.entries[record]
    tables.entries.update({row.id: row for row in before.entries.values() if row.expires_month == month})


def test_a_month_set_back_is_told_whatever_is_written_into_it(world: World, written: Someone) -> None:
    before = world.store.tables.copy()
    world.desks.person.checkins.save_many(written.reference, DAYS[0], {}, "rewritten")
    world.desks.person.checkins.save_many(written.reference, DAYS[1], {}, "rewritten")
    month_set_back(world, before, 202811)
    wanted = {(Trouble.MONTH, DAY.replace(day=1))}
    assert told(world, written) == wanted
    again = world.sign_in(written)
    world.desks.person.checkins.answer(again.reference, DAYS[0], Question.ENERGY, 2)
    world.desks.person.sessions.lock(again.cookie)
    again.cookie = world.desks.person.sessions.unlock(again.cookie, again.passphrase)
    assert told(world, written) == wanted
    world.restart()
    assert told(world, written) == wanted
    acknowledged(world, written)
    assert told(world, written) == set()


def test_a_month_set_back_under_an_open_session_is_not_laundered_by_its_next_save(
    world: World, written: Someone
) -> None:
    before = world.store.tables.copy()
    world.desks.person.checkins.save_many(written.reference, DAYS[0], {}, "rewritten")
    month_set_back(world, before, 202811)
    world.desks.person.checkins.answer(written.reference, DAYS[1], Question.ENERGY, 2)
    assert told(world, written) == {(Trouble.MONTH, DAY.replace(day=1))}


def test_a_shard_of_fewer_entries_under_the_same_revision_is_noticed(world: World, written: Someone) -> None:
    """The root counts; two writes of one revision, as after a set-back of everything, may differ in it."""
    records, tables = world.desks.person.checkins._records, world.store.tables
    with world.desks.person.sessions.keys(written.reference) as access, records.reading(access) as ledger:
        shard = replace(ledger.listing.shard(202811).drop(next(iter(ledger.lines())).record))
        (row,) = [row for key, row in tables.manifests.items() if key[1] == 202811]
        root = seal.open_root(access.keys, access.person, tables.manifests[(row.person, 0)].body)
        line = root.line(202811)
        assert line is not None
        fewer = replace(shard, rev=line.rev, packed=shard.packed[:-25])
        put(world, replace(row, body=seal.seal_shard(access.keys, access.person, fewer)))
    assert (Trouble.MONTH, DAY.replace(day=1)) in told(world, written)


def test_signing_in_launders_no_page_of_the_log(world: World, written: Someone) -> None:
    before = world.store.tables.copy()
    world.desks.person.exports.collect(written.reference)
    month_set_back(world, before, 202711)
    wanted = {(Trouble.LOG, DAY.replace(day=1))}
    assert told(world, written) == wanted
    assert told(world, written) == wanted
    assert not world.desks.person.sessions.findings(written.reference).noticed, "this one is from before"


def test_a_month_put_back_after_it_was_emptied_shows_nothing_and_is_told(
    world: World, heron: Someone
) -> None:
    world.desks.person.checkins.save_many(heron.reference, DAY, {}, DAY.isoformat())
    before = world.store.tables.copy()
    world.desks.person.checkins.remove(heron.reference, DAY)
    month_set_back(world, before, 202811)
    wanted = {(Trouble.MONTH, DAY.replace(day=1)), (Trouble.STRAY, None)}
    assert told(world, heron) == wanted
    assert readable(world, heron) == set()
    assert told(world, heron) == wanted


def test_a_root_set_back_is_told_and_then_mended(world: World, written: Someone) -> None:
    before = world.store.tables.copy()
    for text in ("one", "two", "rewritten"):
        world.desks.person.checkins.save_many(written.reference, DAYS[1], {}, text)
    highest = root_of(world, written).rev
    set_back(world, before, lambda row: row.month == 0)
    assert told(world, written) == {(Trouble.ROOT, None)}
    assert root_of(world, written).rev > highest, "or a shard of before could pass for one of after"
    acknowledged(world, written)
    assert told(world, written) == set()
    assert readable(world, written) == set(DAYS)


def test_what_is_seen_and_still_so_is_not_told_again_but_anything_new_is(
    world: World, written: Someone
) -> None:
    first, second = row_of(world, written, DAYS[2]), row_of(world, written, DAYS[3])
    del world.store.tables.entries[first.id]
    again = acknowledged(world, written)
    assert told(world, written) == set()
    del world.store.tables.entries[second.id]
    assert told(world, written) == {(Trouble.MISSING, DAYS[3])}
    world.desks.person.checkins.remove(again.reference, DAYS[2])
    world.desks.person.checkins.save_many(again.reference, DAYS[2], {}, "rewritten")
    del world.store.tables.entries[row_of(world, again, DAYS[2]).id]
    assert told(world, written) == {(Trouble.MISSING, DAYS[2]), (Trouble.MISSING, DAYS[3])}


def test_acknowledging_counts_in_every_session_and_only_for_what_it_was_told(
    world: World, written: Someone
) -> None:
    del world.store.tables.entries[row_of(world, written, DAYS[2]).id]
    one, other = world.sign_in(written), world.sign_in(written)
    sessions = world.desks.person.sessions
    sessions.acknowledge(one.reference)
    assert sessions.presence(other.reference).findings.sound
    world.desks.person.checkins.save_many(other.reference, DAYS[4], {}, "rewritten")
    with pytest.raises(Damaged):
        world.desks.person.checkins.save_many(other.reference, DAYS[2], {}, "x")
    sessions.lock(one.cookie)
    with pytest.raises(Locked):
        sessions.acknowledge(one.reference)


def test_a_locked_session_says_nothing_of_what_was_noticed(world: World, written: Someone) -> None:
    del world.store.tables.entries[row_of(world, written, DAYS[2]).id]
    again = world.sign_in(written)
    assert not world.desks.person.sessions.presence(again.reference).findings.sound
    world.desks.person.sessions.lock(again.cookie)
    assert world.desks.person.sessions.presence(again.reference).findings.sound


def test_findings_outlive_a_rotation(world: World, written: Someone) -> None:
    before = world.store.tables.copy()
    world.desks.person.checkins.save_many(written.reference, DAYS[0], {}, "rewritten")
    month_set_back(world, before, 202811)
    passphrases = world.desks.person.passphrases
    passphrases.rotate(written.cookie, written.passphrase)
    while not passphrases.continue_rotation(written.reference).finished:
        pass
    assert told(world, written) == {(Trouble.MONTH, DAY.replace(day=1))}
    assert told(world, written) == {(Trouble.MONTH, DAY.replace(day=1))}


def test_a_full_disk_keeps_no_finding_from_its_owner(world: World, written: Someone) -> None:
    del world.store.tables.entries[row_of(world, written, DAYS[2]).id]
    with world.broken(world.store, DiskFull()):
        assert told(world, written) == {(Trouble.MISSING, DAYS[2])}
    assert told(world, written) == {(Trouble.MISSING, DAYS[2])}


def test_another_public_half_is_told_and_put_right(world: World, written: Someone) -> None:
    tables = world.store.tables
    (person,) = tables.people.values()
    tables.people[person.id] = replace(person, public_key=postbox.make_pair().public)
    with pytest.raises(SecretsDiffer):
        world.desks.person.signing_in.sign_in("Heron", OTHER_WORDS)
    world.desks.person.sessions.sweep()
    wanted = {(Trouble.ADDRESS, None), (Trouble.POST, None)}
    assert told(world, written) == wanted
    assert world.store.tables.people[person.id].public_key == person.public_key
    assert not world.store.tables.inbox
    assert told(world, written) == wanted
    acknowledged(world, written)
    assert told(world, written) == set()


def test_a_broken_profile_is_made_anew_and_the_entries_stay(world: World, written: Someone) -> None:
    world.desks.person.history.keep(written.reference, 36)
    (row,) = [row for row in world.store.tables.entries.values() if row.expires_month == 999912]
    put(world, replace(row, body=flipped(row.body, 8 * 60)))
    world.desks.person.checkins.save_many(written.reference, DAY, {}, "rewritten")
    assert readable(world, written) == set(DAYS)
    again = world.sign_in(written)
    presence = world.desks.person.sessions.presence(again.reference)
    assert (presence.handle, presence.roles, presence.retention_months) == ("Heron", frozenset(), 36)
    world.desks.person.joining.add_seat(again.cookie, world.code(unit=world.unit()))
    assert world.desks.person.sessions.presence(again.reference).roles


def test_a_broken_profile_is_restored_whole_at_unlock(world: World, written: Someone) -> None:
    roles = world.desks.person.sessions.presence(written.reference).roles
    (row,) = [row for row in world.store.tables.entries.values() if row.expires_month == 999912]
    del world.store.tables.entries[row.id]
    world.desks.person.sessions.lock(written.cookie)
    written.cookie = world.desks.person.sessions.unlock(written.cookie, written.passphrase)
    assert world.desks.person.sessions.presence(world.attach(written).reference).roles == roles
    assert world.desks.person.sessions.presence(world.sign_in(written).reference).roles == roles


def test_a_broken_page_of_the_log_does_not_keep_anybody_out(world: World, written: Someone) -> None:
    (row,) = [row for row in world.store.tables.entries.values() if row.expires_month == 202711]
    put(world, replace(row, body=flipped(row.body, 8 * 60)))
    again = world.sign_in(written)
    assert {line.event for line in world.desks.person.diary.mine(again.reference)} == {
        Event.SIGNED_IN,
        Event.CHANGE_NOTICED,
    }
    assert readable(world, written) == set(DAYS)


def test_what_is_damaged_can_be_cleared_away_once_its_owner_says_so(world: World, written: Someone) -> None:
    broken, gone, stray = (row_of(world, written, day) for day in DAYS[:3])
    put(world, replace(broken, body=flipped(broken.body, 8 * 60)))
    del world.store.tables.entries[gone.id]
    put(world, replace(stray, id=uuid4()))
    again = world.sign_in(written)
    assert not world.desks.person.sessions.findings(again.reference).sound
    assert world.desks.person.history.discard_damaged(again.reference) == 3
    assert world.desks.person.history.discard_damaged(again.reference) == 0
    assert told(world, written) == {
        (Trouble.CHANGED, DAYS[0]),
        (Trouble.MISSING, DAYS[1]),
        (Trouble.STRAY, None),
    }
    acknowledged(world, written)
    assert findings(world, written).sound
    assert readable(world, written) == set(DAYS[2:])
    assert (
        world.desks.person.checkins.save_many(again.reference, DAYS[0], {}, "rewritten").note == "rewritten"
    )


def test_a_damaged_day_can_be_removed_and_made_anew(world: World, written: Someone) -> None:
    row = row_of(world, written, DAY)
    put(world, replace(row, body=flipped(row.body, 8 * 60)))
    checkins = world.desks.person.checkins
    assert checkins.remove(written.reference, DAY) is None
    assert checkins.save_many(written.reference, DAY, {}, "rewritten").note == "rewritten"
    assert told(world, written) == {(Trouble.CHANGED, DAY)}, "its owner removed it, and is told all the same"
    acknowledged(world, written)
    assert findings(world, written).sound


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
                visit = records._visit(work, access, records._ledger(work, access), Profile("Heron"))
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
    assert len(opened) == len(set(opened)) == len(DAYS) + 2


def test_findings_print_no_day() -> None:
    found = Findings((Noticed(Trouble.CHANGED, DAY.toordinal()),))
    assert found.days == (DAY,)
    assert str(DAY.toordinal()) not in repr((found, found.noticed))
