"""Leaving the unit for other work."""

from __future__ import annotations

from typing import Final

from wellbeing.domain.learning import sources
from wellbeing.domain.learning.card import Audience, Card, Part, Topic
from wellbeing.words import mark

CARD: Final = Card(
    id="leaving-the-unit",
    title=mark("Leaving the unit"),
    minutes=1,
    topic=Topic.CHANGES,
    audience=Audience.OFFICERS,
    parts=(
        Part(
            mark("When to go"),
            (
                mark(
                    "There is no proven number of years. A study of over 600 current and former "
                    "staff found no one rule."
                ),
                mark(
                    "Wishing to leave often goes together with strong reactions. It is worth a talk "
                    "by itself."
                ),
            ),
        ),
        Part(
            mark("How to go"),
            (
                mark(
                    "Choose the time yourself, if you can. Say goodbye to the work as well as to the people."
                ),
                mark("Ask what support stays open to you, and for how long. Get it in writing."),
            ),
        ),
        Part(
            mark("Afterwards"),
            (
                mark("Images may come back months later, when life is calm. That is known."),
                mark("Missing the work is common too. It had a meaning."),
                mark("Your entries here stay yours when your seat ends."),
            ),
        ),
    ),
    sources=(
        sources.SPECIALISTS,
        sources.MANKATO,
        sources.COMPENSATED,
    ),
    written_on=sources.WRITTEN_ON,
    next_review=sources.NEXT_REVIEW,
)
