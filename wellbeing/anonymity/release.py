"""Release: a closed box becomes one line of the log, with its numbers or without; nothing is drawn here."""

from __future__ import annotations

from collections.abc import Sequence

from wellbeing.anonymity import ledger, log
from wellbeing.anonymity.box import Box
from wellbeing.anonymity.noise import RHO
from wellbeing.domain.periods import Period
from wellbeing.domain.releases import Fact, Group, Line


def formed(lines: Sequence[Line], period: Period, group: Group, *, key: bytes, version: str) -> Line:
    """The line that says how a group was counted for a period."""
    return _next(lines, Fact.FORMED, period, group, key=key, version=version)


def released(
    lines: Sequence[Line], period: Period, group: Group, box: Box | None, *, key: bytes, version: str
) -> Line:
    """The line that ends a period for a group.

    It is withheld when the box is gone or does not open, when the roster was below the floor, when the year's
    budget is spent, or when one of its units has a release of that period. Who took part plays no role.

    Args:
        lines: the log up to now.
        period: the period that is over.
        group: as it was counted at its start.
        box: what was collected, or None when there is nothing.
        key: the signing key.
        version: of the app.
    """
    if box is None or (box.group, box.period) != (group.id, period.number):
        return _next(lines, Fact.WITHHELD, period, group, key=key, version=version)
    if not group.counted or not ledger.allows(lines, group.units, period):
        return _next(lines, Fact.WITHHELD, period, group, key=key, version=version)
    before = lines[-1] if lines else None
    spent = ledger.spent_by(lines, group.units, period) + RHO
    return log.line(
        before,
        Fact.RELEASED,
        period,
        group,
        key=key,
        version=version,
        counters=box.counters,
        rho_year=spent,
    )


def raised(lines: Sequence[Line], period: Period, group: Group, *, key: bytes, version: str) -> Line:
    """The line that says that a unit wants a higher floor from a period on."""
    return _next(lines, Fact.FLOOR, period, group, key=key, version=version)


def _next(
    lines: Sequence[Line], fact: Fact, period: Period, group: Group, *, key: bytes, version: str
) -> Line:
    before = lines[-1] if lines else None
    spent = ledger.spent_by(lines, group.units, period)
    return log.line(before, fact, period, group, key=key, version=version, rho_year=spent)
