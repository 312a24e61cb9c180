"""An entry opens for its owner, in its place, at its revision, and nowhere else."""

import itertools
from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.vault.older import without_older
from wellbeing.crypto import envelope
from wellbeing.domain.checkin import CheckIn
from wellbeing.domain.diary import Page
from wellbeing.domain.errors import Damaged, Locked
from wellbeing.domain.people import PersonId, Profile
from wellbeing.vault import seal
from wellbeing.vault.codec import Kind
from wellbeing.vault.keys import PersonKeys
from wellbeing.vault.manifest import NO_DIGEST, Line, Packed, Root, Shard
from wellbeing.vault.outline_codec import UNKNOWN, packed
from wellbeing.vault.sealed import Sealed

RECORD = UUID("7e1f0000-0000-4000-8000-00000000c0de")
DAY = CheckIn(date(2026, 11, 21), heaviness=3, note="a note about me")


@pytest.fixture
def sealed(keys: PersonKeys, ada: PersonId) -> Sealed[CheckIn]:
    return seal.seal(keys, ada, Kind.CHECKIN, RECORD, 3, DAY)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(note=st.text(max_size=4000), rev=st.integers(1, 2**32 - 1), record=st.uuids())
def test_what_is_sealed_opens(keys: PersonKeys, ada: PersonId, note: str, rev: int, record: UUID) -> None:
    value = CheckIn(date(2026, 11, 21), note=note)
    body = seal.seal(keys, ada, Kind.CHECKIN, record, rev, value)
    assert seal.open_(keys, ada, Kind.CHECKIN, record, rev, Sealed(body.raw)) == value


def test_every_flipped_bit_and_every_truncation_is_refused(
    keys: PersonKeys, ada: PersonId, sealed: Sealed[CheckIn]
) -> None:
    raw = sealed.raw
    wrong = [
        bytes((*raw[:at], raw[at] ^ 1 << bit, *raw[at + 1 :])) for at in range(len(raw)) for bit in range(8)
    ]
    assert len(wrong) == 2336
    wrong += [raw[:length] for length in range(len(raw))]
    for one in wrong:
        with pytest.raises(Damaged):
            seal.open_(keys, ada, Kind.CHECKIN, RECORD, 3, Sealed(one))
    assert seal.open_(keys, ada, Kind.CHECKIN, RECORD, 3, sealed) == DAY


def test_many_open_as_each_does_and_what_does_not_hides_nothing(
    keys: PersonKeys, ada: PersonId, bo: PersonId
) -> None:
    days = [CheckIn(date(2026, 11, day), heaviness=day % 5, note=f"note {day}") for day in range(1, 10)]
    rows = [
        (record := uuid4(), rev, seal.seal(keys, ada, Kind.CHECKIN, record, rev, day).raw)
        for rev, day in enumerate(days, 1)
    ]

    def line(record: bytes, rev: int, outline: bytes = UNKNOWN) -> Packed:
        return record, Kind.CHECKIN, rev, 0, outline, NO_DIGEST

    many = [(line(record.bytes, rev), raw) for record, rev, raw in rows]
    assert list(seal.open_all(keys, ada, Kind.CHECKIN, many)) == days
    outlined = [
        (line(record.bytes, rev, packed(day)), raw)
        for (record, rev, raw), day in zip(rows, days, strict=True)
    ]
    assert list(seal.open_all(keys, ada, Kind.CHECKIN, outlined)) == days
    wrong = [
        *((line(uuid4().bytes, rev), raw) for _, rev, raw in rows),
        *((line(record.bytes, rev + 1), raw) for record, rev, raw in rows),
        *((line(record.bytes, rev), raw[:-1] + bytes((raw[-1] ^ 1,))) for record, rev, raw in rows),
        *((line(record.bytes, rev, packed(CheckIn(DAY.day, recovery=1))), raw) for record, rev, raw in rows),
        (many[0][0], b""),
        (many[0][0], "WB"),  # what a damaged column may hold
    ]
    assert set(seal.open_all(keys, ada, Kind.CHECKIN, wrong)) == {None}  # type: ignore[arg-type]
    assert set(seal.open_all(keys, bo, Kind.CHECKIN, many)) == {None}
    assert set(seal.open_all(keys, ada, Kind.LOG, many)) == {None}
    assert list(seal.open_all(keys, ada, Kind.CHECKIN, [*wrong, many[3]]))[-1] == days[3]
    keys.wipe()
    with pytest.raises(Locked):
        list(seal.open_all(keys, ada, Kind.CHECKIN, many))


def test_swaps_are_refused(keys: PersonKeys, ada: PersonId, bo: PersonId, sealed: Sealed[CheckIn]) -> None:
    places = list(
        itertools.product(
            [keys, PersonKeys.fresh()], [ada, bo], Kind, [RECORD, uuid4()], [1, 2, 3, 4, 2**32 - 1]
        )
    )
    opened = []
    for place in places:
        try:
            seal.open_(*place, sealed)
        except Damaged:
            continue
        opened.append(place)
    assert opened == [(keys, ada, Kind.CHECKIN, RECORD, 3)]


def test_an_entry_is_no_manifest_and_the_other_way_round(keys: PersonKeys, ada: PersonId) -> None:
    shard = seal.seal_shard(keys, ada, Shard(202611).put(Line(RECORD, 2, 1)))
    root = seal.seal_root(keys, ada, Root(3))
    assert seal.open_shard(keys, ada, 202611, shard).get(RECORD) == Line(RECORD, 2, 1)
    assert seal.open_root(keys, ada, root) == Root(3)
    for wrong in (shard, root):
        with pytest.raises(Damaged):
            seal.open_(keys, ada, Kind.CHECKIN, RECORD, 1, Sealed(wrong.raw))
    with pytest.raises(Damaged):
        seal.open_shard(keys, ada, 202612, shard)
    with pytest.raises(Damaged):
        seal.open_shard(keys, ada, 0, Sealed(root.raw))
    with pytest.raises(Damaged):
        seal.open_root(keys, ada, Sealed(shard.raw))


def test_another_generation_is_refused_and_an_older_one_opens(
    keys: PersonKeys, ada: PersonId, sealed: Sealed[CheckIn]
) -> None:
    renewed = keys.renewed()
    assert seal.open_(renewed, ada, Kind.CHECKIN, RECORD, 3, sealed) == DAY
    newer = seal.seal(renewed, ada, Kind.CHECKIN, RECORD, 4, DAY)
    assert envelope.generation(newer.raw) == 2
    with pytest.raises(Damaged):
        seal.open_(keys, ada, Kind.CHECKIN, RECORD, 4, newer)
    with pytest.raises(Damaged):
        seal.open_(without_older(renewed), ada, Kind.CHECKIN, RECORD, 3, sealed)
    relabelled = Sealed[CheckIn](newer.raw[:4] + b"\0\0\0\x01" + newer.raw[8:])
    with pytest.raises(Damaged):
        seal.open_(renewed, ada, Kind.CHECKIN, RECORD, 4, relabelled)


def test_an_older_revision_is_told_from_a_broken_row(
    keys: PersonKeys, ada: PersonId, sealed: Sealed[CheckIn]
) -> None:
    assert seal.older_revision(keys, ada, Kind.CHECKIN, RECORD, 7, sealed) == 3
    assert seal.older_revision(keys, ada, Kind.CHECKIN, RECORD, 3, sealed) is None
    broken = Sealed[CheckIn](sealed.raw[:-1] + bytes((sealed.raw[-1] ^ 1,)))
    assert seal.older_revision(keys, ada, Kind.CHECKIN, RECORD, 7, broken) is None
    assert seal.older_revision(keys, ada, Kind.CHECKIN, RECORD, 10_000, sealed) is None


def test_bytes_that_never_were_an_envelope_are_refused(keys: PersonKeys, ada: PersonId) -> None:
    stored = object.__new__(Sealed)  # as storage hands a damaged row on, so that it hides no other row
    object.__setattr__(stored, "raw", b"scribble")
    with pytest.raises(Damaged):
        seal.open_(keys, ada, Kind.CHECKIN, RECORD, 1, stored)
    with pytest.raises(Damaged):
        seal.open_root(keys, ada, stored)


def test_the_same_words_are_never_sealed_alike(keys: PersonKeys, ada: PersonId) -> None:
    many = {seal.seal(keys, ada, Kind.CHECKIN, RECORD, 3, DAY).raw for _ in range(1000)}
    assert len(many) == 1000
    assert len({len(raw) for raw in many}) == 1


def test_no_word_is_left_in_what_is_stored(keys: PersonKeys, ada: PersonId) -> None:
    note = "unmistakable"
    raw = seal.seal(keys, ada, Kind.CHECKIN, RECORD, 3, CheckIn(date(2026, 11, 21), note=note)).raw
    assert note.encode() not in raw
    assert ada.bytes not in raw
    assert RECORD.bytes not in raw


def test_wiped_keys_neither_seal_nor_open(keys: PersonKeys, ada: PersonId, sealed: Sealed[CheckIn]) -> None:
    keys.wipe()
    with pytest.raises(Locked):
        seal.seal(keys, ada, Kind.CHECKIN, RECORD, 3, DAY)
    with pytest.raises(Locked):
        seal.open_(keys, ada, Kind.CHECKIN, RECORD, 3, sealed)


def test_nothing_is_sealed_under_a_key_that_was_zeroed_meanwhile(
    keys: PersonKeys, ada: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = envelope.seal

    def interrupted(key: bytearray, *rest: object) -> bytes:
        keys.wipe()  # another thread locks between taking the key and using it
        return honest(key, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(envelope, "seal", interrupted)
    with pytest.raises(Locked):
        seal.seal(keys, ada, Kind.CHECKIN, RECORD, 3, DAY)


@pytest.mark.parametrize(
    ("kind", "value"),
    [(Kind.LOG, Page(date(2026, 11, 1))), (Kind.PROFILE, Profile("falcon")), (Kind.CHECKIN, DAY)],
    ids=["log", "profile", "checkin"],
)
def test_what_is_posted_while_locked_is_collected_after(
    keys: PersonKeys, ada: PersonId, bo: PersonId, kind: Kind, value: object
) -> None:
    body = seal.post(keys.public, ada, kind, value)
    assert seal.collect(keys, ada, body) == (kind, value)
    with pytest.raises(Damaged):
        seal.collect(keys, bo, body)
    with pytest.raises(Damaged):
        seal.collect(PersonKeys.fresh(), ada, body)
    with pytest.raises(Damaged):
        seal.collect(keys, ada, body[:-1])
