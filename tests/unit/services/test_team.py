"""Teams: who may look at which picture, what stands in it, and that officers get the very same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.told import KEY, Past, counters
from tests.world import Someone, World
from wellbeing.anonymity import log
from wellbeing.crypto import signing
from wellbeing.domain.errors import BadInput, EnoughWritten, Locked, MarkUnusable, NotYours
from wellbeing.domain.marks import AT_MOST
from wellbeing.domain.people import Role, Seat, SeatId, Unit, UnitId
from wellbeing.domain.periods import Period
from wellbeing.domain.policy import DEFAULT, to_file
from wellbeing.domain.team import Bucket, Measure, Sign, Situation, State, Trend, View
from wellbeing.services.unit_ports import PolicyRow

NEWEST = Period.of(date(2026, 10, 20))
"""The last period whose pictures are out on the fake clock's day, 21 November 2026."""


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    yield made
    made.close()


@pytest.fixture
def past(world: World) -> Past:
    return Past(world.store.begin)


def unit(world: World, name: str, parent: Unit | None = None, **more: object) -> Unit:
    made = Unit(UnitId(uuid4()), name, parent=parent and parent.id, **more)  # type: ignore[arg-type]
    with world.store.begin() as work:
        work.units.put(made)
        work.commit()
    return made


def seats(world: World, where: Unit, count: int) -> None:
    with world.store.begin() as work:
        for number in range(count):
            work.seats.put(Seat(SeatId(uuid4()), where.id, Role.INVESTIGATOR, f"seat {number}"))
        work.commit()


def lead(world: World, where: Unit, name: str = "Lead") -> Someone:
    return world.join(name, role=Role.LEAD, unit=where)


def shown(world: World, who: Someone, where: Unit) -> View:
    return world.desks.lead.team.of(who.reference, where.id)


def states(view: View, measure: Measure) -> str:
    found = view.of(measure)
    assert found is not None
    return "".join(one.state.value[0] for one in found.bands)


def test_the_fake_clock_stands_where_these_tests_think(world: World) -> None:
    assert NEWEST.released_at <= world.clock.now() < NEWEST.later(1).released_at


def test_a_lead_sees_the_own_units_and_those_below_and_no_others(world: World) -> None:
    region, other = unit(world, "Region"), unit(world, "Elsewhere")
    north, lab = unit(world, "North", region), unit(world, "Lab", region)
    who = lead(world, region)
    assert [one.name for one in world.desks.lead.team.units(who.reference)] == ["Lab", "North", "Region"]
    below = lead(world, north, "Below")
    assert [one.name for one in world.desks.lead.team.units(below.reference)] == ["North"]
    for foreign in (region, lab, other):
        with pytest.raises(NotYours):
            shown(world, below, foreign)
    with pytest.raises(NotYours):
        world.desks.lead.team.of(below.reference, UnitId(uuid4()))


def test_other_seats_open_no_picture(world: World) -> None:
    north = unit(world, "North")
    for role in (Role.INVESTIGATOR, Role.CONFIGURATOR):
        who = world.join(role.value, role=role, unit=north)
        assert world.desks.lead.team.units(who.reference) == ()
        with pytest.raises(NotYours):
            shown(world, who, north)
    master = world.join("master", role=Role.ADMINISTRATOR)
    with pytest.raises(NotYours):
        shown(world, master, north)
    who = lead(world, north)
    world.desks.person.sessions.lock(who.reference)
    with pytest.raises(Locked):
        shown(world, who, north)


def test_a_year_of_a_middling_unit(world: World, past: Past) -> None:
    north = unit(world, "North")
    past.year([north.id], 20, NEWEST, {9: 0.5})
    view = shown(world, lead(world, north), north)
    assert (view.situation, view.bucket, view.counted) == (Situation.TOLD, Bucket.MANY, ())
    assert states(view, Measure.HIGH) == "s" * 13
    assert states(view, Measure.HOURS) == "h" + "s" * 12, "two periods are taken together"
    assert states(view, Measure.BREAKS) == "hh" + "s" * 11
    high = view.of(Measure.HIGH)
    assert high is not None
    assert high.newest is not None
    assert high.newest.outer is not None
    assert high.newest.inner is not None
    assert high.newest.outer.lowest < high.newest.inner.lowest < 0.5 < high.newest.inner.highest
    assert high.newest.outer.highest - high.newest.outer.lowest < 0.5
    assert view.overall.trend is Trend.CANNOT_TELL, "the eight weeks before were as heavy"
    assert view.overall.weeks == 8
    assert view.next_at is None, "no box is waiting and no seat is issued"


def test_what_rose_is_said_in_one_comparison(world: World, past: Past) -> None:
    north = unit(world, "North")
    past.year([north.id], 40, NEWEST, {11: 0.45})
    view = shown(world, lead(world, north), north)
    assert view.overall.trend is Trend.RISING
    assert view.overall.until == NEWEST.last
    assert view.around is None


def test_the_newest_rule_is_compared_with_the_weeks_beside_it(world: World, past: Past) -> None:
    north = unit(world, "North")
    past.year([north.id], 40, NEWEST, {0: 0.45, 6: 0.1, 9: 0.45})
    begins = NEWEST.later(-6).first
    with world.store.begin() as work:
        for number, day in ((1, begins - timedelta(days=200)), (2, begins)):
            work.policies.add(PolicyRow(north.id, number, day, day, None, to_file(DEFAULT, "North"), "note"))
        work.policies.add(
            PolicyRow(
                north.id, 3, begins + timedelta(days=30), begins, None, to_file(DEFAULT, "North"), "", True
            )
        )
        work.commit()
    view = shown(world, lead(world, north), north)
    assert view.around is not None
    assert (view.around.effective_from, view.around.comparison.trend) == (begins, Trend.FALLING)
    assert [(one.number, one.sign) for one in view.markers] == [(2, Sign.RULE)], "what was taken back is none"


def test_too_few_seats_are_hidden_and_a_lost_box_is_missing(world: World, past: Past) -> None:
    north = unit(world, "North")
    enough, few = past.group([north.id], 30), past.group([north.id], 9)
    for back, group, numbers in (
        (4, enough, counters(30, 0.3, 0.2)),
        (3, few, None),
        (2, enough, None),
        (1, enough, counters(30, 0.3, 0.2)),
        (0, enough, counters(30, 0.3, 0.2)),
    ):
        past.told(NEWEST.later(-back), group, numbers)
    view = shown(world, lead(world, north), north)
    assert states(view, Measure.HIGH) == "m" * 8 + "s" + "h" + "m" + "ss"
    assert states(view, Measure.BREAKS) == "m" * 8 + "s" + "h" + "m" + "ss", "30 seats need one period"


def test_bands_never_reach_over_a_gap_or_another_group(world: World, past: Past) -> None:
    north, lab = unit(world, "North"), unit(world, "Lab")
    alone, joined = past.group([north.id], 14), past.group([north.id, lab.id], 14)
    for back, group, numbers in (
        (5, alone, counters(14, 0.3, 0.2)),
        (4, alone, counters(14, 0.3, 0.2)),
        (3, alone, None),
        (2, alone, counters(14, 0.3, 0.2)),
        (1, joined, counters(14, 0.3, 0.2)),
        (0, joined, counters(14, 0.3, 0.2)),
    ):
        past.told(NEWEST.later(-back), group, numbers)
    view = shown(world, lead(world, north), north)
    assert states(view, Measure.HIGH)[-6:] == "hsmhhs", "two periods of the same people are needed"
    assert view.counted == ("Lab", "North")


def test_small_waiting_and_ending_units(world: World, past: Past) -> None:
    small, waiting = unit(world, "Small"), unit(world, "Waiting")
    force = unit(world, "Force", ends_on=date(2027, 1, 1))
    seats(world, small, 3)
    seats(world, waiting, 14)
    found = {one.name: shown(world, lead(world, one, one.name), one) for one in (small, waiting, force)}
    assert {name: one.situation for name, one in found.items()} == {
        "Small": Situation.SMALL,
        "Waiting": Situation.WAITING,
        "Force": Situation.ENDS,
    }
    assert all(not one.series and one.bucket is None and one.mix is None for one in found.values())
    assert found["Small"].next_at is None
    assert found["Waiting"].next_at == NEWEST.later(2).released_at
    past.formed(NEWEST.later(1), past.group([waiting.id], 14))
    again = shown(
        world, world.sign_in(Someone("Waiting", "plank harvest copper violin drift", "", "")), waiting
    )
    assert again.next_at == NEWEST.later(1).released_at


def test_a_small_unit_looks_the_same_however_many_answer(world: World) -> None:
    small = unit(world, "Small")
    who = lead(world, small)
    before = shown(world, who, small)
    heron = world.join("Heron", unit=small)
    today = world.desks.person.checkins.today_is(heron.reference)
    from wellbeing.domain.checkin import Question

    world.desks.person.checkins.answer(heron.reference, today, Question.ENERGY, 0)
    assert shown(world, who, small) == before


def test_a_region_is_the_sum_of_what_was_told_below_it(world: World, past: Past) -> None:
    region = unit(world, "Region")
    north, south, far = unit(world, "North", region), unit(world, "South", region), unit(world, "Far")
    first, second = past.group([north.id], 14), past.group([south.id], 26)
    half_out = past.group([south.id, far.id], 99)
    for back in (1, 0):
        past.told(NEWEST.later(-back), first, counters(14, 0.5, 0.2))
        past.told(NEWEST.later(-back), second, counters(26, 0.5, 0.2))
        past.told(NEWEST.later(-back), half_out, counters(99, 0.0, 0.8))
    view = shown(world, lead(world, region), region)
    assert (view.sums, view.bucket, view.counted) == (True, Bucket.MANY, ("North", "South"))
    high = view.of(Measure.HIGH)
    assert high is not None
    assert high.newest is not None
    assert high.newest.inner is not None
    alone = shown(world, lead(world, south, "Near"), south).of(Measure.HIGH)
    assert alone is not None
    inner = high.newest.inner
    assert inner.lowest < 0.2 < inner.highest
    # Two draws of noise over 40 seats: wider than one box of 40 by the square root of two.
    assert (inner.highest - inner.lowest) / 2 == pytest.approx(0.674490 * 2.61 * (3 / 4 * 2) ** 0.5 / 40)


def test_officers_get_the_very_same_objects_and_every_line(world: World, past: Past) -> None:
    region = unit(world, "Region")
    north, south = unit(world, "North", region), unit(world, "South", region)
    past.year([north.id], 20, NEWEST, {})
    past.year([south.id], 30, NEWEST, {5: 0.5})
    officer = world.join("Heron", unit=north)
    boss, near = lead(world, region, "Boss"), lead(world, north, "Near")
    told = world.desks.person.team.seen(officer.reference)
    assert [one.name for one in told.views] == ["North", "Region"]
    assert told.views == (shown(world, near, north), shown(world, boss, region))
    assert told.lines == tuple(past.lines), "the region is made from both"
    assert (told.head, told.public_key) == (log.head(past.lines), signing.public_of(KEY))
    assert log.verify(world.desks.person.team.log(officer.reference), signing.public_of(KEY)) == len(
        past.lines
    )
    apart = world.join("Wren", unit=unit(world, "Elsewhere"))
    assert world.desks.person.team.seen(apart.reference).lines == ()
    master = world.join("master", role=Role.ADMINISTRATOR)
    assert world.desks.person.team.seen(master.reference).views == ()
    with pytest.raises(NotYours):
        world.desks.person.team.log(master.reference)


def test_marks_are_left_read_and_taken_away(world: World, past: Past) -> None:
    region = unit(world, "Region")
    north = unit(world, "North", region)
    past.year([north.id], 20, NEWEST, {})
    boss, officer = lead(world, region), world.join("Heron", unit=north)
    team = world.desks.lead.team
    day = NEWEST.first
    team.mark(boss.reference, north.id, day, "  A heavy   operation began. ")
    team.mark(boss.reference, north.id, day - timedelta(days=60), "Two people joined.")
    assert [one.words for one in team.marks(boss.reference, north.id)] == [
        "A heavy operation began.",
        "Two people joined.",
    ]
    view = world.desks.person.team.seen(officer.reference).views[0]
    assert [(one.day, one.words) for one in view.markers][-1] == (day, "A heavy operation began.")
    team.unmark(boss.reference, north.id, team.marks(boss.reference, north.id)[0].id)
    assert len(team.marks(boss.reference, north.id)) == 1


def test_what_may_not_be_marked(world: World) -> None:
    north = unit(world, "North")
    who, team = lead(world, north), world.desks.lead.team
    today = world.clock.now().date()
    for words in ("", "x" * 141, "a\x00b"):
        with pytest.raises(MarkUnusable):
            team.mark(who.reference, north.id, today, words)
    for day in (today + timedelta(days=1), today - timedelta(days=401)):
        with pytest.raises(BadInput):
            team.mark(who.reference, north.id, day, "A note.")
    officer = world.join("Heron", unit=north)
    for stranger in (officer, lead(world, unit(world, "South"), "South")):
        with pytest.raises(NotYours):
            team.mark(stranger.reference, north.id, today, "A note.")
        with pytest.raises(NotYours):
            team.unmark(stranger.reference, north.id, uuid4())
        with pytest.raises(NotYours):
            team.marks(stranger.reference, north.id)
    for _ in range(AT_MOST):
        team.mark(who.reference, north.id, today, "A note.")
    with pytest.raises(EnoughWritten):
        team.mark(who.reference, north.id, today, "A note.")


def test_looking_reads_no_entry(world: World, past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    north = unit(world, "North")
    past.year([north.id], 20, NEWEST, {})
    who, officer = lead(world, north), world.join("Heron", unit=north)

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("an entry was asked for")

    for part in ("FakeEntries", "FakeManifests", "FakeInbox", "FakePeople"):
        cls = getattr(__import__("tests.fakes", fromlist=[part]), part)
        for name in [one for one in vars(cls) if not one.startswith("_")]:
            monkeypatch.setattr(cls, name, refused)
    assert shown(world, who, north).situation is Situation.TOLD
    assert world.desks.person.team.seen(officer.reference).views
    assert world.desks.lead.duty.record(who.reference, north.id).name == "North"


def test_configuring_is_another_seat(world: World) -> None:
    north = unit(world, "North")
    assert not world.desks.lead.team.configures(lead(world, north).reference, north.id)
    both = world.join("Both", role=Role.CONFIGURATOR, unit=north)
    assert world.desks.lead.team.configures(both.reference, north.id)


def test_states_of_a_band_have_their_ranges(world: World, past: Past) -> None:
    north = unit(world, "North")
    past.year([north.id], 14, NEWEST, {})
    for series in shown(world, lead(world, north), north).series:
        for one in series.bands:
            assert (one.state is State.SHOWN) == (one.inner is not None) == (one.outer is not None)
