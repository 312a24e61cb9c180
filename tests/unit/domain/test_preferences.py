"""What a person may choose for themselves, and what no page would send."""

from __future__ import annotations

import json
from datetime import date, time
from typing import Any
from uuid import UUID

import pytest

from wellbeing.domain.errors import BadInput
from wellbeing.domain.policy import Own
from wellbeing.domain.preferences import AT_MOST, Preferences, Rhythm, Way, chosen
from wellbeing.domain.support import Talk, Talked


@pytest.mark.parametrize(
    "wrong",
    [
        {"own": Own(limits=(("break_min", True),))},
        {"own": Own(limits=(("break_min", -1),))},
        {"own": Own(limits=(("Break", 15),))},
        {"own": Own(limits=(("break_min", 15), ("break_min", 20)))},
        {"own": Own(shift_start=time(7))},
        {"own": Own(working_days=(1, 0))},
        {"own": Own(working_days=(7,))},
        {"country": "France"},
        {"country": "fr"},
        {"breaks": ("walk", "walk")},
        {"breaks": ("Walk",)},
        {"breaks": ("",)},
        {"breaks": ("a" * 65,)},
        {"breaks": tuple(f"b{number}" for number in range(AT_MOST + 1))},
        {"resting": frozenset({"a b"})},
        {"resources": frozenset({"../x"})},
        {"rhythms": (("who-5", Rhythm.WEEKLY), ("who-5", Rhythm.NEVER))},
        {"declined": frozenset({(UUID(int=1), True)})},
        {"declined": frozenset((UUID(int=number), 1) for number in range(AT_MOST + 1))},
    ],
)
def test_what_cannot_be_chosen(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        Preferences(**wrong)


def test_rhythms() -> None:
    chosen = Preferences().with_rhythm("who-5", Rhythm.WEEKLY).with_rhythm("phq-4", Rhythm.NEVER)
    assert (chosen.rhythm("who-5"), chosen.rhythm("phq-4"), chosen.rhythm("k6")) == (
        Rhythm.WEEKLY,
        Rhythm.NEVER,
        None,
    )
    assert chosen.with_rhythm("who-5", Rhythm.MONTHLY).rhythm("who-5") is Rhythm.MONTHLY
    assert chosen.with_rhythm("who-5", None).with_rhythm("phq-4", None) == Preferences()
    turned = Preferences().with_rhythm("phq-4", Rhythm.NEVER).with_rhythm("who-5", Rhythm.WEEKLY)
    assert turned == chosen, "the order in which it was chosen makes no difference"


def test_what_rests() -> None:
    chosen = Preferences().with_rest("short-sleep", rests=True)
    assert (chosen.rests("short-sleep"), chosen.rests("peer")) == (True, False)
    assert chosen.with_rest("short-sleep", rests=True) == chosen
    assert chosen.with_rest("short-sleep", rests=False) == Preferences()
    assert chosen.with_rest("peer", rests=False) == chosen


def test_nothing_of_it_stands_in_its_repr() -> None:
    chosen = Preferences(country="FR", resources=frozenset({"fr-3114"}), breaks=("walk",))
    assert repr(chosen) == "Preferences()"


def test_how_an_export_shows_them() -> None:
    own = Own((("break_min", 15),), time(7, 30), time(15), date(2026, 11, 2), date(2026, 11, 23), (0, 1, 2))
    one = Preferences(
        own=own,
        breaks=("walk", "breathe"),
        ways=frozenset(Way),
        resting=frozenset({"peer"}),
        rhythms=(("who-5", Rhythm.WEEKLY),),
        country="FR",
        resources=frozenset({"fr-3114"}),
        declined=frozenset({(UUID(int=1), 4)}),
        talks=(Talked(Talk.PEER, date(2026, 11, 20)),),
    )
    assert json.loads(json.dumps(chosen(one))) == {
        "own_limits": {"break_min": 15},
        "own_shift": ["07:30", "15:00"],
        "own_working_days": [0, 1, 2],
        "in_this_work_since": "2026-11-02",
        "came_back_on": "2026-11-23",
        "breaks": ["walk", "breathe"],
        "ways": ["floating", "notification", "sound"],
        "switched_off": ["peer"],
        "rhythms": {"who-5": "weekly"},
        "country": "FR",
        "resources": ["fr-3114"],
        "talks": {"support-peer": "2026-11-20"},
        "follow_ups_left": [[str(UUID(int=1)), 4]],
    }
    bare = chosen(Preferences())
    assert (bare["own_shift"], bare["in_this_work_since"]) == ([], None)
