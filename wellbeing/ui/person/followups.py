"""Follow-ups: after a unit has ended, its people are offered a check-in, and nobody is told."""

from __future__ import annotations

from dataclasses import dataclass, field

import reflex as rx

from wellbeing.domain.errors import BadInput
from wellbeing.services.followups import FollowUp
from wellbeing.ui.door import same_reader
from wellbeing.ui.guard import only
from wellbeing.ui.leaving import Leaving
from wellbeing.ui.reading import unit_id
from wellbeing.ui.rules import Phase
from wellbeing.ui.visit import ask, is_open, words_of
from wellbeing.ui.wiring import desks
from wellbeing.words import Translator


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """One offer as the page shows it."""

    unit: str
    weeks: str
    words: str = field(repr=False)


class FollowUps(Leaving, rx.State):
    """The offers that stand; they go when the page is left or locked."""

    rows: rx.Field[list[FollowUpRow]] = rx.field(default_factory=list)

    @only(least=Phase.NOBODY, acts=False)
    async def meet(self) -> None:
        """Show the offers that stand today, if any."""
        self.reset()
        if is_open(self):
            await self._look()

    @only()
    async def answer(self, unit: str, weeks: str, tag: str) -> None:
        """Put an offer away, taken or left; the next one comes in its own time."""
        await same_reader(self, tag)
        which = unit_id(unit), weeks_of(weeks)
        await ask(self, desks().person.followups.not_now, *which)
        await self._look()

    async def _look(self) -> None:
        found = await ask(self, desks().person.followups.offered)
        self.rows = [row(one, words_of(self)) for one in found]


def row(one: FollowUp, t: Translator) -> FollowUpRow:
    """An offer in words."""
    words = t.n(
        "It is {count} week since {unit} ended.",
        "It is {count} weeks since {unit} ended.",
        one.weeks,
        unit=one.unit_name,
    )
    return FollowUpRow(str(one.unit), str(one.weeks), words)


def weeks_of(text: object) -> int:
    """A number of weeks as the page names it.

    Raises:
        BadInput: it is none.
    """
    if str(text) not in {"1", "4", "12"}:
        raise BadInput
    return int(str(text))
