"""The ledger: thirteen releases in any 52 weeks, one for a period, and nothing is paid back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.anonymity.made import PERIOD, SIGNING, box, group, told, unit
from wellbeing.anonymity import ledger, release
from wellbeing.anonymity.noise import RHO
from wellbeing.domain.periods import YEAR
from wellbeing.domain.releases import Fact, Line

MINE = group(1)


def year(periods: range, of: tuple[int, ...] = (1,)) -> list[Line]:
    """A log with a release for each of these periods, counted from `PERIOD`."""
    lines: list[Line] = []
    for number in periods:
        there, period = group(*of), PERIOD.later(number)
        lines = told(lines, period, there, box(of=there, period=period))
    return lines


def test_a_year_of_releases_is_within_the_cap_and_one_more_is_not() -> None:
    assert YEAR * RHO <= ledger.UNIT_CAP < (YEAR + 1) * RHO


def test_every_period_of_three_years_can_be_told() -> None:
    lines = year(range(39))
    assert [one.fact for one in lines[1::2]] == [Fact.RELEASED] * 39
    assert max(one.rho_year for one in lines) == pytest.approx(YEAR * RHO, abs=1e-6)


def test_the_sum_runs_over_52_weeks_and_then_forgets() -> None:
    lines = year(range(1))
    assert ledger.spent(lines, unit(1), PERIOD) == RHO
    assert ledger.spent(lines, unit(1), PERIOD.later(12)) == RHO
    assert ledger.spent(lines, unit(1), PERIOD.later(13)) == 0
    assert ledger.spent(lines, unit(1), PERIOD.later(-1)) == 0
    assert ledger.spent(lines, unit(2), PERIOD) == 0


def test_a_unit_takes_what_it_spent_along_into_another_group() -> None:
    lines = year(range(2), of=(1, 2))
    assert ledger.spent_by(lines, group(1).units, PERIOD.later(2)) == 2 * RHO
    assert ledger.spent_by(lines, group(2, 3).units, PERIOD.later(2)) == 2 * RHO
    assert ledger.spent_by(lines, (), PERIOD) == 0


def test_no_unit_is_told_of_twice_for_one_period_in_whatever_group() -> None:
    """A second box for the same weeks would show what came in between."""
    lines = year(range(1), of=(1, 2))
    for again in (group(1, 2), group(1), group(2, 3)):
        assert not ledger.allows(lines, again.units, PERIOD)
        (*_, last) = told(lines, PERIOD, again, box(of=again))
        assert last.fact is Fact.WITHHELD
    assert ledger.allows(lines, group(3).units, PERIOD)
    assert ledger.allows(lines, group(1).units, PERIOD.later(1))


def test_at_the_cap_the_period_is_withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "UNIT_CAP", 2.5 * RHO)
    lines = year(range(3))
    assert [one.fact for one in lines[1::2]] == [Fact.RELEASED, Fact.RELEASED, Fact.WITHHELD]
    assert lines[-1].rho_year == pytest.approx(2 * RHO, abs=1e-6)


@given(order=st.lists(st.integers(0, 30), max_size=60))
def test_whatever_the_clock_does_no_52_weeks_hold_more_than_13(order: list[int]) -> None:
    """Releases in any order of periods, each tried as often as it comes."""
    lines: list[Line] = []
    for number in order:
        period = PERIOD.later(number)
        lines.append(release.released(lines, period, MINE, box(period=period), key=SIGNING, version="1"))
    told_of = [one.period.number for one in lines if one.fact is Fact.RELEASED]
    assert sorted(told_of) == sorted({PERIOD.number + number for number in order})
    for first in range(PERIOD.number, PERIOD.number + 31):
        assert sum(first <= one < first + YEAR for one in told_of) * RHO <= ledger.UNIT_CAP
