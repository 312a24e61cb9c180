"""For those who lead people in this work."""

from __future__ import annotations

from typing import Final

from wellbeing.domain.learning import sources
from wellbeing.domain.learning.card import Audience, Card, Part, Topic
from wellbeing.words import mark

CARD: Final = Card(
    id="for-supervisors",
    title=mark("For supervisors"),
    minutes=2,
    topic=Topic.OTHERS,
    audience=Audience.SUPERVISORS,
    parts=(
        Part(
            mark("What you can change"),
            (
                mark("Workload, relations and a say in when to look matter beside the material itself."),
                mark("Keep breaks even on busy days. Take yours, where people see it."),
                mark("Tell what became of cases. Officers who know outcomes seem to carry less."),
                mark("Let known files be sorted out by machines first."),
            ),
        ),
        Part(
            mark("What you can promise"),
            (
                mark("Many fear that what they say is passed on, or costs their post."),
                mark("Among Dallas officers who showed signs, about one in six had sought care that year."),
                mark("More would go if privacy were sure. So name people outside the chain of command."),
                mark("Promise only what you can keep, and keep it in writing."),
            ),
        ),
        Part(
            mark("What not to do"),
            (
                mark("No meeting as a formality. In one British case talks were promised and rarely held."),
                mark(
                    "No group talk about feelings straight after an event. Guidance advises against "
                    "it as a routine."
                ),
                mark("No list of who took breaks, or of who uses this app. There is none to be had."),
            ),
        ),
        Part(
            mark("When you worry about one person"),
            (
                mark("Ask in private, say what you see, and listen."),
                mark("Offer time and a name to call. Help with the call if they want that."),
                mark("If a life is in danger, call your emergency number and stay with them."),
            ),
        ),
    ),
    sources=(
        sources.INVESTIGATORS,
        sources.COMMANDERS,
        sources.CONFIDENTIAL,
        sources.WORKLOAD,
        sources.KRAUSE,
        sources.COMPENSATED,
        sources.IWF,
        sources.DALLAS,
        sources.NICE,
    ),
    written_on=sources.WRITTEN_ON,
    next_review=sources.NEXT_REVIEW,
)
