"""What secondary trauma is in this job."""

from __future__ import annotations

from typing import Final

from wellbeing.domain.learning import sources
from wellbeing.domain.learning.card import Audience, Card, Part, Topic
from wellbeing.words import mark

CARD: Final = Card(
    id="secondary-trauma",
    title=mark("What secondary trauma is in this job"),
    minutes=2,
    topic=Topic.UNDERSTAND,
    audience=Audience.OFFICERS,
    parts=(
        Part(
            mark("It comes through the eyes and ears"),
            (
                mark("You were not there, and still it can reach you."),
                mark(
                    "British health guidance counts exposure at work through images as a possible "
                    "cause of trauma."
                ),
                mark(
                    "Images that come back, bad sleep, being on guard, going numb: these are "
                    "ordinary reactions."
                ),
            ),
        ),
        Part(
            mark("What is known"),
            (
                mark("In one study of 114 British examiners about three in ten had strong reactions."),
                mark("Most officers asked in Lower Saxony saw no end to the amount of files."),
                mark("Video weighs more than stills. Violence was tied most clearly to strong reactions."),
                mark("Some studies found most people coping well, and workload weighing more than files."),
            ),
        ),
        Part(
            mark("What is not known"),
            (
                mark("Whether more viewing does more harm is disputed. Studies point both ways."),
                mark("So nobody can name a safe number of files or hours."),
            ),
        ),
        Part(
            mark("What seems to help"),
            (
                mark("Knowing what became of a case, breaks, and people who know the work."),
                mark("Asking for help early is part of doing this job well."),
            ),
        ),
    ),
    sources=(
        sources.NICE,
        sources.INVESTIGATORS,
        sources.EXAMINERS,
        sources.COPING_WELL,
        sources.WORKLOAD,
        sources.LOWER_SAXONY,
    ),
    written_on=sources.WRITTEN_ON,
    next_review=sources.NEXT_REVIEW,
)
