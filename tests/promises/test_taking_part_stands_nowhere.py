"""Promise: whether somebody is counted stands in no file and on no page but their own.

Two installations live the same four weeks; in one a person says yes, in the other no. What a thief can count at
every step is compared: tables, rows, lengths, which rows change, which files there are, and what was logged; of a
database server also which rows are written, and by how many transactions.
"""

from __future__ import annotations

import logging
import re
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.counting import PERIOD, House, Somebody
from tests.tools import engines
from tests.tools.scanner import scan
from wellbeing.domain.ballot import BallotPage
from wellbeing.domain.people import Role
from wellbeing.services import ballots
from wellbeing.services.ledger import Ledger
from wellbeing.storage.opening import MAIN_FILE as MAIN

Rows = dict[tuple[str, bytes], tuple[Any, ...]]


@dataclass
class Lived:
    """What four weeks left, step by step, without a value that is random."""

    shapes: list[Counter[tuple[Any, ...]]] = field(default_factory=list)
    """At each step, how many rows there are of each table and each length of their columns."""
    changes: list[Counter[str]] = field(default_factory=list)
    """At each step, how many rows of each table are others than before."""
    files: list[set[tuple[str, int]]] = field(default_factory=list)
    """At each step, the names and sizes of the files."""
    written: list[Counter[str]] = field(default_factory=list)
    """At each step, how many rows of which table a server has written, also with the same values."""
    transactions: list[int] = field(default_factory=list)
    """At each step, by how many transactions."""
    lists: list[str] = field(default_factory=list)
    """What the desks of others show."""
    log: list[str] = field(default_factory=list)


def rows(folder: Path) -> Rows:
    """Every row of every database, by its table and its key."""
    found: Rows = {}
    with engines.main_database(folder) as ask:
        for name in engines.tables_of(folder):
            for row in ask(f"select * from {name}"):
                found[f"{MAIN} {name}", repr(row[:2]).encode()] = row
    for file in sorted({*folder.glob("*.db")} - {folder / MAIN}):
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as base:
            names = [name for (name,) in base.execute("select name from sqlite_master where type = 'table'")]
            for name in names:
                for row in base.execute(f"select * from {name}"):
                    found[f"{file.name} {name}", repr(row[:2]).encode()] = row
    return found


def shape(there: Rows) -> Counter[tuple[Any, ...]]:
    """How many rows of each table have which lengths."""
    return Counter(
        (table, *(len(one) if isinstance(one, bytes | str) else type(one).__name__ for one in row))
        for (table, _), row in there.items()
    )


def live(folder: Path, *, yes: bool) -> Lived:
    """Somebody answers, works, edits, locks, comes back and deletes; a colleague does too."""
    lived = Lived()
    handler = logging.Handler(0)
    handler.emit = lambda record: lived.log.append(record.getMessage())  # type: ignore[method-assign]
    root = logging.getLogger()
    before_level = root.level
    root.addHandler(handler)
    root.setLevel(0)
    try:
        with House(folder) as house:
            unit = house.unit(12)
            lead, heron, stork = (
                house.join(unit, "lead", Role.LEAD),
                house.join(unit),
                house.join(unit, "stork"),
            )
            house.open()
            house.rest()
            (house.yes if yes else house.no)(heron)
            house.no(stork)
            there, lying = rows(folder), engines.rows_written(folder)

            def look() -> None:
                nonlocal there, lying
                now, new = rows(folder), engines.rows_written(folder) - lying
                lived.written.append(Counter(table for table, _, _ in new))
                lived.transactions.append(len({by for _, _, by in new}))
                changed = [key for key in there.keys() | now.keys() if there.get(key) != now.get(key)]
                lived.changes.append(Counter(table for table, _ in changed))
                lived.shapes.append(shape(now))
                lived.files.append({(one.name, one.stat().st_size) for one in folder.glob("*.db*")})
                there, lying = now, lying | new

            for number, one in enumerate((heron, stork, heron)):
                house.answer(one, strain=number, day=house.now.date() - timedelta(days=number))
                look()
                assert house.rest() == 1
                look()
            heron = _back(house, heron)
            look()
            house.desk.checkins.remove(heron.reference, house.now.date())
            assert house.rest() == 1
            look()
            seats = house.whole.desks.unit.seats
            lived.lists.append(
                re.sub("[0-9a-f-]{6,}", "", repr(house.whole.desks.person.sessions.presence(lead.reference)))
            )
            assert seats is not None
            house.at(PERIOD.closes_at + timedelta(minutes=1))
            house.rest()
            look()
    finally:
        root.removeHandler(handler)
        root.setLevel(before_level)
    return lived


def _back(house: House, one: Somebody) -> Somebody:
    house.desk.sessions.lock(one.cookie)
    again = house.sign_in(one)
    assert house.rest() == 1
    return again


@pytest.fixture(scope="module")
def both(taken: Path) -> tuple[Lived, Lived]:
    lives = []
    for name in ("yes", "no"):
        folder = taken.parent / name
        with engines.server_for(folder) as server:
            lives.append(live(folder, yes=name == "yes"))
            engines.taken_along(folder, taken / name, server)
    return lives[0], lives[1]


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where everything is that both have left, and all files of their servers."""
    return tmp_path_factory.mktemp("both") / "taken"


def test_rows_and_lengths_are_the_same(both: tuple[Lived, Lived]) -> None:
    said_yes, said_no = both
    assert said_yes.shapes == said_no.shapes
    assert said_yes.files == said_no.files


def test_the_same_rows_change_at_the_same_steps(both: tuple[Lived, Lived]) -> None:
    said_yes, said_no = both
    assert said_yes.changes == said_no.changes
    assert any(one["boxes.db boxes"] for one in said_no.changes)


@engines.only_on_a_server
def test_a_server_has_written_the_same_rows_by_as_many_transactions(both: tuple[Lived, Lived]) -> None:
    said_yes, said_no = both
    assert said_yes.written == said_no.written
    assert said_yes.transactions == said_no.transactions
    assert any(one["entries"] for one in said_no.written)


def test_nothing_of_it_is_logged_or_shown(both: tuple[Lived, Lived]) -> None:
    said_yes, said_no = both
    assert Counter(map(_plain, said_yes.log)) == Counter(map(_plain, said_no.log))
    assert said_yes.lists == said_no.lists


def _plain(line: str) -> str:
    return re.sub(r"[0-9a-f]{2,}|\d", "", line)


@pytest.mark.usefixtures("both")
def test_no_file_has_the_words_of_a_page(taken: Path) -> None:
    words = ["half_hours_a_week", '"leaving":', '"consent":', "renewed_on", "breaks_kept"]
    assert {one.name for one in taken.iterdir()} == {"yes", "no"}
    assert scan([taken], words) == []


def test_the_comparison_notices_whoever_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if work were spared for those who said no."""
    note = ballots._note

    def spared(ledger: Ledger, page: BallotPage) -> None:
        if page.covers(PERIOD):
            note(ledger, page)

    said_yes = live(tmp_path / "yes", yes=True)
    monkeypatch.setattr(ballots, "_note", spared)
    said_no = live(tmp_path / "no", yes=False)
    assert said_yes.changes != said_no.changes
