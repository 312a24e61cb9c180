"""Boxes: kept once, changed whole, and gone from the file; nothing in it tells whose ballot is which."""

from __future__ import annotations

import os
import random
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event

from tests.integration.storage.making import pieces
from wellbeing.domain.errors import BoxFull, Unfit
from wellbeing.storage import boxes as module
from wellbeing.storage.engine import TRUNCATE, facts, pragmas, vacuum
from wellbeing.storage.opening import Storage

PERIOD = 741


def box(size: int = 2048) -> bytes:
    """Bytes with the outer shape of a sealed box."""
    return b"WB\x01\x01\0\0\0\0" + os.urandom(size + 28)


def on_disk(storage: Storage) -> bytes:
    """Everything in the file, its journal and whatever else lies beside it."""
    file = Path(storage.boxes_engine.url.database or "")
    return b"".join(one.read_bytes() for one in sorted(file.parent.glob(file.name + "*")))


def filled(storage: Storage, count: int) -> dict[tuple[UUID, int], bytes]:
    made = {(uuid4(), PERIOD): box(random.choice((1024, 2048, 4096))) for _ in range(count)}
    for (group, period), raw in made.items():
        assert storage.boxes.add({(group, period): raw}) == {(group, period)}
    return made


def test_the_pragmas_are_kept(storage: Storage) -> None:
    said = facts(storage.boxes_engine)
    for name, value in pragmas(TRUNCATE, storage.patience).items():
        assert said[name] == str(value)


def test_a_box_is_kept_once(storage: Storage) -> None:
    group, first = uuid4(), box()
    assert storage.boxes.get(group, PERIOD) is None
    assert storage.boxes.add({(group, PERIOD): first}) == {(group, PERIOD)}
    assert not storage.boxes.add({(group, PERIOD): box()})
    assert storage.boxes.get(group, PERIOD) == first
    assert storage.boxes.get(group, PERIOD + 1) is None
    assert storage.boxes.all() == [(group, PERIOD)]


def test_a_change_is_whole_or_not_at_all(storage: Storage) -> None:
    group, first, second = uuid4(), box(), box()
    storage.boxes.add({(group, PERIOD): first})

    def full(_: bytes) -> bytes:
        raise BoxFull

    with pytest.raises(BoxFull):
        storage.boxes.change(group, PERIOD, full)
    assert storage.boxes.get(group, PERIOD) == first
    assert storage.boxes.change(group, PERIOD, lambda raw: second if raw == first else b"")
    assert storage.boxes.get(group, PERIOD) == second
    assert not storage.boxes.change(uuid4(), PERIOD, full), "there is none"


def test_changes_at_once_are_all_there(storage: Storage) -> None:
    group = uuid4()
    storage.boxes.add({(group, PERIOD): (0).to_bytes(1024, "big")})

    def add() -> None:
        for _ in range(25):
            storage.boxes.change(
                group, PERIOD, lambda raw: (int.from_bytes(raw, "big") + 1).to_bytes(1024, "big")
            )

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert storage.boxes.get(group, PERIOD) == (100).to_bytes(1024, "big")


def test_no_older_version_of_a_box_is_left(storage: Storage) -> None:
    made = filled(storage, 40)
    for number in range(400):
        if number % 20 == 0:
            made |= filled(storage, 1)
        key = random.choice(list(made))
        old, new = made[key], box(len(made[key]) - 36)
        assert storage.boxes.change(*key, lambda _, new=new: new)
        made[key] = new
        held = on_disk(storage)
        assert not any(one in held for one in pieces(old))
    assert all(raw[:20] in held for raw in made.values()), "the search would have found them"


def test_what_is_shredded_is_gone_and_the_rest_is_as_it_was(storage: Storage) -> None:
    made = filled(storage, 60)
    gone = list(made)[::2]
    storage.boxes.shred([*gone, (uuid4(), PERIOD)])
    held = on_disk(storage)
    assert not any(one in held for key in gone for one in pieces(made[key]))
    for key, raw in made.items():
        assert storage.boxes.get(*key) == (None if key in gone else raw)
    with closing(sqlite3.connect(storage.boxes_engine.url.database or "")) as raw_file:
        assert raw_file.execute("PRAGMA freelist_count").fetchone() == (0,)
    storage.boxes.shred(made)
    assert storage.boxes.all() == []
    assert not any(one in on_disk(storage) for raw in made.values() for one in pieces(raw))
    assert len(on_disk(storage)) < 64 * 1024


@pytest.mark.parametrize("reach", [0, module.WHOLE])
def test_bytes_that_stay_are_noticed(
    storage: Storage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, reach: int
) -> None:
    """A file that does not forget, as on another build of SQLite."""
    made = filled(storage, module.WHOLE + 2)
    key = list(made)[0 if reach else -1]
    left = made[key][100:132] if reach else made[key][:20]
    journal = Path(f"{storage.boxes_engine.url.database}-journal")

    def leaking(engine: object) -> None:
        vacuum(engine)  # type: ignore[arg-type]
        journal.write_bytes(bytes(100) + left)

    monkeypatch.setattr(module, "vacuum", leaking)
    with pytest.raises(Unfit):
        storage.boxes.shred(list(made))
    journal.unlink()


def test_pages_that_a_killed_process_left_unused_are_rebuilt(storage: Storage) -> None:
    made = filled(storage, 30)
    with storage.boxes_engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM boxes")
    assert storage.boxes._unused() > 0
    storage.boxes.shred([])
    assert storage.boxes._unused() == 0
    assert not any(one in on_disk(storage) for raw in made.values() for one in pieces(raw))


def test_shredding_looks_through_the_file_once_however_many_go(storage: Storage) -> None:
    """The statements grow with the boxes, the passes over the file do not."""
    reads: list[int] = []
    counted: list[str] = []
    original = Path.read_bytes

    def read(self: Path) -> bytes:
        reads.append(1)
        return original(self)

    event.listen(
        storage.boxes_engine, "before_cursor_execute", lambda *said: counted.append(str(said[2])[:6])
    )
    for count in (10, 80):
        made = filled(storage, count)
        reads.clear()
        counted.clear()
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(Path, "read_bytes", read)
            storage.boxes.shred(made)
        assert len(reads) <= 2, "the file and its journal"
        assert counted.count("DELETE") == count
        assert len(counted) <= 2 * count + 4
