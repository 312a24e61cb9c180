"""A policy as a file: read back whole, and refused with one sentence when it is anything else."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.domain.errors import PolicyUnusable
from wellbeing.domain.policy import DEFAULT, FIELDS, PRESETS, Policy, from_file, problems, to_file
from wellbeing.domain.policy.file import LONGEST, VERSION

numbers = st.fixed_dictionaries(
    {
        name: st.integers(0, (one.high - one.low) // one.step).map(
            lambda step, one=one: one.low + step * one.step
        )
        for name, one in FIELDS.items()
    }
)


@given(numbers, st.sampled_from(sorted(PRESETS)), st.text(min_size=1, max_size=30).filter(str.isalnum))
def test_what_is_written_is_read_back(values: dict[str, int], preset: Any, name: str) -> None:
    policy = replace(PRESETS[preset], **values)
    if problems(policy):
        with pytest.raises(PolicyUnusable):
            from_file(to_file(policy, name))
    else:
        assert from_file(to_file(policy, name))[1] == policy


def test_a_file_can_be_read_by_a_person() -> None:
    text = to_file(DEFAULT, "Hourly")
    assert '"continuous_limit_min": 50,\n' in text
    assert '"shift_start": "09:00",\n' in text
    assert text.endswith("}\n")
    assert from_file(text) == ("Hourly", DEFAULT)
    assert list(json.loads(text)["policy"]) == [one.name for one in fields(Policy)]


def changed(change: Callable[[dict[str, Any]], Any]) -> str:
    whole = json.loads(to_file(DEFAULT, "Hourly"))
    change(whole)
    return json.dumps(whole)


WRONG: dict[str, str] = {
    "nothing": "",
    "no JSON": "continuous_limit_min: 50",
    "a list": "[]",
    "deep": "[" * 60_000,
    "too long": " " * (LONGEST + 1),
    "something else": changed(lambda whole: whole.update(format="other")),
    "no version": changed(lambda whole: whole.pop("version")),
    "a newer version": changed(lambda whole: whole.update(version=VERSION + 1)),
    "a version before the first": changed(lambda whole: whole.update(version=0)),
    "an older one with a newer field": changed(lambda whole: whole.update(version=1)),
    "a version of yes": changed(lambda whole: whole.update(version=True)),
    "something beside": changed(lambda whole: whole.update(more=1)),
    "no name": changed(lambda whole: whole.pop("name")),
    "a number for a name": changed(lambda whole: whole.update(name=5)),
    "a name that cannot be seen": changed(lambda whole: whole.update(name="\u200b")),
    "rules that are none": changed(lambda whole: whole.update(policy=[])),
    "an unknown field": changed(lambda whole: whole["policy"].update(image_count=3)),
    "a missing field": changed(lambda whole: whole["policy"].pop("break_min")),
    "out of range": changed(lambda whole: whole["policy"].update(break_min=4)),
    "a number in words": changed(lambda whole: whole["policy"].update(break_min="10")),
    "a number that is yes": changed(lambda whole: whole["policy"].update(break_min=True)),
    "a part of a minute": changed(lambda whole: whole["policy"].update(break_min=10.5)),
    "yes that is a number": changed(lambda whole: whole["policy"].update(urgent_allowed=1)),
    "no time": changed(lambda whole: whole["policy"].update(shift_start="9")),
    "no time of day": changed(lambda whole: whole["policy"].update(shift_start="25:00")),
    "a time as a number": changed(lambda whole: whole["policy"].update(shift_start=9)),
    "days in words": changed(lambda whole: whole["policy"].update(working_days=["Monday"])),
    "days as a number": changed(lambda whole: whole["policy"].update(working_days=5)),
    "an unknown kind": changed(lambda whole: whole["policy"]["materials"].update(other={})),
    "a missing kind": changed(lambda whole: whole["policy"]["materials"].pop("live")),
    "an unknown rule": changed(lambda whole: whole["policy"]["materials"]["live"].update(more=1)),
    "a rule of another type": changed(lambda whole: whole["policy"]["materials"]["live"].update(counts=1)),
    "no rules": changed(lambda whole: whole["policy"].update(materials=None)),
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_anything_else_is_refused_with_one_sentence(text: str) -> None:
    with pytest.raises(PolicyUnusable) as refused:
        from_file(text)
    reason = refused.value.reason
    assert reason.endswith(".")
    assert reason.count(".") == 1
    assert len(reason.split()) <= 15


def test_a_refusal_holds_nothing_of_the_file() -> None:
    with pytest.raises(PolicyUnusable) as refused:
        from_file(changed(lambda whole: whole["policy"].update(canary=1)))
    assert "canary" not in repr(refused.value) + str(refused.value)


def test_times_are_written_as_on_the_wall() -> None:
    policy = replace(DEFAULT, night_start=time(22, 5))
    assert from_file(to_file(policy, "Late"))[1].night_start == time(22, 5)


def test_an_older_file_leaves_what_it_does_not_know_at_the_default() -> None:
    def older(whole: Any) -> None:
        whole.update(version=1)
        for name in ("sessions_max", "team_debrief_days"):
            whole["policy"].pop(name)

    old = changed(older)
    assert from_file(old) == ("Hourly", DEFAULT)
