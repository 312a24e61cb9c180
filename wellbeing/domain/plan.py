"""A person's own safety plan: what they do when it is very bad, written down on a better day.

The order of the steps is that of the Safety Planning Intervention by Barbara Stanley and Gregory K. Brown
("Safety Planning Intervention: A Brief Intervention to Mitigate Suicide Risk", Cognitive and Behavioral
Practice 19, 2012, doi.org/10.1016/j.cbpra.2011.01.001); all words here are our own. The trusted person at the
end is ours too. An app with such steps was tried with 36 people (pmc.ncbi.nlm.nih.gov/articles/PMC6618059).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Final

from wellbeing.domain.errors import StepTooLong
from wellbeing.words import Translator, mark

AUTHORS: Final = "Stanley & Brown"
SOURCE: Final = "doi.org/10.1016/j.cbpra.2011.01.001"
"""Where the order of the steps comes from, as a page names it."""
STEP_LENGTH: Final = 1000
"""Longest text of a step, in characters."""


class Step(StrEnum):
    """The steps, from what one can do alone to what one does with others; each may stay empty."""

    SIGNS = "signs"
    COPING = "coping"
    PLACES = "places"
    PEOPLE = "people"
    PROFESSIONALS = "professionals"
    SURROUNDINGS = "surroundings"
    TRUSTED = "trusted"


@dataclass(frozen=True, slots=True)
class Plan:
    """One person's plan. Empty text is a step that is not written yet, which is fine."""

    signs: str = field(default="", repr=False)
    coping: str = field(default="", repr=False)
    places: str = field(default="", repr=False)
    people: str = field(default="", repr=False)
    professionals: str = field(default="", repr=False)
    surroundings: str = field(default="", repr=False)
    trusted: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        """Refuse a step that is too long.

        Raises:
            StepTooLong: a text has more than `STEP_LENGTH` characters.
        """
        if any(len(getattr(self, one.name)) > STEP_LENGTH for one in fields(self)):
            raise StepTooLong

    def said(self, step: Step) -> str:
        """What a step says."""
        return str(getattr(self, step.value))

    def written(self, steps: Mapping[Step, str]) -> Plan:
        """The same plan with some steps said anew; the others stay."""
        return replace(self, **{step.value: text.strip() for step, text in steps.items()})

    @property
    def empty(self) -> bool:
        """Whether nothing is written."""
        return not any(self.said(step) for step in Step)


TITLES: Final[Mapping[Step, str]] = {
    Step.SIGNS: mark("How I notice that it is getting bad"),
    Step.COPING: mark("What I can do by myself"),
    Step.PLACES: mark("People and places that take my mind off it"),
    Step.PEOPLE: mark("People I can ask for help"),
    Step.PROFESSIONALS: mark("Professionals and lines I can call"),
    Step.SURROUNDINGS: mark("How I make my surroundings safer"),
    Step.TRUSTED: mark("The person I trust most"),
}
"""What each step is called, in the words of whoever writes it."""
HINTS: Final[Mapping[Step, str]] = {
    Step.SIGNS: mark("A thought, a mood, something you do or stop doing."),
    Step.COPING: mark("What has calmed you before, without anybody's help."),
    Step.PLACES: mark("Nobody there needs to know why you came."),
    Step.PEOPLE: mark("Who may know how you are, and their number."),
    Step.PROFESSIONALS: mark("A doctor, a psychologist, a crisis line, and when they answer."),
    Step.SURROUNDINGS: mark("Where a weapon or medicine can be, so that it is not within reach."),
    Step.TRUSTED: mark("Whom you would call first, and their number."),
}
"""A line under each title that helps to begin."""


def told(plan: Plan, t: Translator) -> list[tuple[str, str]]:
    """Each step as its title and what it says, for a page to print."""
    return [(t(TITLES[step]), plan.said(step)) for step in Step]
