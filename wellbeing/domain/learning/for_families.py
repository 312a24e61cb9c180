"""For those who live with somebody who does this work."""

from __future__ import annotations

from typing import Final

from wellbeing.domain.learning import sources
from wellbeing.domain.learning.card import Audience, Card, Part, Topic
from wellbeing.words import mark

CARD: Final = Card(
    id="for-families",
    title=mark("For families"),
    minutes=2,
    topic=Topic.OTHERS,
    audience=Audience.FAMILIES,
    parts=(
        Part(
            mark("What the work is"),
            (
                mark(
                    "Somebody you love looks at child sexual abuse material (CSAM) so that children "
                    "are found."
                ),
                mark("They may not tell you what they saw, by law and to spare you."),
            ),
        ),
        Part(
            mark("What you may notice"),
            (
                mark("Anger without a reason, silence, bad sleep, or nearness that has become difficult."),
                mark("More worry for the children than before, and distrust of people you know."),
                mark("These are known reactions. They are not about you."),
            ),
        ),
        Part(
            mark("What may help"),
            (
                mark("Ask how they are, not what they saw."),
                mark("Agree on a sign for “it was a heavy day”, with nothing to explain."),
                mark("Leave them half an hour between work and home."),
                mark("Plain things together count: a walk, cooking, a film that is light."),
            ),
        ),
        Part(
            mark("You count too"),
            (
                mark("Living beside this can wear you down. You may ask for help for yourself."),
                mark("If you fear for somebody's life, call your emergency number."),
                mark("The page “Help now” lists lines for many countries. It needs no account."),
            ),
        ),
    ),
    sources=(
        sources.MANKATO,
        sources.MARRIAGES,
        sources.KIRSCHMAN,
        sources.EXETER,
    ),
    written_on=sources.WRITTEN_ON,
    next_review=sources.NEXT_REVIEW,
)
