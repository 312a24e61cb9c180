"""A letter: the acts a person makes while their entries are locked, left for themselves until they unlock."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from wellbeing.domain.errors import ActsFull
from wellbeing.domain.exposure import ExposureDay

MOST_ACTS: Final = 400
"""Most acts in one letter: many times what a locked shift needs, and no more for whoever stole a cookie."""


@dataclass(frozen=True, slots=True)
class Letter:
    """All acts since the last unlock, each filed to its local day; an empty one waits for everybody."""

    days: tuple[ExposureDay, ...] = field(default=(), repr=False)
    """In order, each day once."""

    @property
    def acts(self) -> int:
        """How many acts it holds."""
        return sum(len(one.events) for one in self.days)

    def having(self, filed: ExposureDay) -> Letter:
        """The letter with a day's acts too.

        Raises:
            ActsFull: it is full. What it holds stays.
        """
        days = {one.day: one for one in self.days}
        there = days.get(filed.day)
        days[filed.day] = filed if there is None else there.merged(filed)
        letter = Letter(tuple(days[day] for day in sorted(days)))
        if letter.acts > MOST_ACTS:
            raise ActsFull
        return letter
