"""One transaction: all or nothing, one writer at a time, and readers who keep nobody waiting."""

from __future__ import annotations

import dataclasses
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from tests.integration.storage.making import MONTH, add_person, entry, ids, manifest, person_row
from tests.tools.engines import open_storage
from wellbeing.domain.errors import DatabaseBusy
from wellbeing.domain.people import PersonId
from wellbeing.storage.opening import Storage


def test_without_commit_nothing_stays(storage: Storage) -> None:
    row = person_row()
    with storage.begin() as work:
        work.people.add(row)
        assert work.people.get(row.id) == row
    with storage.look() as work:
        assert work.people.count() == 0


def test_an_error_takes_everything_back_and_the_next_writer_gets_in(storage: Storage) -> None:
    def stumble() -> None:
        with storage.begin() as work:
            work.people.add(person_row())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumble()
    add_person(storage)
    with storage.look() as work:
        assert work.people.count() == 1


def test_after_commit_what_follows_is_not_kept(storage: Storage) -> None:
    with storage.begin() as work:
        work.people.add(person_row())
        work.commit()
        work.people.add(person_row())
    with storage.look() as work:
        assert work.people.count() == 1


def test_looking_cannot_write(storage: Storage) -> None:
    with pytest.raises(OperationalError), storage.look() as work:
        work.people.add(person_row())
    add_person(storage)  # the connection that looked writes again when it is lent to a writer


def test_reading_goes_on_while_somebody_writes(storage: Storage) -> None:
    person = add_person(storage)
    with storage.begin() as writing:
        writing.entries.put(entry(person))
        with storage.look() as reading:
            assert reading.people.get(person) is not None
            assert not ids(reading, person), "not committed, not seen"
        writing.commit()


def _count_up(storage: Storage, person: PersonId, times: int, together: threading.Barrier) -> None:
    together.wait()
    for _ in range(times):
        with storage.begin() as work:
            assert work.people.lock(person)
            row = work.manifests.get(person, MONTH)
            count = int.from_bytes(row.body.raw[20:24], "big") if row else 0
            work.manifests.put(manifest(person, inside=(count + 1).to_bytes(4, "big")))
            work.commit()


def _counted(storage: Storage, person: PersonId) -> int:
    with storage.look() as work:
        row = work.manifests.get(person, MONTH)
        assert row is not None
        return int.from_bytes(row.body.raw[20:24], "big")


def test_two_threads_of_one_person_lose_no_update(storage: Storage) -> None:
    person, together = add_person(storage), threading.Barrier(4)
    patient = dataclasses.replace(storage, patience=5.0)
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(_count_up, patient, person, 50, together) for _ in range(4)]:
            done.result()
    assert _counted(storage, person) == 200


def test_two_processes_of_one_person_lose_no_update(storage: Storage, tmp_path: Path) -> None:
    # Another process shares no lock in memory with this one, only the file; a second Storage is just that.
    other = open_storage(tmp_path / "data", patience=5.0)
    person, together = add_person(storage), threading.Barrier(2)
    first = open_storage(tmp_path / "data", patience=5.0)
    with ThreadPoolExecutor(2) as pool:
        tasks = [pool.submit(_count_up, one, person, 60, together) for one in (first, other)]
        for done in tasks:
            done.result()
    assert _counted(storage, person) == 120
    first.close()
    other.close()


def test_a_writer_who_does_not_get_its_turn_is_told_and_may_try_again(storage: Storage) -> None:
    with storage.begin() as work:
        work.people.add(person_row())
        with ThreadPoolExecutor(1) as pool, pytest.raises(DatabaseBusy):
            pool.submit(add_person, storage).result()
        work.commit()
    add_person(storage)


def test_a_database_locked_by_another_program_is_busy_and_nothing_is_lost(
    storage: Storage, tmp_path: Path
) -> None:
    person = add_person(storage)
    with closing(sqlite3.connect(tmp_path / "data" / "wellbeing.db", isolation_level=None)) as intruder:
        intruder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DatabaseBusy) as caught:
            add_person(storage)
        assert caught.value.args == ("SQLITE_BUSY",)
        with pytest.raises(DatabaseBusy), storage.look() as work:
            work.people.get(person)
        intruder.execute("ROLLBACK")
    add_person(storage)
    with storage.look() as work:
        assert work.people.count() == 2


def test_a_reader_in_another_program_delays_a_commit_and_the_commit_is_not_lost(
    storage: Storage, tmp_path: Path
) -> None:
    add_person(storage)
    with closing(sqlite3.connect(tmp_path / "data" / "wellbeing.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM people").fetchall()
        row = person_row()
        with storage.begin() as work:
            work.people.add(row)
            with pytest.raises(DatabaseBusy):
                work.commit()
            reader.execute("ROLLBACK")
        with storage.begin() as work:
            assert work.people.count() == 1, "a refused commit left nothing half done"
            work.people.add(row)
            work.commit()
    with storage.look() as work:
        assert work.people.count() == 2
