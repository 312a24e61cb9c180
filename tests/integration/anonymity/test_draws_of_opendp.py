"""OpenDP's draws against the distribution itself: deviation, shape and independence, at each scale in use.

OpenDP has no seed, so each run draws 4,000 times anew. Pass lines lie at five standard errors: a right
sampler fails one of these in some hundred thousand runs.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations, pairwise
from random import Random

import pytest

from tests.tools.teams import noise, pmf
from wellbeing.anonymity.noise import BREAKS_SD, CELLS_SD, HALF_HOURS_SD, DiscreteGaussian

DRAWS = 4000
SIGMAS = 5
EXPECTED = 25
"""Draws that a bin has at least, so that chi-square holds."""
PARTS = {"cells": ((0, 1, 2, 3), CELLS_SD), "half hours": ((4,), HALF_HOURS_SD), "breaks": ((5,), BREAKS_SD)}


@pytest.fixture(scope="module")
def drawn() -> list[tuple[int, ...]]:
    source = DiscreteGaussian()
    return [source.draw() for _ in range(DRAWS)]


def deviation_off(values: Sequence[int], sd: float) -> float:
    """How many standard errors the deviation is off, around the mean that is known: 0."""
    found = math.sqrt(math.fsum(one * one for one in values) / len(values))
    return (found - sd) / (sd / math.sqrt(2 * len(values)))


def shape_off(values: Sequence[int], sd: float) -> float:
    """Chi-square against the distribution, as deviations of a normal (Wilson and Hilferty 1931)."""
    counts, least = Counter(values), EXPECTED / len(values)
    bins: list[tuple[int, float]] = []
    seen, chance = 0, 0.0
    for value, share in pmf(sd).items():
        seen, chance = seen + counts.pop(value, 0), chance + share
        if chance >= least:
            bins.append((seen, chance))
            seen, chance = 0, 0.0
    last_seen, last_chance = bins.pop()
    bins.append((last_seen + seen + counts.total(), last_chance + chance))
    total = len(values)
    chi = math.fsum((found - total * share) ** 2 / (total * share) for found, share in bins)
    free = len(bins) - 1
    return ((chi / free) ** (1 / 3) - (1 - 2 / (9 * free))) / math.sqrt(2 / (9 * free))


@pytest.mark.parametrize("part", PARTS)
def test_each_part_is_drawn_from_its_distribution(drawn: list[tuple[int, ...]], part: str) -> None:
    places, sd = PARTS[part]
    values = [one[place] for one in drawn for place in places]
    mean = sum(values) / len(values)
    off = deviation_off(values, sd), shape_off(values, sd), mean / (sd / math.sqrt(len(values)))
    found = sd * (1 + off[0] / math.sqrt(2 * len(values)))
    print(
        f"{part}: {len(values)} draws, sd {found:.3f} of {sd}; standard errors off:",
        *(f"{one:+.2f}" for one in off),
    )
    assert all(abs(one) < SIGMAS for one in (off[0], off[2]))
    assert off[1] < SIGMAS


def test_the_six_numbers_of_a_box_and_those_of_two_boxes_have_nothing_to_do_with_each_other(
    drawn: list[tuple[int, ...]],
) -> None:
    sds = [CELLS_SD] * 4 + [HALF_HOURS_SD, BREAKS_SD]
    pairs = [[(one[a], one[b]) for one in drawn] for a, b in combinations(range(6), 2)]
    together = [sds[a] * sds[b] for a, b in combinations(range(6), 2)]
    pairs += [[(one[a], other[a]) for one, other in pairwise(drawn)] for a in range(6)]
    together += [sd * sd for sd in sds]
    for values, of in zip(pairs, together, strict=True):
        assert abs(sum(a * b for a, b in values) / of) < SIGMAS * math.sqrt(len(values))


def rounded(chance: Random, sd: float) -> int:
    return round(chance.gauss(0, sd * 1.06))


def laplace(chance: Random, sd: float) -> int:
    return round(chance.choice((-1, 1)) * chance.expovariate(math.sqrt(2) / sd))


def bounded(chance: Random, sd: float) -> int:
    return chance.randint(-round(sd * math.sqrt(3)), round(sd * math.sqrt(3)))


def even(chance: Random, sd: float) -> int:
    return 2 * noise(chance, sd / 2)


@pytest.mark.parametrize("broken", [rounded, laplace, bounded, even])
def test_the_same_tests_refuse_another_distribution(broken: Callable[[Random, float], int]) -> None:
    """Six hundredths more, Laplace of the same deviation, noise with an end, and even numbers only."""
    chance = Random(20261129)
    values = [broken(chance, CELLS_SD) for _ in range(4 * DRAWS)]
    assert max(abs(deviation_off(values, CELLS_SD)), shape_off(values, CELLS_SD)) > SIGMAS


def test_the_simulated_teams_of_other_tests_get_the_same_distribution() -> None:
    chance = Random(1)
    for _, sd in PARTS.values():
        values = [noise(chance, sd) for _ in range(4 * DRAWS)]
        assert abs(deviation_off(values, sd)) < SIGMAS
        assert shape_off(values, sd) < SIGMAS
