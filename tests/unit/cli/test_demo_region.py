"""The made-up teams beside the one that is entered: the same each time, changed where their story says so."""

from __future__ import annotations

from datetime import date, timedelta
from statistics import mean
from zoneinfo import ZoneInfo

from wellbeing.cli.demo_region import TAKE_PART, TEAMS, Team, days_of, takes_part
from wellbeing.domain.strain import strain

FIRST, UNTIL = date(2025, 11, 24), date(2026, 11, 28)
ZONE = ZoneInfo("Europe/Amsterdam")


def strains(team: Team, part: float) -> tuple[float, float]:
    """The mean index of a team's people before and after a part of the year."""
    turn = FIRST + timedelta(days=int((UNTIL - FIRST).days * part))
    before: list[float] = []
    after: list[float] = []
    for person in range(8):
        for checkin, _ in days_of(team, person, FIRST, UNTIL, ZONE):
            index = strain(checkin)
            if index is not None:
                (after if checkin.day > turn else before).append(index)
    return mean(before), mean(after)


def test_a_person_lives_the_same_year_each_time() -> None:
    once, again = (tuple(days_of(TEAMS[0], 5, FIRST, UNTIL, ZONE)) for _ in range(2))
    assert once == again
    assert len(once) > 150
    assert all(checkin.day == work.day for checkin, work in once)
    assert all(not checkin.note for checkin, _ in once)
    assert any(work.events for _, work in once)
    assert any(checkin.note for checkin, _ in days_of(TEAMS[0], 5, FIRST, UNTIL, ZONE, notes=True))


def test_a_year_turns_where_the_story_says() -> None:
    for team in TEAMS:
        before, after = strains(team, min(team.turns, 0.75))
        if team.steps > 0:
            assert after > before + 1
        elif team.steps < 0:
            assert after < before - 0.5
        else:
            assert abs(after - before) < 1


def test_about_as_many_take_part_as_is_said() -> None:
    assert abs(mean(takes_part(number) for number in range(400)) - TAKE_PART) < 0.07
    assert [team.people for team in TEAMS] == [3, 9, 26, 45]
