"""Court, and material seen again for it."""

from __future__ import annotations

from typing import Final

from wellbeing.domain.learning import sources
from wellbeing.domain.learning.card import Audience, Card, Part, Topic
from wellbeing.words import mark

CARD: Final = Card(
    id="court",
    title=mark("Court"),
    minutes=1,
    topic=Topic.CHANGES,
    audience=Audience.OFFICERS,
    parts=(
        Part(
            mark("Before"),
            (
                mark("Seeing old material again can bring it all back. Count it as exposure."),
                mark("Work from notes where the court allows it, so that less is seen again."),
                mark("Plan a break behind each hour, and something good for that evening."),
            ),
        ),
        Part(
            mark("On the day"),
            (
                mark("You may be asked for detail, and may be doubted. Both are the court's work."),
                mark("Have somebody there who knows you, if you can."),
            ),
        ),
        Part(
            mark("Afterwards"),
            (
                mark("A case that falls apart can weigh more than the material did."),
                mark("Ask for the outcome. Not knowing is one of the hard parts."),
            ),
        ),
        Part(
            mark("What you write down"),
            (
                mark("Notes about a case may have to be shown. Keep notes about yourself apart."),
                mark(
                    "Rules on talks with peers differ from country to country. Ask before you rely on them."
                ),
                mark(
                    "Little has been published on court in this work. Much of this is advice from experience."
                ),
            ),
        ),
    ),
    sources=(
        sources.INVESTIGATORS,
        sources.SOCIAL_WORK,
        sources.PEER_LAW,
        sources.WIKIMEDIA,
    ),
    written_on=sources.WRITTEN_ON,
    next_review=sources.NEXT_REVIEW,
)
