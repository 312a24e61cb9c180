"""The journal: the one hand that adds lines to the log, in the database first and in the text file second.

The text is what a restored older database gets its missing lines back from, so a box is only shredded once
its line stands in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from wellbeing import __version__
from wellbeing.anonymity import log, release
from wellbeing.anonymity.box import Box
from wellbeing.crypto import signing
from wellbeing.domain.periods import Period
from wellbeing.domain.releases import Fact, Group, Line
from wellbeing.services import signed_copies
from wellbeing.services.box_ports import ReleaseText
from wellbeing.services.ports import Begin, UnitOfWork


class Journal:
    """Adds lines within a unit of work; `settle` brings them to the text file after its commit."""

    def __init__(self, begin: Begin, look: Begin, text: ReleaseText, key: bytes) -> None:
        self._begin = begin
        self._look = look
        self._text = text
        self._key = key
        self.public_key = signing.public_of(key)

    def formed(self, work: UnitOfWork, period: Period, group: Group) -> None:
        """Say how a group was counted for a period."""
        known = _known(work, group)
        work.releases.add(release.formed(known, period, group, key=self._key, version=__version__))

    def ended(self, work: UnitOfWork, period: Period, group: Group, box: Box | None) -> Fact:
        """Say what was in a group's box, or that nothing is told; which of the two it was."""
        known = _known(work, group)
        line = release.released(known, period, group, box, key=self._key, version=__version__)
        work.releases.add(line)
        return line.fact

    def raised(self, work: UnitOfWork, period: Period, group: Group) -> None:
        """Say that a unit wants a higher floor from a period on."""
        known = _known(work, group)
        work.releases.add(release.raised(known, period, group, key=self._key, version=__version__))

    def settle(self) -> None:
        """Give the text file and the database what the other has and it has not.

        Raises:
            LogBroken: they tell different things, or a line of the text was not signed here.
        """
        signed_copies.settle(
            self._begin,
            self._look,
            lambda work: work.releases,
            self._text,
            lambda some, before: log.verify(some, self.public_key, before),
            _heed,
        )


def _known(work: UnitOfWork, group: Group) -> Sequence[Line]:
    """What the next line needs of the log: every line about the same units, and the newest one."""
    about, last = work.releases.of_units(group.units), work.releases.last()
    newest: Iterable[Line] = () if last is None or (about and about[-1].number == last.number) else (last,)
    return list(chain(about, newest))


def _heed(work: UnitOfWork, line: Line) -> None:
    """A floor that was raised stays raised, also in a database that has forgotten it."""
    if line.fact is Fact.FLOOR:
        for unit in line.group.units:
            work.floors.put(unit, line.group.floor, line.period.number)
