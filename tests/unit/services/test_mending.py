"""Mending: what does not open is put right or cleared away, and the rest stays readable."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from tests.unit.services.damage import DAY, DAYS, acknowledged, findings, flipped, put, readable, row_of, told
from tests.world import OTHER_WORDS, Someone, World
from wellbeing.crypto import postbox
from wellbeing.domain.diary import Event
from wellbeing.domain.errors import SecretsDiffer
from wellbeing.services.noticing import Trouble


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
    assert not world.waiting()
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
