"""Bands of a team: four looks that differ, an axis that never moves, and nothing joined over a gap."""

from __future__ import annotations

import re
from datetime import date

import pytest

from wellbeing.domain.periods import Period
from wellbeing.domain.team import Band, Marker, Measure, Mix, Range, Reach, Series, Sign, State
from wellbeing.ui.pictures import bands
from wellbeing.words import translator

T = translator("en")
FIRST = Period.of(date(2026, 1, 20))


def shown(at: int, low: float, high: float) -> Band:
    half = (high - low) / 4
    return Band(FIRST.later(at), State.SHOWN, Range(low + half, high - half), Range(low, high))


def picture(*found: Band, measure: Measure = Measure.HIGH) -> bands.BandsPicture:
    return bands.draw(Series(measure, found, 1), T)


def test_each_state_is_drawn_in_its_own_way() -> None:
    one = picture(
        shown(0, 0.2, 0.6),
        Band(FIRST.later(1), State.HIDDEN),
        Band(FIRST.later(2), State.HIDDEN),
        Band(FIRST.later(3), State.MISSING),
        Band(FIRST.later(4), State.SHOWN, Range(0, 0), Range(0, 0.1)),
    )
    assert one.wide == "M28.0 80.0V40.0H172.0V80.0zM828.0 100.0V90.0H972.0V100.0z"
    assert one.likely == "M28.0 70.0V50.0H172.0V70.0z"
    assert one.zero == "M828.0 100H972.0"
    assert one.nothing == "M628.0 100H772.0"
    assert one.hidden == [bands.Hatch("22.8%", "34.4%")], "hidden periods beside each other are one block"


def test_bands_never_touch_each_other() -> None:
    one = picture(*(shown(at, 0.2, 0.6) for at in range(13)))
    edges = [float(x) for x in re.findall(r"M([\d.]+) |H([\d.]+)V", one.wide) for x in x if x]
    assert edges == sorted(edges)
    assert len(set(edges)) == 26
    assert "L" not in one.wide + one.likely, "no line joins them"


def test_the_axis_stays_where_it_is() -> None:
    low, high = picture(shown(0, 0.1, 0.2)), picture(shown(0, 0.8, 0.9))
    assert (low.top, low.half) == (high.top, high.half) == ("all", "half")
    assert low.wide.split("V")[1].startswith("80.0")
    hours = picture(shown(0, 2, 6), measure=Measure.HOURS)
    assert (hours.top, hours.half, hours.wide) == ("10 h", "5 h", "M140.0 80.0V40.0H860.0V80.0z")


def test_the_table_says_the_same_and_the_newest_stands_first() -> None:
    one = picture(shown(0, 0.2, 0.6), Band(FIRST.later(1), State.HIDDEN), shown(2, 0.42, 0.58))
    assert one.rows == [
        ["12 April 2026", "about 4 to 6 in 10", "about 4 to 6 in 10"],
        ["15 March 2026", "Hidden to protect people", ""],
        ["15 February 2026", "about 3 to 5 in 10", "about 2 to 6 in 10"],
    ]
    assert one.sentence == "Up to 12 April: about 4 to 6 in 10. Nearly sure: about 4 to 6 in 10."


def test_without_anything_it_says_why() -> None:
    hidden = Band(FIRST, State.HIDDEN)
    never = bands.draw(Series(Measure.HOURS, (hidden,), None), T)
    assert never.sentence == "Not shown at this size: the blur would be wider than the news."
    assert never.pooled == ""
    assert bands.draw(Series(Measure.HIGH, (hidden,), 3), T).sentence == "Nothing to show yet."


def test_markers_stand_at_their_days() -> None:
    found = bands.pins(
        (
            Marker(FIRST.first, Sign.RULE, "North", "", 2),
            Marker(FIRST.later(1).first, Sign.NOTE, "North", "Two people joined."),
        ),
        FIRST.first,
        FIRST.later(1).last,
        T,
    )
    assert [(one.x, one.number, one.sign) for one in found] == [("0.0%", "1", "rule"), ("50.0%", "2", "note")]
    assert [one.words for one in found] == [
        "19 January 2026: Break rule 2 begins in North",
        "16 February 2026: Two people joined.",
    ]


def test_the_mix_is_whole_only_where_it_is_sure() -> None:
    whole = Range(0.2, 0.6)
    mix = Mix(FIRST.last, whole, whole, whole, whole, (Range(0.2, 0.4), Range(0.3, 0.5), Range(0.9, 1.0)))
    one = bands.draw_mix(mix, T)
    assert one.low == "M0.0 0H200.0V100H0.0z"
    assert one.middle == "", "its edges are not sure of each other"
    assert one.high == "M500.0 0H900.0V100H500.0z"
    assert one.none == ""
    assert [(place.x, place.width) for place in one.hidden] == [
        ("20.0%", "20.0%"),
        ("40.0%", "10.0%"),
        ("90.0%", "10.0%"),
    ]
    assert one.parts[0] == "low: about 2 to 6 in 10"


@pytest.mark.parametrize(
    ("noticed", "filled", "words"),
    [
        (0.31, 3, "about 2 to 4 in 10"),
        (0.999, 9, "over 85 in 100"),
        (0.04, 0, "under 15 in 100"),
        (None, 0, "never"),
    ],
)
def test_ten_squares_are_never_all_filled(noticed: float | None, filled: int, words: str) -> None:
    (row,) = bands.draw_reach([Reach(0.4, 0.3, noticed), Reach(0.4, 0.6, 0.5)], 0.3, T)
    assert (row.filled.count("M"), row.open.count("M"), row.words) == (filled, 10 - filled, words)
    assert row.taking_part == "4 in 10 take part"
