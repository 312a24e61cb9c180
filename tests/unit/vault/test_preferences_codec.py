"""Preferences inside an envelope: whole, in one spelling, and nothing of a newer program half understood."""

from __future__ import annotations

import json
from datetime import date, time
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.domain.errors import Damaged
from wellbeing.domain.policy import Own
from wellbeing.domain.preferences import Preferences, Rhythm, Way
from wellbeing.domain.support import Talk, Talked
from wellbeing.vault.codec import Kind, decode, encode

FULL = Preferences(
    own=Own(
        limits=(("break_min", 15), ("continuous_limit_min", 30)),
        shift_start=time(7, 30),
        shift_end=time(15, 0),
        started_on=date(2026, 11, 2),
        came_back=date(2026, 11, 23),
        working_days=(0, 1, 3),
    ),
    breaks=("walk", "look_far"),
    ways=frozenset(Way),
    resting=frozenset({"short-sleep"}),
    rhythms=(("phq-4", Rhythm.NEVER), ("who-5", Rhythm.MONTHLY)),
    country="FR",
    resources=frozenset({"fr-3114", "eu-112"}),
    declined=frozenset({(UUID(int=1), 1), (UUID(int=1), 4)}),
    talks=(Talked(Talk.SESSION, date(2026, 11, 1)), Talked(Talk.PEER, None, date(2026, 12, 1))),
)

NAMES = st.from_regex(r"[a-z0-9][a-z0-9_.-]{0,63}", fullmatch=True)


@pytest.mark.parametrize("value", [Preferences(), FULL])
def test_what_is_written_is_read(value: Preferences) -> None:
    assert decode(Kind.PREFERENCES, encode(Kind.PREFERENCES, value)) == value


@given(
    st.lists(NAMES, max_size=6, unique=True),
    st.frozensets(NAMES, max_size=6),
    st.frozensets(st.sampled_from(Way)),
    st.dictionaries(NAMES, st.sampled_from(Rhythm), max_size=6),
    st.frozensets(st.tuples(st.uuids(), st.sampled_from((1, 4, 12))), max_size=6),
)
def test_any_choice_comes_back(
    breaks: list[str],
    names: frozenset[str],
    ways: frozenset[Way],
    rhythms: dict[str, Rhythm],
    declined: frozenset[tuple[UUID, int]],
) -> None:
    value = Preferences(
        breaks=tuple(breaks),
        ways=ways,
        resting=names,
        rhythms=tuple(sorted(rhythms.items())),
        resources=names,
        declined=declined,
    )
    raw = encode(Kind.PREFERENCES, value)
    assert decode(Kind.PREFERENCES, raw) == value
    assert raw == encode(Kind.PREFERENCES, decode(Kind.PREFERENCES, raw)), "one spelling for one choice"


def test_whoever_has_chosen_nothing_follows_the_defaults() -> None:
    assert encode(Kind.PREFERENCES, Preferences())[2:] == b"{}"


@pytest.mark.parametrize(
    "fields",
    [
        {"colour": "blue"},
        {"breaks": "walk"},
        {"breaks": [1]},
        {"breaks": ["Walk"]},
        {"ways": ["telegram"]},
        {"ways": None},
        {"rhythms": [["who-5", "daily"]]},
        {"rhythms": [["who-5"]]},
        {"country": 7},
        {"country": "fr"},
        {"declined": [["not an id", 1]]},
        {"declined": [[str(UUID(int=1)), "1"]]},
        {"own": []},
        {"own": {"limits": {"break_min": 15}}},
        {"own": {"limits": [["break_min", "15"]]}},
        {"own": {"limits": [["break_min", 15]], "newer": 1}},
        {"own": {"shift_start": "late"}},
        {"own": {"started_on": 3}},
        {"own": {"came_back": "today"}},
        {"own": {"working_days": ["0"]}},
        {"own": {"working_days": [3, 1]}},
    ],
)
def test_what_no_program_of_this_version_wrote(fields: dict[str, Any]) -> None:
    raw = bytes((Kind.PREFERENCES, 1)) + json.dumps(fields).encode()
    with pytest.raises(Damaged):
        decode(Kind.PREFERENCES, raw)


def test_a_newer_version_is_refused() -> None:
    with pytest.raises(Damaged):
        decode(Kind.PREFERENCES, bytes((Kind.PREFERENCES, 2)) + b"{}")
