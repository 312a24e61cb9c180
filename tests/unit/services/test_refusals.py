"""Refusals: their owner learns of them, nobody else does, and nobody can forge one."""

from __future__ import annotations

import pytest

from tests.world import OTHER_WORDS, WORDS, Someone, World
from wellbeing.domain.diary import Event
from wellbeing.domain.errors import SecretsDiffer


def events(world: World, someone: Someone) -> list[Event]:
    return [line.event for line in world.desks.person.diary.mine(someone.reference)]


def test_the_owner_learns_of_refused_tries_and_only_the_owner(world: World, heron: Someone) -> None:
    stork = world.join("Stork")
    for _ in range(3):
        with pytest.raises(SecretsDiffer):
            world.desks.person.signing_in.sign_in("Heron", OTHER_WORDS)
    world.desks.person.sessions.sweep()
    assert len(world.waiting()) == 3
    again = world.sign_in(heron)
    assert events(world, again) == [Event.SIGNED_IN, *[Event.TRY_REFUSED] * 3, Event.JOINED]
    assert not world.waiting()
    assert events(world, world.sign_in(stork)) == [Event.SIGNED_IN, Event.JOINED]


def test_at_most_twenty_refused_tries_wait(world: World, heron: Someone) -> None:
    for _ in range(30):
        with pytest.raises(SecretsDiffer):
            world.desks.person.signing_in.sign_in("Heron", OTHER_WORDS)
        world.clock.forward(seconds=400)
    world.desks.person.sessions.sweep()
    assert len(world.waiting()) == 20


def test_an_unlock_takes_in_what_waited(world: World, heron: Someone) -> None:
    with pytest.raises(SecretsDiffer):
        world.desks.person.signing_in.sign_in("Heron", OTHER_WORDS)
    world.desks.person.sessions.lock(heron.cookie)
    heron.cookie = world.desks.person.sessions.unlock(heron.cookie, WORDS)
    assert events(world, world.attach(heron)) == [Event.TRY_REFUSED, Event.JOINED]


def test_forged_inbox_rows_bring_nothing_in(world: World, heron: Someone) -> None:
    from dataclasses import replace
    from datetime import timedelta
    from uuid import uuid4

    from wellbeing.domain.checkin import CheckIn
    from wellbeing.domain.diary import Page, line, page_of
    from wellbeing.services.ports import InboxRow
    from wellbeing.vault import seal
    from wellbeing.vault.codec import Kind
    from wellbeing.vault.noticed import Trouble

    person = next(iter(world.store.tables.people.values()))
    now = world.clock.now()
    forged = [
        (Kind.LOG, Page(page_of(now), (line(now, Event.EXPORTED),))),
        (Kind.LOG, Page(page_of(now), (line(now + timedelta(days=1), Event.TRY_REFUSED),))),
        (Kind.LOG, Page(page_of(now), (line(now - timedelta(days=800), Event.TRY_REFUSED),))),
        (Kind.CHECKIN, CheckIn(now.date(), note="forged")),
    ]
    rows = [InboxRow(uuid4(), person.id, seal.post(person.public_key, person.id, *one)) for one in forged]
    rows.append(InboxRow(uuid4(), person.id, b"junk"))
    rows.append(replace(rows[0], id=uuid4(), body=rows[0].body[:-1] + b"x"))
    world.store.tables.inbox.update({row.id: row for row in rows})
    again = world.sign_in(heron)
    assert events(world, again) == [Event.CHANGE_NOTICED, Event.SIGNED_IN, Event.JOINED]
    (noticed,) = world.desks.person.sessions.findings(again.reference).noticed
    assert noticed.trouble == Trouble.POST, "what does not open is told, and goes"
    assert world.desks.person.checkins.day(again.reference, now.date()).empty
    assert not world.waiting()
