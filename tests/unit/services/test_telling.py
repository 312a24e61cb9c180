"""Telling: what was noticed is told until its owner has seen it, and no later save hides it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.services.damage import (
    DAY,
    DAYS,
    acknowledged,
    month_set_back,
    put,
    readable,
    root_of,
    row_of,
    set_back,
    told,
)
from tests.world import Someone, World
from wellbeing.domain.checkin import Question
from wellbeing.domain.errors import Damaged, DiskFull, Locked
from wellbeing.services.noticing import Trouble
from wellbeing.vault import seal


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
        shard = replace(ledger.listing.shard(202811).drop(next(iter(ledger.listing.lines())).record))
        (row,) = [row for key, row in tables.manifests.items() if key[1] == 202811]
        root = seal.open_root(access.keys, access.person, tables.manifests[(row.person, 0)].body)
        line = root.line(202811)
        assert line is not None
        fewer = replace(shard, rev=line.rev, packed=shard.packed[:-40])
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
    world.rotate(written)
    while not passphrases.continue_rotation(written.reference).finished:
        pass
    assert told(world, written) == {(Trouble.MONTH, DAY.replace(day=1))}
    assert told(world, written) == {(Trouble.MONTH, DAY.replace(day=1))}


def test_a_full_disk_keeps_no_finding_from_its_owner(world: World, written: Someone) -> None:
    del world.store.tables.entries[row_of(world, written, DAYS[2]).id]
    with world.broken(world.store, DiskFull()):
        assert told(world, written) == {(Trouble.MISSING, DAYS[2])}
    assert told(world, written) == {(Trouble.MISSING, DAYS[2])}
