"""Answers as they travel between the check-in's form and the server: short texts, read with care."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wellbeing.domain.checkin import STEPS, Feeling, Question
from wellbeing.domain.errors import AnswerOutOfRange

NONE: Final = "-"
"""How "none of these" is written between page and server; nothing at all is an empty text."""

Answer = int | frozenset[Feeling] | None


def written(answer: Answer) -> str:
    """An answer as the page's form holds it."""
    if answer is None:
        return ""
    if isinstance(answer, int):
        return str(answer)
    return ",".join(sorted(one.value for one in answer)) or NONE


def read(question: Question, text: str) -> Answer:
    """An answer from the page's form.

    Raises:
        AnswerOutOfRange: it is no answer to that question.
    """
    if not text:
        return None
    try:
        if question is not Question.FEELINGS:
            return _step(int(text), STEPS[question])
        return frozenset(Feeling(one) for one in text.split(",") if one != NONE)
    except ValueError:
        raise AnswerOutOfRange from None


def asked(name: str) -> Question:
    """The question of that name.

    Raises:
        AnswerOutOfRange: there is none.
    """
    try:
        return Question(name)
    except ValueError:
        raise AnswerOutOfRange from None


def ticked(form: Mapping[str, object]) -> str:
    """The feelings ticked in a form, written as `read` takes them."""
    names = [
        name.removeprefix("feelings.")
        for name, value in form.items()
        if name.startswith("feelings.") and value
    ]
    return ",".join(NONE if name == "none" else name for name in names)


def _step(answer: int, steps: int) -> int:
    if not 0 <= answer < steps:
        raise AnswerOutOfRange
    return answer
