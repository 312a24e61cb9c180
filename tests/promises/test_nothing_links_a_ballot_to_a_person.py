"""Promise: a thief with every file and both keys links a ballot to a person no better than by chance.

Twenty officers, sixteen of whom check in one after the other: entry first, ballot second, as the app does.
The thief takes the databases, their journals at every moment, backups of each night, file times, the text log
and both keys of the boxes, and guesses whose ballot is which by every channel of the table in the design:
row ids, the order of keys and of bytes, journals, differences of backups, file times; of a database server its files,
its write-ahead log among them, and the transaction that each row was written by.

One channel is not closed, and the documents say so: whoever copies the box before and after one single change,
with its key, sees what that change was. It needs the boxes, which are in no backup.
"""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from tests.integration.releases.team import FIRST, Team, copy, monday, noon
from tests.integration.storage.making import entry, person_row
from tests.tools import engines
from wellbeing.anonymity.box import Box
from wellbeing.crypto import ballots
from wellbeing.domain.contribution import Cell, Contribution
from wellbeing.domain.people import PersonId, UnitId
from wellbeing.domain.releases import Group
from wellbeing.settings import FILE_NAME

OFFICERS = 20
TAKING_PART = 16
ROUNDS = 8


class House:
    """One unit in which people check in, each with their own ballot key, in an order of chance."""

    def __init__(self, folder: Path) -> None:
        self.team = Team(folder)
        self.unit: UnitId = self.team.unit(OFFICERS)
        self.team.at(monday(FIRST))
        group = self.team.releases.group_of(self.unit, FIRST)
        assert group is not None
        self.group: Group = group
        self.people = [self._person() for _ in range(OFFICERS)]
        self.keys = dict(zip(self.people, self.team.keys[self.unit], strict=True))
        self.order = random.sample(self.people, TAKING_PART)
        """In which they check in; the thief is told."""

    def _person(self) -> PersonId:
        row = person_row()
        with self.team.storage.begin() as work:
            work.people.add(row)
            work.commit()
        return row.id

    def check_in(self, person: PersonId) -> None:
        """An entry, and then the ballot."""
        with self.team.storage.begin() as work:
            work.entries.put(entry(person))
            work.commit()
        wanted = Contribution(random.choice([Cell.LOW, Cell.MIDDLE, Cell.HIGH]), 5, True)
        assert self.team.cast(self.group, FIRST, [(self.keys[person], wanted)])

    def token(self, person: PersonId) -> bytes:
        """What only the person can work out."""
        return ballots.token(self.keys[person], self.group.id.bytes, FIRST.number)

    def tokens(self) -> list[bytes]:
        """What the thief finds in the box, opened with its key, in the order of the bytes."""
        raw = self.team.storage.boxes.get(self.group.id, FIRST.number)
        assert raw is not None
        packed = Box.open(self.team.releases.keys.boxes, self.group.id, FIRST.number, raw).packed
        size = len(packed) // TAKING_PART
        return [packed[at : at + 32] for at in range(0, len(packed), size)]

    def right(self, people: Sequence[PersonId]) -> int:
        """How many ballots are whose they are taken for, one after the other."""
        return sum(self.token(one) == token for one, token in zip(people, self.tokens(), strict=True))


@pytest.fixture(scope="module")
def houses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[House]]:
    made = [House(tmp_path_factory.mktemp("house") / "data") for _ in range(ROUNDS)]
    for house in made:
        for person in house.order:
            house.check_in(person)
    yield made
    for house in made:
        house.team.stop()


def _chance(right: int) -> None:
    """One in sixteen is right by chance: one a round, with a variance of one."""
    assert right <= ROUNDS + 5 * ROUNDS**0.5, f"{right} of {ROUNDS * TAKING_PART} ballots were linked"


def test_by_the_order_in_which_people_checked_in(houses: list[House]) -> None:
    _chance(sum(house.right(house.order) for house in houses))


@pytest.mark.parametrize("table", ["people", "entries"])
def test_by_the_order_of_rows_in_the_main_database(houses: list[House], table: str) -> None:
    right = 0
    for house in houses:
        column = "id" if table == "people" else "person_id"
        with engines.main_database(house.team.folder) as ask:
            right += house.right(_those(house, ask(f"SELECT {column} FROM {table}")))  # as they lie
    _chance(right)


@engines.only_on_a_server
@pytest.mark.parametrize("table", ["people", "entries"])
def test_by_the_transactions_that_wrote_the_rows(houses: list[House], table: str) -> None:
    right = 0
    for house in houses:
        column = "id" if table == "people" else "person_id"
        with engines.main_database(house.team.folder) as ask:
            people = _those(house, ask(f"SELECT {column} FROM {table} ORDER BY xmin::text::bigint"))
        if table == "entries":
            assert people == house.order, "the thief does learn the order in which entries were written"
        right += house.right(people)
    _chance(right)


def _those(house: House, rows: Sequence[tuple[bytes]]) -> list[PersonId]:
    """Who checked in, in the order of these rows of ids."""
    return [one for (row,) in rows for one in house.people if one.bytes == row and one in house.order]


def _at_rest(folder: Path) -> bytes:
    """Every byte of a folder, and of the server's own files."""
    files = {one for place in engines.places_at_rest(folder) for one in (place, *place.rglob("*"))}
    return b"".join(one.read_bytes() for one in files if one.is_file())


def test_by_the_order_of_their_ids(houses: list[House]) -> None:
    _chance(sum(house.right(sorted(house.order)) for house in houses))


def test_there_is_no_row_id_time_or_size_to_go_by(houses: list[House]) -> None:
    for house in houses:
        with closing(sqlite3.connect(house.team.folder / "boxes.db")) as raw:
            assert raw.execute("SELECT count(*) FROM boxes").fetchone() == (1,)
            columns = [name for _, name, *_ in raw.execute("PRAGMA table_info(boxes)")]
            assert columns == ["group_id", "period", "body"]
            with pytest.raises(sqlite3.OperationalError):
                raw.execute("SELECT rowid FROM boxes")
    sizes = {len(house.team.storage.boxes.get(house.group.id, FIRST.number) or b"") for house in houses}
    assert len(sizes) == 1, "as large as an empty one"


def test_nothing_on_the_disk_is_a_token_or_holds_one(houses: list[House]) -> None:
    for house in houses:
        held = _at_rest(house.team.folder)
        for person in house.people:
            assert person.bytes in held, "their rows are there, and the search sees them"
            assert house.token(person) not in held
            assert house.keys[person] not in held


def test_tokens_cannot_be_worked_out_from_anything_on_the_disk(houses: list[House]) -> None:
    """Every 32 bytes of the key files, and every id, tried as if it were a ballot key."""
    for house in houses[:3]:
        secrets = [one.read_bytes() for one in (house.team.folder / "keys").iterdir()]
        tried = [*secrets, *(person.bytes * 2 for person in house.people)]
        found = {ballots.token(one, house.group.id.bytes, FIRST.number) for one in tried}
        assert not found & set(house.tokens())


def test_by_the_journals_while_people_check_in(tmp_path: Path) -> None:
    """A thief who reads the journal at each commit finds no version of the box in it afterwards."""
    house = House(tmp_path / "data")
    try:
        for person in house.order:
            house.check_in(person)
            for name in ("boxes.db", "wellbeing.db"):
                journal = house.team.folder / f"{name}-journal"
                assert not journal.exists() or journal.stat().st_size == 0
                assert not (house.team.folder / f"{name}-wal").exists()
    finally:
        house.team.stop()


def test_by_what_differs_from_one_nightly_backup_to_the_next(tmp_path: Path) -> None:
    """Four check-ins a day: the backups tell who wrote an entry, and nothing of any ballot."""
    house = House(tmp_path / "data")
    try:
        for night in range(4):
            for person in house.order[night * 4 : night * 4 + 4]:
                house.check_in(person)
            backup = copy(house.team.folder, tmp_path / f"night {night}")
            held = _at_rest(backup)
            assert not list(backup.rglob("*boxes*"))
            raw = house.team.storage.boxes.get(house.group.id, FIRST.number) or b""
            assert raw[8:20] not in held
            assert not any(house.token(one) in held for one in house.people)
    finally:
        house.team.stop()


def test_by_the_times_of_files(tmp_path: Path) -> None:
    """The files tell when somebody wrote last, as they would with one person or with twenty."""
    house = House(tmp_path / "data")
    try:
        for person in house.order:
            house.check_in(person)
        files = {one.name for one in house.team.folder.rglob("*") if one.is_file()}
        databases = {
            f"{name}.db{end}" for name in ("wellbeing", "slots", "boxes") for end in ("", "-journal")
        }
        others = {"boxes", "releases", "releases.jsonl", *([FILE_NAME] if engines.ON_SERVER else [])}
        assert files <= databases | others, "no file of a person's own"
    finally:
        house.team.stop()


def test_what_was_told_holds_no_ballot_and_no_person(tmp_path: Path) -> None:
    house = House(tmp_path / "data")
    try:
        for person in house.order:
            house.check_in(person)
        tokens = house.tokens()
        house.team.at(noon(FIRST))
        told = b"".join(house.team.told())
        held = _at_rest(house.team.folder)
        for person in house.people:
            assert str(person).encode() not in told
            assert person.hex.encode() not in told
        assert not any(one in held or one.hex().encode() in held for one in tokens)
        assert house.team.ends(FIRST)
    finally:
        house.team.stop()


def test_the_search_would_find_a_ballot_with_a_row_of_its_own(tmp_path: Path) -> None:
    """The same guess against one row a ballot, in the order in which they came: all of them are linked."""
    file = tmp_path / "rows.db"
    people = [os.urandom(32) for _ in range(TAKING_PART)]
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("CREATE TABLE ballots (token BLOB PRIMARY KEY)")
        for one in people:
            raw.execute("INSERT INTO ballots VALUES (?)", (one,))
        raw.commit()
        rows = [one for (one,) in raw.execute("SELECT token FROM ballots ORDER BY rowid")]
    assert sum(a == b for a, b in zip(people, rows, strict=True)) == TAKING_PART
