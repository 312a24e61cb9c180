"""The administrators' records as anybody with an account may read them, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from wellbeing.domain.audit import Line
from wellbeing.domain.errors import RecordsBroken
from wellbeing.domain.people import Role, UnitId
from wellbeing.services import audit
from wellbeing.services.audit import ReadRecords
from wellbeing.services.ports import Begin, UnitOfWork
from wellbeing.services.presence import Presence

PAGE: Final = 50
"""Lines on a page."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of the records."""

    lines: tuple[Line, ...]
    """The newest first."""
    names: Mapping[UnitId, str]
    """The names of the units that the reader may know; the others stay numbers."""
    number: int
    """Of this page, from 1; 1 has the newest lines."""
    pages: int
    total: int
    head: str
    """The hash of the newest line of all."""
    public_key: str
    """In hex."""
    sound: bool
    """Whether the lines shown are in order and signed."""


class AuditView:
    """Nothing in it is about a person, so whoever is signed in reads all of it, locked or not."""

    def __init__(self, look: Begin, public_key: bytes) -> None:
        self._look = look
        self._records = ReadRecords(look, public_key)

    def page(self, presence: Presence, number: int) -> Shown:
        """A page; one that is not there is the nearest that is.

        Args:
            presence: whoever reads, for the names of units.
            number: from 1 on.
        """
        with self._look() as work:
            newest = work.audit.last()
            total = 0 if newest is None else newest.number
            pages = max(1, -(-total // PAGE))
            number = min(max(number, 1), pages)
            last = total - (number - 1) * PAGE
            first = max(1, last - PAGE + 1)
            before = next(iter(work.audit.all(first - 2, 1)), None) if first > 1 else None
            lines = tuple(work.audit.all(first - 1, last - first + 1)) if total else ()
            names = _names(work, presence)
        try:
            audit.verify(lines, self._records.public_key, before)
            sound = True
        except RecordsBroken:
            sound = False
        key = self._records.public_key.hex()
        return Shown(lines[::-1], names, number, pages, total, audit.head(newest), key, sound)

    def every(self) -> Iterator[Line]:
        """Every line, the oldest first."""
        return self._records.each()


def _names(work: UnitOfWork, presence: Presence) -> Mapping[UnitId, str]:
    """The names of one's own units and of those above them; an administrator knows all."""
    units = {one.id: one for one in work.units.all()}
    if presence.holds(Role.ADMINISTRATOR):
        return {one.id: one.name for one in units.values()}
    known: dict[UnitId, str] = {}
    for membership in presence.memberships:
        above = membership.unit
        while above is not None and above in units and above not in known:
            known[above] = units[above].name
            above = units[above].parent
    return known
