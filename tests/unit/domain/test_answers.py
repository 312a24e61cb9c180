"""The words of the check-in: what names today is said of today only."""

from __future__ import annotations

from datetime import date

import pytest

from wellbeing.domain.answers import CHOICES, LEGENDS, LEGENDS_OF_PAST, choices, lines
from wellbeing.domain.checkin import CheckIn, Question
from wellbeing.words import translator

EN = translator("en")
ANSWERED = CheckIn(date(2026, 11, 20), recovery=0)


@pytest.mark.parametrize(("past", "said"), [(False, "Not today"), (True, "Not that day")])
def test_no_recovery_is_said_of_its_own_day(past: bool, said: str) -> None:
    (answer,) = [row["answer"] for row in lines(ANSWERED, EN, past=past) if row["question"] == "recovery"]
    assert answer == said


def test_a_list_is_about_a_day_before_unless_it_is_said_to_be_todays() -> None:
    assert lines(ANSWERED, EN) == lines(ANSWERED, EN, past=True)


@pytest.mark.parametrize("question", list(Question))
def test_nothing_about_a_day_before_says_today(question: Question) -> None:
    asked = LEGENDS_OF_PAST.get(question, LEGENDS[question])
    answers = choices(question, past=True) if question in CHOICES else ()
    assert "today" not in " ".join((asked, *answers)).casefold()
    assert question not in CHOICES or len(answers) == len(choices(question, past=False))
