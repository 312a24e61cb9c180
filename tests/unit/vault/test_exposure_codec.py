"""Days of acts and letters come back as they were, and their length says nothing of an ordinary day."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.crypto.padding import pad
from wellbeing.domain.errors import Damaged
from wellbeing.domain.exposure import Act, Event, ExposureDay, Kind
from wellbeing.domain.letter import MOST_ACTS, Letter
from wellbeing.vault import codec

DAY = date(2026, 11, 21)
ZERO = datetime(2026, 11, 21, tzinfo=UTC)

moments = st.integers(-86_400_000, 2 * 86_400_000).map(lambda ms: ZERO + timedelta(milliseconds=ms))
lengths = st.integers(1, 960)
events = st.one_of(
    st.builds(Event, st.uuids(), moments, st.sampled_from([Act.START, Act.SWITCH]), st.sampled_from(Kind)),
    st.builds(Event, st.uuids(), moments, st.sampled_from([Act.STOP, Act.BREAK, Act.SKIP, Act.URGENT])),
    st.builds(Event, st.uuids(), moments, st.just(Act.PAUSE), minutes=st.none() | lengths),
    st.builds(Event, st.uuids(), moments, st.just(Act.REMOVE), of=st.uuids()),
    st.builds(Event, st.uuids(), moments, st.just(Act.AWAY_COUNTS), began=moments),
)
days = st.builds(ExposureDay, st.just(DAY), st.lists(events, max_size=12).map(tuple))


def working(acts: int) -> ExposureDay:
    """A day of starts and pauses, one every ten minutes."""
    made = [
        Event(
            uuid4(),
            ZERO + timedelta(minutes=10 * number),
            Act.BACK if number % 2 else Act.START,
            Kind.SILENT_VIDEO,
        )
        for number in range(acts)
    ]
    return ExposureDay(DAY, tuple(made))


def sealed_length(kind: codec.Kind, value: object) -> int:
    return len(pad(codec.encode(kind, value)))


@given(day=days)
def test_days_come_back(day: ExposureDay) -> None:
    assert codec.decode(codec.Kind.EXPOSURE, codec.encode(codec.Kind.EXPOSURE, day)) == day


@given(letter=st.builds(Letter, st.lists(days, max_size=2).map(tuple)))
def test_letters_come_back(letter: Letter) -> None:
    assert codec.decode(codec.Kind.LETTER, codec.encode(codec.Kind.LETTER, letter)) == letter


def test_a_day_without_acts_and_a_busy_one_are_as_long() -> None:
    assert {sealed_length(codec.Kind.EXPOSURE, working(acts)) for acts in (0, 1, 10, 30)} == {2048}
    assert {sealed_length(codec.Kind.LETTER, Letter((working(acts),))) for acts in (0, 30, 55)} == {4096}
    assert sealed_length(codec.Kind.LETTER, Letter()) == 4096


def test_a_full_letter_has_a_bound() -> None:
    assert sealed_length(codec.Kind.LETTER, Letter((working(MOST_ACTS),))) == 32_768


def fields(**changes: Any) -> dict[str, Any]:
    return {"day": "2026-11-21", "events": [], **changes}


EVENT = ["AAAAAAAAAAAAAAAAAAAAAA", 1, "stop"]


def test_the_event_of_the_next_test_is_one() -> None:
    raw = bytes((codec.Kind.EXPOSURE, 1)) + json.dumps(fields(events=[EVENT])).encode()
    (event,) = codec.decode(codec.Kind.EXPOSURE, raw).events
    assert (event.id, event.act) == (UUID(int=0), Act.STOP)


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": "2026-11-31"},
        {"events": {}},
        {"events": None},
        {"fill": " x"},
        {"newer": 1},
        *(
            {"events": [one]}
            for one in (
                EVENT[:2],
                [*EVENT, {}, {}],
                [*EVENT, {"newer": 1}],
                ["AA", 1, "stop"],
                [7, 1, "stop"],
                [EVENT[0], 1.5, "stop"],
                [EVENT[0], True, "stop"],
                [EVENT[0], 10**20, "stop"],
                [EVENT[0], 1, "rest"],
                [EVENT[0], 1, ["stop"]],
                [*EVENT, {"kind": "stills"}],
                [EVENT[0], 1, "start", {"kind": "furry"}],
                [EVENT[0], 1, "pause", {"minutes": 0}],
                [EVENT[0], 1, "pause", {"minutes": "5"}],
                [EVENT[0], 1, "remove", {"of": 5}],
                [EVENT[0], 1, "away_counts", {"began": "5"}],
                7,
            )
        ),
    ],
    ids=range(22),
)
def test_what_no_day_can_be_is_refused(wrong: dict[str, Any]) -> None:
    for kind, written in (
        (codec.Kind.EXPOSURE, fields(**wrong)),
        (codec.Kind.LETTER, {"days": [fields(**wrong)]}),
    ):
        with pytest.raises(Damaged):
            codec.decode(kind, bytes((kind, 1)) + json.dumps(written).encode())
