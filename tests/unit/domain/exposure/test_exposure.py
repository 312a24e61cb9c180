"""Acts and days: what an act may hold, where it is filed, and that days merge in any order."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.domain.errors import ActUnusable
from wellbeing.domain.exposure import (
    ACT_NAMES,
    AMEND_DAYS,
    KIND_NAMES,
    LONGEST_SESSION,
    Act,
    Event,
    ExposureDay,
    Kind,
    ordered,
)

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ONE, TWO = UUID(int=1), UUID(int=2)
HOUR = timedelta(hours=1)


def test_every_kind_and_act_has_a_name_in_its_order() -> None:
    assert list(KIND_NAMES) == list(Kind)
    assert list(ACT_NAMES) == list(Act)
    assert len(set(KIND_NAMES.values())) == len(Kind)
    assert len(set(ACT_NAMES.values())) == len(Act)


REFUSED: dict[str, dict[str, Any]] = {
    "no zone": {"at": NOON.replace(tzinfo=None), "act": Act.STOP},
    "another zone": {"at": NOON.astimezone(timezone(HOUR)), "act": Act.STOP},
    "switch to nothing": {"act": Act.SWITCH},
    "a stop with a kind": {"act": Act.STOP, "kind": Kind.STILLS},
    "a stop with a length": {"act": Act.STOP, "minutes": 5},
    "a stop of something": {"act": Act.STOP, "of": TWO},
    "a pause of nothing": {"act": Act.PAUSE, "minutes": 0},
    "a pause of yes": {"act": Act.PAUSE, "minutes": True},
    "a pause of halves": {"act": Act.PAUSE, "minutes": 7.5},
    "a pause for days": {"act": Act.PAUSE, "minutes": LONGEST_SESSION + 1},
    "away since never": {"act": Act.AWAY_COUNTS},
    "a start that began before": {"act": Act.START, "kind": Kind.STILLS, "began": NOON},
    "an addition without a beginning": {"act": Act.ADD, "kind": Kind.STILLS, "minutes": 5},
    "an addition without a length": {"act": Act.ADD, "kind": Kind.STILLS, "began": NOON - HOUR},
    "an addition without a kind": {"act": Act.ADD, "minutes": 5, "began": NOON - HOUR},
    "an addition that still goes on": {
        "act": Act.ADD,
        "kind": Kind.STILLS,
        "minutes": 61,
        "began": NOON - HOUR,
    },
    "an addition from long ago": {
        "act": Act.ADD,
        "kind": Kind.STILLS,
        "minutes": 5,
        "began": NOON - timedelta(days=AMEND_DAYS, minutes=1),
    },
    "a correction of nothing": {"act": Act.CORRECT, "minutes": 5},
    "a removal of nothing": {"act": Act.REMOVE},
    "a removal with a length": {"act": Act.REMOVE, "of": TWO, "minutes": 5},
}


@pytest.mark.parametrize("parts", REFUSED.values(), ids=REFUSED)
def test_what_no_page_would_send_is_refused(parts: dict[str, Any]) -> None:
    with pytest.raises(ActUnusable):
        Event(**{"id": ONE, "at": NOON, **parts})


@pytest.mark.parametrize(
    "parts",
    [
        {"act": Act.START},
        {"act": Act.START, "kind": Kind.STILLS},
        {"act": Act.BACK, "kind": Kind.LIVE},
        {"act": Act.TOOK_BREAK},
        {"act": Act.PAUSE, "minutes": LONGEST_SESSION},
        {"act": Act.AWAY_COUNTS, "began": NOON - HOUR},
        {"act": Act.ADD, "kind": Kind.STILLS, "minutes": 60, "began": NOON - HOUR},
        {"act": Act.CORRECT, "of": TWO, "kind": Kind.TEXT, "minutes": 5, "began": NOON - HOUR},
        {"act": Act.REMOVE, "of": TWO},
    ],
)
def test_what_a_page_sends_is_taken(parts: dict[str, Any]) -> None:
    assert Event(ONE, NOON, **parts).act is parts["act"]


def test_an_event_shows_nothing_of_what_it_holds() -> None:
    shown = repr(Event(ONE, NOON, Act.ADD, Kind.LIVE, 59, began=NOON - HOUR))
    assert "live" not in shown.lower()
    assert "59" not in shown


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("UTC", date(2026, 11, 23)),
        ("Pacific/Kiritimati", date(2026, 11, 24)),
        ("Pacific/Niue", date(2026, 11, 23)),
    ],
)
def test_an_act_is_filed_under_the_local_day(zone: str, day: date) -> None:
    assert Event(ONE, NOON, Act.STOP).filed(ZoneInfo(zone)) == day


def test_what_is_added_is_filed_where_it_began() -> None:
    began = NOON - timedelta(days=2)
    event = Event(ONE, NOON, Act.ADD, Kind.STILLS, 60, began=began)
    assert event.filed(ZoneInfo("UTC")) == date(2026, 11, 21)


def test_a_day_holds_each_act_once_and_in_order() -> None:
    late, early = Event(ONE, NOON, Act.STOP), Event(TWO, NOON - HOUR, Act.START)
    day = ExposureDay(NOON.date(), (late, early, late))
    assert day.events == (early, late)
    assert day.having(late) == day
    assert "events" not in repr(day)


def test_two_acts_at_one_moment_stand_in_the_order_of_their_ids() -> None:
    first, second = Event(ONE, NOON, Act.BREAK), Event(TWO, NOON, Act.BACK)
    assert ordered([second, first]) == ordered([first, second]) == [first, second]


def test_another_day_is_not_merged() -> None:
    with pytest.raises(ActUnusable):
        ExposureDay(NOON.date()).merged(ExposureDay(NOON.date() + timedelta(days=1)))


events = st.builds(
    Event,
    id=st.integers(1, 8).map(lambda number: UUID(int=number)),
    at=st.integers(0, 30).map(lambda minute: NOON + timedelta(minutes=minute)),
    act=st.sampled_from([Act.BREAK, Act.BACK, Act.STOP]),
)
days = st.lists(events, max_size=8).map(lambda some: ExposureDay(NOON.date(), tuple(some)))


@given(days, days, days)
def test_merging_is_the_same_in_any_order_and_any_number_of_times(
    one: ExposureDay, two: ExposureDay, three: ExposureDay
) -> None:
    assert one.merged(two) == two.merged(one)
    assert one.merged(two).merged(three) == one.merged(two.merged(three))
    assert one.merged(two).merged(two).merged(one) == one.merged(two)
    assert {event.id for event in one.merged(two).events} == {
        event.id for event in (*one.events, *two.events)
    }
