"""Running: what is remembered of a timer goes with the last session of its owner, whichever way that goes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest

from tests.unit.services.acting import act, start
from tests.world import OTHER_WORDS, WORDS, Someone, World
from wellbeing.domain.exposure import Act
from wellbeing.domain.people import PersonId
from wellbeing.services.running import Running


def remembered(world: World) -> tuple[int, ...]:
    """How many timers, deadlines, sessions and pages."""
    exposure = world.desks.person.exposure
    running = exposure._running
    return len(running), len(exposure.deadlines), len(running._sessions), len(running._pages)


def signed_out(world: World, cookie: str) -> None:
    world.desks.person.sessions.end(cookie)


def twelve_hours(world: World, _cookie: str) -> None:
    world.clock.forward(seconds=12 * 3600)
    world.desks.person.sessions.sweep()


def locked(world: World, heron: Someone) -> str:
    world.desks.person.sessions.lock(heron.cookie)
    return heron.cookie


def closed(world: World, heron: Someone) -> str:
    """The browser is closed, and a minute later the session locks."""
    world.desks.person.sessions.detach(heron.reference)
    world.clock.forward(seconds=61)
    world.desks.person.sessions.sweep()
    return heron.cookie


def acted_while_locked(world: World, heron: Someone) -> str:
    world.desks.person.sessions.lock(heron.cookie)
    world.clock.forward(seconds=60)
    act(world, heron, Act.BREAK)
    return heron.cookie


def unlocked(world: World, heron: Someone) -> str:
    world.desks.person.sessions.lock(heron.cookie)
    return world.desks.person.sessions.unlock(heron.cookie, WORDS)


def changed(world: World, heron: Someone) -> str:
    return world.desks.person.passphrases.change(heron.cookie, WORDS, OTHER_WORDS)


def renewed(world: World, heron: Someone) -> str:
    return world.desks.person.passphrases.renew_recovery_code(heron.cookie, WORDS).cookie


@pytest.mark.parametrize("end", [signed_out, twelve_hours])
@pytest.mark.parametrize("before", [locked, closed, acted_while_locked, unlocked, changed, renewed])
def test_the_timer_goes_with_the_last_session_whatever_became_of_it_before(
    world: World,
    heron: Someone,
    before: Callable[[World, Someone], str],
    end: Callable[[World, str], None],
) -> None:
    start(world, heron)
    cookie = before(world, heron)
    assert remembered(world)[:2] == (1, 1), "the ring goes on"
    end(world, cookie)
    assert remembered(world) == (0, 0, 0, 0)


def test_nobody_else_loses_theirs(world: World, heron: Someone) -> None:
    stork = world.join("Stork")
    start(world, stork)
    world.desks.person.sessions.lock(stork.cookie)
    start(world, heron)
    world.desks.person.sessions.end(heron.cookie)
    assert remembered(world)[:2] == (1, 1)
    world.desks.person.sessions.sweep()
    assert remembered(world)[:2] == (1, 1)


def test_a_page_that_asked_while_its_session_ended_leaves_nothing(world: World, heron: Someone) -> None:
    presence = world.desks.person.sessions.presence(heron.reference)
    world.desks.person.sessions.end(heron.cookie)
    world.desks.person.exposure._running.of(presence.person, presence.session_id, heron.reference)
    assert remembered(world) == (1, 0, 1, 1)
    world.desks.person.sessions.sweep()
    assert remembered(world) == (0, 0, 0, 0)


def test_the_timer_of_another_device_is_built_anew_and_goes_on(world: World, heron: Someone) -> None:
    before = start(world, heron)
    signed_out(world, closed(world, heron))
    again = world.sign_in(replace(heron))
    assert world.desks.person.exposure.clock(again.reference).version == before.version


def test_whoever_comes_meanwhile_keeps_the_timer_that_is_made_for_them() -> None:
    running, person, dropped = Running(), PersonId(uuid4()), list[PersonId]()
    running.of(person, "first session", "first page")
    coming = threading.Thread(target=lambda: running.of(person, "second session", "second page"))

    def here() -> frozenset[PersonId]:
        coming.start()
        coming.join(0.1)
        return frozenset()

    running.keep(here, dropped.append)
    coming.join(5)
    run = running.get(person)
    assert run is not None
    assert run.pages == {"second page"}
    assert dropped == [person]
