"""Outcomes: what became of the work, told by a unit to its people without anything of a case.

Knowing outcomes is one of the few things found to go with less strain in this work (500 US investigators,
bmcpsychiatry.biomedcentral.com/articles/10.1186/s12888-023-05445-w).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from wellbeing.domain.errors import OutcomeUnusable
from wellbeing.domain.people import UnitId
from wellbeing.words import Translator, mark

LONGEST: Final = 280
"""Longest outcome, in characters."""
SHOWN_FOR: Final = timedelta(days=90)
"""How long officers find an outcome; it stays with its unit until somebody removes it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome as it was posted; nothing says who posted it or who has read it."""

    id: UUID
    unit: UnitId
    posted_on: date
    words: str


class Doubt(StrEnum):
    """What a piece of an outcome may give away."""

    REFERENCE = "reference"
    DATE = "date"
    AGE = "age"
    NUMBER = "number"
    NAME = "name"


QUESTIONS: Final = {
    Doubt.REFERENCE: mark("“{piece}” looks like a reference or an address. Could it lead to a case?"),
    Doubt.DATE: mark("“{piece}” looks like a date. Could it tell which case this was?"),
    Doubt.AGE: mark("“{piece}” looks like an age. Could it tell who this was?"),
    Doubt.NUMBER: mark("“{piece}” is a number. Does anybody need it?"),
    Doubt.NAME: mark("“{piece}” begins with a capital. Could it be a name or a place?"),
}
"""What is asked about each piece; the answer is the writer's, and nothing is held back for it."""

# Each is looked for in what the ones before it have left. Only English months are known by their names:
# in any language digits and capitals are what a case is told by.
_PATTERNS: Final = (
    (Doubt.REFERENCE, re.compile(r"\S+@\S+|https?://\S+|\bwww\.\S+|\b(?=\w*\d)(?=\w*[A-Za-z])[\w/-]{3,}")),
    (Doubt.REFERENCE, re.compile(r"\b\d+(?:[/_-]\d+){1}\b(?![/.-]\d)|\b\d{5,}\b")),
    (Doubt.DATE, re.compile(r"\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b|\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b")),
    (
        Doubt.DATE,
        re.compile(
            r"\b(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:January|February|March|April|May|June|July|August|September"
            r"|October|November|December)\b(?:\s+\d{1,2}\b)?"
        ),
    ),
    (
        Doubt.AGE,
        re.compile(
            r"\b\w+[- ]years?[- ]olds?\b|\b(?:aged?|age of)\s+\w+\b|\b\w+[- ]months?[- ]old\b", re.IGNORECASE
        ),
    ),
    (Doubt.NUMBER, re.compile(r"\d+(?:[.,]\d+)*")),
)
_WORD: Final = re.compile(r"[^\W\d_][\w'’-]*")  # noqa: RUF001 a typographic apostrophe
_CLOSES: Final = "”»)"
_ENDS: Final = '.!?…:\n“"«('


@dataclass(frozen=True, slots=True)
class Asked:
    """One question about one piece of an outcome."""

    doubt: Doubt
    piece: str

    def said(self, t: Translator) -> str:
        """The question in words."""
        return t(QUESTIONS[self.doubt], piece=self.piece)


def tidy(words: str) -> str:
    """An outcome without stray spaces.

    Raises:
        OutcomeUnusable: it says nothing, or more than `LONGEST` characters.
    """
    plain = one_line(words, LONGEST)
    if not plain:
        raise OutcomeUnusable
    return plain


def one_line(words: str, longest: int) -> str:
    """Words on one line without stray spaces; nothing when they cannot be kept or are longer than that."""
    plain = " ".join(words.encode("utf-8", "replace").decode().split())
    return plain if len(plain) <= longest and plain.isprintable() else ""


def questions(words: str) -> tuple[Asked, ...]:
    """What to ask before an outcome is posted, in the order of the text, each piece once.

    It looks at digits, at a few shapes, and at capitals within a sentence. It knows no names and no places,
    and finds nothing in scripts without capitals, so an empty answer is no promise.
    """
    found: dict[tuple[int, int], Doubt] = {}
    left = words
    for doubt, pattern in _PATTERNS:
        for match in pattern.finditer(left):
            found[match.span()] = doubt
        left = pattern.sub(lambda match: " " * len(match[0]), left)
    found |= dict.fromkeys(_capitals(words, left), Doubt.NAME)
    asked = (Asked(found[start, end], words[start:end]) for start, end in sorted(found))
    return tuple(dict.fromkeys(asked))


def _capitals(words: str, left: str) -> Iterator[tuple[int, int]]:
    """Words with a capital that do not begin a sentence; neighbours are one piece."""
    spans: list[tuple[int, int]] = []
    for match in _WORD.finditer(left):
        if not match[0][0].isupper() or match[0] == "I" or _begins(words, match.start()):
            continue
        if spans and words[spans[-1][1] : match.start()].isspace():
            spans[-1] = (spans[-1][0], match.end())
        else:
            spans.append(match.span())
    yield from spans


def _begins(words: str, at: int) -> bool:
    before = words[:at].rstrip().rstrip(_CLOSES)
    return not before or before[-1] in _ENDS
