"""What to do after one bad file."""

from __future__ import annotations

from typing import Final

from wellbeing.domain.learning import sources
from wellbeing.domain.learning.card import Audience, Card, Part, Topic
from wellbeing.words import mark

CARD: Final = Card(
    id="after-a-bad-file",
    title=mark("After a bad file"),
    minutes=1,
    topic=Topic.AFTER,
    audience=Audience.OFFICERS,
    parts=(
        Part(
            mark("In the first minutes"),
            (
                mark("Close it. Stand up. Look at something far away."),
                mark("Feel your feet, breathe out slowly, drink some water."),
                mark("You need not tell anybody what was on it. “That was a bad one” is enough."),
            ),
        ),
        Part(
            mark("In the next half hour"),
            (
                mark("Leave quizzes and word games. In one study they made images come back more often."),
                mark("Turning blocks is a quiet thing for hands and eyes."),
                mark("Such a game has lowered the number of unwanted images in hospital staff."),
                mark("It was never tried with people in your work. It may not ease distress."),
            ),
        ),
        Part(
            mark("Later that day"),
            (
                mark("Do something with your hands, or with people you like."),
                mark("Nobody has to talk it through in a group. Guidance advises against that as a routine."),
                mark("If it is still there after some weeks, see somebody who knows this work."),
            ),
        ),
    ),
    sources=(
        sources.PTSD_COACH,
        sources.GAME_STAFF,
        sources.GAME_LIMITS,
        sources.QUIZ,
        sources.NICE,
        sources.DART,
    ),
    written_on=sources.WRITTEN_ON,
    next_review=sources.NEXT_REVIEW,
)
