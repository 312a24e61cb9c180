"""A deleted or overwritten entry is in no file of the main database any more."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from tests.integration.storage.making import add_person, entry, manifest, pieces
from tests.tools.engines import only_in_a_file
from wellbeing.domain.days import Month
from wellbeing.services.ports import EntryRow, InboxRow
from wellbeing.storage.opening import Storage


def _legible(folder: Path, rows: list[EntryRow]) -> int:
    held = b"".join(file.read_bytes() for file in folder.iterdir())
    # Every eighth run: what SQLite leaves behind of a body is far longer than 128 bytes.
    return sum(any(piece in held for piece in pieces(row.body.raw)[::8]) for row in rows)


@only_in_a_file
def test_a_deleted_an_overwritten_and_an_expired_entry(storage: Storage, tmp_path: Path) -> None:
    person = add_person(storage)
    rows = [entry(person) for _ in range(20)] + [entry(person, 202610)]
    with storage.begin() as work:
        for row in rows:
            work.entries.put(row)
        work.commit()
    assert _legible(tmp_path / "data", rows) == 21, "the search must be able to find something"
    with storage.begin() as work:
        work.entries.remove(person, rows[0].id)
        work.entries.put(entry(person, record=rows[1].id))
        work.entries.remove_expired(Month(202611))
        work.commit()
    assert _legible(tmp_path / "data", [rows[0], rows[1], rows[-1]]) == 0
    assert _legible(tmp_path / "data", rows[2:-1]) == 18


@only_in_a_file
def test_after_the_daily_rewrite_not_one_of_many_is_left(storage: Storage, tmp_path: Path) -> None:
    people = [add_person(storage) for _ in range(4)]
    gone: list[EntryRow] = []
    for person in people:
        rows = [entry(person, size=256 << number % 5) for number in range(80)]
        with storage.begin() as work:
            for row in rows:
                work.entries.put(row)
            work.manifests.put(manifest(person))
            work.commit()
        with storage.begin() as work:
            for number, row in enumerate(rows[::2]):
                if number % 2:
                    work.entries.remove(person, row.id)
                else:
                    work.entries.put(entry(person, record=row.id, size=1024))
                gone.append(row)
            work.commit()
    storage.compact()
    assert len(gone) == 160
    assert _legible(tmp_path / "data", gone) == 0


@only_in_a_file
def test_a_removed_person_is_in_no_file(storage: Storage, tmp_path: Path) -> None:
    person = add_person(storage)
    rows, waiting = [entry(person) for _ in range(10)], InboxRow(uuid4(), person, b"waiting" * 9)
    with storage.begin() as work:
        for row in rows:
            work.entries.put(row)
        work.inbox.add(waiting)
        work.commit()
    with storage.begin() as work:
        work.people.remove(person)
        work.commit()
    held = b"".join(file.read_bytes() for file in (tmp_path / "data").iterdir())
    assert _legible(tmp_path / "data", rows) == 0
    assert waiting.body not in held
    assert person.bytes not in held
