"""The outline of a day: its six answers and whether there is a note, but not the note."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, Self

from wellbeing.domain.checkin import CheckIn, Feeling


class Outline(NamedTuple):
    """What a year is drawn from. It is no check-in, so that it can never be saved in the place of one.

    A named tuple, because a year needs hundreds at every look, and they are made in a third of the time.
    """

    day: date
    heaviness: int | None = None
    energy: int | None = None
    sleep: int | None = None
    intrusions: int | None = None
    feelings: frozenset[Feeling] | None = None
    recovery: int | None = None
    noted: bool = False

    def __repr__(self) -> str:
        """The day alone: an answer must not get into a log by way of an error."""
        return f"Outline(day={self.day!r})"

    @classmethod
    def of(cls, checkin: CheckIn) -> Self:
        """The outline of a check-in."""
        return cls(
            checkin.day,
            checkin.heaviness,
            checkin.energy,
            checkin.sleep,
            checkin.intrusions,
            checkin.feelings,
            checkin.recovery,
            bool(checkin.note),
        )

    @property
    def empty(self) -> bool:
        """Whether nothing has been answered or written."""
        return not self.noted and self[1:7] == _SKIPPED


_SKIPPED = (None,) * 6
