"""Gentle notices on the page: at most one, worked out when somebody looks, and off for good by one tap."""

from __future__ import annotations

from dataclasses import dataclass, field

import reflex as rx

from wellbeing.domain import patterns, support
from wellbeing.domain.patterns import HELPED, PATTERN_NAMES, Pattern
from wellbeing.domain.support import TALK_NAMES, Talk
from wellbeing.services.patterns import Notice
from wellbeing.ui.door import same_reader
from wellbeing.ui.guard import only
from wellbeing.ui.leaving import Leaving
from wellbeing.ui.reading import named
from wellbeing.ui.rules import Phase
from wellbeing.ui.visit import ask, is_open, words_of
from wellbeing.ui.wiring import desks
from wellbeing.words import Translator, day_words


@dataclass(frozen=True, slots=True)
class SwitchRow:
    """A notice by its name, and whether it may speak."""

    name: str
    words: str
    on: bool = field(repr=False)


class Notices(Leaving, rx.State):
    """The one notice that is shown, and the switches of all; both go when the page is left or locked."""

    name: rx.Field[str] = rx.field("")
    """What it would be switched off by; empty for none."""
    words: rx.Field[str] = rx.field("")
    more: rx.Field[str] = rx.field("")
    talk: rx.Field[bool] = rx.field(False)
    """Whether it is about a talk, which one may say to have had."""
    said: rx.Field[str] = rx.field("")
    switches: rx.Field[list[SwitchRow]] = rx.field(default_factory=list)

    @only(least=Phase.NOBODY, acts=False)
    async def meet(self) -> None:
        """Show what there is to say, if anything."""
        self.reset()
        if is_open(self):
            self._show(await ask(self, desks().person.patterns.now))

    @only()
    async def rest(self, tag: str) -> None:
        """Switch off, for good, what is shown."""
        await same_reader(self, tag)
        await ask(self, desks().person.patterns.switch, self.name, off=True)
        self._end(words_of(self)("It is off. You find it again under “Something that helps”."))

    @only()
    async def had(self, tag: str) -> None:
        """Remember that the talk took place today."""
        await same_reader(self, tag)
        await ask(self, desks().person.patterns.talked, named(Talk, self.name))
        self._end(words_of(self)("Kept, with today's date and nothing else."))

    @only()
    async def later(self, tag: str) -> None:
        """Say nothing more today; the reminder of a talk is put away for longer."""
        await same_reader(self, tag)
        if self.talk:
            await ask(self, desks().person.patterns.later, named(Talk, self.name))
        await ask(self, desks().person.patterns.hush)
        self._end("")

    @only(least=Phase.NOBODY, acts=False)
    async def list_all(self) -> None:
        """Show the switches of all notices."""
        self.reset()
        if is_open(self):
            await self._list()

    @only()
    async def switch(self, which: str, tag: str) -> None:
        """Switch a notice off, or on again."""
        await same_reader(self, tag)
        now = next((one.on for one in self.switches if one.name == which), True)
        await ask(self, desks().person.patterns.switch, which, off=now)
        await self._list()

    async def _list(self) -> None:
        found, t = await ask(self, desks().person.patterns.switched), words_of(self)
        self.switches = [SwitchRow(name, t(called(name)), on) for name, on in found.items()]

    def _show(self, notice: Notice) -> None:
        t = words_of(self)
        if notice.seen is not None:
            self.name, self.words = notice.seen.pattern.value, patterns.told(notice.seen, t)
            self.more = t(HELPED[notice.helped]) if notice.helped else ""
        elif notice.due is not None:
            self.name, self.talk = notice.due.talk.value, True
            self.words, self.more = t(TALK_NAMES[notice.due.talk]), about(notice.due, t)

    def _end(self, said: str) -> None:
        self.reset()
        self.said = said


def about(due: support.Due, t: Translator) -> str:
    """The unit's rule, and when the last talk was."""
    rule = support.told(due, t)
    if due.last is None:
        return rule
    return rule + " " + t("The last one you named: {day}.", day=day_words(due.last, t.locale))


def called(name: str) -> str:
    """What a notice is called in the list of switches, marked."""
    return PATTERN_NAMES[Pattern(name)] if name in set(Pattern) else TALK_NAMES[Talk(name)]
