"""The drawn workday: pieces that fill the shift, and what a change does to it in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from wellbeing.domain.exposure import Kind
from wellbeing.domain.policy import DEFAULT, PRESETS, Policy, Preset, changed_kinds, differences
from wellbeing.domain.workday import summary, workday
from wellbeing.words import translator

ENGLISH = translator("en")
FREE = replace(DEFAULT, daily_cap_min=360)


def drawn(policy: Policy, kind: Kind = Kind.STILLS) -> str:
    return " ".join(f"{one.part.value}{one.minutes}" for one in workday(policy, kind).pieces)


def test_the_default_day() -> None:
    assert drawn(DEFAULT) == (
        "other15 work50 short10 work50 short10 work20 long30 work50 short10 work50 short10 work20 other155"
    )
    assert (workday(DEFAULT).breaks, workday(DEFAULT).rest_min, workday(DEFAULT).exposure_min) == (5, 70, 240)


def test_a_day_of_video_has_more_breaks() -> None:
    assert drawn(DEFAULT, Kind.VIDEO).startswith("other15 work25 short10 work25 short10")
    assert workday(DEFAULT, Kind.VIDEO).breaks > workday(DEFAULT).breaks


def test_a_break_that_would_reach_the_last_hour_is_the_end() -> None:
    policy = replace(FREE, shift_end=time(11, 10), long_break_after_min=0)
    assert drawn(policy) == "other15 work50 other65"


def test_a_heavy_kind_reaches_the_amount_sooner() -> None:
    heavy = tuple(replace(one, weight_pct=200) for one in DEFAULT.materials)
    assert workday(replace(DEFAULT, materials=heavy)).exposure_min == 120


def test_a_kind_that_does_not_count_needs_no_break() -> None:
    light = tuple(replace(one, counts=one.kind is not Kind.REVIEW) for one in DEFAULT.materials)
    assert drawn(replace(DEFAULT, materials=light), Kind.REVIEW) == "other15 work405 other60"


def test_a_night_shift_ends_on_the_next_day() -> None:
    found = workday(replace(DEFAULT, shift_start=time(22), shift_end=time(6)))
    assert (found.start_min, found.end_min) == (22 * 60, 30 * 60)


def test_a_shift_that_is_all_edges_is_other_work() -> None:
    assert drawn(replace(DEFAULT, shift_end=time(10), start_buffer_min=60)) == "other60"


@pytest.mark.parametrize("preset", list(Preset))
@pytest.mark.parametrize("kind", list(Kind))
def test_the_pieces_fill_the_shift(preset: Preset, kind: Kind) -> None:
    found = workday(PRESETS[preset], kind)
    at = found.start_min
    for one in found.pieces:
        assert one.start_min == at
        assert one.minutes > 0
        at += one.minutes
    assert at == found.end_min
    assert found.exposure_min <= PRESETS[preset].daily_cap_min
    for before, after in zip(found.pieces, found.pieces[1:], strict=False):
        assert before.part is not after.part


def test_a_change_is_said_in_words() -> None:
    assert summary(FREE, replace(FREE, continuous_limit_min=25), ENGLISH) == (
        "3 more breaks",
        "30 minutes more rest",
        "30 minutes less material",
    )
    assert summary(DEFAULT, replace(DEFAULT, break_min=11), ENGLISH) == ("4 minutes more rest",)
    assert summary(DEFAULT, replace(DEFAULT, break_min=9), ENGLISH) == ("4 minutes less rest",)
    assert summary(DEFAULT, replace(DEFAULT, skip_max=0), ENGLISH) == ("The day stays as it is.",)
    back = summary(replace(FREE, continuous_limit_min=25), FREE, ENGLISH)
    assert back == ("3 breaks less", "30 minutes less rest", "30 minutes more material")


def test_the_history_names_what_differs() -> None:
    new = replace(
        DEFAULT,
        break_min=15,
        four_week_cap_min=960,
        shift_start=time(8, 30),
        urgent_allowed=False,
        materials=tuple(replace(one, high_impact=one.kind is Kind.TEXT) for one in DEFAULT.materials),
    )
    assert [one.said(ENGLISH) for one in differences(DEFAULT, new)] == [
        "Length of a break: 10 before, 15 from then on.",
        "Usual amount in four weeks: none before, 960 from then on.",
        "A shift begins: 09:00 before, 08:30 from then on.",
        "Breaks can wait when a child may be at risk: yes before, no from then on.",
        "Rules for each kind: changed.",
    ]
    assert changed_kinds(DEFAULT, new, ENGLISH) == (
        "Video with sound",
        "Audio",
        "Text or chat",
        "Live or undercover",
    )
    assert differences(DEFAULT, DEFAULT) == ()
