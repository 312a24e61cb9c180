"""Something that helps: how it is, a short tool, how it is now; any step may be skipped or left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final
from uuid import UUID, uuid4

import reflex as rx

from wellbeing.domain.errors import AnswerOutOfRange, BadInput
from wellbeing.domain.relief import HIGHEST, STILL_HIGH, Tool
from wellbeing.ui.door import same_reader
from wellbeing.ui.guard import only
from wellbeing.ui.leaving import Leaving
from wellbeing.ui.person.relief_words import TOOLS, HelpsRow, rows
from wellbeing.ui.reading import named
from wellbeing.ui.rules import Phase
from wellbeing.ui.visit import ask, is_open, words_of
from wellbeing.ui.wiring import desks

STEPS: Final = ("before", "choose", "tool", "after", "done")


class Relief(Leaving, rx.State):
    """Where somebody is between the two ratings; nothing is kept before the end."""

    step: rx.Field[str] = rx.field("")
    """One of `STEPS`; empty until somebody is known to be here."""
    tool: rx.Field[str] = rx.field("")
    last: rx.Field[str] = rx.field("")
    """The tool that helped last time."""
    last_words: rx.Field[str] = rx.field("")
    told: rx.Field[str] = rx.field("")
    high: rx.Field[bool] = rx.field(False)
    kept: rx.Field[bool] = rx.field(False)
    helps: rx.Field[list[HelpsRow]] = rx.field(default_factory=list)
    _before: int | None = None
    _use: str = ""

    @only(least=Phase.NOBODY, acts=False)
    async def load(self) -> None:
        """Begin with the question how it is."""
        self.reset()
        if is_open(self):
            self.step = STEPS[0]
            await self._look()

    @only()
    async def rate(self, form: dict[str, Any]) -> None:
        """Take the first rating, or none, and go on to the tools."""
        await same_reader(self, str(form.get("tag", "")))
        self._before, self._use = rating(form.get("rating")), ""
        self.step = "choose"

    @only()
    async def choose(self, tool: str) -> None:
        """Begin a tool."""
        self.tool, self.step = named(Tool, tool).value, "tool"

    @only()
    async def go(self, step: str) -> None:
        """Turn to a step; back to the beginning forgets what was rated."""
        if step not in ("before", "choose", "after"):
            raise BadInput
        if step == "before":
            self._before, self.tool, self.kept = None, "", False
        self.step = step

    @only()
    async def finish(self, form: dict[str, Any]) -> None:
        """Take the second rating, or none, and keep the use."""
        await same_reader(self, str(form.get("tag", "")))
        after, tool = rating(form.get("rating")), named(Tool, self.tool)
        self._use = self._use or str(uuid4())
        keep: Callable[..., Any] = partial(desks().person.relief.keep, before=self._before, after=after)
        await ask(self, keep, UUID(self._use), tool)
        self._tell(after)
        await self._look()

    @only()
    async def take_back(self, tag: str) -> None:
        """Do not keep this one after all."""
        await same_reader(self, tag)
        if self._use:
            await ask(self, desks().person.relief.take_back, UUID(self._use))
        self._use, self.kept = "", False
        self.told = words_of(self)("It is not kept.")
        await self._look()

    def _tell(self, after: int | None) -> None:
        """Say what the two ratings are, without judging either."""
        t, before = words_of(self), self._before
        self.step, self.kept = "done", True
        self.high = after is not None and after >= STILL_HIGH
        if before is None or after is None:
            self.told = t("Kept. You can leave it at that.")
        else:
            self.told = t("Before {before}, now {after}.", before=t.number(before), after=t.number(after))

    async def _look(self) -> None:
        t, found = words_of(self), await ask(self, desks().person.relief.helps)
        self.helps = rows(found.tallies, t)
        self.last = found.last.value if found.last else ""
        self.last_words = t(TOOLS[found.last][1]) if found.last else ""


def rating(text: object) -> int | None:
    """A rating as the form sends it; None when it was skipped.

    Raises:
        AnswerOutOfRange: it is no step of the scale.
    """
    said = "" if text is None else str(text)
    if not said:
        return None
    if said not in map(str, range(HIGHEST + 1)):
        raise AnswerOutOfRange
    return int(said)
