"""Intervals hold what is true as often as they say: 95 and 50 times in 100, at 12, 20 and 40 seats.

Simulated groups with exact noise and a fixed seed; every window is the one that a page would use. Where the
truth lies at the edge of what can be, intervals hold it more often, never less.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import hypot, pi, sqrt
from random import Random

import pytest

from tests.tools.teams import HIGH, LOW, MIDDLE, Person, exact, standard_error, team, told
from wellbeing.anonymity import estimate
from wellbeing.anonymity.estimate import BREAKS_SD, PROJECTED_SD, Estimate, Told, together

GROUPS = 4000
SIGMAS = 5
STEP = 0.25 / (PROJECTED_SD * sqrt(2 * pi))
"""Counts are whole and projected ones quarters: an interval may hold this much more than it says."""
ROSTERS = (12, 20, 40)
SHARES: dict[str, Callable[[Sequence[Told]], Estimate]] = {
    "high": lambda periods: estimate.shares(periods)[3],
    "low": lambda periods: estimate.shares(periods)[1],
    "took part": estimate.taking_part,
    "low and middle": lambda periods: estimate.edges(periods)[1],
}


def held(
    roster: int, people: list[Person], ask: Callable[[Sequence[Told]], Estimate], truth: float, periods: int
) -> tuple[float, float]:
    """How often the wide and the narrow interval held the truth."""
    chance = Random(roster * 1000 + len(people))
    outer = inner = 0
    for _ in range(GROUPS):
        found = ask([told(roster, people, chance) for _ in range(periods)])
        (low, high), (lower, higher) = found.inner, found.outer
        inner += low - 1e-9 <= truth <= high + 1e-9
        outer += lower - 1e-9 <= truth <= higher + 1e-9
    return outer / GROUPS, inner / GROUPS


def enough(found: tuple[float, float], *, wide: bool, narrow: bool) -> None:
    """Never less often than it says; and no more often either where no edge is near."""
    for share, wanted, inside in zip(found, (0.95, 0.5), (wide, narrow), strict=True):
        allowed = SIGMAS * standard_error(wanted, GROUPS)
        assert share > wanted - allowed
        assert not inside or share < wanted + allowed + STEP


def some(count: int, kept: float) -> list[Person]:
    """People of all bands who keep to the breaks this often, with 2 to 8 hours a week."""
    return [
        Person((LOW, MIDDLE, HIGH)[number % 3], 4 + 4 * (number % 4), kept=number < round(kept * count))
        for number in range(count)
    ]


@pytest.mark.parametrize("roster", ROSTERS)
@pytest.mark.parametrize("name", SHARES)
def test_shares_of_the_roster(roster: int, name: str) -> None:
    people = team(round(0.7 * roster), (0.4, 0.2, 0.4))
    _, low, middle, high, _, _ = (one / roster for one in exact(roster, people).all)
    truth = {"high": high, "low": low, "took part": len(people) / roster, "low and middle": low + middle}[
        name
    ]
    periods = together(roster).cells
    assert periods is not None
    found = held(roster, people, SHARES[name], truth, periods)
    print(f"{roster} seats, {name}: {100 * found[0]:.1f} / {100 * found[1]:.1f}")
    enough(found, wide=True, narrow=True)


@pytest.mark.parametrize("roster", ROSTERS)
@pytest.mark.parametrize("part", [0.3, 0.7, 1.0])
@pytest.mark.parametrize("what", ["hours", "breaks"])
def test_ratios_over_those_who_took_part(roster: int, part: float, what: str) -> None:
    people = some(round(part * roster), 0.75)
    hours, kept = exact(roster, people).all[4:]
    truth = hours / 2 / len(people) if what == "hours" else kept / len(people)
    periods = getattr(together(roster), what)
    found = held(roster, people, getattr(estimate, what), truth, periods)
    print(f"{roster} seats, {len(people)} take part, {what}: {100 * found[0]:.1f} / {100 * found[1]:.1f}")
    enough(found, wide=False, narrow=part > 0.5)


@pytest.mark.parametrize("kept", [0.0, 1.0])
def test_at_the_edge_they_hold_the_truth_more_often(kept: float) -> None:
    for roster in ROSTERS:
        people = some(round(0.5 * roster), kept)
        found = held(roster, people, estimate.breaks, kept, together(roster).breaks or 0)
        enough(found, wide=False, narrow=False)
        assert found[0] > 0.95


def test_the_delta_method_would_hold_it_less_often_than_it_says() -> None:
    """Why ratios have another interval: 6 of 20 take part, and most of them keep to the breaks."""

    def delta(periods: Sequence[Told]) -> Estimate:
        people = max(estimate.people(periods), float(len(periods)))
        value = sum(one.counters.breaks for one in periods) / people
        among = min(max(value, 0.0), 1.0) * PROJECTED_SD
        sd = hypot(BREAKS_SD, among) * sqrt(len(periods)) / people
        return Estimate(value, sd, 0.0, 1.0)

    people = some(6, 0.8)
    truth = sum(one.kept for one in people) / len(people)
    by_delta = held(20, people, delta, truth, 3)[0]
    ours = held(20, people, estimate.breaks, truth, 3)[0]
    print(f"20 seats, 6 take part: delta {100 * by_delta:.1f}, Fieller {100 * ours:.1f}")
    assert by_delta < 0.945
    assert ours > 0.95
