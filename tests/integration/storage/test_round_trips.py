"""Every store gives back what it was given, and only to whom it belongs."""

from __future__ import annotations

import dataclasses
import os
from uuid import uuid4

import pytest
from sqlalchemy import LargeBinary, type_coerce, update
from sqlalchemy.exc import IntegrityError

from tests.integration.storage.making import MONTH, add_person, entry, ids, manifest, person_row, sealed
from tests.tools.engines import only_in_a_file
from wellbeing.domain.days import NEVER, Month
from wellbeing.domain.errors import Damaged, HandleUnusable
from wellbeing.domain.people import PersonId
from wellbeing.services.ports import Begin, EntryRow, InboxRow, PersonRow
from wellbeing.storage.columns import NotSealed
from wellbeing.storage.opening import Storage
from wellbeing.storage.person_stores import CHUNK
from wellbeing.storage.tables import EntriesTable


def test_both_ways_to_open_work_fit_the_port(storage: Storage) -> None:
    ways: list[Begin] = [storage.begin, storage.look]  # mypy reads this line too
    for way in ways:
        with way() as work:
            assert work.people.count() == 0


def test_people(storage: Storage) -> None:
    one, other = person_row(), person_row()
    with storage.begin() as work:
        work.people.add(one)
        work.people.add(other)
        work.commit()
    with storage.look() as work:
        assert work.people.get(one.id) == one
        assert work.people.by_handle(other.handle_tag) == other
        assert work.people.by_handle(os.urandom(32)) is None
        assert work.people.get(PersonId(uuid4())) is None
        assert work.people.count() == 2
    with storage.begin() as work:
        assert work.people.lock(one.id)
        assert not work.people.lock(PersonId(uuid4()))


def test_a_taken_handle_is_refused_and_its_owner_stays(storage: Storage) -> None:
    first = person_row()
    with storage.begin() as work:
        work.people.add(first)
        work.commit()
    with pytest.raises(HandleUnusable), storage.begin() as work:
        work.people.add(PersonRow(PersonId(uuid4()), first.handle_tag, os.urandom(32)))
    with storage.look() as work:
        assert work.people.by_handle(first.handle_tag) == first


def test_entries(storage: Storage) -> None:
    mine, theirs = add_person(storage), add_person(storage)
    rows = [entry(mine) for _ in range(CHUNK + 7)]
    with storage.begin() as work:
        for row in rows:
            work.entries.put(row)
        work.entries.put(entry(theirs))
        changed = dataclasses.replace(rows[0], body=sealed(512), expires_month=NEVER)
        work.entries.put(changed)
        work.commit()
    rows[0] = changed
    with storage.look() as work:
        assert {row.id: row for row in work.entries.of(mine)} == {row.id: row for row in rows}
        assert ids(work, mine) == {row.id for row in rows}
        assert dict(work.entries.envelopes(mine, 10**6)) == {row.id.bytes: row.body.raw for row in rows}
        short = min(len(row.body.raw) for row in rows)
        assert {len(body) for _, body in work.entries.envelopes(mine, short)} == {short}
        assert len(work.entries.envelopes(theirs, 10**6)) == 1
        assert work.entries.get(mine, changed.id) == changed
        assert work.entries.get(theirs, changed.id) is None, "only the owner is given an entry"
        wanted = [row.id for row in rows[: CHUNK + 1]] + [uuid4()]
        assert {row.id for row in work.entries.of(mine, wanted)} == set(wanted[:-1])
        assert list(work.entries.of(mine, [])) == []
        assert list(work.entries.of(theirs, wanted)) == []


@pytest.mark.parametrize("many", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK])
def test_no_entry_is_left_out_or_doubled_at_the_edge_of_a_chunk(storage: Storage, many: int) -> None:
    person = add_person(storage)
    with storage.begin() as work:
        for _ in range(many):
            work.entries.put(entry(person))
        found = [row.id for row in work.entries.of(person)]
    assert len(found) == len(set(found)) == many


def test_entries_may_be_changed_while_they_are_read(storage: Storage) -> None:
    person = add_person(storage)
    with storage.begin() as work:
        for _ in range(CHUNK + 50):
            work.entries.put(entry(person))
        seen = 0
        for row in work.entries.of(person):
            seen += 1
            if seen % 2:
                work.entries.remove(person, row.id)
            else:
                work.entries.put(dataclasses.replace(row, body=sealed(512)))
        work.commit()
    assert seen == CHUNK + 50
    with storage.look() as work:
        assert len(ids(work, person)) == seen // 2


def test_removing_entries(storage: Storage) -> None:
    mine, theirs = add_person(storage), add_person(storage)
    row, other = entry(mine), entry(theirs)
    with storage.begin() as work:
        for one in (row, other, entry(mine)):
            work.entries.put(one)
        work.entries.remove(theirs, row.id)
        assert work.entries.get(mine, row.id) == row, "nobody removes another's entry"
        work.entries.remove(mine, row.id)
        assert work.entries.get(mine, row.id) is None
        assert work.entries.remove_all(mine) == 1
        assert work.entries.remove_all(mine) == 0
        assert work.entries.get(theirs, other.id) == other


def test_what_expired_goes_for_everybody_and_the_roots_stay(storage: Storage) -> None:
    people = [add_person(storage) for _ in range(3)]
    with storage.begin() as work:
        for person in people:
            for month in (202609, 202610, 202611, NEVER):
                work.entries.put(entry(person, month))
                work.manifests.put(manifest(person, month))
            work.manifests.put(manifest(person, 0))
        work.commit()
    with storage.begin() as work:
        assert work.entries.remove_expired(Month(202611)) == 6
        work.commit()
    with storage.look() as work:
        for person in people:
            assert sorted(row.expires_month for row in work.entries.of(person)) == [202611, NEVER]
            assert [row.month for row in work.manifests.of(person)] == [0, 202611, NEVER]


def test_manifests(storage: Storage) -> None:
    mine, theirs = add_person(storage), add_person(storage)
    root, shard, changed = manifest(mine, 0), manifest(mine), manifest(mine)
    with storage.begin() as work:
        for row in (root, shard, changed, manifest(theirs, 0)):
            work.manifests.put(row)
        assert work.manifests.get(mine, MONTH) == changed
        assert work.manifests.get(theirs, MONTH) is None
        assert list(work.manifests.of(mine)) == [root, changed]
        work.manifests.remove(mine, MONTH)
        assert list(work.manifests.of(mine)) == [root]
        work.manifests.remove_all(mine)
        assert list(work.manifests.of(mine)) == []
        assert len(list(work.manifests.of(theirs))) == 1


def test_inbox(storage: Storage) -> None:
    mine, theirs = add_person(storage), add_person(storage)
    rows = [InboxRow(uuid4(), mine, os.urandom(90)) for _ in range(3)]
    with storage.begin() as work:
        for row in (*rows, InboxRow(uuid4(), theirs, b"else")):
            work.inbox.add(row)
        assert work.inbox.count(mine) == 3
        assert {row.id: row for row in work.inbox.of(mine)} == {row.id: row for row in rows}
        work.inbox.remove(theirs, rows[0].id)
        assert work.inbox.count(mine) == 3
        work.inbox.remove(mine, rows[0].id)
        work.inbox.remove_all(theirs)
        assert (work.inbox.count(mine), work.inbox.count(theirs)) == (2, 0)


def test_removing_a_person_leaves_nothing_of_them(storage: Storage) -> None:
    person, other = add_person(storage), add_person(storage)
    with storage.begin() as work:
        for one in (person, other):
            work.entries.put(entry(one))
            work.manifests.put(manifest(one))
            work.inbox.add(InboxRow(uuid4(), one, b"waiting"))
        work.people.remove(person)
        work.commit()
    with storage.look() as work:
        assert work.people.count() == 1
        assert not ids(work, person)
        assert not list(work.manifests.of(person))
        assert not work.inbox.count(person)
        assert (len(ids(work, other)), work.inbox.count(other)) == (1, 1)


def test_nothing_is_stored_for_nobody(storage: Storage) -> None:
    with storage.begin() as work:
        work.entries.put(entry(PersonId(uuid4())))
        with pytest.raises(IntegrityError):
            work.commit()


def test_plain_words_are_refused_at_the_statement_and_not_named(storage: Storage) -> None:
    person = add_person(storage)
    plain: object = "CANARY plain words"
    with pytest.raises(NotSealed) as caught, storage.begin() as work:
        work.entries.put(EntryRow(uuid4(), person, MONTH, plain))  # type: ignore[arg-type]
    assert "CANARY" not in repr(caught.value) + str(caught.value.__cause__)


def test_one_damaged_body_hides_none_of_the_others(storage: Storage) -> None:
    person = add_person(storage)
    rows = [entry(person) for _ in range(3)]
    with storage.begin() as work:
        for row in rows:
            work.entries.put(row)
        work.commit()
    with storage.engine.begin() as connection:
        broken = update(EntriesTable.__table__).values(body=type_coerce(b"\1\2", LargeBinary))
        mine = (EntriesTable.person_id == person, EntriesTable.id == rows[0].id)
        connection.execute(broken.where(*mine))
    with storage.look() as work:
        found = {row.id: row for row in work.entries.of(person)}
    assert found.keys() == {row.id for row in rows}
    assert [found[row.id] == row for row in rows] == [False, True, True]


@only_in_a_file
def test_an_id_that_is_no_id_is_damage(storage: Storage) -> None:
    person = add_person(storage)
    with storage.begin() as work:
        work.entries.put(entry(person))
        work.commit()
    with storage.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE entries SET id = x'0102'")
    with pytest.raises(Damaged), storage.look() as work:
        ids(work, person)
