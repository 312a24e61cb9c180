"""Words and table of a team: ranges alone, no decimals, never nobody and never everybody."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as some

from wellbeing.domain.people import UnitId
from wellbeing.domain.periods import Period
from wellbeing.domain.team import (
    AroundRule,
    Band,
    Bucket,
    Comparison,
    Measure,
    Range,
    Series,
    Situation,
    State,
    Trend,
    View,
)
from wellbeing.domain.team_table import COLUMNS, as_csv
from wellbeing.domain.team_words import (
    around_words,
    compared_words,
    hours_words,
    overall_words,
    pooled_words,
    range_words,
    share_words,
    size_words,
)
from wellbeing.words import translator

T = translator("en")
PERIOD = Period.of(date(2026, 10, 20))
SHARE = some.floats(0, 1)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.41, 0.58, "about 4 to 6 in 10"),
        (0.4, 0.6, "about 4 to 6 in 10"),
        (0.0, 0.12, "under 15 in 100"),
        (0.0, 0.15, "under 2 in 10"),
        (0.9, 1.0, "over 85 in 100"),
        (0.0, 0.31, "under 4 in 10"),
        (0.66, 0.97, "over 6 in 10"),
        (0.1, 0.9, "too blurred to say"),
        (0.16, 0.84, "about 1 to 9 in 10"),
    ],
)
def test_shares(low: float, high: float, words: str) -> None:
    assert share_words(Range(low, high), T) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (2.1, 5.4, "about 2 to 6 hours a week"),
        (0, 0.7, "under 1 hour a week"),
        (0, 3.5, "under 4 hours a week"),
        (1.2, 10, "over 1 hour a week"),
        (9.6, 10, "over 9 hours a week"),
        (10, 10, "over 9 hours a week"),
        (0.2, 9.6, "too blurred to say"),
    ],
)
def test_hours(low: float, high: float, words: str) -> None:
    assert hours_words(Range(low, high), T) == words


@given(SHARE, SHARE)
def test_no_share_is_nobody_everybody_or_exact(one: float, other: float) -> None:
    words = share_words(Range(min(one, other), max(one, other)), T)
    assert "." not in words
    assert "%" not in words
    told = [int(number) for number in re.findall(r"\d+", words.replace("in 100", "").replace("in 10", ""))]
    assert all(1 <= number <= 9 for number in told) or told in ([15], [85])
    assert words.startswith(("about", "under", "over", "too"))


def test_sentences() -> None:
    changed = Comparison(Trend.FALLING, 8, PERIOD.last)
    assert overall_words(changed, T) == "Strain is lower than in the 8 weeks before."
    assert compared_words(changed, T) == "Compared: the 8 weeks up to 25 October, and the 8 weeks before."
    early = Comparison(Trend.TOO_EARLY, 8)
    assert overall_words(early, T) == "It is too early to say whether anything changed."
    assert compared_words(early, T) == around_words(None, T) == ""
    around = AroundRule(date(2026, 8, 3), changed)
    assert around_words(around, T) == "Break rule from 3 August: strain was lower in the weeks after it."
    assert pooled_words(Series(Measure.HIGH, (), 1), T) == "Each band covers 4 weeks."
    assert pooled_words(Series(Measure.HIGH, (), 3), T).startswith("Each band covers 12 weeks")


def view(*series: Series, name: str = "North") -> View:
    return View(UnitId(uuid4()), name, ("Lab", "North"), False, Situation.TOLD, Bucket.SOME, None, series)


def test_sizes_are_buckets() -> None:
    assert size_words(view(), T) == "12 to 19 seats. Counted together: Lab, North."
    assert [Bucket.of(roster) for roster in (7, 8, 11, 12, 19, 20, 400)] == [
        None,
        *(Bucket.FEW,) * 2,
        *(Bucket.SOME,) * 2,
        *(Bucket.MANY,) * 2,
    ]


def rows(one: View) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(as_csv([one]))))


def test_the_table_holds_ranges_and_states_only() -> None:
    share = Band(PERIOD, State.SHOWN, Range(0.43, 0.56), Range(0.1, 0.9))
    hours = Band(PERIOD, State.SHOWN, Range(2.4, 4.2), Range(0.3, 9.9))
    hidden = Band(PERIOD, State.HIDDEN)
    first, second, third = rows(
        view(
            Series(Measure.HIGH, (share,), 1),
            Series(Measure.HOURS, (hours,), 2),
            Series(Measure.BREAKS, (hidden,), None),
        )
    )
    assert tuple(first) == COLUMNS
    assert list(first.values()) == ["North", "2026-09-28", "2026-10-25", "high", "in 100", "shown",
                                    "40", "60", "under 15", "over 85"]  # fmt: skip
    assert list(second.values())[3:] == ["hours", "hours a week", "shown", "2", "5", "under 1", "over 9"]
    assert list(third.values())[3:] == ["breaks", "in 100", "hidden", "", "", "", ""]


@given(SHARE, SHARE)
def test_no_share_in_the_table_is_nobody_or_everybody(one: float, other: float) -> None:
    found = Range(min(one, other), max(one, other))
    (row,) = rows(view(Series(Measure.PART, (Band(PERIOD, State.SHOWN, found, found),), 1)))
    for told in (row["likely_from"], row["likely_to"]):
        assert told in {"under 15", "over 85"} or 15 <= int(told) <= 85


def test_a_name_is_no_formula() -> None:
    band = Band(PERIOD, State.HIDDEN)
    (row,) = rows(view(Series(Measure.LOW, (band,), 1), name="=1+1"))
    assert row["unit"] == "'=1+1"


def test_every_measure_has_its_words() -> None:
    for measure in Measure:
        assert range_words(measure, Range(0.2 * measure.top, 0.4 * measure.top), T).startswith("about")
