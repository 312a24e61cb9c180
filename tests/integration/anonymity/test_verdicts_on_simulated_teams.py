"""Verdicts on teams in which nothing changed, and on teams in which something did.

A quiet team: half of those who take part are low, three in ten middle, two in ten high. In each period 15 in
100 of them count one band beside their own, by chance. A changed team: so many of all who take part, none of
them high without it, count one band higher than they would have. Two periods (eight weeks) on each side from
18 seats on; three below.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from random import Random

import pytest

from tests.tools.teams import STRAINED, USUAL, moved, quiet, standard_error, team, told
from wellbeing.anonymity.estimate import Told
from wellbeing.anonymity.noise import CELLS_SD
from wellbeing.anonymity.verdict import BOUND, BY_CHANCE, FALSE_ALARMS, Verdict, compare, detected, window

TEAMS = 4000
SIGMAS = 5
ALLOWED = FALSE_ALARMS + SIGMAS * standard_error(FALSE_ALARMS, TEAMS)
Judge = Callable[[Sequence[Told], Sequence[Told]], Verdict]


def called(
    roster: int,
    before: float,
    now: float,
    *,
    mix: tuple[float, float, float] = USUAL,
    shift: float = 0.0,
    pulled: bool = False,
    judge: Judge = compare,
) -> dict[Verdict, float]:
    """How often each verdict comes when so many took part before and take part now.

    A change is `pulled` back when it moves people's own bands, and chance then moves them as in any period.
    """
    chance = Random(roster * 100 + round(10 * before) + round(100 * shift))
    periods = window(roster) or 0
    found: Counter[Verdict] = Counter()
    everybody = team(roster, mix)
    for _ in range(TEAMS):
        chance.shuffle(everybody)  # who takes part has nothing to do with how they are
        first, later = everybody[: round(before * roster)], everybody[: round(now * roster)]
        own = moved(later, shift if pulled else 0.0, chance)
        older = [told(roster, quiet(first, chance), chance) for _ in range(periods)]
        newer = [
            told(roster, moved(quiet(own, chance), 0.0 if pulled else shift, chance), chance)
            for _ in range(periods)
        ]
        found[judge(older, newer)] += 1
    return {verdict: found[verdict] / TEAMS for verdict in Verdict}


def by_the_roster(older: Sequence[Told], newer: Sequence[Told]) -> Verdict:
    """The test as a share of the roster: how it was once, and what is wrong with it."""

    def mean(periods: Sequence[Told]) -> float:
        return sum((one.counters.high - one.counters.low) / one.roster for one in periods) / len(periods)

    def variance(periods: Sequence[Told]) -> float:
        each = ((2 * CELLS_SD**2 + BY_CHANCE * one.roster) / one.roster**2 for one in periods)
        return sum(each) / len(periods) ** 2

    deviations = (mean(newer) - mean(older)) / math.sqrt(variance(older) + variance(newer))
    return Verdict.RISING if deviations > BOUND else Verdict.CANNOT_TELL


@pytest.mark.parametrize("roster", [12, 20, 40])
@pytest.mark.parametrize("part", [0.4, 0.7, 1.0])
def test_quiet_teams_are_called_changed_5_times_in_100_at_most(roster: int, part: float) -> None:
    found = called(roster, part, part)
    print(f"{roster} seats, {part:.0%} take part:", found[Verdict.RISING], found[Verdict.FALLING])
    assert found[Verdict.RISING] < ALLOWED
    assert found[Verdict.FALLING] < ALLOWED
    assert found[Verdict.RISING] + found[Verdict.FALLING] > FALSE_ALARMS, "nor is it deaf"


@pytest.mark.parametrize("roster", [20, 40])
def test_more_people_taking_part_are_hardly_ever_taken_for_strain(roster: int) -> None:
    """A strained team, 30 % of it before and all of it now. A few may differ from all: up to 8 in 100."""
    found = called(roster, 0.3, 1.0, mix=STRAINED)
    once = called(roster, 0.3, 1.0, mix=STRAINED, judge=by_the_roster)
    print(f"{roster} seats, 30 to 100 %:", found[Verdict.RISING], "by the roster:", once[Verdict.RISING])
    assert found[Verdict.RISING] < 0.08 + SIGMAS * standard_error(0.08, TEAMS)
    assert found[Verdict.FALLING] < 0.08 + SIGMAS * standard_error(0.08, TEAMS)
    assert once[Verdict.RISING] > 0.5


@pytest.mark.parametrize(
    ("roster", "shift", "table"), [(20, 0.3, 41), (20, 0.6, 90), (40, 0.3, 88), (40, 0.6, 100)]
)
def test_real_changes_are_called_as_often_as_is_said(roster: int, shift: float, table: int) -> None:
    """Also as often as the design worked out before there was any code, in hundredths, to four of them."""
    found, said = called(roster, 1.0, 1.0, shift=shift), detected(roster, 1.0, shift)
    assert said is not None
    print(f"{roster} seats, {shift:.0%} one band up: {found[Verdict.RISING]:.3f} of {said:.3f}, {table}")
    assert found[Verdict.FALLING] < 0.01
    assert abs(found[Verdict.RISING] - said) < 0.02 + SIGMAS * standard_error(said, TEAMS)
    assert abs(100 * found[Verdict.RISING] - table) < 4


@pytest.mark.parametrize(("roster", "part"), [(20, 0.7), (40, 0.4), (40, 0.7)])
def test_with_fewer_taking_part_it_is_still_what_is_said(roster: int, part: float) -> None:
    found, said = called(roster, part, part, shift=0.6)[Verdict.RISING], detected(roster, part, 0.6)
    assert said is not None
    print(f"{roster} seats, {part:.0%} take part, 60% one band up: {found:.3f}, said {said:.3f}")
    assert abs(found - said) < 0.02 + SIGMAS * standard_error(said, TEAMS)


@pytest.mark.parametrize(("roster", "shift", "least"), [(20, 0.3, 0.28), (20, 0.6, 0.75), (40, 0.3, 0.70)])
def test_where_chance_pulls_back_fewer_changes_are_called(roster: int, shift: float, least: float) -> None:
    """What is said is for a whole band in what is counted; of how people usually are less arrives."""
    found, said = (
        called(roster, 1.0, 1.0, shift=shift, pulled=True)[Verdict.RISING],
        detected(roster, 1.0, shift),
    )
    print(f"{roster} seats, {shift:.0%} of usual bands one up: {found:.3f}, said {said:.3f}")
    assert said is not None
    assert least < found < said
