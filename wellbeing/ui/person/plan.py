"""The safety plan as it is written: each step is kept by itself, a moment after the last key."""

from __future__ import annotations

from typing import Any, Final

import reflex as rx

from wellbeing.domain.errors import Unfit
from wellbeing.domain.plan import Plan, Step
from wellbeing.ui.door import same_reader
from wellbeing.ui.guard import only
from wellbeing.ui.leaving import Leaving
from wellbeing.ui.reading import named
from wellbeing.ui.rules import Phase
from wellbeing.ui.visit import ask, is_open, words_of
from wellbeing.ui.wiring import desks

THERE: Final = "plan"
"""What stands where the form of a check-in has its day; empty until the plan is here."""
NOTHING: Final = {one.value: "" for one in Step}


class SafetyPlan(Leaving, rx.State):
    """The plan on the screen; all of it goes when the page is left or locked."""

    day: rx.Field[str] = rx.field("")
    steps: rx.Field[dict[str, str]] = rx.field(default_factory=lambda: dict(NOTHING))
    unsaved: rx.Field[list[str]] = rx.field(default_factory=list)
    said: rx.Field[str] = rx.field("")

    @only(least=Phase.NOBODY, acts=False)
    async def load(self) -> None:
        """Show the plan; nothing to anybody whose entries are not open."""
        if not is_open(self):
            self.reset()
            return
        self._show(await ask(self, desks().person.plans.mine))

    @only()
    async def merge(self, form: dict[str, Any]) -> None:
        """Keep the steps that wait; a step that is not named stays as it is."""
        await same_reader(self, str(form.get("tag", "")))
        steps = {named(Step, one): str(form.get(one, "")) for one in waiting(form)}
        try:
            plan = await ask(self, desks().person.plans.write, steps)
        except Unfit as error:
            self.unsaved, self.said = [words_of(self)(error.sentence())], ""
            return
        self._show(plan)
        self.said = words_of(self)("Saved.")

    def _show(self, plan: Plan) -> None:
        self.day, self.unsaved = THERE, []
        self.steps = {step.value: plan.said(step) for step in Step}


def waiting(form: dict[str, Any]) -> set[str]:
    """The names of the steps that the page has not seen confirmed."""
    return {one for one in str(form.get("pending", "")).split(",") if one}
