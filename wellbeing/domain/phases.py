"""Where a timer may stand, what it may hint at and what it may ask."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from wellbeing.words import mark


class Phase(StrEnum):
    """Where the timer stands."""

    REST = "rest"
    """Nothing runs."""
    RUNNING = "running"
    NOTICE = "notice"
    """A break comes within the policy's notice."""
    DUE = "due"
    """It is time for a break; work goes on until the person takes it."""
    AWAY = "away"
    """The page was out of touch: count that as a break?"""
    PAUSED = "paused"
    BREAK = "break"
    BREAK_OVER = "break_over"
    """The break has had its full length; the timer waits for the person."""


class Hint(StrEnum):
    """Something said once and softly; none of them stops anybody."""

    DAY_NEAR = "day_near"
    DAY_OVER = "day_over"
    WEEK_NEAR = "week_near"
    WEEK_OVER = "week_over"
    FOUR_WEEKS_OVER = "four_weeks_over"
    FREE_DAY = "free_day"
    CONSECUTIVE = "consecutive"
    SESSIONS = "sessions"
    SHIFT_BEGINS = "shift_begins"
    SHIFT_ENDS = "shift_ends"
    OUTSIDE_SHIFT = "outside_shift"
    NIGHT = "night"
    RAMP = "ramp"
    MANY_SKIPPED = "many_skipped"


HINT_SENTENCES: Final[Mapping[Hint, str]] = {
    Hint.DAY_NEAR: mark("You are close to today's usual amount."),
    Hint.DAY_OVER: mark("Today's usual amount is reached. Other work would be a good next step."),
    Hint.WEEK_NEAR: mark("You are close to this week's usual amount."),
    Hint.WEEK_OVER: mark("This week's usual amount is reached. Could something else come first?"),
    Hint.FOUR_WEEKS_OVER: mark("The usual amount of four weeks is reached."),
    Hint.FREE_DAY: mark("A working day without material is planned in each week. This week has none left."),
    Hint.CONSECUTIVE: mark("You have worked with material several days in a row. A day of other work helps."),
    Hint.SESSIONS: mark("Today has more sessions than usual. Other work would be a good next step."),
    Hint.SHIFT_BEGINS: mark("The first minutes of a shift are better without material."),
    Hint.SHIFT_ENDS: mark("Your shift ends soon. This is a good time for other work."),
    Hint.OUTSIDE_SHIFT: mark("This is outside your usual hours. It can wait if nobody is at risk."),
    Hint.NIGHT: mark("It is late. Work just before sleep tends to follow you there."),
    Hint.RAMP: mark("You are starting or coming back. The usual amount is smaller for now."),
    Hint.MANY_SKIPPED: mark("Breaks did not fit lately. A short one is worth more than none."),
}
"""What each hint says."""


class Question(StrEnum):
    """Something the timer would like to know; it may stay unanswered."""

    AWAY = "away"
    FORGOTTEN = "forgotten"


QUESTION_SENTENCES: Final[Mapping[Question, str]] = {
    Question.AWAY: mark("Count that as a break?"),
    Question.FORGOTTEN: mark("It looked forgotten. When did you stop?"),
}
