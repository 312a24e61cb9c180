"""The file that forgets: what is overwritten or shredded there is in no file any more."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest

from tests.integration.storage.making import key, pieces, slot
from tests.tools.engines import open_storage
from wellbeing.domain.errors import Damaged, Unfit
from wellbeing.domain.people import PersonId
from wellbeing.services import ports
from wellbeing.storage.opening import Storage
from wellbeing.storage.slots import journal_of, overwrite
from wellbeing.vault.slots import Slot, WrappedKey


def _somebody() -> PersonId:
    return PersonId(uuid4())


def _bytes_of_folder(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


def _blobs(slots: list[Slot], keys: list[WrappedKey]) -> list[bytes]:
    parts = [blob for one in slots for blob in (one.salt, one.verifier, one.wrapped)]
    return parts + [one.wrapped for one in keys]


def _left(folder: Path, blobs: list[bytes]) -> int:
    held = _bytes_of_folder(folder)
    return sum(piece in held for blob in blobs for piece in pieces(blob))


def test_what_is_written_comes_back(storage: Storage) -> None:
    slots: ports.Slots = storage.slots
    person, other = _somebody(), _somebody()
    mine = [slot("passphrase"), slot("recovery")]
    keys = [key("x25519"), key("ballot")]
    slots.write(person, mine, keys)
    slots.write(other, [slot()], [key()])
    assert slots.get(person, "passphrase") == mine[0]
    assert slots.get(person, "recovery") == mine[1]
    assert slots.get(other, "recovery") is None
    assert slots.keys(person) == [keys[1], keys[0]]
    assert slots.keys(_somebody()) == []


def test_overwriting_and_dropping_in_one_go(storage: Storage) -> None:
    person, newer, added = _somebody(), slot(), key("dek:2")
    storage.slots.write(person, [slot(), slot("recovery")], [key("x25519"), key("dek:1")])
    storage.slots.write(person, [newer], [added], drop_keys=["dek:1", "never there"])
    assert storage.slots.get(person, "passphrase") == newer
    assert storage.slots.get(person, "recovery") is not None
    assert [one.name for one in storage.slots.keys(person)] == ["dek:2", "x25519"]


def test_all_or_nothing(storage: Storage) -> None:
    person, first = _somebody(), slot()
    storage.slots.write(person, [first], [key("x25519")])
    broken = WrappedKey("ballot", None)  # type: ignore[arg-type]
    with pytest.raises(Exception, match="NOT NULL"):
        storage.slots.write(person, [slot()], [key("x25519"), broken], ["x25519"])
    assert storage.slots.get(person, "passphrase") == first
    assert [one.name for one in storage.slots.keys(person)] == ["x25519"]


def test_a_shredded_person_is_in_no_file_and_the_others_stay(storage: Storage, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    people = {_somebody(): ([slot(), slot("recovery")], [key("x25519"), key("ballot")]) for _ in range(40)}
    for person, (slots, keys) in people.items():
        storage.slots.write(person, slots, keys)
    goes, *stay = people
    assert _left(folder, _blobs(*people[goes])), "the search must be able to find something"
    storage.slots.shred(goes)
    assert _left(folder, _blobs(*people[goes])) == 0
    assert storage.slots.get(goes, "passphrase") is None
    assert storage.slots.keys(goes) == []
    for person in stay:
        assert storage.slots.get(person, "passphrase") == people[person][0][0]
        assert len(storage.slots.keys(person)) == 2
    storage.slots.shred(goes)  # twice is fine


def test_an_overwritten_slot_and_a_dropped_key_are_in_no_file(storage: Storage, tmp_path: Path) -> None:
    person, old, dropped = _somebody(), slot(), key("dek:1")
    storage.slots.write(person, [old], [dropped])
    storage.slots.write(person, [slot()], [key("dek:2")], ["dek:1"])
    assert _left(tmp_path / "data", _blobs([old], [dropped])) == 0
    assert journal_of(tmp_path / "data" / "slots.db").stat().st_size == 0


def test_hundreds_of_changes_leave_nothing_behind(storage: Storage, tmp_path: Path) -> None:
    people = [_somebody() for _ in range(20)]
    gone: list[bytes] = []
    for turn in range(6):
        for number, person in enumerate(people):
            old = storage.slots.get(person, "passphrase")
            if old is not None:
                gone += _blobs([old], list(storage.slots.keys(person)))
            if (turn + number) % 5 == 4:
                storage.slots.shred(person)
            else:
                kept = [one.name for one in storage.slots.keys(person)]
                storage.slots.write(person, [slot()], [key("x25519"), key(f"dek:{turn}")], kept)
                gone += [] if old is None else [old.wrapped]
    assert len(gone) > 200
    assert _left(tmp_path / "data", gone) == 0


def test_a_copy_that_sqlite_left_in_unused_space_is_found_and_removed(
    storage: Storage, tmp_path: Path
) -> None:
    person, old = _somebody(), slot()
    storage.slots.write(person, [old])
    with closing(sqlite3.connect(tmp_path / "data" / "slots.db")) as careless:
        careless.execute("PRAGMA secure_delete=OFF")
        careless.execute("CREATE TABLE stray (a)")
        careless.execute("INSERT INTO stray VALUES (?)", (old.wrapped * 20,))
        careless.commit()
        careless.execute("DROP TABLE stray")
        careless.commit()
    held = (tmp_path / "data" / "slots.db").read_bytes()
    assert held.count(old.wrapped[40:72]) > 1, "the stray copy must be there to be found"
    storage.slots.shred(person)
    assert _left(tmp_path / "data", _blobs([old], [])) == 0


def test_shredding_that_cannot_be_kept_is_never_called_done(storage: Storage, tmp_path: Path) -> None:
    person, old = _somebody(), slot()
    storage.slots.write(person, [old])
    with closing(sqlite3.connect(tmp_path / "data" / "slots.db")) as careless:
        careless.execute("CREATE TABLE stray (a)")
        careless.execute("INSERT INTO stray VALUES (?)", (old.wrapped,))
        careless.commit()
    with pytest.raises(Unfit):
        storage.slots.shred(person)
    assert storage.slots.get(person, "passphrase") is None


def test_what_a_killed_process_left_in_the_journal_goes_at_the_next_start(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    open_storage(folder).close()
    rest = os.urandom(64)
    journal_of(folder / "slots.db").write_bytes(bytes(512) + rest)  # a finished journal: no head, old pages
    open_storage(folder).close()
    assert rest not in _bytes_of_folder(folder)


def test_a_cost_that_is_no_cost_is_damage(storage: Storage) -> None:
    person = _somebody()
    storage.slots.write(person, [slot()])
    with storage.slots_engine.begin() as connection:
        connection.exec_driver_sql("UPDATE slots SET params = x'01'")
    with pytest.raises(Damaged):
        storage.slots.get(person, "passphrase")


def test_overwriting_a_file_empties_it_and_a_missing_one_is_fine(tmp_path: Path) -> None:
    file = tmp_path / "rest"
    file.write_bytes(os.urandom((1 << 20) + 17))
    overwrite(file)
    assert file.stat().st_size == 0
    overwrite(tmp_path / "missing")
    assert not (tmp_path / "missing").exists()
