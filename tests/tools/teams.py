"""Simulated teams and what a release would say of them, with exact noise from a seeded source."""

from __future__ import annotations

import math
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random

from wellbeing.anonymity.estimate import Told
from wellbeing.anonymity.noise import BREAKS_SD, CELLS_SD, HALF_HOURS_SD
from wellbeing.domain.releases import Counters

LOW, MIDDLE, HIGH = 1, 2, 3
USUAL = (0.5, 0.3, 0.2)
"""The share of each band in most simulated teams: low, middle, high."""
STRAINED = (0.1, 0.2, 0.7)


def standard_error(share: float, draws: int) -> float:
    """Of a share counted in so many draws."""
    return math.sqrt(share * (1 - share) / draws)


@cache
def pmf(sd: float) -> dict[int, float]:
    """The discrete Gaussian on the integers, by its definition: proportional to exp(-k² / 2 sd²)."""
    widest = math.ceil(9 * sd)
    weights = {k: math.exp(-(k**2) / (2 * sd**2)) for k in range(-widest, widest + 1)}
    total = math.fsum(weights.values())
    return {k: weight / total for k, weight in weights.items()}


@cache
def _cumulated(sd: float) -> tuple[tuple[int, ...], tuple[float, ...]]:
    return tuple(pmf(sd)), tuple(accumulate(pmf(sd).values()))


def noise(chance: Random, sd: float) -> int:
    """One draw, by the inverse of the distribution; not what the app does, which asks OpenDP."""
    values, below = _cumulated(sd)
    return values[min(bisect(below, chance.random()), len(values) - 1)]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who takes part."""

    band: int
    half_hours: int = 8
    kept: bool = True


def team(people: int, mix: tuple[float, float, float] = USUAL) -> list[Person]:
    """So many people, spread over the bands as nearly as whole people can be."""
    ends = [round(people * part) for part in accumulate(mix)]
    bands = [LOW] * ends[0] + [MIDDLE] * (ends[1] - ends[0]) + [HIGH] * (people - ends[1])
    return [Person(band) for band in bands]


def exact(roster: int, people: Sequence[Person]) -> Counters:
    """What is true of them."""
    low, middle, high = (sum(one.band == band for one in people) for band in (LOW, MIDDLE, HIGH))
    hours, kept = sum(one.half_hours for one in people), sum(one.kept for one in people)
    return Counters(roster - len(people), low, middle, high, hours, kept)


def told(roster: int, people: Sequence[Person], chance: Random) -> Told:
    """What is told of them."""
    none, low, middle, high, hours, kept = exact(roster, people).all
    return Told(
        roster,
        Counters(
            none + noise(chance, CELLS_SD),
            low + noise(chance, CELLS_SD),
            middle + noise(chance, CELLS_SD),
            high + noise(chance, CELLS_SD),
            hours + noise(chance, HALF_HOURS_SD),
            kept + noise(chance, BREAKS_SD),
        ),
    )


def quiet(people: Sequence[Person], chance: Random, share: float = 0.15) -> list[Person]:
    """The same people in a quiet period: this share counts one band beside their own, by chance."""
    return [
        one
        if chance.random() >= share
        else Person(MIDDLE if one.band != MIDDLE else chance.choice((LOW, HIGH)), one.half_hours, one.kept)
        for one in people
    ]


def moved(people: Sequence[Person], share: float, chance: Random) -> list[Person]:
    """The same people after this share of them has gone one band up for good, of those that can."""
    able = [number for number, one in enumerate(people) if one.band != HIGH]
    goes = set(chance.sample(able, min(round(share * len(people)), len(able))))
    return [
        Person(one.band + 1, one.half_hours, one.kept) if number in goes else one
        for number, one in enumerate(people)
    ]
