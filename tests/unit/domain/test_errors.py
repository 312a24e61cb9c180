"""The errors: each has sentences of its own that are short, calm and without a word we never use."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from wellbeing.domain import errors
from wellbeing.domain.errors import BadInput, HarbourError, Refused, SettingUnusable, Unfit

FORBIDDEN = (
    "diagnos",
    "screen",
    "patient",
    "complian",
    "score",
    "streak",
    "fail",
    "fit for duty",
    "error",
    "invalid",
)


def tree(root: type[HarbourError]) -> Iterator[type[HarbourError]]:
    yield root
    for child in root.__subclasses__():
        yield from tree(child)


EVERY = [error for error in tree(HarbourError) if error.__module__.startswith(errors.__name__)]
"""Without those that other modules add; a promise test looks at their words."""


def test_the_tree_is_the_whole_module() -> None:
    here = {
        thing for thing in vars(errors).values() if isinstance(thing, type) and issubclass(thing, Exception)
    }
    assert here == set(EVERY)
    assert len(EVERY) == len(set(EVERY)) >= 30


@pytest.mark.parametrize("error", EVERY)
def test_each_sentence_is_short_and_calm(error: type[HarbourError]) -> None:
    words = error.sentence()
    assert words.endswith(".")
    assert "\n" not in words
    assert "  " not in words
    for sentence in re.split(r"(?<=[.!?])\s+", words):
        assert 1 <= len(sentence.split()) <= 15, sentence
    assert not [bad for bad in FORBIDDEN if bad in words.lower()]
    assert "!" not in words


def test_no_two_errors_say_the_same() -> None:
    assert len({error.sentence() for error in EVERY}) == len(EVERY)


def test_the_tree_in_the_docstring_names_every_error() -> None:
    drawn = errors.__doc__ or ""
    assert [error.__name__ for error in EVERY if error.__name__ not in drawn] == []


@pytest.mark.parametrize("error", [error for error in EVERY if error is not SettingUnusable])
def test_an_error_carries_nothing(error: type[HarbourError]) -> None:
    assert error().args == ()


def test_an_unusable_setting_names_itself() -> None:
    assert SettingUnusable("port").name == "port"
    assert SettingUnusable().name == ""


def test_the_three_families_are_strangers() -> None:
    families = [set(tree(family)) for family in (BadInput, Refused, Unfit)]
    assert all(not one & other for one in families for other in families if one is not other)
