"""The words of the check-in: what is asked, what each answer is called, and how a day reads in a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wellbeing.domain.checkin import CheckIn, Feeling, Question
from wellbeing.words import Translator, mark

LEGENDS: Final[Mapping[Question, str]] = {
    Question.HEAVINESS: mark("How heavy was today's material?"),
    Question.ENERGY: mark("How much energy do you have left?"),
    Question.SLEEP: mark("How did you sleep last night?"),
    Question.INTRUSIONS: mark("Did unwanted images or sounds come back?"),
    Question.FEELINGS: mark("How did today feel?"),
    Question.RECOVERY: mark("Did you do one thing to recover, or speak to someone?"),
}
"""Each question as it is asked."""
LEGENDS_OF_PAST: Final[Mapping[Question, str]] = {
    Question.HEAVINESS: mark("How heavy was that day's material?"),
    Question.SLEEP: mark("How did you sleep the night before?"),
    Question.FEELINGS: mark("How did that day feel?"),
}
"""The questions that name today, as they are asked about a day before."""
NAMES: Final[Mapping[Question, str]] = {
    Question.HEAVINESS: mark("Heaviness"),
    Question.ENERGY: mark("Energy"),
    Question.SLEEP: mark("Sleep"),
    Question.INTRUSIONS: mark("Unwanted images"),
    Question.FEELINGS: mark("Felt"),
    Question.RECOVERY: mark("Recovery"),
}
"""Each question's short name, for lists and tables."""
CHOICES: Final[Mapping[Question, tuple[str, ...]]] = {
    Question.HEAVINESS: (mark("None"), mark("Light"), mark("Moderate"), mark("Heavy"), mark("Very heavy")),
    Question.ENERGY: (mark("Empty"), mark("Low"), mark("Half"), mark("Good"), mark("Full")),
    Question.SLEEP: (mark("Almost none"), mark("Little"), mark("Broken"), mark("Good night")),
    Question.INTRUSIONS: (mark("Not at all"), mark("Once or twice"), mark("Several times"), mark("A lot")),
    Question.RECOVERY: (mark("Not today"), mark("Yes")),
}
"""The answers of each single-choice question, from step 0 on."""
CHOICES_OF_PAST: Final[Mapping[Question, tuple[str, ...]]] = {
    Question.RECOVERY: (mark("Not that day"), mark("Yes")),
}
"""The answers that name today, as they are given about a day before."""
FEELINGS: Final[Mapping[Feeling, str]] = {
    Feeling.NUMB: mark("Numb or switched off"),
    Feeling.ON_EDGE: mark("On edge"),
    Feeling.LOW: mark("Low"),
    Feeling.STEADY: mark("Steady"),
    Feeling.GLAD: mark("Glad of the work"),
}
NONE_OF_THESE: Final = mark("None of these")
SKIPPED: Final = mark("Skipped")


def choices(question: Question, *, past: bool) -> tuple[str, ...]:
    """The answers of a single-choice question about today, or about a day before."""
    return CHOICES_OF_PAST.get(question, CHOICES[question]) if past else CHOICES[question]


def spoken(checkin: CheckIn, question: Question, t: Translator, *, past: bool = True) -> str:
    """An answer in words, as a day's list shows it; `past` unless the list is about today."""
    answer = getattr(checkin, question.value)
    if answer is None:
        return t(SKIPPED)
    if question is not Question.FEELINGS:
        return t(choices(question, past=past)[answer])
    return ", ".join(t(FEELINGS[one]) for one in Feeling if one in answer) or t(NONE_OF_THESE)


def lines(checkin: CheckIn, t: Translator, *, past: bool = True) -> list[dict[str, str]]:
    """A whole day for a list: question, its short name, and the answer in words."""
    return [
        {"question": one.value, "name": t(NAMES[one]), "answer": spoken(checkin, one, t, past=past)}
        for one in Question
    ]
