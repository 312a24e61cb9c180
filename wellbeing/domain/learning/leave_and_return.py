"""Going on leave and coming back."""

from __future__ import annotations

from typing import Final

from wellbeing.domain.learning import sources
from wellbeing.domain.learning.card import Audience, Card, Part, Topic
from wellbeing.words import mark

CARD: Final = Card(
    id="leave-and-return",
    title=mark("Leave and coming back"),
    minutes=1,
    topic=Topic.CHANGES,
    audience=Audience.OFFICERS,
    parts=(
        Part(
            mark("Going"),
            (
                mark("Hand over what is open in writing, so that nobody needs to call you."),
                mark("The first days may feel worse than work did. It often comes up once it is quiet."),
                mark("Working on days off is a sign to take seriously."),
            ),
        ),
        Part(
            mark("Coming back"),
            (
                mark("Begin with something light. The first file after weeks can hit harder."),
                mark("Use a ramp: half the time for the first days, if your unit allows it."),
                mark(
                    "A British force lets newcomers meet the material in a controlled way. A return "
                    "may deserve the same."
                ),
                mark("That has not been tested in a study."),
            ),
        ),
        Part(
            mark("Your say in it"),
            (
                mark("A say in when you look is among the things that seem to matter."),
                mark("So ask for the slow start. It is an ordinary thing to ask."),
            ),
        ),
    ),
    sources=(
        sources.DECOMPRESSING,
        sources.KIRSCHMAN,
        sources.COLLEGE,
        sources.KRAUSE,
    ),
    written_on=sources.WRITTEN_ON,
    next_review=sources.NEXT_REVIEW,
)
