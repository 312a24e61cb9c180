"""Every field of a policy: explained, sourced where it says evidence, in range by default, plain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import time
from typing import Any

import pytest

from wellbeing.domain.errors import PolicyUnusable
from wellbeing.domain.exposure import Kind
from wellbeing.domain.policy import (
    CHOICES,
    DEFAULT,
    FIELDS,
    PRESET_NAMES,
    PRESET_SAYS,
    PRESETS,
    STRICTER,
    Basis,
    Material,
    Policy,
    checked,
    problems,
)
from wellbeing.domain.policy.basis import BASIS_NAMES
from wellbeing.words import translator

ENGLISH = translator("en")


def test_every_field_of_a_policy_is_explained_once() -> None:
    assert not set(FIELDS) & set(CHOICES)
    assert {*FIELDS, *CHOICES} == {one.name for one in fields(Policy)}
    assert set(STRICTER) <= set(FIELDS)
    assert set(BASIS_NAMES) == set(Basis)


def test_five_fields_are_in_sight() -> None:
    assert [name for name, one in FIELDS.items() if one.in_sight] == [
        "continuous_limit_min",
        "high_impact_limit_min",
        "break_min",
        "daily_cap_min",
        "end_buffer_min",
    ]


@pytest.mark.parametrize(
    "name", [name for name, one in {**FIELDS, **CHOICES}.items() if one.basis is Basis.EVIDENCE]
)
def test_evidence_names_a_source_that_can_be_read(name: str) -> None:
    found = {**FIELDS, **CHOICES}[name].sources
    assert found
    for one in found:
        assert one.publisher
        assert one.title
        assert one.address.startswith("https://")


def words() -> Iterator[str]:
    for one in (*FIELDS.values(), *CHOICES.values()):
        yield one.label
        yield one.why
    yield from (*PRESET_NAMES.values(), *PRESET_SAYS.values(), *BASIS_NAMES.values())


@pytest.mark.parametrize("text", sorted(set(words())))
def test_each_sentence_is_short_and_calm(text: str) -> None:
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        assert 1 <= len(sentence.split()) <= 15, sentence
    assert not re.search(r"diagnos|patient|complian|score|streak|fail|must|!", text.lower()), text


@pytest.mark.parametrize("preset", list(PRESETS))
def test_the_presets_can_be_used(preset: Any) -> None:
    assert problems(PRESETS[preset]) == ()
    assert checked(PRESETS[preset]) is PRESETS[preset]


def test_the_default_is_what_the_design_says() -> None:
    assert (DEFAULT.continuous_limit_min, DEFAULT.break_min, DEFAULT.high_impact_limit_min) == (50, 10, 25)
    assert (DEFAULT.daily_cap_min, DEFAULT.weekly_cap_min, DEFAULT.notice_min) == (240, 960, 1)
    assert (DEFAULT.snooze_max, DEFAULT.snooze_min, DEFAULT.recovery_break_min) == (1, 5, 30)


@pytest.mark.parametrize("name", list(FIELDS))
def test_a_number_below_its_floor_or_above_its_range_is_refused_with_the_range(name: str) -> None:
    field = FIELDS[name]
    wrong = [field.low - field.step, field.high + field.step, -5, True, 10.0, "10", None]
    if field.step > 1:
        wrong.append(field.low + 1)
    for value in wrong:
        if value == 0 and field.off and type(value) is int:
            continue
        found = [one for one in problems(replace(DEFAULT, **{name: value})) if one.field == name]
        assert found, value
        assert (found[0].low, found[0].high) == (field.low, field.high)
        said = found[0].said(ENGLISH)
        assert str(field.low) in said
        assert str(field.high) in said
    assert field.takes(0) is (field.off or field.low == 0)


def rules(**changed: Any) -> tuple[Material, ...]:
    return tuple(Material(kind, **changed) for kind in Kind)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"high_impact_limit_min": 55}, "high_impact_limit_min"),
        ({"high_impact_break_min": 30, "long_break_min": 15}, "long_break_min"),
        ({"break_min": 30, "reset_gap_min": 10}, "reset_gap_min"),
        ({"continuous_limit_min": 90, "long_break_after_min": 60}, "long_break_after_min"),
        ({"daily_cap_min": 240, "weekly_cap_min": 120}, "weekly_cap_min"),
        ({"weekly_cap_min": 1500, "four_week_cap_min": 240}, "four_week_cap_min"),
        ({"working_days": ()}, "working_days"),
        ({"working_days": (0, 0)}, "working_days"),
        ({"working_days": (1, 0)}, "working_days"),
        ({"working_days": (7,)}, "working_days"),
        ({"working_days": (0, 1), "exposure_free_days": 2}, "exposure_free_days"),
        ({"shift_end": time(9, 0)}, "shift_end"),
        ({"night_start": time(21, 0, 30)}, "night_start"),
        ({"night_end": "07:00"}, "night_end"),
        ({"suggestions": ("quiz",)}, "suggestions"),
        ({"checklist": ("small_window", "small_window")}, "checklist"),
        ({"materials": rules()[1:]}, "materials"),
        ({"materials": rules(counts=False)}, "materials"),
        ({"materials": rules(limit_min=10)}, "materials"),
        ({"materials": rules(limit_min=33)}, "materials"),
        ({"materials": rules(weight_pct=20)}, "materials"),
        ({"materials": rules(weight_pct=300)}, "materials"),
    ],
)
def test_parts_that_do_not_go_together_are_refused(changed: dict[str, Any], field: str) -> None:
    found = problems(replace(DEFAULT, **changed))
    assert [one.field for one in found][:1] == [field]
    with pytest.raises(PolicyUnusable) as refused:
        checked(replace(DEFAULT, **changed))
    assert refused.value.reason.endswith(".")
    assert len(refused.value.reason.split()) <= 15
