"""Being counted: the own yes or no, what would go now, and what went before; nobody else sees any of it."""

from __future__ import annotations

import reflex as rx

from wellbeing.domain.ballot import MOST_PERIODS, Answer
from wellbeing.services.ballot_view import Mine
from wellbeing.services.odds import noticed
from wellbeing.ui.door import same_reader
from wellbeing.ui.guard import only
from wellbeing.ui.leaving import Leaving
from wellbeing.ui.person.sharing_words import (
    PartRow,
    answer_words,
    history_rows,
    noticed_bars,
    noticed_sentences,
    part_row,
)
from wellbeing.ui.pictures.odds import Bar
from wellbeing.ui.reading import named
from wellbeing.ui.rules import Phase
from wellbeing.ui.visit import ask, is_open, words_of
from wellbeing.ui.wiring import desks


class Sharing(Leaving, rx.State):
    """What the page shows; all of it goes when the page is left or locked."""

    loaded: rx.Field[bool] = rx.field(False)
    counted: rx.Field[bool] = rx.field(False)
    ran_out: rx.Field[bool] = rx.field(False)
    answer: rx.Field[str] = rx.field("")
    parts: rx.Field[list[PartRow]] = rx.field(default_factory=list)
    some: rx.Field[list[Bar]] = rx.field(default_factory=list)
    most: rx.Field[list[Bar]] = rx.field(default_factory=list)
    some_said: rx.Field[str] = rx.field("")
    most_said: rx.Field[str] = rx.field("")
    odds: rx.Field[list[list[str]]] = rx.field(default_factory=list)
    history: rx.Field[list[list[str]]] = rx.field(default_factory=list)
    used: rx.Field[str] = rx.field("")
    said: rx.Field[str] = rx.field("")

    @only(least=Phase.NOBODY, acts=False)
    async def load(self) -> None:
        """Show what the person has said and what their entries make now."""
        self.reset()
        if is_open(self):
            self._show(await ask(self, desks().person.ballots.mine))

    @only()
    async def choose(self, answer: str, tag: str) -> None:
        """Say yes for a year, or no and take back what can be."""
        await same_reader(self, tag)
        yes = named(Answer, answer) is Answer.YES
        self._show(await ask(self, desks().person.ballots.choose, yes=yes))
        t = words_of(self)
        self.said = t("Saved. You are counted.") if yes else t("Saved. You are not counted.")

    def _show(self, mine: Mine) -> None:
        t = words_of(self)
        self.counted, self.ran_out, self.answer = mine.counted, mine.ran_out, answer_words(mine, t)
        self.parts = [part_row(one, t) for one in mine.open]
        found = noticed(mine.current.roster) if mine.current.roster else ()
        self.some, self.most = noticed_bars(found, t)
        self.some_said, self.most_said = noticed_sentences(self.some, self.most, t)
        pairs = zip(self.some, self.most, strict=True)
        self.odds = [[one.name, one.value, other.value] for one, other in pairs]
        self.history = history_rows(mine, t)
        self.used = t("{used} of {most} periods", used=t.number(mine.used), most=t.number(MOST_PERIODS))
        self.loaded = True
