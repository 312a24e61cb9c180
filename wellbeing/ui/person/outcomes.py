"""What became of the work, as an officer finds it; nothing says that somebody has read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import reflex as rx

from wellbeing.domain.outcomes import Outcome
from wellbeing.ui.door import same_reader
from wellbeing.ui.guard import only
from wellbeing.ui.leaving import Leaving
from wellbeing.ui.rules import Phase
from wellbeing.ui.visit import ask, is_open, words_of
from wellbeing.ui.wiring import desks
from wellbeing.words import Translator, day_words


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """An outcome in words."""

    words: str
    day: str


def outcome_rows(outcomes: Iterable[Outcome], t: Translator) -> list[OutcomeRow]:
    """The outcomes in their order."""
    return [OutcomeRow(one.words, day_words(one.posted_on, t.locale)) for one in outcomes]


class Outcomes(Leaving, rx.State):
    """What the page shows; it goes when the page is left or locked."""

    rows: rx.Field[list[OutcomeRow]] = rx.field(default_factory=list)
    newest: rx.Field[str] = rx.field("")
    """The words of the newest one, for the end of a break."""
    off: rx.Field[bool] = rx.field(False)
    posts: rx.Field[bool] = rx.field(False)
    """Whether this person may post for a unit."""
    loaded: rx.Field[bool] = rx.field(False)

    @only(least=Phase.NOBODY, acts=False)
    async def load(self) -> None:
        """Show what there is for this person."""
        self.reset()
        if is_open(self):
            await self._look()

    @only()
    async def switch(self, tag: str) -> None:
        """Switch all outcomes off, or on again, for oneself."""
        await same_reader(self, tag)
        await ask(self, desks().person.outcomes.switch, off=not self.off)
        await self._look()

    async def _look(self) -> None:
        found = await ask(self, desks().person.outcomes.shown)
        self.rows = outcome_rows(found, words_of(self))
        self.newest = self.rows[0].words if self.rows else ""
        self.off = await ask(self, desks().person.outcomes.off)
        self.posts = bool(await ask(self, desks().person.outcomes.units))
        self.loaded = True
