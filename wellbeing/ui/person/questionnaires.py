"""Questionnaires: item by item or all in a list, each answer saved as it is given, skipped or undone."""

from __future__ import annotations

from datetime import date
from typing import Final

import reflex as rx

from wellbeing.domain.errors import BadInput, QuestionnaireGone
from wellbeing.domain.instruments.instrument import Instrument
from wellbeing.domain.instruments.sheet import Sheet
from wellbeing.domain.instruments.telling import NO_NUMBER, known, quoted
from wellbeing.domain.preferences import Rhythm
from wellbeing.ui.door import same_reader
from wellbeing.ui.guard import only
from wellbeing.ui.leaving import Leaving
from wellbeing.ui.person.filling import (
    RHYTHMS,
    AnswerRow,
    ItemRow,
    NumberRow,
    OfferRow,
    PastRow,
    ResultChart,
    answer_rows,
    charts,
    item_rows,
    number_rows,
    offer_rows,
    past_rows,
)
from wellbeing.ui.reading import day_of
from wellbeing.ui.rules import Phase
from wellbeing.ui.visit import ask, is_open, words_of
from wellbeing.ui.wiring import desks
from wellbeing.words import day_words

VIEWS: Final = ("one", "list")
"""The two ways of answering; other views are the shelf (""), "before", "end", "done" and "past"."""


class Questionnaires(Leaving, rx.State):
    """What the page shows; all of it goes when the page is left or locked."""

    view: rx.Field[str] = rx.field("")
    offers: rx.Field[list[OfferRow]] = rx.field(default_factory=list)
    name: rx.Field[str] = rx.field("")
    title: rx.Field[str] = rx.field("")
    about: rx.Field[str] = rx.field("")
    recall: rx.Field[str] = rx.field("")
    stem: rx.Field[str] = rx.field("")
    own: rx.Field[bool] = rx.field(False)
    """Whether the words are ours and translated; published ones stay in their own language."""
    facts: rx.Field[list[str]] = rx.field(default_factory=list)
    begun: rx.Field[str] = rx.field("")
    day: rx.Field[str] = rx.field("")
    items: rx.Field[list[ItemRow]] = rx.field(default_factory=list)
    current: rx.Field[list[ItemRow]] = rx.field(default_factory=list)
    """The one item on the screen, or none."""
    at: rx.Field[int] = rx.field(0)
    unanswered: rx.Field[int] = rx.field(0)
    numbers: rx.Field[list[NumberRow]] = rx.field(default_factory=list)
    silent: rx.Field[str] = rx.field("")
    answers: rx.Field[list[AnswerRow]] = rx.field(default_factory=list)
    again: rx.Field[bool] = rx.field(False)
    past: rx.Field[list[PastRow]] = rx.field(default_factory=list)
    charts: rx.Field[list[ResultChart]] = rx.field(default_factory=list)
    said: rx.Field[str] = rx.field("")
    undo: rx.Field[bool] = rx.field(False)
    _kept: Sheet | None = None

    @only(least=Phase.NOBODY, acts=False)
    async def load(self) -> None:
        """Show the shelf; nothing to anybody whose entries are not open."""
        self.reset()
        if is_open(self):
            await self._shelf()

    @only()
    async def shelve(self) -> None:
        """Back to the shelf; what was answered is kept there."""
        self.reset()
        await self._shelf()

    @only()
    async def choose(self, which: str) -> None:
        """Show what a questionnaire is before anything is asked."""
        sheet = await ask(self, desks().person.questionnaires.begin, str(which))
        self._turn_to(sheet)
        self.view = "before"

    @only()
    async def start(self, way: str) -> None:
        """Begin or go on, one item at a time or all in a list."""
        if way not in VIEWS:
            raise BadInput
        sheet = await ask(self, desks().person.questionnaires.begin, self.name)
        self._turn_to(sheet)
        self.view = way
        if way == "one":
            first = sheet.next_of(_instrument(self.name))
            self._show(len(self.items) if first is None else first - 1)

    @only()
    async def answer(self, which: str, item: str, code: str, begun: str, tag: str) -> None:
        """Save one answer as it is given; an empty one skips the item, or takes back what was said there.

        A tap that waited for the server comes to a page that begins anew: it goes on where it was.
        """
        await same_reader(self, tag)
        number, given = _whole(item), _whole(code) if code else None
        service = desks().person.questionnaires.answer
        sheet = await ask(self, service, str(which), day_of(begun), number, given)
        self._turn_to(sheet)
        self.view = self.view or "one"
        if self.view == "one":
            self._show(number)

    @only()
    async def go(self, item: str) -> None:
        """Turn to an item, or to the end behind the last one."""
        if self.view in {"one", "end"}:
            self._show(_whole(item))

    @only()
    async def finish(self, which: str, begun: str, tag: str) -> None:
        """Finish, and show what may be said of it."""
        await same_reader(self, tag)
        await ask(self, desks().person.questionnaires.finish, str(which), day_of(begun))
        self._name(_instrument(str(which)))
        await self._done(day_of(begun))

    @only()
    async def reopen(self, begun: str, tag: str) -> None:
        """Change an answer of one that was finished a moment or a few days ago."""
        await same_reader(self, tag)
        sheet = await ask(self, desks().person.questionnaires.reopen, self.name, day_of(begun))
        self._turn_to(sheet)
        self.view = "list"

    @only()
    async def look_back(self, which: str) -> None:
        """Show everything that was filled in of one questionnaire."""
        await self._past(str(which))

    @only()
    async def open_sheet(self, begun: str) -> None:
        """Show one result of the past."""
        await self._done(day_of(begun))

    @only()
    async def take_back(self, begun: str, tag: str) -> None:
        """Delete a sheet; it can be put back as long as the page is open."""
        await same_reader(self, tag)
        service = desks().person.questionnaires.take_back
        sheet = await ask(self, service, self.name, day_of(begun))
        await self._past(self.name)
        self._kept, self.undo = sheet, True

    @only()
    async def put_back(self, tag: str) -> None:
        """Undo the deletion."""
        await same_reader(self, tag)
        if self._kept is None:
            return
        kept, self._kept = self._kept, None
        await ask(self, desks().person.questionnaires.put_back, kept)
        await self._past(kept.of)

    @only()
    async def keep_rhythm(self, which: str, rhythm: str, tag: str) -> None:
        """Have one offered in a rhythm, or only when asked for."""
        await same_reader(self, tag)
        if str(rhythm) not in RHYTHMS:
            raise BadInput
        chosen = Rhythm(rhythm) if rhythm else None
        await ask(self, desks().person.questionnaires.choose_rhythm, str(which), chosen)
        await self._shelf()
        self.said = words_of(self)("Saved.")

    async def _shelf(self) -> None:
        offers = await ask(self, desks().person.questionnaires.offers)
        self.offers = offer_rows(offers, words_of(self))

    async def _past(self, name: str) -> None:
        past = await ask(self, desks().person.questionnaires.past, name)
        t = words_of(self)
        self._name(past.instrument)
        self.past, self.charts = past_rows(past, t), charts(past, t)
        self.view, self.said, self.undo, self.items = "past", "", False, []

    async def _done(self, begun: date) -> None:
        past = await ask(self, desks().person.questionnaires.past, self.name)
        sheet = next((one for one in past.sheets if one.begun == begun), None)
        if sheet is None:
            raise BadInput
        t = words_of(self)
        self._turn_to(sheet)
        self.numbers = number_rows(past.instrument, past.readings(begun), t)
        self.silent = t(NO_NUMBER) if past.instrument.scales and not self.numbers else ""
        self.answers = answer_rows(past.instrument, sheet, t)
        self.again = begun in past.changeable
        self.view, self.items, self.current = "done", [], []

    def _name(self, instrument: Instrument) -> None:
        t = words_of(self)
        self.name, self.own = instrument.name, instrument.own
        self.title, self.about = quoted(instrument, instrument.title, t), t(instrument.about)
        self.recall = t("It asks about {time}.", time=t(instrument.recall))
        self.stem = quoted(instrument, instrument.stem, t)
        told = (instrument.source, instrument.credit, instrument.licence)
        self.facts = [] if instrument.own else [one for one in told if one]

    def _turn_to(self, sheet: Sheet) -> None:
        """Put a sheet on the screen."""
        instrument, t = _instrument(sheet.of), words_of(self)
        self._name(instrument)
        self.begun, self.day = sheet.begun.isoformat(), day_words(sheet.begun, t.locale)
        self.items = item_rows(instrument, sheet, t)
        self.unanswered = sum(not one.answer for one in self.items)
        self.said = ""

    def _show(self, index: int) -> None:
        """Show the item at an index; behind the last one is the end."""
        self.at = min(max(index, 0), len(self.items))
        self.current = self.items[self.at : self.at + 1]
        self.view = "one" if self.current else "end"


def _instrument(name: str) -> Instrument:
    instrument = known(name)
    if instrument is None:
        raise QuestionnaireGone
    return instrument


def _whole(text: object) -> int:
    """A small number as the page writes it, without a sign."""
    if not (isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) <= 3):
        raise BadInput
    return int(text)
