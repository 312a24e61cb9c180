"""A person's own limits: stricter only, whatever they say."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellbeing.domain.breaks import assess, condense
from wellbeing.domain.exposure import Act, Event, ExposureDay, Kind
from wellbeing.domain.policy import (
    FIELDS,
    PRESETS,
    STRICTER,
    Own,
    Policy,
    own_problems,
    problems,
    stricter,
    tightened,
)

ZONE = ZoneInfo("Europe/Paris")
NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
pairs = st.dictionaries(st.sampled_from(sorted(STRICTER)), st.integers(0, 500)).map(
    lambda found: tuple(found.items())
)


def laxer(name: str, one: int, other: int) -> bool:
    """Whether the one allows more than the other; 0 is no limit where a limit may be left out."""
    if FIELDS[name].off or name == "daily_cap_min":
        one, other = one or 10**9, other or 10**9
    return one < other if STRICTER[name] > 0 else one > other


@given(st.sampled_from(sorted(PRESETS)), pairs)
def test_stricter_is_never_laxer_in_anything(preset: str, limits: tuple[tuple[str, int], ...]) -> None:
    unit = {str(name): policy for name, policy in PRESETS.items()}[preset]
    mine = tightened(unit, Own(limits))
    for one in fields(Policy):
        if one.name in STRICTER:
            assert not laxer(one.name, getattr(mine, one.name), getattr(unit, one.name))
        else:
            assert getattr(mine, one.name) == getattr(unit, one.name)
    assert tightened(mine, Own(limits)) == mine


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["continuous_limit_min", "high_impact_limit_min", "long_break_after_min"]),
        st.integers(1, 250),
    ).map(lambda found: tuple(found.items())),
    st.lists(st.tuples(st.integers(1, 30), st.sampled_from(list(Kind))), min_size=1, max_size=5),
)
def test_a_stricter_limit_never_makes_a_break_come_later(
    limits: tuple[tuple[str, int], ...], stretches: list[tuple[int, Kind]]
) -> None:
    at, acts = NINE, []
    for number, (minutes, kind) in enumerate(stretches, start=1):
        acts.append(Event(UUID(int=number), at, Act.SWITCH if acts else Act.START, kind))
        at += timedelta(minutes=minutes)
    days = [ExposureDay(NINE.date(), tuple(acts))]
    due = []
    for policy in (Policy(), tightened(Policy(), Own(limits))):
        found = assess(policy, condense(days, policy, ZONE), (), acts[-1].at, ZONE)
        assert found.due_at is not None
        due.append(found.due_at)
    assert due[1] <= due[0]


def test_a_name_that_is_no_limit_changes_nothing() -> None:
    own = Own((("forgotten_min", 1), ("materials", 2), ("nonsense", 3)))
    assert tightened(Policy(), own) == Policy()
    assert [one.field for one in own_problems(own)] == ["forgotten_min", "materials", "nonsense"]


def test_none_is_the_laxest_where_there_may_be_none() -> None:
    assert stricter("four_week_cap_min", 0, 600) == stricter("four_week_cap_min", 600, 0) == 600
    assert stricter("weekly_cap_min", 600, 500) == 500
    assert stricter("break_min", 5, 10) == 10
    assert stricter("skip_max", 0, 2) == 0


def test_own_hours_come_in_pairs() -> None:
    early = Own(shift_start=time(6), shift_end=time(14))
    assert tightened(Policy(), early) == replace(Policy(), shift_start=time(6), shift_end=time(14))
    assert tightened(Policy(), replace(early, shift_end=None)) == Policy()


def test_an_own_limit_is_set_and_taken_back() -> None:
    own = Own().with_limit("break_min", 15).with_limit("daily_cap_min", 120)
    assert own.limits == (("break_min", 15), ("daily_cap_min", 120))
    assert own.with_limit("break_min", None).limits == (("daily_cap_min", 120),)
    assert own_problems(own) == ()
    assert [one.field for one in own_problems(own.with_limit("break_min", 99))] == ["break_min"]
    assert "15" not in repr(replace(own, started_on=date(2026, 1, 15)))


@pytest.mark.parametrize(
    ("days", "week", "free"),
    [((0, 1, 2), 570, 1), ((0,), 240, 0), ((0, 1, 2, 3, 4, 5), 960, 1), ((2, 3, 4, 5, 6), 960, 1)],
)
def test_whoever_works_fewer_days_has_that_part_of_the_week(
    days: tuple[int, ...], week: int, free: int
) -> None:
    found = tightened(Policy(), Own(working_days=days))
    assert (found.working_days, found.weekly_cap_min, found.exposure_free_days) == (days, week, free)
    assert problems(found) == ()
    assert found.daily_cap_min == Policy().daily_cap_min


def test_a_part_of_none_is_none_and_an_own_limit_still_holds() -> None:
    none = Policy(weekly_cap_min=0, four_week_cap_min=0)
    assert tightened(none, Own(working_days=(1, 2))).weekly_cap_min == 0
    own = Own((("weekly_cap_min", 300),), working_days=(0, 1, 2))
    assert tightened(Policy(), own).weekly_cap_min == 300
    assert tightened(Policy(), replace(own, limits=(("weekly_cap_min", 900),))).weekly_cap_min == 570
    assert repr(replace(own, came_back=date(2026, 11, 23))) == "Own()"
