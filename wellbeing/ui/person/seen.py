"""What my lead sees: the same pictures, drawn from the same objects, and every line behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import reflex as rx

from wellbeing.ui.guard import only
from wellbeing.ui.leaving import Leaving
from wellbeing.ui.rules import Phase
from wellbeing.ui.team_rows import TeamPicture, shown
from wellbeing.ui.visit import ask, is_open, words_of
from wellbeing.ui.wiring import desks

AT_ONCE: Final = 26
"""Lines that are listed at first, and with each tap more: a year of one group."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the log, byte for byte."""

    number: str
    body: str
    signature: str
    """In hex."""


class WhatLeadsSee(Leaving, rx.State):
    """What the page shows; it goes when the page is left or locked."""

    pictures: rx.Field[list[TeamPicture]] = rx.field(default_factory=list)
    """The own units, each followed by those above it."""
    lines: rx.Field[list[LogLine]] = rx.field(default_factory=list)
    """The newest first."""
    more: rx.Field[bool] = rx.field(False)
    head: rx.Field[str] = rx.field("")
    key: rx.Field[str] = rx.field("")
    loaded: rx.Field[bool] = rx.field(False)

    @only(least=Phase.NOBODY, acts=False)
    async def load(self) -> None:
        """Show all that the leads of one's own units may see."""
        self.reset()
        if is_open(self):
            await self._look(AT_ONCE)

    @only()
    async def older(self) -> None:
        """List more lines."""
        await self._look(len(self.lines) + AT_ONCE)

    async def _look(self, most: int) -> None:
        told, t = await ask(self, desks().person.team.seen), words_of(self)
        self.pictures = [shown(view, t) for view in told.views]
        self.lines = [
            LogLine(str(one.number), one.body, one.signature.hex()) for one in told.lines[::-1][:most]
        ]
        self.more = len(told.lines) > most
        self.head, self.key = told.head, told.public_key.hex()
        self.loaded = True
