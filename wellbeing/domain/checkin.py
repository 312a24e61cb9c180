"""The daily check-in: six questions in our own words, each of which may be skipped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Protocol

from wellbeing.domain.errors import AnswerOutOfRange, DayOutOfReach, NoteTooLong

NOTE_LENGTH = 4000
"""Longest note, in characters; about two pages."""
BACKDATE_DAYS = 7
"""How many days back a check-in may still be made for."""


class Question(StrEnum):
    """The six questions, in the order they are asked."""

    HEAVINESS = "heaviness"
    ENERGY = "energy"
    SLEEP = "sleep"
    INTRUSIONS = "intrusions"
    FEELINGS = "feelings"
    RECOVERY = "recovery"


class Feeling(StrEnum):
    """How today felt; any number may be chosen, and none is an answer too."""

    NUMB = "numb"
    ON_EDGE = "on_edge"
    LOW = "low"
    STEADY = "steady"
    GLAD = "glad"


STRAINED = frozenset({Feeling.NUMB, Feeling.ON_EDGE, Feeling.LOW})
"""The feelings that count towards the strain index."""

STEPS: Mapping[Question, int] = {
    Question.HEAVINESS: 5,  # none, light, moderate, heavy, very heavy
    Question.ENERGY: 5,  # 0 empty to 4 full
    Question.SLEEP: 4,  # 0 almost none, little, broken, 3 good
    Question.INTRUSIONS: 4,  # 0 none, once or twice, several, 3 a lot
    Question.RECOVERY: 2,  # 0 not today, 1 yes
}
"""How many steps each single-choice question has; answers are 0 to steps - 1, left to right."""

_SCALES = tuple((question.value, steps) for question, steps in STEPS.items())


class Answered(Protocol):
    """Whatever holds the six answers of a day: the check-in itself, or its outline."""

    @property
    def heaviness(self) -> int | None:
        """A step, or None when it was skipped; so are the others."""

    @property
    def energy(self) -> int | None:
        """A step."""

    @property
    def sleep(self) -> int | None:
        """A step."""

    @property
    def intrusions(self) -> int | None:
        """A step."""

    @property
    def feelings(self) -> frozenset[Feeling] | None:
        """Those that were chosen."""

    @property
    def recovery(self) -> int | None:
        """A step."""


HEAVY = 3
"""From this heaviness on, one thing that helps is offered."""


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One person's day. None means skipped or not yet asked; it lowers and raises nothing."""

    day: date
    heaviness: int | None = field(default=None, repr=False)
    energy: int | None = field(default=None, repr=False)
    sleep: int | None = field(default=None, repr=False)
    intrusions: int | None = field(default=None, repr=False)
    feelings: frozenset[Feeling] | None = field(default=None, repr=False)
    recovery: int | None = field(default=None, repr=False)
    note: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        """Refuse an answer off its scale or a note that is too long.

        Raises:
            AnswerOutOfRange: an answer is no step of its question.
            NoteTooLong: the note has more than `NOTE_LENGTH` characters.
        """
        for name, steps in _SCALES:
            answer = getattr(self, name)
            if answer is not None and (type(answer) is not int or not 0 <= answer < steps):
                raise AnswerOutOfRange
        if self.feelings is not None and not all(isinstance(one, Feeling) for one in self.feelings):
            raise AnswerOutOfRange
        if len(self.note) > NOTE_LENGTH:
            raise NoteTooLong

    def answered(self, question: Question, answer: int | frozenset[Feeling] | None) -> CheckIn:
        """The same day with one answer changed; None takes the answer back."""
        change: dict[str, Any] = {question.value: answer}
        return replace(self, **change)

    def noted(self, note: str) -> CheckIn:
        """The same day with another note; an empty one removes it."""
        return replace(self, note=note)

    @property
    def empty(self) -> bool:
        """Whether nothing has been answered or written."""
        return not self.note and all(getattr(self, question.value) is None for question in Question)

    @property
    def heavy(self) -> bool:
        """Whether the day asks for an offer of something that helps."""
        return (self.heaviness or 0) >= HEAVY or self.intrusions == STEPS[Question.INTRUSIONS] - 1


def reachable(day: date, today: date) -> None:
    """Refuse a day that is in the future or too long ago.

    Raises:
        DayOutOfReach: the day is not within `BACKDATE_DAYS` before today.
    """
    if not today - timedelta(days=BACKDATE_DAYS) <= day <= today:
        raise DayOutOfReach
