"""Values come back as they were, and what this program does not know is refused."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.domain.checkin import NOTE_LENGTH, STEPS, CheckIn, Feeling, Question
from wellbeing.domain.diary import Event, Line, Page
from wellbeing.domain.errors import Damaged
from wellbeing.domain.people import Profile, SeatClaim, SeatId
from wellbeing.vault import codec
from wellbeing.vault.codec import Codec, Kind

any_text = st.text(st.characters(codec=None), max_size=300)  # with lone surrogates: browsers send them


def step(question: Question) -> st.SearchStrategy[int | None]:
    return st.none() | st.integers(0, STEPS[question] - 1)


checkins = st.builds(
    CheckIn,
    day=st.dates(),
    heaviness=step(Question.HEAVINESS),
    energy=step(Question.ENERGY),
    sleep=step(Question.SLEEP),
    intrusions=step(Question.INTRUSIONS),
    feelings=st.none() | st.frozensets(st.sampled_from(Feeling)),
    recovery=step(Question.RECOVERY),
    note=any_text,
)
profiles = st.builds(
    Profile,
    handle=any_text,
    claims=st.lists(
        st.builds(SeatClaim, seat=st.uuids().map(SeatId), generation=st.integers(0, 2**31)), max_size=5
    ).map(tuple),
    retention_months=st.integers(0, 10_000),
    keeps=st.integers(0, 10_000),
)
pages = st.builds(
    Page,
    month=st.dates(),
    lines=st.lists(
        st.builds(Line, at=st.datetimes(timezones=st.just(UTC)), event=st.sampled_from(Event)), max_size=20
    ).map(tuple),
)

CASES = [
    (Kind.CHECKIN, CheckIn(date(2026, 11, 21))),
    (Kind.PROFILE, Profile("x")),
    (Kind.LOG, Page(date(2026, 11, 1))),
]


def written(kind: Kind, fields: Any, version: int = 1) -> bytes:
    return bytes((kind, version)) + json.dumps(fields).encode()


@given(value=checkins)
def test_check_ins_come_back(value: CheckIn) -> None:
    assert codec.decode(Kind.CHECKIN, codec.encode(Kind.CHECKIN, value)) == value


@given(value=profiles)
def test_profiles_come_back(value: Profile) -> None:
    assert codec.decode(Kind.PROFILE, codec.encode(Kind.PROFILE, value)) == value


@given(value=pages)
def test_diary_pages_come_back(value: Page) -> None:
    assert codec.decode(Kind.LOG, codec.encode(Kind.LOG, value)) == value


def test_moments_come_back_in_utc() -> None:
    there = datetime(2026, 11, 21, 23, 30, tzinfo=timezone(timedelta(hours=9)))
    page = Page(date(2026, 11, 1), (Line(there, Event.SIGNED_IN),))
    back = codec.decode(Kind.LOG, codec.encode(Kind.LOG, page))
    assert back.lines[0].at == there
    assert back.lines[0].at.tzinfo is UTC


@given(raw=st.binary(max_size=300), kind=st.sampled_from(Kind))
def test_any_bytes_are_read_or_refused(raw: bytes, kind: Kind) -> None:
    for bytes_ in (raw, bytes((kind, 1)) + raw):
        try:
            codec.decode(kind, bytes_)
        except Damaged:
            continue


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
names = st.sampled_from(
    [
        "day",
        "heaviness",
        "feelings",
        "note",
        "handle",
        "claims",
        "retention_months",
        "keeps",
        "month",
        "lines",
    ]
)


@given(fields=st.dictionaries(names, json_values, max_size=6) | json_values, kind=st.sampled_from(Kind))
def test_any_json_is_read_or_refused(fields: Any, kind: Kind) -> None:
    raw = written(kind, fields)
    try:
        value = codec.decode(kind, raw)
    except Damaged:
        return
    assert codec.decode(kind, codec.encode(kind, value)) == value


@pytest.mark.parametrize(
    "wrong",
    [
        *({name: value} for name in ("heaviness", "recovery") for value in (None, True, "1", 1.0, 9, -1, [])),
        *({"feelings": value} for value in (None, 1, ["angry"], [["low"]], "low")),
        *({"note": value} for value in (None, 1, [])),
        {"day": None},
    ],
)
def test_an_answer_that_was_never_written_so_is_refused(wrong: dict[str, Any]) -> None:
    day = {"day": "2026-11-21", "energy": 1}
    assert codec.decode(Kind.CHECKIN, written(Kind.CHECKIN, day)) == CheckIn(date(2026, 11, 21), energy=1)
    with pytest.raises(Damaged):
        codec.decode(Kind.CHECKIN, written(Kind.CHECKIN, {**day, **wrong}))


@pytest.mark.parametrize(("kind", "value"), CASES, ids=[kind.name for kind, _ in CASES])
def test_a_newer_version_and_another_kind_are_refused(kind: Kind, value: Any) -> None:
    raw = codec.encode(kind, value)
    for other in (
        bytes((kind, codec.CODECS[kind].version + 1)) + raw[2:],
        bytes((kind, 0)) + raw[2:],
        bytes((99, 1)) + raw[2:],
        raw[:1],
        b"",
        raw[:-1],
        raw + b" x",
    ):
        with pytest.raises(Damaged):
            codec.decode(kind, other)
    for another in set(Kind) - {kind}:
        with pytest.raises(Damaged):
            codec.decode(another, raw)
        with pytest.raises(Damaged):
            codec.decode(another, bytes((another,)) + raw[1:])


@pytest.mark.parametrize(("kind", "value"), CASES, ids=[kind.name for kind, _ in CASES])
def test_unknown_fields_are_refused_rather_than_lost(kind: Kind, value: Any) -> None:
    fields, version = json.loads(codec.encode(kind, value)[2:]), codec.CODECS[kind].version
    assert codec.decode(kind, written(kind, fields, version)) == value
    with pytest.raises(Damaged):
        codec.decode(kind, written(kind, fields | {"newer": 1}, version))


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"day": "2026-11-31"},
        {"day": 20261121},
        {"day": "2026-11-21", "heaviness": 5},
        {"day": "2026-11-21", "heaviness": -1},
        {"day": "2026-11-21", "heaviness": True},
        {"day": "2026-11-21", "heaviness": 2.0},
        {"day": "2026-11-21", "heaviness": None},
        {"day": "2026-11-21", "feelings": ["furious"]},
        {"day": "2026-11-21", "feelings": [["low"]]},
        {"day": "2026-11-21", "feelings": 3},
        {"day": "2026-11-21", "note": None},
        {"day": "2026-11-21", "note": "x" * (NOTE_LENGTH + 1)},
    ],
    ids=range(13),
)
def test_what_no_check_in_can_be_is_refused(fields: Any) -> None:
    with pytest.raises(Damaged):
        codec.decode(Kind.CHECKIN, written(Kind.CHECKIN, fields))


def test_a_value_of_another_kind_is_not_written() -> None:
    with pytest.raises(TypeError):
        codec.encode(Kind.CHECKIN, Profile("x"))


def test_a_kind_has_one_codec_and_every_kind_has_one() -> None:
    assert set(codec.CODECS) == set(Kind)
    with pytest.raises(ValueError, match="CHECKIN"):
        codec.register(
            Kind.CHECKIN, Codec(str, lambda text: {"text": text}, {1: lambda fields: fields["text"]})
        )


def test_an_older_version_stays_readable(monkeypatch: pytest.MonkeyPatch) -> None:
    old = codec.encode(Kind.PROFILE, Profile("falcon"))
    known = codec.CODECS[Kind.PROFILE]
    newer = Codec(Profile, known.write, {**known.readers, 4: lambda fields: Profile(fields.pop("name"))})
    monkeypatch.setitem(codec.CODECS, Kind.PROFILE, newer)
    assert newer.version == 4
    assert codec.decode(Kind.PROFILE, old) == Profile("falcon")
    assert codec.decode(Kind.PROFILE, written(Kind.PROFILE, {"name": "heron"}, 4)) == Profile("heron")


def test_a_claim_without_a_day_is_of_the_earliest_there_is() -> None:
    """So whoever had joined before the days were written down is counted with the rest."""
    seat = str(UUID(int=1))
    fields = {"handle": "heron", "claims": [[seat, 2]], "retention_months": 24}
    (claim,) = codec.decode(Kind.PROFILE, written(Kind.PROFILE, fields, 1)).claims
    assert claim == SeatClaim(SeatId(UUID(int=1)), 2, date.min)


@pytest.mark.parametrize(("months", "keeps"), [(24, 0), (36, 36), (6, 6), (18, 18)])
def test_a_length_from_before_units_had_a_say_is_its_owners_choice(months: int, keeps: int) -> None:
    fields = {"handle": "heron", "claims": [], "retention_months": months}
    for version in (1, 2):
        profile = codec.decode(Kind.PROFILE, written(Kind.PROFILE, dict(fields), version))
        assert profile == Profile("heron", retention_months=months, keeps=keeps)


@pytest.mark.parametrize(
    "claim", [[str(UUID(int=1)), 2], [str(UUID(int=1)), 2, 20261121], ["x", 2, "2026-11-21"]]
)
def test_a_claim_of_today_has_a_day(claim: list[Any]) -> None:
    with pytest.raises(Damaged):
        codec.decode(
            Kind.PROFILE, written(Kind.PROFILE, {"handle": "x", "claims": [claim], "retention_months": 24}, 2)
        )


def test_every_check_in_without_a_note_has_the_same_length_when_sealed() -> None:
    fullest = CheckIn(
        date(2026, 11, 21),
        heaviness=4,
        energy=4,
        sleep=3,
        intrusions=3,
        feelings=frozenset(Feeling),
        recovery=1,
    )
    assert len(codec.encode(Kind.CHECKIN, fullest)) <= 252


def test_kinds_are_told_from_bytes() -> None:
    seat = SeatId(UUID(int=1))
    raw = codec.encode(Kind.PROFILE, Profile("x", (SeatClaim(seat, 1),)))
    assert codec.kind_of(raw) is Kind.PROFILE
    for other in (b"", b"\0", b"\xff"):
        with pytest.raises(Damaged):
            codec.kind_of(other)
