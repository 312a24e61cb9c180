"""Relief: how it was before, one short tool, how it was after, and what one's own past says of the tools.

The numbers go from 0 to 10 and are nobody's but the person's. What is said of a tool is a count and nothing
more: in how many of the uses with both numbers the second was lower. Below `ENOUGH` such uses a tool is
not put before another one. The loop of rating, tool and rating again is that of PTSD Coach, whose users said
1.4 points less after a tool on the mean (pmc.ncbi.nlm.nih.gov/articles/PMC9006138). Ours claim nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from wellbeing.domain.errors import AnswerOutOfRange, BadInput
from wellbeing.words import mark

HIGHEST: Final = 10
"""The ratings go from 0, calm, to this."""
STILL_HIGH: Final = 7
"""From here on the way to people is said first once more; nothing else follows from it."""
ENOUGH: Final = 3
"""Uses with both ratings before a tool is put before another."""
MINUTES: Final = 2
"""How long a tool is meant to take; nothing ends it."""
AT_MOST: Final = 500
"""Most uses kept of one month; far more than anybody makes."""


class Tool(StrEnum):
    """What can be done in two minutes, in the order it is offered by default."""

    BREATHE = "breathe"
    GROUNDING = "grounding"
    WALK = "walk"
    PUZZLE = "puzzle"
    CALL = "call"


TOOL_NAMES: Final[Mapping[Tool, str]] = {
    Tool.BREATHE: mark("Breathe"),
    Tool.GROUNDING: mark("Notice what is here"),
    Tool.WALK: mark("Walk"),
    Tool.PUZZLE: mark("Turn blocks"),
    Tool.CALL: mark("Call someone"),
}


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a tool; a rating that was skipped is None."""

    id: UUID
    day: date
    tool: Tool
    before: int | None = field(default=None, repr=False)
    after: int | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Refuse a rating off the scale.

        Raises:
            AnswerOutOfRange: a rating is not a whole number from 0 to `HIGHEST`.
        """
        for rating in (self.before, self.after):
            if rating is not None and (type(rating) is not int or not 0 <= rating <= HIGHEST):
                raise AnswerOutOfRange

    @property
    def rated(self) -> bool:
        """Whether both ratings are there."""
        return self.before is not None and self.after is not None

    @property
    def lower(self) -> bool:
        """Whether the second rating is lower than the first."""
        return self.before is not None and self.after is not None and self.after < self.before


@dataclass(frozen=True, slots=True)
class ReliefPage:
    """The uses of one month, in the order they were made."""

    month: date
    """Its first day."""
    uses: tuple[Use, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        """Refuse a page that mixes months or names a use twice.

        Raises:
            BadInput: it does, or holds more than `AT_MOST`.
        """
        if self.month.day != 1 or any(month_start(one.day) != self.month for one in self.uses):
            raise BadInput
        if len({one.id for one in self.uses}) != len(self.uses) or len(self.uses) > AT_MOST:
            raise BadInput

    def having(self, use: Use) -> ReliefPage:
        """The page with one more use; the same one again changes nothing."""
        if any(one.id == use.id for one in self.uses):
            return self
        return replace(self, uses=(*self.uses, use))

    def without(self, use: UUID) -> ReliefPage:
        """The page with a use taken away."""
        return replace(self, uses=tuple(one for one in self.uses if one.id != use))


def month_start(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


@dataclass(frozen=True, slots=True)
class Tally:
    """What one's own past says of a tool."""

    tool: Tool
    times: int = field(repr=False)
    rated: int = field(repr=False)
    """How many of them have both ratings."""
    lower: int = field(repr=False)
    """After how many of those the rating was lower."""

    @property
    def enough(self) -> bool:
        """Whether there are enough uses to put the tool before another."""
        return self.rated >= ENOUGH


def tallies(uses: Iterable[Use]) -> tuple[Tally, ...]:
    """One tally for each tool that was used.

    Those with enough uses come first, by the share of lower ratings and then by how many; the others
    keep the order in which tools are offered.
    """
    found = list(uses)
    made = [
        Tally(
            tool,
            sum(one.tool is tool for one in found),
            sum(one.tool is tool and one.rated for one in found),
            sum(one.tool is tool and one.lower for one in found),
        )
        for tool in Tool
    ]
    return tuple(sorted((one for one in made if one.times), key=_place))


def helped_last(uses: Iterable[Use]) -> Tool | None:
    """The tool of the last use after which the rating was lower; None when there is none."""
    lower = [one.tool for one in uses if one.lower]
    return lower[-1] if lower else None


def _place(tally: Tally) -> tuple[bool, float, int]:
    if not tally.enough:
        return True, 0, 0
    return False, -tally.lower / tally.rated, -tally.rated
