"""Viewing craft, with the evidence on both sides."""

from __future__ import annotations

from typing import Final

from wellbeing.domain.learning import sources
from wellbeing.domain.learning.card import Audience, Card, Part, Topic
from wellbeing.words import mark

CARD: Final = Card(
    id="viewing-craft",
    title=mark("Viewing craft: sound, colour, size and notes"),
    minutes=2,
    topic=Topic.EVERYDAY,
    audience=Audience.OFFICERS,
    parts=(
        Part(
            mark("Sound off first"),
            (
                mark("Sound is often what stays the longest. Guides agree on leaving it off when you can."),
                mark("If you must hear it, look away and take the sound by itself."),
            ),
        ),
        Part(
            mark("A small window"),
            (
                mark("Make it smaller, dim it, or use a gallery of small pictures."),
                mark("Guides advise this from experience. It has hardly been measured."),
            ),
        ),
        Part(
            mark("Grey or blurred"),
            (
                mark("In favour: a blur you can lift did not make reviewers less accurate."),
                mark("In favour: a drawing filter lowered distress by three tenths, with 107 people."),
                mark("Against: with 309 and 365 people, blur and grey made no difference."),
                mark("So try it, keep it if it suits you, and expect no wonders."),
            ),
        ),
        Part(
            mark("See nothing twice"),
            (
                mark("Note what you have seen and where, so that nobody needs to look again."),
                mark("Let known files be sorted out by their hash before you begin."),
            ),
        ),
        Part(
            mark("Pace"),
            (
                mark("How often you look may matter more than how much."),
                mark("Text can stay with you as long as a picture. It counts too."),
            ),
        ),
    ),
    sources=(
        sources.DART,
        sources.DART_PACE,
        sources.WIKIMEDIA,
        sources.BERKELEY,
        sources.BLUR_HELPS,
        sources.DRAWING,
        sources.BLUR_DOES_NOT,
        sources.NEW_ZEALAND,
    ),
    written_on=sources.WRITTEN_ON,
    next_review=sources.NEXT_REVIEW,
)
