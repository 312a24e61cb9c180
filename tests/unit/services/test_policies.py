"""What holds for a person today: their unit's version in force, never laxer, never from the past on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.fakes import FakeClock
from tests.world import Someone, World
from wellbeing.domain.errors import Damaged, Locked, NotYours, PolicyWaiting, SignedOut
from wellbeing.domain.people import Role, Unit
from wellbeing.domain.policy import DEFAULT, PRESETS, Own, Policy, Preset
from wellbeing.services.policies import State

TODAY = date(2026, 11, 21)
GENTLE = PRESETS[Preset.GENTLE]


@pytest.fixture
def unit(world: World) -> Unit:
    return world.unit("North", "Europe/Paris")


@pytest.fixture
def heron(world: World, unit: Unit) -> Someone:
    return world.join("Heron", unit=unit)


@pytest.fixture
def conf(world: World, unit: Unit) -> Someone:
    return world.join("Conf", role=Role.CONFIGURATOR, unit=unit)


def publish(world: World, conf: Someone, unit: Unit, policy: Policy, days: int = 1) -> int:
    day = world.clock.now().date() + timedelta(days=days)
    return world.desks.unit.publishing.publish(conf.reference, unit.id, policy, day).number


def later(world: World, someone: Someone, days: float) -> Someone:
    """The same person, signed in anew after some days."""
    world.clock.forward(days=days)
    return world.sign_in(someone)


def test_without_a_unit_or_a_policy_the_default_holds(world: World, unit: Unit, heron: Someone) -> None:
    policies = world.desks.person.policies
    found = policies.effective(heron.reference)
    assert (found.policy, found.unit, found.version) == (DEFAULT, unit.id, None)
    assert found.time_zone == "Europe/Paris"
    assert policies.current(heron.reference, unit.id) is None
    assert policies.upcoming(heron.reference, unit.id) is None
    assert policies.history(heron.reference, unit.id) == ()
    admin = world.join("Admin", role=Role.ADMINISTRATOR)
    alone = policies.effective(admin.reference)
    assert (alone.policy, alone.unit, alone.version, alone.time_zone) == (DEFAULT, None, None, "UTC")


def test_a_version_holds_from_its_day_and_not_before(
    world: World, unit: Unit, heron: Someone, conf: Someone
) -> None:
    policies = world.desks.person.policies
    publish(world, conf, unit, GENTLE, days=3)
    assert policies.effective(heron.reference).policy == DEFAULT
    upcoming = policies.upcoming(heron.reference, unit.id)
    assert upcoming is not None
    assert (upcoming.number, upcoming.policy, upcoming.state) == (1, GENTLE, State.ANNOUNCED)
    assert (upcoming.effective_from, upcoming.published_on) == (TODAY + timedelta(days=3), TODAY)
    for day, policy in ((0, DEFAULT), (2, DEFAULT), (3, GENTLE), (400, GENTLE)):
        assert policies.effective(heron.reference, TODAY + timedelta(days=day)).policy == policy
    heron = later(world, heron, 3)
    found = policies.effective(heron.reference)
    assert (found.policy, found.version) == (GENTLE, 1)
    current = policies.current(heron.reference, unit.id)
    assert current is not None
    assert current.state is State.IN_FORCE
    assert policies.current(heron.reference, unit.id, TODAY) is None
    assert policies.upcoming(heron.reference, unit.id) is None


def test_the_history_keeps_every_version(world: World, unit: Unit, heron: Someone, conf: Someone) -> None:
    for policy in (GENTLE, PRESETS[Preset.TASK_FORCE], DEFAULT):
        publish(world, conf, unit, policy)
        conf = later(world, conf, 2)
    taken_back = publish(world, conf, unit, GENTLE)
    world.desks.unit.publishing.withdraw(conf.reference, unit.id, taken_back)
    heron = world.sign_in(heron)
    history = world.desks.person.policies.history(heron.reference, unit.id)
    assert [(one.number, one.state) for one in history] == [
        (4, State.WITHDRAWN),
        (3, State.IN_FORCE),
        (2, State.PAST),
        (1, State.PAST),
    ]
    assert [one.policy for one in history] == [GENTLE, DEFAULT, PRESETS[Preset.TASK_FORCE], GENTLE]
    assert world.desks.person.policies.effective(heron.reference).policy == DEFAULT


@pytest.mark.parametrize(
    ("zone", "starts"),
    [
        # Six in the evening in UTC on the 21st is the 22nd in Auckland, and the 21st in Los Angeles.
        ("Pacific/Auckland", datetime(2026, 11, 22, 11, 0, tzinfo=UTC)),
        ("America/Los_Angeles", datetime(2026, 11, 23, 8, 0, tzinfo=UTC)),
        ("Asia/Kathmandu", datetime(2026, 11, 22, 18, 15, tzinfo=UTC)),
    ],
)
def test_a_day_begins_at_midnight_where_the_unit_works(world: World, zone: str, starts: datetime) -> None:
    unit = world.unit("Far", zone)
    conf, heron = world.join("Conf", role=Role.CONFIGURATOR, unit=unit), world.join("Heron", unit=unit)
    world.desks.unit.publishing.publish(conf.reference, unit.id, GENTLE, date(2026, 11, 23))
    gap = starts - world.clock.now()
    heron = later(world, heron, (gap - timedelta(minutes=1)) / timedelta(days=1))
    assert world.desks.person.policies.effective(heron.reference).policy == DEFAULT
    world.clock.forward(seconds=60)
    assert world.desks.person.policies.effective(heron.reference).policy == GENTLE


@pytest.mark.parametrize("starts", [date(2027, 3, 28), date(2027, 10, 31)])
def test_a_day_on_which_the_clocks_change_begins_at_its_midnight(starts: date) -> None:
    world = World()
    world.clock = FakeClock(
        datetime(starts.year, starts.month, starts.day, 12, tzinfo=UTC) - timedelta(days=2)
    )
    world.restart()
    unit = world.unit("North", "Europe/Paris")
    conf, heron = world.join("Conf", role=Role.CONFIGURATOR, unit=unit), world.join("Heron", unit=unit)
    world.desks.unit.publishing.publish(conf.reference, unit.id, GENTLE, starts)
    midnight = datetime(starts.year, starts.month, starts.day, tzinfo=UTC)
    midnight -= timedelta(hours=1 if starts.month == 3 else 2)
    heron = later(world, heron, (midnight - timedelta(seconds=1) - world.clock.now()) / timedelta(days=1))
    assert world.desks.person.policies.effective(heron.reference).policy == DEFAULT
    world.clock.forward(seconds=1)
    assert world.desks.person.policies.effective(heron.reference).policy == GENTLE
    world.close()


def test_a_person_is_stricter_in_private_and_never_laxer(
    world: World, unit: Unit, heron: Someone, conf: Someone
) -> None:
    own = Own(limits=(("continuous_limit_min", 30), ("break_min", 5)))
    world.desks.person.preferences.change(heron.reference, lambda chosen: replace(chosen, own=own))
    found = world.desks.person.policies.effective(heron.reference)
    assert found.policy.continuous_limit_min == 30
    assert found.policy.break_min == DEFAULT.break_min, "a shorter break is not stricter"
    assert found.own == own
    wren = world.join("Wren", unit=unit)
    assert world.desks.person.policies.effective(wren.reference).policy == DEFAULT
    assert "limit" not in repr(found), "a person's own limits stay out of logs"
    publish(world, conf, unit, replace(DEFAULT, continuous_limit_min=25))
    heron = later(world, heron, 2)
    assert world.desks.person.policies.effective(heron.reference).policy.continuous_limit_min == 25


def test_preferences_that_do_not_open_stop_no_timer(world: World, heron: Someone) -> None:
    own = Own(limits=(("continuous_limit_min", 30),))
    world.desks.person.preferences.change(heron.reference, lambda chosen: replace(chosen, own=own))
    before = dict(world.store.tables.entries)
    world.desks.person.preferences.change(heron.reference, lambda chosen: replace(chosen, country="FR"))
    world.store.tables.entries.update(before)
    assert world.desks.person.policies.effective(heron.reference).policy == DEFAULT


def test_a_version_that_does_not_open_gives_the_default(
    world: World, unit: Unit, heron: Someone, conf: Someone
) -> None:
    publish(world, conf, unit, GENTLE)
    heron = later(world, heron, 2)
    rows = world.store.tables.unit_rows.policies
    rows[unit.id, 1] = replace(rows[unit.id, 1], body='{"nothing": true}')
    found = world.desks.person.policies.effective(heron.reference)
    assert (found.policy, found.version) == (DEFAULT, None)
    with pytest.raises(Damaged):
        world.desks.person.policies.history(heron.reference, unit.id)


def test_a_task_force_comes_first_while_it_lasts(world: World, unit: Unit, heron: Someone) -> None:
    force = replace(world.unit("Force", "UTC"), starts_on=TODAY, ends_on=TODAY + timedelta(days=4))
    with world.store.begin() as work:
        work.units.put(force)
        work.commit()
    conf = world.join("Conf of force", role=Role.CONFIGURATOR, unit=force)
    publish(world, conf, force, PRESETS[Preset.TASK_FORCE])
    world.desks.person.joining.add_seat(heron.cookie, world.code(Role.INVESTIGATOR, force))
    policies = world.desks.person.policies
    for day, number, where in ((0, None, force), (1, 1, force), (4, 1, force), (5, None, unit)):
        found = policies.effective(heron.reference, TODAY + timedelta(days=day))
        assert (found.version, found.unit) == (number, where.id)
    assert policies.effective(heron.reference).time_zone == "Europe/Paris", "days are counted at home"


def test_the_rule_of_the_unit_above_does_not_reach_the_units_below(
    world: World, unit: Unit, conf: Someone
) -> None:
    child = replace(world.unit("Child"), parent=unit.id)
    with world.store.begin() as work:
        work.units.put(child)
        work.commit()
    stork = world.join("Stork", unit=child)
    publish(world, conf, unit, GENTLE)
    policies, day = world.desks.person.policies, TODAY + timedelta(days=1)
    assert policies.effective(stork.reference, day).policy == DEFAULT
    publish(world, conf, child, GENTLE)
    found = policies.effective(stork.reference, day)
    assert (found.policy, found.unit) == (GENTLE, child.id), "who configures the unit above may announce it"


def test_a_unit_that_moves_keeps_what_was_announced_for_the_same_date(
    world: World, unit: Unit, heron: Someone, conf: Someone
) -> None:
    publish(world, conf, unit, GENTLE)  # tomorrow in Paris, where it is noon or so
    with world.store.begin() as work:
        work.units.put(replace(unit, time_zone="Pacific/Kiritimati"))
        work.commit()
    policies = world.desks.person.policies
    world.clock.forward(days=10 / 24)
    heron, conf = world.sign_in(heron), world.sign_in(conf)
    (one,) = policies.history(heron.reference, unit.id)
    assert (one.state, one.effective_from) == (State.IN_FORCE, TODAY + timedelta(days=1))
    assert policies.effective(heron.reference).policy == GENTLE
    with world.store.begin() as work:
        work.units.put(replace(unit, time_zone="Pacific/Pago_Pago"))
        work.commit()
    (one,) = policies.history(heron.reference, unit.id)
    assert one.state is State.ANNOUNCED, "there it is still the day before"
    with pytest.raises(PolicyWaiting):
        publish(world, conf, unit, DEFAULT, days=2)


def test_a_unit_that_has_ended_gives_its_people_the_default(
    world: World, unit: Unit, heron: Someone, conf: Someone
) -> None:
    publish(world, conf, unit, GENTLE)
    with world.store.begin() as work:
        work.units.put(replace(unit, ends_on=TODAY + timedelta(days=3)))
        work.commit()
    for days, policy in ((3, GENTLE), (4, DEFAULT)):
        found = world.desks.person.policies.effective(heron.reference, TODAY + timedelta(days=days))
        assert found.policy == policy


def test_who_may_read(world: World, unit: Unit, heron: Someone, conf: Someone) -> None:
    child = replace(world.unit("Child"), parent=unit.id)
    with world.store.begin() as work:
        work.units.put(child)
        work.commit()
    lead = world.join("Lead", role=Role.LEAD, unit=unit)
    stranger = world.join("Other", role=Role.CONFIGURATOR, unit=world.unit("South"))
    of_child = world.join("Child's", role=Role.CONFIGURATOR, unit=child)
    policies = world.desks.person.policies
    for someone in (heron, conf, lead):
        assert policies.history(someone.reference, unit.id) == ()
    assert policies.history(conf.reference, child.id) == ()
    for someone, where in ((stranger, unit), (heron, child), (of_child, unit), (lead, child)):
        for ask in (policies.history, policies.current, policies.upcoming):
            with pytest.raises(NotYours):
                ask(someone.reference, where.id)
    world.desks.person.sessions.lock(heron.reference)
    for ask in (policies.history, policies.current, policies.upcoming):
        with pytest.raises(Locked):
            ask(heron.reference, unit.id)
    with pytest.raises(Locked):
        policies.effective(heron.reference)
    world.desks.person.sessions.end(heron.cookie)
    with pytest.raises(SignedOut):
        policies.effective(heron.reference)


@pytest.mark.parametrize(("days", "aged"), [(364, False), (365, True)])
def test_a_rule_that_is_a_year_old_says_so(
    world: World, unit: Unit, heron: Someone, conf: Someone, days: int, aged: bool
) -> None:
    publish(world, conf, unit, GENTLE)
    world.clock.forward(seconds=86_400 * (days + 1))
    found = world.desks.person.policies.current(world.sign_in(heron).reference, unit.id)
    assert found is not None
    assert found.aged is aged
