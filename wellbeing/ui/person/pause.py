"""A break as it is spent: what is shown, what the person likes best, and the quiet steps that end a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import reflex as rx

from wellbeing.domain.errors import BadInput
from wellbeing.domain.policy.rules import SUGGESTIONS, Policy
from wellbeing.domain.preferences import Preferences
from wellbeing.ui.clock import Timer
from wellbeing.ui.door import same_reader
from wellbeing.ui.guard import only
from wellbeing.ui.rules import Phase
from wellbeing.ui.visit import ask, is_open
from wellbeing.ui.wiring import desks

STEPS: Final = 3
"""How many quiet steps end a day; the offer to check in comes after them."""


class Pause(rx.State):
    """What the break page shows; all of it goes when the page is left or locked."""

    shown: rx.Field[str] = rx.field("")
    """One of `SUGGESTIONS`."""
    offered: rx.Field[list[str]] = rx.field(default_factory=list)
    """What the unit's rule offers."""
    likes: rx.Field[list[str]] = rx.field(default_factory=list)
    step: rx.Field[int] = rx.field(0)

    @only(least=Phase.NOBODY, acts=False)
    async def load(self) -> None:
        """Begin with what the person likes best."""
        self.reset()
        if is_open(self):
            held = await ask(self, desks().person.policies.effective)
            self.offered = offered(held.policy)
            mine = await ask(self, desks().person.preferences.mine)
            self.likes = liked(mine)
            self.shown = next((one for one in self.likes if one in self.offered), self.offered[0])

    @only(least=Phase.NOBODY, acts=False)
    async def leave(self) -> None:
        """Forget what the page showed, and that the day was ended."""
        self.reset()
        (await self.get_state(Timer)).ended = False

    @only()
    async def show(self, rest: str) -> None:
        """Show another way to spend the break."""
        self.shown = rest_of(rest)

    @only()
    async def like(self, rest: str, tag: str) -> None:
        """Put a way among the favourites, or take it out again."""
        await same_reader(self, tag)
        mine = await ask(self, desks().person.preferences.change, toggled(rest_of(rest)))
        self.likes = liked(mine)

    @only()
    async def onward(self) -> None:
        """Go one quiet step on."""
        self.step = min(self.step + 1, STEPS)


def rest_of(text: object) -> str:
    """A way to spend a break as the page names it.

    Raises:
        BadInput: it is none.
    """
    if text not in SUGGESTIONS:
        raise BadInput
    return str(text)


def offered(policy: Policy) -> list[str]:
    """The ways to rest that a rule offers; looking far needs nothing and is there when it names none."""
    return [one for one in SUGGESTIONS if one in policy.suggestions] or [SUGGESTIONS[0]]


def liked(mine: Preferences) -> list[str]:
    """The favourites that there still are, the first one first."""
    return [one for one in mine.breaks if one in SUGGESTIONS]


def toggled(rest: str) -> Callable[[Preferences], Preferences]:
    """The edit that puts a way among the favourites, last, or takes it out."""

    def edit(mine: Preferences) -> Preferences:
        without: Sequence[str] = tuple(one for one in mine.breaks if one != rest)
        return replace(mine, breaks=(*without, *((rest,) if rest not in mine.breaks else ())))

    return edit
