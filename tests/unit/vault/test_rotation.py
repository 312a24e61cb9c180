"""Rotation moves everything to the new key, may be interrupted anywhere, and loses nothing."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from tests.unit.vault.older import without_older
from wellbeing.crypto import envelope
from wellbeing.domain.checkin import CheckIn
from wellbeing.domain.errors import Damaged
from wellbeing.domain.people import PersonId
from wellbeing.vault import rotation, seal, slots
from wellbeing.vault.codec import Kind
from wellbeing.vault.keys import PersonKeys
from wellbeing.vault.manifest import Line, Root, Shard
from wellbeing.vault.sealed import Sealed

Rows = dict[UUID, Sealed[CheckIn]]


@pytest.fixture
def listed(keys: PersonKeys, ada: PersonId) -> tuple[Shard, Rows]:
    """Ten entries at different revisions, and the shard that lists them."""
    shard, rows = Shard(202811), Rows()
    for number in range(10):
        record = uuid4()
        value = CheckIn(date(2026, 11, 1) + timedelta(number), heaviness=number % 5)
        rows[record] = seal.seal(keys, ada, Kind.CHECKIN, record, number + 1, value)
        shard = shard.put(Line(record, Kind.CHECKIN, number + 1, value.day.toordinal()))
    return shard, rows


def batch(shard: Shard, rows: Rows) -> list[tuple[Line, Sealed[CheckIn]]]:
    return [(line, rows[line.record]) for line in shard]


def read(keys: PersonKeys, person: PersonId, shard: Shard, rows: Rows) -> list[CheckIn]:
    return [
        seal.open_(keys, person, Kind.CHECKIN, line.record, line.rev, rows[line.record])
        for line in sorted(shard, key=lambda one: one.day)
    ]


def test_everything_moves_and_reads_the_same(
    keys: PersonKeys, ada: PersonId, listed: tuple[Shard, Rows]
) -> None:
    shard, rows = listed
    before = read(keys, ada, shard, rows)
    renewed = keys.renewed()
    rows.update(rotation.reseal_entries(renewed, ada, batch(shard, rows)))
    assert {envelope.generation(body.raw) for body in rows.values()} == {2}
    assert read(without_older(renewed), ada, shard, rows) == before
    with pytest.raises(Damaged):
        read(keys, ada, shard, rows)


def test_it_goes_on_after_a_crash_at_any_entry(
    keys: PersonKeys, ada: PersonId, listed: tuple[Shard, Rows]
) -> None:
    shard, rows = listed
    before = read(keys, ada, shard, rows)
    renewed = keys.renewed()
    for done in range(len(rows) + 1):
        stored = dict(rows)
        steps = rotation.reseal_entries(renewed, ada, batch(shard, stored))
        for _, (record, body) in zip(range(done), steps, strict=False):
            stored[record] = body
        assert read(renewed, ada, shard, stored) == before  # readable between the steps
        left = list(rotation.reseal_entries(renewed, ada, batch(shard, stored)))
        assert len(left) == len(rows) - done
        stored.update(left)
        assert list(rotation.reseal_entries(renewed, ada, batch(shard, stored))) == []
        assert read(without_older(renewed), ada, shard, stored) == before


def test_entries_written_meanwhile_are_left_alone(
    keys: PersonKeys, ada: PersonId, listed: tuple[Shard, Rows]
) -> None:
    shard, rows = listed
    renewed = keys.renewed()
    record = uuid4()
    rows[record] = seal.seal(renewed, ada, Kind.CHECKIN, record, 1, CheckIn(date(2026, 11, 21)))
    shard = shard.put(Line(record, Kind.CHECKIN, 1, date(2026, 11, 21).toordinal()))
    assert not rotation.outdated(renewed, rows[record])
    assert record not in dict(rotation.reseal_entries(renewed, ada, batch(shard, rows)))


def test_a_damaged_entry_stops_nothing_that_came_before_it(
    keys: PersonKeys, ada: PersonId, listed: tuple[Shard, Rows]
) -> None:
    shard, rows = listed
    renewed = keys.renewed()
    third = list(shard)[2].record
    rows[third] = Sealed(rows[third].raw[:-1] + bytes((rows[third].raw[-1] ^ 1,)))
    moved = []
    with pytest.raises(Damaged):
        moved.extend(one for one in rotation.reseal_entries(renewed, ada, batch(shard, rows)))
    steps = rotation.reseal_entries(renewed, ada, batch(shard, rows))
    assert [next(steps)[0], next(steps)[0]] == [line.record for line in list(shard)[:2]]


def test_the_manifest_moves_too(keys: PersonKeys, ada: PersonId, listed: tuple[Shard, Rows]) -> None:
    shard, _ = listed
    renewed = keys.renewed()
    root = Root().with_shards([shard], saved=1)
    moved_shard = rotation.reseal_manifest(renewed, ada, shard.month, seal.seal_shard(keys, ada, shard))
    moved_root = rotation.reseal_manifest(renewed, ada, 0, seal.seal_root(keys, ada, root))
    alone = without_older(renewed)
    assert seal.open_shard(alone, ada, shard.month, moved_shard) == shard
    assert seal.open_root(alone, ada, moved_root) == root
    assert rotation.reseal_manifest(renewed, ada, shard.month, moved_shard) is moved_shard


def test_the_older_keys_have_names_until_they_are_dropped(keys: PersonKeys) -> None:
    assert slots.older_key_names(keys) == ()
    twice = keys.renewed().renewed()
    assert slots.older_key_names(twice) == ("dek:1", "dek:2", "x25519:1", "x25519:2")
    assert slots.older_key_names(without_older(twice)) == ()


def test_what_was_posted_before_a_rotation_is_posted_anew(
    keys: PersonKeys, ada: PersonId, bo: PersonId
) -> None:
    day = CheckIn(date(2026, 11, 21))
    renewed = keys.renewed().renewed()
    before = seal.post(keys.public, ada, Kind.CHECKIN, day)
    assert seal.collect(renewed, ada, before) == (Kind.CHECKIN, day)
    moved = rotation.repost(renewed, ada, before)
    assert moved is not None
    assert seal.collect(without_older(renewed), ada, moved) == (Kind.CHECKIN, day)
    with pytest.raises(Damaged):
        seal.collect(keys, ada, moved)
    assert rotation.repost(renewed, ada, moved) is None
    for strange in (b"", before[:-1], seal.post(keys.public, bo, Kind.CHECKIN, day)):
        assert rotation.repost(renewed, ada, strange) is None
