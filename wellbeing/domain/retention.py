"""How long entries stay: what a unit may say, what its people may choose, and what holds for somebody.

The month in which a row goes is plain on the disk, so that a job without any key can remove it. Units and
people therefore choose from the same few lengths: a row that goes sooner than a neighbour's says no more than
that somebody or some unit has chosen one of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from wellbeing.domain.days import Month, month_of, months_later

CHOICES: Final = (6, 12, 24, 36, 60)
"""Months after the month an entry was made for; the first is the least and the last the most."""
USUAL: Final = 24
"""What holds where nobody has said anything."""
ASIDE: Final = 0
"""Stands for no choice of one's own."""


@dataclass(frozen=True, slots=True)
class Stay:
    """How long somebody's entries stay, and why."""

    months: int
    """What holds from now on."""
    own: int
    """What they chose for themselves; `ASIDE` when they chose nothing."""
    unit: int | None
    """The most that their unit allows; None when it leaves that to them."""

    @property
    def choices(self) -> tuple[int, ...]:
        """What they may choose: nothing longer than their unit says."""
        return tuple(one for one in CHOICES if self.unit is None or one <= self.unit)


@dataclass(frozen=True, slots=True)
class Going:
    """What goes next, told in good time."""

    last_day: date
    """The newest day that goes, older ones with it."""
    after: date
    """The last day on which it is still there."""


def chosen(months: int) -> int:
    """What somebody has chosen whose entries lie like this, where nothing else is known of their choice."""
    return ASIDE if months == USUAL else months


def holding(own: int, unit: int | None) -> int:
    """The months that hold: one's own choice, at most the unit's; without one the unit's, or the usual."""
    if own == ASIDE:
        return USUAL if unit is None else unit
    return own if unit is None else min(own, unit)


def moved_to(computed: Month, filed: Month, today: date) -> Month:
    """Where a row goes when the time that entries stay has changed.

    Nothing is taken from anybody at once: what would be over by now stays to the end of the next month, so
    that its owner can take it along or choose otherwise.

    Args:
        computed: the month that follows from the new time.
        filed: the month that the row has now.
        today: the day of the change.
    """
    return max(computed, min(filed, months_later(month_of(today), 1)))
