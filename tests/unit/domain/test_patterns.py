"""The documented rules of gentle patterns, at their boundaries; days without answers never count."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from wellbeing.domain.checkin import CheckIn, Feeling
from wellbeing.domain.patterns import (
    DAYS,
    ENOUGH,
    HELPED,
    OFTEN,
    PATTERN_NAMES,
    SAYS,
    Pattern,
    Seen,
    first,
    patterns,
    told,
)
from wellbeing.domain.relief import Tool
from wellbeing.words import translator

TODAY = date(2026, 11, 21)
SPEAKS: dict[Pattern, tuple[dict[str, Any], dict[str, Any]]] = {
    Pattern.SHORT_SLEEP: ({"sleep": 1}, {"sleep": 2}),
    Pattern.IMAGES_BACK: ({"intrusions": 2}, {"intrusions": 1}),
    Pattern.WORN_OUT: ({"energy": 1}, {"energy": 2}),
    Pattern.HEAVY_RUN: ({"heaviness": 3}, {"heaviness": 2}),
    Pattern.FAR_AWAY: (
        {"feelings": frozenset({Feeling.NUMB, Feeling.GLAD})},
        {"feelings": frozenset({Feeling.LOW})},
    ),
}


def days(*answers: dict[str, Any], until: date = TODAY) -> list[CheckIn]:
    """One check-in a day, the last one on the last day; an empty one is a day without."""
    first_day = until - timedelta(days=len(answers) - 1)
    return [CheckIn(first_day + timedelta(days=at), **one) for at, one in enumerate(answers) if one]


@pytest.mark.parametrize("pattern", SPEAKS)
def test_a_rule_speaks_from_four_of_seven_days_on(pattern: Pattern) -> None:
    counts, spares = SPEAKS[pattern]
    for often in range(DAYS + 1):
        found = patterns(days(*[spares] * (DAYS - often), *[counts] * often), TODAY)
        assert found == ((Seen(pattern, often),) if often >= OFTEN else ())


@pytest.mark.parametrize("pattern", SPEAKS)
def test_only_the_last_seven_days_count(pattern: Pattern) -> None:
    counts, spares = SPEAKS[pattern]
    assert patterns(days(*[counts] * 20, *[spares] * (DAYS - OFTEN + 1)), TODAY) == ()
    assert patterns(days(*[counts] * 7, until=TODAY + timedelta(days=7)), TODAY) == ()


def test_days_that_are_not_there_say_nothing() -> None:
    assert patterns([], TODAY) == ()
    assert patterns(days(*[{"note": "x"}] * 7), TODAY) == ()
    assert patterns(days({"sleep": 0}, {}, {}, {}, {}, {"sleep": 0}, {"sleep": 0}), TODAY) == ()


def test_the_first_that_may_speak_is_shown() -> None:
    seen = patterns(days(*[{"sleep": 0, "energy": 0}] * 7), TODAY)
    assert [one.pattern for one in seen] == [Pattern.SHORT_SLEEP, Pattern.WORN_OUT]
    assert first(seen, lambda name: False) == seen[0]
    assert first(seen, lambda name: name == "short-sleep") == seen[1]
    assert first(seen, lambda name: True) is None


def recovery(gap: int, each: int = ENOUGH) -> list[CheckIn]:
    """Days with recovery followed by more energy, then days without followed by less."""
    high = [{"recovery": 1, "energy": 2 + gap}] * (each + 1)
    return days(*high, *[{"recovery": 0, "energy": 2}] * each, {"energy": 2})


def test_recovery_needs_enough_of_both_and_a_difference() -> None:
    assert patterns(recovery(1), TODAY) == (Seen(Pattern.RECOVERING, ENOUGH + 1),)
    assert patterns(recovery(0), TODAY) == ()
    assert patterns(recovery(1, ENOUGH - 2), TODAY) == ()
    assert patterns(days(*[{"recovery": 1, "energy": 4}] * 20), TODAY) == ()


def test_it_says_what_it_looks_like_and_never_what_it_is() -> None:
    t = translator("en")
    assert told(Seen(Pattern.SHORT_SLEEP, 5), t) == (
        "It looks like sleep has been short: 5 of the last 7 nights."
    )
    assert all(words.startswith("It looks like ") for words in SAYS.values())
    assert set(SAYS) == set(PATTERN_NAMES) == set(Pattern)
    assert set(HELPED) == set(Tool)
