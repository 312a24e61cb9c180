"""What is asked before an outcome is posted: gentle, complete for digits, and never a reason to refuse."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.domain.errors import OutcomeUnusable
from wellbeing.domain.outcomes import LONGEST, QUESTIONS, Doubt, questions, tidy
from wellbeing.words import translator


@pytest.mark.parametrize(
    "words",
    [
        "A child was found safe.",
        "Somebody was arrested because of your work. Thank you.",
        "“A network is gone.” It took long, and it was worth it.",
        "The court agreed. I thought you should know: it counted.",
        "Un enfant est en sécurité.",
    ],
)
def test_plain_words_raise_no_question(words: str) -> None:
    assert questions(words) == ()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("A girl of 7 is safe.", [(Doubt.NUMBER, "7")]),
        ("A nine-year-old is safe.", [(Doubt.AGE, "nine-year-old")]),
        ("A child aged four is safe.", [(Doubt.AGE, "aged four")]),
        ("Two boys from Lyon are safe.", [(Doubt.NAME, "Lyon")]),
        ("It was Operation Blue Harbour all along.", [(Doubt.NAME, "Operation Blue Harbour")]),
        ("It ended on 12 May.", [(Doubt.DATE, "12 May")]),
        ("It ended on 12.05.2026.", [(Doubt.DATE, "12.05.2026")]),
        ("It ended in 2025.", [(Doubt.DATE, "2025")]),
        ("File 2026/1234 is closed.", [(Doubt.REFERENCE, "2026/1234")]),
        ("The file 884213 is closed.", [(Doubt.REFERENCE, "884213")]),
        ("Case ab12-9 is closed.", [(Doubt.REFERENCE, "ab12-9")]),
        ("Write to me@example.org for more.", [(Doubt.REFERENCE, "me@example.org")]),
        ("There were 33,000 files.", [(Doubt.NUMBER, "33,000")]),
        ("The man, Smith, was jailed for 12 years.", [(Doubt.NAME, "Smith"), (Doubt.NUMBER, "12")]),
        ("One from Lyon and one from Lyon.", [(Doubt.NAME, "Lyon")]),
    ],
)
def test_what_may_give_a_case_away_is_asked_about(words: str, expected: list[tuple[Doubt, str]]) -> None:
    assert [(one.doubt, one.piece) for one in questions(words)] == expected


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_every_digit_is_asked_about_whatever_is_written(words: str) -> None:
    pieces = "".join(one.piece for one in questions(words))
    assert all(one in pieces for one in words if one.isdecimal())


def test_each_question_names_its_piece_and_is_a_question() -> None:
    t = translator("en")
    for doubt in Doubt:
        assert "{piece}" in QUESTIONS[doubt]
        assert QUESTIONS[doubt].endswith("?")
    assert [one.said(t) for one in questions("He is from Lyon.")] == [
        "“Lyon” begins with a capital. Could it be a name or a place?"
    ]


@pytest.mark.parametrize("words", ["", "  \n ", "x" * (LONGEST + 1), "a\x00b"])
def test_what_cannot_be_posted(words: str) -> None:
    with pytest.raises(OutcomeUnusable):
        tidy(words)


def test_stray_spaces_go() -> None:
    assert tidy("  A child\n was  found. ") == "A child was found."
    assert len(tidy("x" * LONGEST)) == LONGEST
