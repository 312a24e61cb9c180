"""After a task force has ended its people are offered a check-in, privately, and may leave it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.world import Someone, World
from wellbeing.domain.errors import Locked
from wellbeing.domain.people import Role, Unit
from wellbeing.services.followups import FollowUp

TODAY = date(2026, 11, 21)
END = TODAY + timedelta(days=4)


@pytest.fixture
def force(world: World) -> Unit:
    force = replace(world.unit("Five days"), starts_on=TODAY, ends_on=END)
    with world.store.begin() as work:
        work.units.put(force)
        work.commit()
    return force


@pytest.fixture
def heron(world: World, force: Unit) -> Someone:
    return world.join("Heron", unit=force)


def offers(world: World, someone: Someone) -> tuple[FollowUp, ...]:
    return world.desks.person.followups.offered(world.sign_in(someone).reference)


def on(world: World, day: date) -> None:
    world.clock.forward(days=(day - world.clock.now().date()).days)


def test_one_four_and_twelve_weeks_after_the_end(world: World, force: Unit, heron: Someone) -> None:
    seen = {}
    for days in range(0, 130, 1):
        on(world, END + timedelta(days=days))
        found = offers(world, heron)
        seen[days] = found[0].weeks if found else None
    assert [days for days in seen if seen[days] != seen.get(days - 1)] == [7, 28, 84, 112]
    assert (seen[7], seen[28], seen[84], seen[112]) == (1, 4, 12, None)


def test_what_is_offered(world: World, force: Unit, heron: Someone) -> None:
    on(world, END + timedelta(weeks=1))
    assert offers(world, heron) == (FollowUp(force.id, "Five days", 1, END),)
    assert "Five days" not in repr(offers(world, heron))


def test_not_now_leaves_this_one_and_not_the_next(world: World, force: Unit, heron: Someone) -> None:
    on(world, END + timedelta(weeks=1))
    here = world.sign_in(heron).reference
    world.desks.person.followups.not_now(here, force.id, 4)
    assert world.desks.person.followups.offered(here), "an offer that does not stand cannot be left"
    world.desks.person.followups.not_now(here, force.id, 1)
    assert world.desks.person.followups.offered(here) == ()
    world.restart()
    assert offers(world, heron) == ()
    assert world.desks.person.preferences.mine(world.sign_in(heron).reference).declined == {(force.id, 1)}
    on(world, END + timedelta(weeks=4))
    assert [one.weeks for one in offers(world, heron)] == [4]


def test_nothing_of_it_is_readable_at_rest(world: World, force: Unit, heron: Someone) -> None:
    on(world, END + timedelta(weeks=1))
    here = world.sign_in(heron).reference
    person = world.desks.person.sessions.presence(here).person
    world.desks.person.followups.not_now(here, force.id, 1)
    bodies = b"".join(row.body.raw for row in world.store.tables.entries.values() if row.person == person)
    assert force.id.bytes not in bodies
    assert str(force.id).encode() not in bodies


def test_a_seat_that_ended_with_its_unit_counts_and_one_printed_anew_does_not(
    world: World, force: Unit
) -> None:
    seats = []
    people = []
    for name in ("Heron", "Wren"):
        seat, code = world.slip(Role.INVESTIGATOR, force, name)
        joined = world.desks.person.joining.join(code, name, "plank harvest copper violin drift")
        seats.append(seat)
        people.append(Someone(name, "plank harvest copper violin drift", joined.recovery_code, joined.cookie))
    with world.store.begin() as work:
        ended, reissued = (work.seats.get(seat) for seat in seats)
        assert ended is not None
        assert reissued is not None
        work.seats.put(replace(ended, ended_on=END))
        work.seats.put(replace(reissued, generation=2))
        work.commit()
    on(world, END + timedelta(weeks=1))
    assert [len(offers(world, someone)) for someone in people] == [1, 0]


def test_only_to_those_who_investigated_and_only_where_there_is_an_end(world: World, force: Unit) -> None:
    lead = world.join("Lead", role=Role.LEAD, unit=force)
    keeper = world.join("Keeper", role=Role.CONFIGURATOR, unit=force)
    stays = world.join("Stays", unit=world.unit("Permanent"))
    admin = world.join("Admin", role=Role.ADMINISTRATOR)
    on(world, END + timedelta(weeks=1))
    assert [offers(world, someone) for someone in (lead, keeper, stays, admin)] == [()] * 4


def test_locked_tells_nothing(world: World, force: Unit, heron: Someone) -> None:
    on(world, END + timedelta(weeks=1))
    here = world.sign_in(heron)
    world.desks.person.sessions.lock(here.reference)
    with pytest.raises(Locked):
        world.desks.person.followups.offered(here.reference)
