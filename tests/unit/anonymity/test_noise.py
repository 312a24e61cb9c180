"""Noise: what is said of its parameters follows from them, and OpenDP's own accounting agrees."""

from __future__ import annotations

import math
import subprocess
import sys
from statistics import NormalDist

import pytest

from wellbeing.anonymity import noise
from wellbeing.anonymity.noise import MU, RHO, DiscreteGaussian
from wellbeing.anonymity.verdict import guessed
from wellbeing.domain.periods import YEAR


def test_what_a_release_spends_is_what_opendp_says() -> None:
    assert noise.spent_by_opendp() == pytest.approx(RHO, rel=1e-12)
    assert round(RHO, 4) == 0.2449
    assert round(MU, 2) == 0.7


def test_opendp_weighs_each_part_as_the_formula_does() -> None:
    for size, sd, move in (
        (4, noise.CELLS_SD, 2**0.5),
        (1, noise.HALF_HOURS_SD, 20),
        (1, noise.BREAKS_SD, 1),
    ):
        assert float(noise._mechanism(size, sd).map(float(move))) == pytest.approx(
            move**2 / (2 * sd**2), rel=1e-12
        )


def test_a_year_is_what_the_documents_say() -> None:
    """(15.5, 1e-6): rho + 2 sqrt(rho ln(1 / delta)), Bun and Steinke 2016, proposition 1.3."""
    rho = YEAR * RHO
    assert round(rho, 2) == 3.18
    assert rho + 2 * math.sqrt(rho * math.log(1e6)) == pytest.approx(16.45, abs=0.01)
    assert _tighter(rho, 1e-6) == pytest.approx(15.5, abs=0.05)


def _tighter(rho: float, delta: float) -> float:
    """The least epsilon by Canonne, Kamath, Steinke 2020, proposition 12, over orders of a grid."""
    orders = (1 + step / 1000 for step in range(1, 20_000))
    return min(
        rho * a + (math.log(1 / delta) + (a - 1) * math.log1p(-1 / a) - math.log(a)) / (a - 1) for a in orders
    )


@pytest.mark.parametrize(
    ("releases", "right"), [(0, 0.5), (1, 0.637), (13 / 4, 0.736), (13, 0.896), (39, 0.986)]
)
def test_how_often_the_best_guess_is_right(releases: float, right: float) -> None:
    assert guessed(releases) == pytest.approx(right, abs=0.0005)
    assert guessed(releases) == NormalDist().cdf(math.sqrt(2 * RHO * releases) / 2)


def test_the_discrete_mechanism_keeps_below_the_bound_of_the_continuous_one() -> None:
    """Zero-concentrated privacy alone does not prove the bound: this sums the exact distributions.

    The best guess between two states of one person that differ in everything, everybody else known.
    """
    cell, half_hours, breaks = (_pmf(sd) for sd in (noise.CELLS_SD, noise.HALF_HOURS_SD, noise.BREAKS_SD))
    # Of the cells only the difference of two matters; it moves by two, one from each.
    between: dict[int, float] = {}
    for one, p in cell.items():
        for other, q in cell.items():
            between[one - other] = between.get(one - other, 0.0) + p * q
    below, total = {}, 0.0
    for value in sorted(half_hours):
        total += half_hours[value]
        below[value] = total
    low, high = min(below), max(below)

    def at_most(value: int) -> float:
        return 0.0 if value < low else below[min(value, high)]

    apart = 0.0
    for cells, p in between.items():
        for kept, q in breaks.items():
            here, there = p * q, between.get(cells - 2, 0.0) * breaks.get(kept - 1, 0.0)
            if not there:
                apart += here
                continue
            # Up to this many half hours the first state is the likelier one.
            turn = math.floor((math.log(here / there) * noise.HALF_HOURS_SD**2 + 200) / 20)
            first, second = at_most(turn), at_most(turn - 20)
            apart += here * first - there * second + there * (1 - second) - here * (1 - first)
    best = 0.5 + apart / 4
    assert best == pytest.approx(0.636793, abs=1e-6)
    assert best <= guessed(1)


def _pmf(sd: float) -> dict[int, float]:
    widest = math.ceil(11 * sd)
    weights = {k: math.exp(-(k**2) / (2 * sd**2)) for k in range(-widest, widest + 1)}
    total = math.fsum(weights.values())
    return {k: weight / total for k, weight in weights.items()}


def test_six_integers_and_fresh_ones_each_time() -> None:
    drawn = [DiscreteGaussian().draw() for _ in range(50)]
    assert all(len(one) == 6 and all(type(number) is int for number in one) for one in drawn)
    assert len(set(drawn)) == 50


def test_a_mechanism_that_answers_too_little_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(noise, "_mechanism", lambda *_: lambda zeros: zeros[:-1])
    with pytest.raises(RuntimeError, match="another number"):
        DiscreteGaussian().draw()


def test_opendp_is_imported_when_noise_is_drawn_and_not_before() -> None:
    """265 MB that a sign-in never needs; and none of what only its `prelude` wants."""
    code = (
        "import sys, wellbeing.anonymity.release, wellbeing.anonymity.noise as n;"
        "assert not any(m.startswith('opendp') for m in sys.modules);"
        "n.DiscreteGaussian().draw();"
        "assert 'opendp' in sys.modules and 'opendp.prelude' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
