"""Sleep after a day with heavy material."""

from __future__ import annotations

from typing import Final

from wellbeing.domain.learning import sources
from wellbeing.domain.learning.card import Audience, Card, Part, Topic
from wellbeing.words import mark

CARD: Final = Card(
    id="sleep",
    title=mark("Sleep"),
    minutes=1,
    topic=Topic.EVERYDAY,
    audience=Audience.OFFICERS,
    parts=(
        Part(
            mark("Why it goes first"),
            (
                mark("Bad sleep is among the first things investigators notice."),
                mark("A body that is on guard falls asleep late and wakes early."),
            ),
        ),
        Part(
            mark("Around the work"),
            (
                mark("Avoid heavy material before bed, first thing in the morning, tired or hungry."),
                mark("Let something ordinary lie between the last file and your pillow."),
            ),
        ),
        Part(
            mark("At night"),
            (
                mark("When pictures come, turn a light on and look at real things in the room."),
                mark("Get up for a while rather than lying there and fighting."),
                mark("Write one line if it circles: about you, not about the case."),
            ),
        ),
        Part(
            mark("When it stays"),
            (mark("Several short weeks are a reason to see a doctor. Sleep can be treated."),),
        ),
    ),
    sources=(
        sources.KIRSCHMAN,
        sources.WIKIMEDIA,
        sources.NICE,
    ),
    written_on=sources.WRITTEN_ON,
    next_review=sources.NEXT_REVIEW,
)
