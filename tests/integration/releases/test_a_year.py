"""Periods begin and end by the clock, once each, over a year of real files."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.integration.releases.team import FIRST, Team, monday, noon
from wellbeing.anonymity import estimate, ledger
from wellbeing.anonymity.noise import RHO
from wellbeing.domain.contribution import Cell
from wellbeing.domain.periods import YEAR
from wellbeing.domain.releases import Fact

HOURS = timedelta(hours=1)


def test_a_whole_year_of_periods(team: Team) -> None:
    bureau = team.unit(0, "Bureau")
    large = team.unit(26, "Large")
    small, smaller = (team.unit(seats, str(seats), bureau) for seats in (9, 3))
    alone = team.unit(9, "Alone")
    after: list[int] = []
    for number in range(YEAR):
        period = FIRST.later(number)
        team.at(monday(period))
        team.everybody(large, period)
        team.everybody(small, period, Cell.HIGH)
        if number:
            team.at(noon(period.later(-1)))
        after.append(len(team.storage.boxes.all()))
    team.at(noon(FIRST.later(YEAR - 1)))
    lines = team.lines()
    pair = team.releases.group_of(small, FIRST)
    assert pair is not None
    assert pair == team.releases.group_of(smaller, FIRST)
    assert (pair.roster, pair.units) == (12, tuple(sorted((small, smaller))))
    assert team.releases.group_of(alone, FIRST) is None, "a unit without a sibling gets no box"
    assert [one.fact for one in lines].count(Fact.RELEASED) == 2 * YEAR
    assert Fact.WITHHELD not in {one.fact for one in lines}
    assert after == [2] * YEAR, "only the boxes of the open period stay"
    # The period after the year has begun by the time the last one is told.
    assert team.storage.boxes.all() == sorted((one, FIRST.number + YEAR) for one in _groups(team))
    assert team.noise.drawn == 2 * (YEAR + 1), "once for each box, never again"
    assert team.releases.verify() == len(lines)
    last = [one for one in lines if one.fact is Fact.RELEASED][-1]
    assert last.rho_year == pytest.approx(YEAR * RHO, abs=1e-5)
    assert last.rho_year <= ledger.UNIT_CAP
    told = [one for one in lines if one.fact is Fact.RELEASED and large in one.group.units]
    said = estimate.taking_part(
        [estimate.Told(one.group.roster, one.counters) for one in told if one.counters is not None]
    )
    assert said.outer[0] <= 1.0 <= said.outer[1] + 0.05, "all 26 took part all year"
    assert said.value == pytest.approx(1.0, abs=5 * said.sd)


def _groups(team: Team) -> set[object]:
    return {one.group.id for one in team.lines()}


def test_nothing_is_told_before_its_time_nor_twice(team: Team) -> None:
    unit = team.unit(14)
    team.at(monday(FIRST))
    team.everybody(unit, FIRST)
    for moment in (
        FIRST.closes_at - HOURS,
        FIRST.closes_at,
        FIRST.closes_at + 24 * HOURS,
        FIRST.released_at - timedelta(microseconds=1),
    ):
        team.at(moment)
        assert team.ends() == {}
    team.at(FIRST.released_at)
    (ended,) = team.ends()
    assert ended[1] == FIRST.number
    told = team.told()
    for moment in (FIRST.released_at, FIRST.released_at + HOURS, FIRST.released_at + 48 * HOURS):
        team.at(moment)
        team.releases.turn()
        assert team.told() == told


def test_a_turn_that_was_missed_is_made_up_at_the_next_start(team: Team) -> None:
    unit = team.unit(14)
    team.at(monday(FIRST))
    team.everybody(unit, FIRST)
    team.restart()
    team.at(FIRST.later(2).opens_at + 80 * HOURS)  # two months of silence
    assert list(team.ends().values()) == [Fact.RELEASED]
    formed = [one.period for one in team.lines() if one.fact is Fact.FORMED]
    assert formed == [FIRST, FIRST.later(2)], "a period that went by while nobody was here has no box"


def test_groups_stay_as_they_are_for_a_season_and_rosters_do_not(team: Team) -> None:
    unit = team.unit(20, "First")
    team.at(monday(FIRST))
    later = team.unit(30, "Later")
    team.end_seats(unit, 17)
    team.at(FIRST.opens_at + 30 * HOURS)
    assert team.releases.group_of(later, FIRST) is None
    for number, roster in ((1, 17), (2, 17)):
        team.at(monday(FIRST.later(number)))
        assert team.releases.group_of(later, FIRST.later(number)) is None
        group = team.releases.group_of(unit, FIRST.later(number))
        assert group is not None
        assert group.roster == roster
    following = FIRST.later(3)
    team.at(monday(following))
    assert {g.roster for u in (unit, later) if (g := team.releases.group_of(u, following))} == {17, 30}


def test_a_season_without_groups_gets_them_as_soon_as_there_are_enough_seats(team: Team) -> None:
    small = team.unit(11)
    team.at(monday(FIRST))
    assert team.lines() == []
    assert team.storage.boxes.all() == []
    unit = team.unit(12)
    middle = FIRST.opens_at + timedelta(days=9)
    team.at(middle)
    assert team.releases.group_of(unit, FIRST) is not None
    assert team.releases.group_of(small, FIRST) is None
    assert len(team.storage.boxes.all()) == 1


def test_a_roster_that_falls_below_the_floor_is_withheld_that_period(team: Team) -> None:
    unit = team.unit(13)
    team.at(monday(FIRST))
    assert team.everybody(unit, FIRST)
    team.end_seats(unit, 11)
    second, third = FIRST.later(1), FIRST.later(2)
    team.at(monday(second))
    assert not team.everybody(unit, second), "there is no box"
    team.at(noon(FIRST))
    team.at(monday(third))
    team.at(noon(second))
    assert list(team.ends(FIRST).values()) == [Fact.RELEASED], "seats that end later change nothing"
    assert list(team.ends(second).values()) == [Fact.WITHHELD]
    assert [one.rho_year for one in team.lines()][-1] == pytest.approx(RHO, abs=1e-6), "nothing was spent"
    assert team.noise.drawn == 1


def test_who_takes_part_plays_no_role_in_what_is_shown(team: Team) -> None:
    everybody, nobody = team.unit(12, "A"), team.unit(12, "B")
    team.at(monday(FIRST))
    team.everybody(everybody, FIRST)
    team.at(noon(FIRST))
    assert set(team.ends().values()) == {Fact.RELEASED}
    assert len(team.ends()) == 2
    assert [one.counters is None for one in team.releases.lines_of([nobody])] == [True, False, True]


def test_periods_take_ballots_until_monday_noon(team: Team) -> None:
    second = FIRST.later(1)
    assert team.releases.open_periods(FIRST.opens_at) == (FIRST.later(-1), FIRST)
    assert team.releases.open_periods(FIRST.opens_at + 12 * HOURS) == (FIRST,)
    assert team.releases.open_periods(second.opens_at - timedelta(microseconds=1)) == (FIRST,)
    assert team.releases.open_periods(FIRST.closes_at - timedelta(microseconds=1)) == (FIRST, second)
    assert team.releases.open_periods(FIRST.closes_at) == (second,)
