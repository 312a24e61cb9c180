"""Unsigned comments: one size for all, one place for each, and nothing without the pepper."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from wellbeing.domain.errors import CommentUnusable, Damaged
from wellbeing.domain.people import UnitId
from wellbeing.vault.comments import LONGEST, open_comment, seal_comment
from wellbeing.vault.sealed import Sealed

PEPPER = bytes(range(32))
UNIT = UnitId(UUID(int=7))
ID = UUID(int=9)


@pytest.mark.parametrize("words", ["x", "Two\nlines é", "\U0001f331" * LONGEST, "a" * LONGEST, " spaced "])
def test_a_comment_comes_back_and_tells_no_length(words: str) -> None:
    sealed = seal_comment(PEPPER, UNIT, 3, ID, words)
    assert open_comment(PEPPER, UNIT, 3, ID, sealed) == words
    assert len(sealed.raw) == len(seal_comment(PEPPER, UNIT, 3, ID, "?").raw)
    assert words.encode() not in sealed.raw[20:] or len(words.encode()) == 1


@pytest.mark.parametrize("words", ["", "a" * (LONGEST + 1), "a\0", "\ud800"])
def test_what_is_no_comment(words: str) -> None:
    with pytest.raises(CommentUnusable) as caught:
        seal_comment(PEPPER, UNIT, 3, ID, words)
    assert words not in str(caught.value) or not words


def test_it_opens_in_its_place_only_and_with_its_pepper() -> None:
    sealed = seal_comment(PEPPER, UNIT, 3, ID, "About the breaks")
    flipped = bytearray(sealed.raw)
    flipped[-1] ^= 1
    for pepper, unit, version, comment, body in (
        (bytes(32), UNIT, 3, ID, sealed),
        (PEPPER, UnitId(uuid4()), 3, ID, sealed),
        (PEPPER, UNIT, 4, ID, sealed),
        (PEPPER, UNIT, 3, uuid4(), sealed),
        (PEPPER, UNIT, 3, ID, Sealed[str](bytes(flipped))),
    ):
        with pytest.raises(Damaged):
            open_comment(pepper, unit, version, comment, body)


def test_the_same_words_never_look_the_same() -> None:
    assert seal_comment(PEPPER, UNIT, 3, ID, "x").raw != seal_comment(PEPPER, UNIT, 3, ID, "x").raw
