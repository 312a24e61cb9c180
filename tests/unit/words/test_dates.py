"""Days are said the way each locale says them, never as 5/12."""

from __future__ import annotations

from datetime import date

import pytest

from wellbeing.words import day_words, month_name, month_words, weekday_name, weekday_words

DAY = date(2026, 5, 12)


@pytest.mark.parametrize(
    ("locale", "words"),
    [("en", "12 May"), ("fr", "12 mai"), ("es", "12 de mayo"), ("ar", "12 مايو"), ("xb", "⟦12 Mååýý⟧")],
)
def test_day_words(locale: str, words: str) -> None:
    assert day_words(DAY, locale) == words


def test_other_ways_to_say_a_day() -> None:
    assert day_words(DAY, "en", year=True) == "12 May 2026"
    assert weekday_words(DAY, "en") == "Tuesday 12 May"
    assert month_words(DAY, "en") == "May 2026"


def test_names_stand_alone() -> None:
    assert [month_name(one, "en") for one in (1, 12)] == ["January", "December"]
    assert [weekday_name(one, "en", "abbreviated") for one in range(7)] == [
        "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun",
    ]  # fmt: skip
    assert weekday_name(0, "fr") == "lundi"
    assert weekday_name(0, "xb").startswith("⟦")
