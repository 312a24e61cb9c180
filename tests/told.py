"""A team's past, told line by line as the job writes it, with numbers that a test chooses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.box_fakes import KEYS
from wellbeing.anonymity import groups, log
from wellbeing.domain.people import UnitId
from wellbeing.domain.periods import Period
from wellbeing.domain.releases import Counters, Fact, Group, Line

KEY = KEYS.signing
"""The seed that signs in tests."""


def counters(roster: int, low: float, high: float, part: float = 0.8, breaks: float = 0.7) -> Counters:
    """Numbers without noise: shares of the roster, five hours a week each."""
    people = round(roster * part)
    few, many = round(roster * low), round(roster * high)
    return Counters(roster - people, few, people - few - many, many, 10 * people, round(people * breaks))


@dataclass
class Past:
    """Lines in their order; `begin` is storage's, real or not."""

    begin: Any
    key: bytes = KEY
    lines: list[Line] = field(default_factory=list)

    def group(self, units: Iterable[UnitId], roster: int) -> Group:
        """These units with so many seats in the first of them."""
        names = tuple(units)
        return groups.group_of(names, {names[0]: roster}, {})

    def formed(self, period: Period, group: Group) -> None:
        """The group is counted."""
        self._add(Fact.FORMED, period, group, None)

    def released(self, period: Period, group: Group, numbers: Counters | None) -> None:
        """Its numbers are told; None is withheld."""
        self._add(Fact.WITHHELD if numbers is None else Fact.RELEASED, period, group, numbers)

    def told(self, period: Period, group: Group, numbers: Counters | None) -> None:
        """Both."""
        self.formed(period, group)
        self.released(period, group, numbers)

    def year(self, units: Iterable[UnitId], roster: int, last: Period, high: Mapping[int, float]) -> Group:
        """Thirteen periods up to `last`; `high` is the share under high strain from a period on."""
        group, share = self.group(units, roster), 0.2
        for back in range(12, -1, -1):
            share = high.get(12 - back, share)
            self.told(last.later(-back), group, counters(roster, 0.5 - share, share))
        return group

    def _add(self, fact: Fact, period: Period, group: Group, numbers: Counters | None) -> None:
        with self.begin() as work:
            before = work.releases.last()
            made = log.line(before, fact, period, group, key=self.key, version="test", counters=numbers)
            work.releases.add(made)
            work.commit()
        self.lines.append(made)
