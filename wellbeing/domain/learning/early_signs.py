"""Early signs, those at home included."""

from __future__ import annotations

from typing import Final

from wellbeing.domain.learning import sources
from wellbeing.domain.learning.card import Audience, Card, Part, Topic
from wellbeing.words import mark

CARD: Final = Card(
    id="early-signs",
    title=mark("Early signs, at work and at home"),
    minutes=2,
    topic=Topic.UNDERSTAND,
    audience=Audience.OFFICERS,
    parts=(
        Part(
            mark("With your own children"),
            (
                mark("Officers tell of watching over them more and more, and of forbidding sleepovers."),
                mark("This is known, others have it, and it says nothing about you as a parent."),
            ),
        ),
        Part(
            mark("With the person you love"),
            (
                mark("Touch may bring pictures back, or leave you cold."),
                mark("Coming home angry without knowing why is told often."),
            ),
        ),
        Part(
            mark("With other people"),
            (
                mark("Everyone may begin to look like a suspect: coaches, neighbours, relatives."),
                mark("You may trust only those who do the same work."),
            ),
        ),
        Part(
            mark("In yourself"),
            (
                mark("Images off duty, short sleep, work on days off."),
                mark("No joy with friends, or a feeling of being switched off."),
                mark("Viewing suddenly gets harder, or it leaves you strangely untouched."),
                mark("You cannot leave work at work, whatever you try."),
            ),
        ),
        Part(
            mark("What to do with it"),
            (
                mark("One sign on one day means little. Several, or one that stays, is worth a talk."),
                mark("Say it to somebody you choose, before it grows."),
            ),
        ),
    ),
    sources=(
        sources.MANKATO,
        sources.KIRSCHMAN,
        sources.ARMOR_UP,
        sources.SOCIAL_WORK,
        sources.EXAMINERS,
        sources.DUAL_ROLE,
        sources.DECOMPRESSING,
        sources.MARRIAGES,
    ),
    written_on=sources.WRITTEN_ON,
    next_review=sources.NEXT_REVIEW,
)
