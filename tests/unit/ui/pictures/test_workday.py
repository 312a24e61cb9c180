"""The drawn workday: pieces that fill the day, the sentence, the table, and the day it would replace."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time
from itertools import pairwise

import pytest

from wellbeing.domain.policy import DEFAULT, PRESETS, Policy
from wellbeing.domain.workday import workday
from wellbeing.ui.lengths import length_words, wall
from wellbeing.ui.pictures.workday import WIDTH, draw
from wellbeing.words import translator

T = translator("en")


def spans(path: str) -> list[tuple[float, float]]:
    """Where each block of a path begins and how wide it is."""
    return [(float(x), float(width)) for x, width in re.findall(r"M([\d.]+) .*?h([\d.]+)V", path)]


@pytest.mark.parametrize(
    "policy", [*PRESETS.values(), replace(DEFAULT, shift_start=time(22), shift_end=time(6))]
)
def test_the_pieces_fill_the_day_without_overlapping(policy: Policy) -> None:
    day = workday(policy)
    picture = draw(day, day, T)
    found = sorted(spans(picture.other + picture.work + picture.short + picture.long))
    assert len(found) == len(day.pieces) == len(picture.rows)
    assert found[0][0] == 0
    for (left, width), (after, _) in pairwise(found):
        assert 0 <= after - left - width < 1.5
    assert found[-1][0] + found[-1][1] <= WIDTH


def test_the_day_of_now_stands_above_only_when_it_differs() -> None:
    now, then = workday(DEFAULT), workday(replace(DEFAULT, continuous_limit_min=45))
    assert draw(now, now, T).before == ""
    assert len(spans(draw(then, now, T).before)) == sum(one.part == "work" for one in now.pieces)


def test_the_sentence_and_the_table_say_what_the_bar_says() -> None:
    picture = draw(workday(DEFAULT), workday(DEFAULT), T)
    day = workday(DEFAULT)
    assert f"{day.breaks} breaks" in picture.sentence
    assert picture.rows[0] == ["09:00", "09:15", "Other work", "15 min"]
    assert picture.rows[1] == ["09:15", "10:05", "Work with material", "50 min"]
    assert [tick.name for tick in picture.ticks] == ["10:00", "12:00", "14:00", "16:00"]


def test_lengths_and_walls() -> None:
    assert [length_words(one, T) for one in (0, 59, 60, 135)] == ["0 min", "59 min", "1 h", "2 h 15 min"]
    assert [wall(one) for one in (0, 555, 1440, 1505)] == ["00:00", "09:15", "00:00", "01:05"]
