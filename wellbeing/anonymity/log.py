"""The log: everything that leads were ever told, as signed lines that each hold the hash of the one before.

A line is a JSON text with sorted keys. Its hash is SHA-256 of that text. Whoever has the public key can check
the whole log without this program: nothing was changed, nothing is missing in between, and what they saw last
time is still the beginning of what they see now.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from typing import Any, Final
from uuid import UUID

from wellbeing.anonymity import groups, ledger, noise
from wellbeing.crypto import signing
from wellbeing.domain.errors import LogBroken
from wellbeing.domain.people import UnitId
from wellbeing.domain.periods import Period
from wellbeing.domain.releases import Counters, Fact, Group, Line

BEGINNING: Final = "0" * 64
"""What stands in the first line for the hash of the one before."""
_NAMES: Final = ("none", "low", "middle", "high", "half_hours", "breaks")


def rules() -> str:
    """SHA-256 of the rules by which this version forms, counts and releases, as hex."""
    said = {
        "cells_sd": noise.CELLS_SD,
        "half_hours_sd": noise.HALF_HOURS_SD,
        "breaks_sd": noise.BREAKS_SD,
        "rho": round(noise.RHO, 6),
        "floor": groups.FLOOR,
        "hard_floor": groups.HARD_FLOOR,
        "unit_cap": ledger.UNIT_CAP,
    }
    return _hash(_text(said))


def line(
    before: Line | None,
    fact: Fact,
    period: Period,
    group: Group,
    *,
    key: bytes,
    version: str,
    counters: Counters | None = None,
    rho_year: float = 0.0,
) -> Line:
    """The next line of the log, signed.

    Args:
        before: the line before it, or None for the first.
        fact: what it says.
        period: of which period.
        group: of which group, as it was counted for that period.
        key: the signing key.
        version: of the app.
        counters: of a release.
        rho_year: what was spent in the year up to now, this line included.
    """
    number = 1 if before is None else before.number + 1
    said: dict[str, Any] = {
        "number": number,
        "fact": fact.value,
        "period": period.number,
        "first_day": period.first.isoformat(),
        "last_day": period.last.isoformat(),
        "group": str(group.id),
        "units": [str(one) for one in group.units],
        "roster": group.roster,
        "floor": group.floor,
        "noise_sd": [noise.CELLS_SD, noise.HALF_HOURS_SD, noise.BREAKS_SD],
        "counters": None if counters is None else dict(zip(_NAMES, astuple(counters), strict=True)),
        "rho_year": round(rho_year, 6),
        "rules": rules(),
        "version": version,
        "before": BEGINNING if before is None else _hash(before.body),
    }
    body = _text(said)
    return read(body, signing.sign(key, body.encode()))


def read(body: str, signature: bytes) -> Line:
    """A stored line; its signature is not looked at.

    Raises:
        LogBroken: it is no line of ours.
    """
    try:
        said = json.loads(body)
        numbers = said["counters"]
        return Line(
            number=said["number"],
            fact=Fact(said["fact"]),
            period=Period(said["period"]),
            group=Group(
                UUID(said["group"]),
                tuple(UnitId(UUID(one)) for one in said["units"]),
                said["roster"],
                said["floor"],
            ),
            counters=None if numbers is None else Counters(*(numbers[name] for name in _NAMES)),
            rho_year=said["rho_year"],
            rules=said["rules"],
            version=said["version"],
            body=body,
            signature=signature,
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise LogBroken from None


def head(lines: Sequence[Line]) -> str:
    """The hash of the newest line, for an officer to write down and compare; that of nothing when empty."""
    return _hash(lines[-1].body) if lines else BEGINNING


def verify(lines: Iterable[Line], public: bytes, after: Line | None = None) -> int:
    """Check numbers, hashes and signatures of every line after one; the number of the last sound one.

    No unit may be told of twice for one period, whoever signed it: the second time would show what came in
    between.

    Args:
        lines: in their order.
        public: the public key.
        after: a line that is known already, or None to begin with the first line there ever was.

    Raises:
        LogBroken: a line is missing, changed, not signed by this key or not what its text says; it holds the
            number of that line.
    """
    before, number = (BEGINNING, 0) if after is None else (_hash(after.body), after.number)
    told: set[tuple[UnitId, Period]] = set()
    for one in lines:
        number += 1
        if not signing.signed(public, one.body.encode(), one.signature):
            raise LogBroken(number)
        try:
            sound = one == read(one.body, one.signature) and json.loads(one.body)["before"] == before
        except (LogBroken, KeyError):
            raise LogBroken(number) from None
        now = {(unit, one.period) for unit in one.group.units} if one.fact is Fact.RELEASED else set()
        if not sound or one.number != number or not told.isdisjoint(now):
            raise LogBroken(number)
        told |= now
        before = _hash(one.body)
    return number


def _text(said: dict[str, Any]) -> str:
    return json.dumps(said, sort_keys=True, separators=(",", ":"))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
