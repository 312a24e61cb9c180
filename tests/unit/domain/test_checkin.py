"""The check-in: what it takes, what it refuses, and when something that helps is offered."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from wellbeing.domain.checkin import BACKDATE_DAYS, NOTE_LENGTH, STEPS, CheckIn, Feeling, Question, reachable
from wellbeing.domain.errors import AnswerOutOfRange, DayOutOfReach, NoteTooLong

DAY = date(2026, 11, 21)


@pytest.mark.parametrize("question", list(STEPS))
def test_every_step_is_taken_and_the_next_ones_are_refused(question: Question) -> None:
    for step in range(STEPS[question]):
        assert getattr(CheckIn(DAY).answered(question, step), question.value) == step
    for wrong in (-1, STEPS[question], 10**9):
        with pytest.raises(AnswerOutOfRange):
            CheckIn(DAY).answered(question, wrong)


@pytest.mark.parametrize("wrong", [True, False, 1.0, "1", b"x", [1], frozenset({Feeling.LOW})])
@pytest.mark.parametrize("question", list(STEPS))
def test_an_answer_of_another_type_is_refused(question: Question, wrong: Any) -> None:
    with pytest.raises(AnswerOutOfRange):
        CheckIn(DAY).answered(question, wrong)


@pytest.mark.parametrize("wrong", [frozenset({"low"}), frozenset({0}), frozenset({Feeling.LOW, "x"})])
def test_a_feeling_that_is_none_is_refused(wrong: Any) -> None:
    with pytest.raises(AnswerOutOfRange):
        CheckIn(DAY).answered(Question.FEELINGS, wrong)


def test_a_refusal_holds_nothing_of_what_was_typed() -> None:
    with pytest.raises(NoteTooLong) as refused:
        CheckIn(DAY).noted("canary" * NOTE_LENGTH)
    assert "canary" not in repr(refused.value) + str(refused.value)


def test_a_note_of_the_longest_length_fits_and_one_more_does_not() -> None:
    assert len(CheckIn(DAY).noted("ä" * NOTE_LENGTH).note) == NOTE_LENGTH
    with pytest.raises(NoteTooLong):
        CheckIn(DAY).noted("ä" * (NOTE_LENGTH + 1))


def test_an_answer_can_be_taken_back() -> None:
    answered = CheckIn(DAY).answered(Question.ENERGY, 0).answered(Question.FEELINGS, frozenset())
    assert not answered.empty
    assert answered.answered(Question.ENERGY, None).answered(Question.FEELINGS, None).empty


def test_changing_one_answer_leaves_the_others() -> None:
    before = CheckIn(DAY, 1, 2, 3, 0, frozenset({Feeling.GLAD}), 1, "note")
    after = before.answered(Question.SLEEP, 0)
    assert after == CheckIn(DAY, 1, 2, 0, 0, frozenset({Feeling.GLAD}), 1, "note")


@pytest.mark.parametrize("question", list(Question))
def test_a_zero_is_an_answer(question: Question) -> None:
    zero = frozenset[Feeling]() if question is Question.FEELINGS else 0
    assert not CheckIn(DAY).answered(question, zero).empty


def test_only_words_make_a_check_in_too() -> None:
    assert not CheckIn(DAY, note="x").empty
    assert CheckIn(DAY).empty


@pytest.mark.parametrize(
    ("heaviness", "intrusions", "heavy"),
    [
        (None, None, False),
        (2, 2, False),
        (3, None, True),
        (4, 0, True),
        (None, 3, True),
        (0, 3, True),
        (2, 3, True),
    ],
)
def test_when_a_day_is_heavy(heaviness: int | None, intrusions: int | None, heavy: bool) -> None:
    assert CheckIn(DAY, heaviness=heaviness, intrusions=intrusions).heavy is heavy


def test_a_check_in_shows_no_answer_when_printed() -> None:
    printed = repr(CheckIn(DAY, 1, 2, 3, 0, frozenset({Feeling.GLAD}), 1, "canary"))
    assert "canary" not in printed
    assert "glad" not in printed
    assert printed == f"CheckIn(day={DAY!r})"


@pytest.mark.parametrize("back", range(BACKDATE_DAYS + 1))
def test_today_and_seven_days_back_are_in_reach(back: int) -> None:
    reachable(DAY - timedelta(days=back), DAY)


@pytest.mark.parametrize("days", [-BACKDATE_DAYS - 1, -400, 1, 365])
def test_other_days_are_out_of_reach(days: int) -> None:
    with pytest.raises(DayOutOfReach):
        reachable(DAY + timedelta(days=days), DAY)


def test_the_reach_crosses_a_year_end_and_a_leap_day() -> None:
    reachable(date(2026, 12, 26), date(2027, 1, 2))
    reachable(date(2028, 2, 29), date(2028, 3, 7))
    with pytest.raises(DayOutOfReach):
        reachable(date(2028, 2, 28), date(2028, 3, 7))


def test_question_order_is_the_order_of_the_taps() -> None:
    words = [question.value for question in Question]
    assert words == ["heaviness", "energy", "sleep", "intrusions", "feelings", "recovery"]
    assert not isinstance(DAY, datetime)
