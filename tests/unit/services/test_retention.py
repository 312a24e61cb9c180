"""How long entries stay: the unit's say, one's own private choice, and a month to spare for what would go."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.world import Someone, World
from wellbeing.domain.audit import Act
from wellbeing.domain.days import Month, month_of
from wellbeing.domain.errors import BadInput, NotYours
from wellbeing.domain.people import Unit
from wellbeing.domain.retention import CHOICES, Going, Stay, holding, moved_to

TODAY = date(2026, 11, 21)
OLD = date(2025, 9, 10)


def note(world: World, someone: Someone, day: date) -> None:
    """A check-in on any day, as if it had been made then."""
    now = world.clock._now
    world.clock._now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    world.desks.person.checkins.save_many(someone.reference, day, {}, day.isoformat())
    world.clock._now = now


def months(world: World) -> set[int]:
    """The months in which days lie; the log's own and what never goes left out."""
    log = {202711, 202712, 202801}
    return {row.expires_month for row in world.store.tables.entries.values()} - log - {999912}


def tidied(world: World) -> int:
    with world.store.begin() as work:
        gone = work.entries.remove_expired(month_of(world.clock.now().date()))
        work.commit()
    return gone


@pytest.mark.parametrize(
    ("own", "unit", "holds"),
    [(0, None, 24), (0, 6, 6), (0, 60, 60), (12, None, 12), (12, 24, 12), (36, 12, 12), (12, 12, 12)],
)
def test_what_holds(own: int, unit: int | None, holds: int) -> None:
    assert holding(own, unit) == holds
    assert all(one <= (unit or 60) for one in Stay(holds, own, unit).choices)


@pytest.mark.parametrize(
    ("computed", "filed", "new"),
    [
        (202805, 202811, 202805),  # shorter, and far away
        (202611, 202811, 202612),  # would be over at the end of this month
        (202503, 202811, 202612),  # over long ago
        (202503, 202611, 202611),  # was going this month anyway
        (202503, 202612, 202612),  # was spared before
        (202911, 202811, 202911),  # longer
        (202911, 202612, 202911),  # spared, and now longer
    ],
)
def test_nothing_goes_at_once(computed: int, filed: int, new: int) -> None:
    assert moved_to(Month(computed), Month(filed), TODAY) == new
    assert moved_to(Month(computed), Month(new), TODAY) == new, "and doing it again moves nothing"


def test_a_units_say_reaches_its_people_at_their_next_unlock(
    world: World, unit: Unit, conf: Someone, investigator: Someone
) -> None:
    for day in (OLD, TODAY):
        note(world, investigator, day)
    world.desks.unit.keeping.settle(conf.reference, unit.id, 6)
    assert months(world) == {202709, 202811}, "not by itself: only their own key can"
    again = world.sign_in(investigator)
    history = world.desks.person.history
    assert history.keeps(again.reference) == Stay(6, 0, 6)
    assert months(world) == {202612, 202705}
    assert history.going(again.reference) == Going(OLD, date(2026, 12, 31))
    assert world.desks.person.checkins.day(again.reference, OLD).note == OLD.isoformat()
    world.clock.forward(days=30)
    assert tidied(world) == 0, "the month is not over"
    world.clock.forward(days=15)
    assert tidied(world) == 2
    last = world.sign_in(investigator)
    assert world.desks.person.sessions.findings(last.reference).sound
    assert world.desks.person.checkins.day(last.reference, OLD).note == ""
    assert world.desks.person.checkins.day(last.reference, TODAY).note == TODAY.isoformat()


def test_a_unit_that_lets_go_again_gives_the_time_back(
    world: World, unit: Unit, conf: Someone, investigator: Someone
) -> None:
    for day in (OLD, TODAY):
        note(world, investigator, day)
    for said, lie in ((6, {202612, 202705}), (36, {202809, 202911}), (None, {202709, 202811})):
        world.desks.unit.keeping.settle(conf.reference, unit.id, said)
        again = world.sign_in(investigator)
        assert months(world) == lie
        assert world.desks.person.sessions.findings(again.reference).sound


def test_ones_own_choice_is_never_longer_than_the_units_and_stays_when_the_unit_changes(
    world: World, unit: Unit, conf: Someone, investigator: Someone
) -> None:
    keeping, history = world.desks.unit.keeping, world.desks.person.history
    keeping.settle(conf.reference, unit.id, 24)
    with pytest.raises(BadInput):
        history.keep(investigator.reference, 36)
    history.keep(investigator.reference, 12)
    assert history.keeps(investigator.reference) == Stay(12, 12, 24)
    keeping.settle(conf.reference, unit.id, 6)
    again = world.sign_in(investigator)
    assert history.keeps(again.reference) == Stay(6, 12, 6)
    keeping.settle(conf.reference, unit.id, None)
    last = world.sign_in(investigator)
    assert history.keeps(last.reference) == Stay(12, 12, None)
    history.keep(last.reference, 0)
    assert history.keeps(last.reference) == Stay(24, 0, None)


def test_nobody_else_is_told_of_a_choice(
    world: World, unit: Unit, conf: Someone, investigator: Someone
) -> None:
    note(world, investigator, TODAY)
    tables = world.store.tables
    before = (tables.units, tables.seats, list(tables.box_rows.audit), tables.box_rows.keeping)
    world.desks.person.history.keep(investigator.reference, 12)
    tables = world.store.tables
    assert (tables.units, tables.seats, list(tables.box_rows.audit), tables.box_rows.keeping) == before


def test_somebody_who_joins_begins_with_the_units_time(world: World, unit: Unit, conf: Someone) -> None:
    world.desks.unit.keeping.settle(conf.reference, unit.id, 12)
    newcomer = world.join("New", unit=unit)
    note(world, newcomer, TODAY)
    days = [row for row in world.store.tables.entries.values() if row.expires_month == 202711]
    assert len(days) == 2 + 2, "a day of two rows, and the logs of two people"
    assert world.desks.person.history.keeps(newcomer.reference) == Stay(12, 0, 12)


def test_the_unit_of_a_lead_or_a_configurator_has_no_say_over_their_own_entries(
    world: World, unit: Unit, conf: Someone, lead: Someone
) -> None:
    world.desks.unit.keeping.settle(conf.reference, unit.id, 6)
    for someone in (conf, lead):
        assert world.desks.person.history.keeps(world.sign_in(someone).reference) == Stay(24, 0, None)


def test_what_spares_a_day_lets_it_be_changed_and_removed(
    world: World, unit: Unit, conf: Someone, investigator: Someone
) -> None:
    days = [OLD + timedelta(days=number) for number in range(4)]
    for day in days:
        note(world, investigator, day)
    world.desks.unit.keeping.settle(conf.reference, unit.id, 6)
    again = world.sign_in(investigator)
    world.desks.person.checkins.save_many(again.reference, days[0], {}, "changed")
    world.desks.person.checkins.remove(again.reference, days[1])
    assert world.desks.person.checkins.day(again.reference, days[0]).note == "changed"
    assert world.desks.person.checkins.day(again.reference, days[1]).note == ""
    assert world.desks.person.sessions.findings(world.sign_in(investigator).reference).sound
    assert len(world.desks.person.history.year(again.reference, days[-1])) == len(days) - 1


@pytest.mark.parametrize("months", [0, 5, 18, 61, -6, True, 6.0, "12"])
def test_a_unit_takes_nothing_but_the_few_lengths(
    world: World, unit: Unit, conf: Someone, months: object
) -> None:
    with pytest.raises(BadInput):
        world.desks.unit.keeping.settle(conf.reference, unit.id, months)  # type: ignore[arg-type]
    assert world.desks.unit.keeping.of(conf.reference, unit.id) is None


def test_only_its_configurator_settles_it(
    world: World, unit: Unit, stranger: Someone, lead: Someone, admin: Someone, investigator: Someone
) -> None:
    for someone in (stranger, lead, admin, investigator):
        for act in (
            lambda one=someone: world.desks.unit.keeping.settle(one.reference, unit.id, 12),
            lambda one=someone: world.desks.unit.keeping.of(one.reference, unit.id),
        ):
            with pytest.raises(NotYours):
                act()


def test_settling_it_is_noted_once(world: World, unit: Unit, conf: Someone) -> None:
    for months in (*CHOICES, CHOICES[-1], None, None):
        world.desks.unit.keeping.settle(conf.reference, unit.id, months)
    lines = world.releases.audit.lines()
    found = [one.note.fact("months") for one in lines if one.note.act is Act.UNIT_KEEPS]
    assert found == [*CHOICES, 0]
