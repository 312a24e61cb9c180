"""What was told: the log of releases as pages may read it; nothing here adds a line or opens a box."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from wellbeing.anonymity import log
from wellbeing.crypto import signing
from wellbeing.domain.people import UnitId
from wellbeing.domain.periods import Period
from wellbeing.domain.releases import Fact, Group, Line
from wellbeing.services.ports import Begin
from wellbeing.services.signed_copies import AT_ONCE, Signed


def open_periods(now: datetime) -> tuple[Period, ...]:
    """The periods that still take ballots: this one, and the one before until Monday noon."""
    this = Period.at(now)
    before = this.later(-1)
    return (before, this) if now < before.closes_at else (this,)


class ReadReleases:
    """Reads the log; everybody whose unit it is about may see every byte of it."""

    def __init__(self, look: Begin, public_key: bytes) -> None:
        self._look = look
        self.public_key = public_key
        """By which anybody can check the log, 32 bytes."""

    def open_periods(self, now: datetime) -> tuple[Period, ...]:
        """The periods that take ballots at a moment, the older one first."""
        return open_periods(now)

    def group_of(self, unit: UnitId, period: Period) -> Group | None:
        """The group in which a unit is counted for a period; None when it is in none."""
        formed = (one for one in self.lines_of([unit]) if one.fact is Fact.FORMED)
        return next((one.group for one in formed if one.period == period), None)

    def lines(self, after: int = 0, most: int | None = None) -> Sequence[Line]:
        """Every line with a higher number; the first so many of them when that is said."""
        with self._look() as work:
            return work.releases.all(after, most)

    def lines_of(self, units: Iterable[UnitId]) -> Sequence[Line]:
        """Every line about a group with one of these units."""
        with self._look() as work:
            return work.releases.of_units(units)

    def lines_in(self, period: Period) -> Sequence[Line]:
        """Every line about a period."""
        with self._look() as work:
            return work.releases.of_period(period.number)

    def head(self) -> str:
        """The hash of the newest line, for an officer to write down and compare."""
        with self._look() as work:
            last = work.releases.last()
        return log.BEGINNING if last is None else head_of(last)

    def verify(self) -> int:
        """Check numbers, hashes and signatures from the first line on; how many lines are sound.

        Raises:
            LogBroken: with the number of the first line that is not.
        """
        return log.verify(self._each(), self.public_key)

    def _each(self) -> Iterator[Line]:
        after = 0
        while some := self.lines(after, AT_ONCE):
            yield from some
            after = some[-1].number


def head_of(line: Line) -> str:
    """The hash of a line, as the next one holds it."""
    return log.head([line])


def verify_newest(line: Signed, public_key: bytes) -> bool:
    """Whether this key signed a line, whatever stands before it."""
    return signing.signed(public_key, line.body.encode(), line.signature)


def verify_text(lines: Iterable[Line], public_key: bytes) -> int:
    """Check a copy of the text log by itself; how many lines are sound.

    Raises:
        LogBroken: with the number of the first line that is not.
    """
    return log.verify(lines, public_key)
