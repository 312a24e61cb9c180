"""Noise: the one mechanism, discrete Gaussian from OpenDP, drawn once when a box is made.

    mechanism     six integers, each with discrete Gaussian noise (Canonne, Kamath, Steinke 2020)
    neighbours    two boxes that differ in what one person on the roster contributes, taking part included
    sensitivity   four cells: L2 = sqrt 2; half hours: 20; breaks: 1
    per release   rho = 2 / (2 · 2.61²) + 20² / (2 · 57.1²) + 1 / (2 · 3.69²) = 0.2449
    distance      mu = sqrt(2 rho) = 0.70
    a year        13 releases: rho = 3.18, (15.5, 1e-6)-DP by the usual conversion

mu bounds what the best guess can do: somebody who knows everything about everybody else and had a 50:50 guess
about you is right at most Phi(mu / 2) = 64 times in 100 after one release, 74 after a quarter and 90 after a
year in which you were always at the same extreme (Dong, Roth, Su 2022).

OpenDP marks these constructors "contrib": their proofs are not fully vetted by it. The tests here compare the
draws with the distribution itself. OpenDP is imported at the first draw: it is needed once in four weeks.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Any, Final, Protocol

CELLS_SD: Final = 2.61
"""Standard deviation of the noise in each of the four cells, in people."""
HALF_HOURS_SD: Final = 57.1
"""Standard deviation of the noise in the half hours."""
BREAKS_SD: Final = 3.69
"""Standard deviation of the noise in the people who kept to the breaks."""
CELLS_MOVE: Final = math.sqrt(2)
HALF_HOURS_MOVE: Final = 20.0
BREAKS_MOVE: Final = 1.0
"""How far one person can move each part, as L2."""
_CELLS: Final = 4


def rho_of(cells_sd: float, half_hours_sd: float, breaks_sd: float) -> float:
    """What one release with such noise spends, as zero-concentrated rho."""
    parts = ((CELLS_MOVE, cells_sd), (HALF_HOURS_MOVE, half_hours_sd), (BREAKS_MOVE, breaks_sd))
    return sum(move**2 / (2 * sd**2) for move, sd in parts)


RHO: Final = rho_of(CELLS_SD, HALF_HOURS_SD, BREAKS_SD)
"""What one release spends: 0.2449."""
MU: Final = math.sqrt(2 * RHO)
"""The same as the distance of two Gaussians: 0.70."""


class Noise(Protocol):
    """Where a box takes its noise from."""

    def draw(self) -> tuple[int, int, int, int, int, int]:
        """Noise for four cells, half hours and breaks."""


class DiscreteGaussian:
    """The noise of every real box."""

    def draw(self) -> tuple[int, int, int, int, int, int]:
        """Six fresh draws; every call draws anew, so call it once for each box."""
        none, low, middle, high = _draw(_CELLS, CELLS_SD)
        (half_hours,), (breaks,) = _draw(1, HALF_HOURS_SD), _draw(1, BREAKS_SD)
        return none, low, middle, high, half_hours, breaks


def spent_by_opendp() -> float:
    """The rho of one release as OpenDP's own privacy maps work it out, for comparison with `RHO`."""
    parts = (
        (_CELLS, CELLS_SD, CELLS_MOVE),
        (1, HALF_HOURS_SD, HALF_HOURS_MOVE),
        (1, BREAKS_SD, BREAKS_MOVE),
    )
    return math.fsum(float(_mechanism(size, sd).map(move)) for size, sd, move in parts)


def _draw(size: int, sd: float) -> Sequence[int]:
    drawn = [int(one) for one in _mechanism(size, sd)([0] * size)]
    if len(drawn) != size:  # OpenDP does not check `size` at run time
        message = "the mechanism answered with another number of values"
        raise RuntimeError(message)
    return drawn


@cache
def _mechanism(size: int, sd: float) -> Any:
    # Not `opendp.prelude`: it imports every optional library that happens to be installed.
    from opendp.domains import atom_domain, vector_domain
    from opendp.measurements import make_gaussian
    from opendp.metrics import l2_distance
    from opendp.mod import enable_features

    enable_features("contrib")
    return make_gaussian(vector_domain(atom_domain(T="i32"), size=size), l2_distance(T="f64"), scale=sd)
