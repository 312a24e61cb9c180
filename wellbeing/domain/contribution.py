"""A contribution: the six numbers that one person may put into their group's box for one period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import IntEnum
from typing import Final

from wellbeing.domain.errors import BadInput
from wellbeing.domain.strain import Band, band

WEEKS: Final = 4
MOST_HALF_HOURS: Final = 20
"""Ten hours a week; more counts as ten, so that nobody's hours stand out."""
KEPT_SHARE: Final = 3, 4
"""A period counts as kept when at least three of four days of work were."""


class Cell(IntEnum):
    """Where somebody is counted: not at all, or in the band of their own average."""

    NONE = 0
    LOW = 1
    MIDDLE = 2
    HIGH = 3


CELL_OF: Final = {Band.LOW: Cell.LOW, Band.MIDDLE: Cell.MIDDLE, Band.HIGH: Cell.HIGH}


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one person adds. Whoever takes no part adds nothing, and counts in the cell NONE."""

    cell: Cell = field(default=Cell.NONE, repr=False)
    half_hours: int = field(default=0, repr=False)
    """Average half hours of exposure a week, 0 to `MOST_HALF_HOURS`."""
    breaks_kept: bool = field(default=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse what would weigh more than one person may.

        Raises:
            BadInput: a number is out of its range, or somebody who takes no part adds something.
        """
        if type(self.half_hours) is not int or not 0 <= self.half_hours <= MOST_HALF_HOURS:
            raise BadInput
        if self.cell is Cell.NONE and (self.half_hours or self.breaks_kept):
            raise BadInput

    @property
    def counts(self) -> tuple[int, int, int, int, int, int]:
        """What changes in a box where this person counted in NONE before: four cells, half hours, breaks."""
        cells = [0, 0, 0, 0]
        if self.cell is not Cell.NONE:
            cells[Cell.NONE], cells[self.cell] = -1, 1
        return cells[0], cells[1], cells[2], cells[3], self.half_hours, int(self.breaks_kept)


NOTHING: Final = Contribution()


def contribution(
    strains: Iterable[float], worked: timedelta, days_of_work: int, days_kept: int
) -> Contribution:
    """One person's contribution for one period.

    Args:
        strains: the strain index, 0 to 10, of each day of the period that has one.
        worked: all exposure of the period.
        days_of_work: local days with exposure.
        days_kept: those of them on which no stretch went on past the unit's limit.

    Returns:
        `NOTHING` when no day has an index: then neither hours nor breaks are told.
    """
    indexes = tuple(strains)
    if not indexes:
        return NOTHING
    half_hours = round(worked / timedelta(minutes=30) / WEEKS)
    kept, of = KEPT_SHARE
    return Contribution(
        CELL_OF[band(sum(indexes) / len(indexes))],
        min(max(half_hours, 0), MOST_HALF_HOURS),
        days_kept * of >= days_of_work * kept,
    )
