"""Finding words in notes: case, accents, several words, and where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.domain.seeking import fold, spans


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("Slept badly again", "BADLY", ["badly"]),
        ("Müde, müde", "mude", ["Müde", "müde"]),
        ("mude", "MÜDE", ["mude"]),
        ("Straße", "strasse", ["Straße"]),
        ("Straße", "ss", ["ß"]),
        ("ein langer Tag", "tag lang", ["lang", "Tag"]),
        ("ein langer Tag", "tag kurz", []),
        ("aaaa", "aa", ["aaaa"]),
        ("walk and talk", "alk", ["alk", "alk"]),
        ("e\u0301te\u0301", "été", ["e\u0301te"]),
        ("مرهق جدا", "مرهق", ["مرهق"]),
        ("anything", "", []),
        ("anything", " \n\t", []),
        ("", "x", []),
        ("1 + 1 (50 %)", "(50", ["(50"]),
    ],
)
def test_spans(text: str, words: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in spans(text, words)] == marked


def test_fold_takes_case_and_accents_away() -> None:
    assert fold("ÉTÉ Ångström") == "ete angstrom"


@given(st.text(max_size=60), st.text(max_size=4))
def test_spans_lie_in_the_text_in_order_and_apart(text: str, words: str) -> None:
    end = -1
    for start, stop in spans(text, words):
        assert end < start < stop <= len(text)
        end = stop


@given(st.text(alphabet="abcäé ", max_size=40), st.integers(0, 40), st.integers(1, 5))
def test_every_piece_of_a_text_is_found_in_it(text: str, start: int, length: int) -> None:
    piece = text[start : start + length].strip()
    if piece and " " not in piece:
        assert spans(text, piece.upper())
