"""The outline of a day: its six answers and whether there is a note, but not the note."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Self

from wellbeing.domain.checkin import CheckIn, Feeling


@dataclass(frozen=True, slots=True)
class Outline:
    """What a year is drawn from. It is no check-in, so that it can never be saved in the place of one."""

    day: date
    heaviness: int | None = field(default=None, repr=False)
    energy: int | None = field(default=None, repr=False)
    sleep: int | None = field(default=None, repr=False)
    intrusions: int | None = field(default=None, repr=False)
    feelings: frozenset[Feeling] | None = field(default=None, repr=False)
    recovery: int | None = field(default=None, repr=False)
    noted: bool = field(default=False, repr=False)

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
        return (
            self.heaviness is None
            and self.energy is None
            and self.sleep is None
            and self.intrusions is None
            and self.feelings is None
            and self.recovery is None
            and not self.noted
        )
