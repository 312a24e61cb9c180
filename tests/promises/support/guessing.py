"""The best attacker there is: knows everybody else's part exactly, and guesses one person's by likelihood.

Between two states of the person the likelihood ratio of the six numbers is the best test there can be (Neyman
and Pearson 1933), so whatever else an attacker does, they are right no more often.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from statistics import NormalDist
from uuid import UUID

from wellbeing.anonymity import release
from wellbeing.anonymity.box import Box
from wellbeing.anonymity.groups import group_of
from wellbeing.anonymity.noise import BREAKS_SD, CELLS_SD, HALF_HOURS_SD, DiscreteGaussian
from wellbeing.domain.contribution import MOST_HALF_HOURS, NOTHING, Cell, Contribution
from wellbeing.domain.people import UnitId
from wellbeing.domain.periods import Period
from wellbeing.domain.releases import Counters, Group

GROUPS = 4000
"""Simulated groups, each with a secret coin of its own."""
SIGMAS = 5
PERIOD = Period(742)
UNIT = UnitId(UUID(int=1))
SIGNING = b"s" * 32
SDS = (*[CELLS_SD] * 4, HALF_HOURS_SD, BREAKS_SD)
WORST = Contribution(Cell.HIGH, MOST_HALF_HOURS, breaks_kept=True)
BEST = Contribution(Cell.LOW, 0, breaks_kept=False)
"""As far from `WORST` as two who take part can be."""
Six = Sequence[float]
Secret = tuple[Contribution, Contribution]


@dataclass(frozen=True, slots=True)
class _Known:
    """Noise that was drawn already."""

    six: tuple[int, int, int, int, int, int]

    def draw(self) -> tuple[int, int, int, int, int, int]:
        return self.six


@cache
def drawn(batch: int = 0) -> tuple[tuple[int, int, int, int, int, int], ...]:
    """The real noise of so many boxes, from OpenDP; drawn once for all attacks of a run."""
    source = DiscreteGaussian()
    return tuple(source.draw() for _ in range(GROUPS))


def group(roster: int, floor: int = 12) -> Group:
    """One unit that is counted by itself."""
    return replace(group_of([UNIT], {UNIT: roster}, {}), floor=floor)


def key(number: int) -> bytes:
    """The ballot key of one of the people."""
    return number.to_bytes(32, "big")


def others(count: int) -> list[Contribution]:
    """Everybody else, spread over all there is."""
    chance = Random(count)
    cells = (Cell.LOW, Cell.MIDDLE, Cell.HIGH)
    return [
        NOTHING
        if number % 4 == 3
        else Contribution(chance.choice(cells), chance.randint(0, 20), breaks_kept=chance.random() < 0.7)
        for number in range(count)
    ]


class Team:
    """A group in which all but the last person are known; every release is a box that was really filled."""

    def __init__(self, rest: Sequence[Contribution], roster: int | None = None) -> None:
        self.group = group(roster or len(rest) + 1)
        self._rest = self.box((0, 0, 0, 0, 0, 0))
        for number, one in enumerate(rest):
            self._rest = self._rest.cast(key(number), one).with_ballot(key(number))

    def box(self, noise: tuple[int, int, int, int, int, int]) -> Box:
        """Its box, fresh."""
        return Box.fresh(self.group.id, PERIOD.number, self.group.roster, _Known(noise))

    def filled(self, noise: tuple[int, int, int, int, int, int], target: Contribution) -> Box:
        """Its box with everybody's ballot in it. Noise is added first or last alike: it is added."""
        born = self.box(noise).counters.all
        silent = self.box((0, 0, 0, 0, 0, 0)).counters.all
        there = (
            known + begun - none
            for known, begun, none in zip(self._rest.counters.all, born, silent, strict=True)
        )
        box = replace(self._rest, counters=Counters(*there))
        return box.cast(key(999), target).with_ballot(key(999))

    def told(self, noise: tuple[int, int, int, int, int, int], target: Contribution) -> tuple[int, ...]:
        """What the log says of it to everybody, read as text."""
        line = release.released([], PERIOD, self.group, self.filled(noise, target), key=SIGNING, version="1")
        said = json.loads(line.body)["counters"]
        names = ("none", "low", "middle", "high", "half_hours", "breaks")
        return tuple(said[name] for name in names)

    def true(self, target: Contribution) -> tuple[int, ...]:
        """What the attacker expects if the person is so: everything but the noise is known to them."""
        return tuple(a + b for a, b in zip(self._rest.counters.all, target.counts, strict=True))


def weighed(told: Six, first: Six, second: Six, sds: Six = SDS) -> float:
    """The logarithm of how much likelier the second state is than the first."""
    return sum(
        ((one - a) ** 2 - (one - b) ** 2) / (2 * sd * sd)
        for one, a, b, sd in zip(told, first, second, sds, strict=True)
    )


def right(guesses: Iterable[tuple[float, bool]]) -> float:
    """How often the likelier state was the true one; a tie is half right."""
    found = [0.5 if weight == 0 else float((weight > 0) == secret) for weight, secret in guesses]
    return sum(found) / len(found)


def coins(seed: int, count: int = GROUPS) -> list[bool]:
    """A secret coin for each group."""
    chance = Random(seed)
    return [chance.random() < 0.5 for _ in range(count)]


def played(team: Team, secret: Secret, seed: int, weigh: Callable[[Six, Six, Six], float] = weighed) -> float:
    """How often the attacker is right about which of the two states the person is in, from one release each."""
    first, second = team.true(secret[0]), team.true(secret[1])
    return right(
        (weigh(team.told(noise, secret[coin]), first, second), coin)
        for noise, coin in zip(drawn(), coins(seed), strict=True)
    )


def bound(secret: Secret, releases: float = 1.0) -> float:
    """How often anybody can be right at most: Phi(mu / 2), for two states that lie so far apart."""
    moved = (b - a for a, b in zip(secret[0].counts, secret[1].counts, strict=True))
    mu = math.sqrt(releases * sum((one / sd) ** 2 for one, sd in zip(moved, SDS, strict=True)))
    return NormalDist().cdf(mu / 2)


def allowed(share: float, groups: int = GROUPS) -> float:
    """So far may a count lie from its share: five standard errors."""
    return SIGMAS * math.sqrt(share * (1 - share) / groups)
