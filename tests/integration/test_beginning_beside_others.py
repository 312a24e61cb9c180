"""A process starts while another one is in the middle of a join: it must leave that one's alone.

The other process is a real one, which holds the person as a join does; its half account lies in the key file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.tools.engines import open_storage
from tests.tools.neighbour import KEY, Neighbour
from tests.tools.run_cheap import CHEAP
from wellbeing.domain.people import PersonId
from wellbeing.services.unfinished import NOTES, Unfinished
from wellbeing.storage.neighbours import FileNeighbours
from wellbeing.storage.opening import Storage
from wellbeing.vault import slots


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Storage]:
    opened = open_storage(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def one(tmp_path: Path, storage: Storage) -> Iterator[Neighbour]:
    with Neighbour(tmp_path, "one") as begun:
        yield begun


@pytest.fixture
def two(tmp_path: Path, storage: Storage) -> Iterator[FileNeighbours]:
    here = FileNeighbours(tmp_path, "two", KEY)
    yield here
    here.close()


def half_an_account(storage: Storage) -> PersonId:
    """What a join leaves between its first write and its last."""
    person = PersonId(uuid4())
    issue = slots.enrol(person, "plank harvest copper violin drift", pepper=KEY, params=CHEAP)
    storage.slots.write(NOTES, keys=[slots.WrappedKey(str(person), b"joining")])
    storage.slots.write(person, issue.slots, issue.wrapped)
    return person


def test_a_join_of_a_living_process_is_left_alone(
    storage: Storage, one: Neighbour, two: FileNeighbours
) -> None:
    person = half_an_account(storage)
    assert one.ask("take", person) == "yes"
    unfinished = Unfinished(storage.begin, storage.slots, two)
    assert unfinished.finish() == 0
    assert storage.slots.get(person, slots.PASSPHRASE) is not None
    one.kill()
    assert unfinished.finish() == 1
    assert storage.slots.get(person, slots.PASSPHRASE) is None
    assert not storage.slots.keys(NOTES)


def test_a_join_is_held_from_before_its_note(storage: Storage, one: Neighbour, two: FileNeighbours) -> None:
    person = PersonId(uuid4())
    with Unfinished(storage.begin, storage.slots, two).joining(person):
        assert one.ask("take", person) == "two"
