"""A card: two minutes of reading on one thing, with where it comes from and when it was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from wellbeing.words import mark

WORDS_A_MINUTE: Final = 180
"""How fast a tired person reads; a card has no more words than its minutes take."""


class Audience(StrEnum):
    """Whom a card is written for."""

    OFFICERS = "officers"
    FAMILIES = "families"
    SUPERVISORS = "supervisors"


class Topic(StrEnum):
    """What somebody looks for, in the order of the list."""

    UNDERSTAND = "understand"
    EVERYDAY = "everyday"
    AFTER = "after"
    CHANGES = "changes"
    OTHERS = "others"


TOPICS: Final = {
    Topic.UNDERSTAND: mark("What this work does"),
    Topic.EVERYDAY: mark("Every day"),
    Topic.AFTER: mark("When it was heavy"),
    Topic.CHANGES: mark("When something changes"),
    Topic.OTHERS: mark("For those around you"),
}
AUDIENCES: Final = {
    Audience.OFFICERS: mark("For officers"),
    Audience.FAMILIES: mark("For families"),
    Audience.SUPERVISORS: mark("For supervisors"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was read: who published it, and its address without "https://"."""

    publisher: str
    address: str


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and its paragraphs, marked."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One card, in our own words."""

    id: str
    """Its name in the address; it says nothing about whoever opens it."""
    title: str
    minutes: int
    topic: Topic
    audience: Audience
    parts: tuple[Part, ...]
    sources: tuple[Source, ...]
    written_on: date
    """When it was written, from notes that the design of this app keeps on its sources."""
    next_review: date
    """By when its sources are to be read again, and compared with what it says."""

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(len(text.split()) for part in self.parts for text in (part.title, *part.lines))
