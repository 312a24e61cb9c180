"""The ring ends where its share ends, and the strip shows a fortnight."""

from __future__ import annotations

import re
from datetime import date, timedelta
from math import atan2, pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.ui.pictures import ring, strip
from wellbeing.words import translator

TODAY = date(2026, 11, 21)
T = translator("en")


@given(st.floats(0.01, 0.99))
def test_the_ring_ends_at_its_share(fraction: float) -> None:
    path = ring.arc(fraction)
    x, y = map(float, re.findall(r"-?[\d.]+", path)[-2:])
    turned = (atan2(y - ring.CENTRE, x - ring.CENTRE) + pi / 2) % (2 * pi) / (2 * pi)
    assert turned == pytest.approx(fraction, abs=0.002)
    assert (" 0 1 1 " in path) == (fraction > 0.5)


@pytest.mark.parametrize("fraction", [0, -0.2])
def test_nothing_is_no_ring(fraction: float) -> None:
    assert ring.arc(fraction) == ""


@pytest.mark.parametrize("fraction", [1, 1.4])
def test_everything_is_a_closed_ring(fraction: float) -> None:
    assert ring.arc(fraction).endswith("z")


def test_the_strip_shows_fourteen_days_and_frames_today() -> None:
    levels = {TODAY: 2, TODAY - timedelta(days=13): 4, TODAY - timedelta(days=14): 0}
    picture = strip.draw(levels, TODAY, T)
    assert picture.level_4 == "M0 5h10"
    assert picture.level_2 == "M156 7h10"
    assert picture.level_0 == ""
    assert picture.none.count("M") == 12
    assert picture.wells.count("M") == 14
    assert picture.mark == "M155 -1h12v12h-12z"
    assert picture.sentence == "The last 14 days, 2 of them answered."


def test_a_today_that_is_still_open_has_no_dot() -> None:
    assert strip.draw({}, TODAY, T).none.count("M") == strip.DAYS - 1
