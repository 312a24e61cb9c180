"""Promise: what is a person's is only ever asked for by person, so that an installation may be spread by person.

`tests/conftest.py` watches every statement that any test sends in its own process. Here is what that watch knows,
that it looks at every statement of the stores, and that it would notice.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Delete, Insert, Select, Update, bindparam, delete, select, update

from tests.integration.storage.making import entry, person_row
from tests.tools import keys
from tests.tools.engines import open_storage
from wellbeing.domain.people import Role, Seat, SeatId
from wellbeing.storage import unit_of_work
from wellbeing.storage.tables import EntriesTable, InboxTable, ManifestsTable, Tables
from wellbeing.storage.unit_of_work import SqlUnitOfWork

ROOT = Path(__file__).parents[2]
STORES = tuple(
    sys.modules[name]
    for name in sorted(
        {
            one.__module__
            for one in vars(unit_of_work).values()
            if isinstance(one, type) and one.__name__.startswith("Sql") and one is not SqlUnitOfWork
        }
    )
)
"""The module of every store that a unit of work hands out: nobody reaches a row past them."""
STATEMENTS = {
    f"{store.__name__}.{name}": statement
    for module in STORES
    for store in vars(module).values()
    if isinstance(store, type) and store.__name__.startswith("Sql")
    for name, statement in vars(store).items()
    if isinstance(statement, (Select, Insert, Update, Delete))
}
PERSON = bindparam("person")


@pytest.mark.parametrize("name", STATEMENTS)
def test_every_statement_of_the_stores_keeps_to_its_person(name: str) -> None:
    assert keys.crosses(STATEMENTS[name]) is None


def test_there_are_statements_to_look_at() -> None:
    about = [name for name, one in STATEMENTS.items() if {t.name for t in keys._tables(one)} & set(keys.KEYS)]
    assert len(about) >= 18
    assert {"SqlAuditLog._LAST", "SqlKeeping._OF", "SqlUnits._ALL"} <= set(STATEMENTS)


def test_the_stores_send_nothing_that_is_put_together_from_text() -> None:
    for module in STORES:
        source = Path(module.__file__ or "").read_text(encoding="utf-8")
        assert not re.findall(r"exec_driver_sql|\btext\(", source), module.__name__


@pytest.mark.parametrize(
    "statement",
    [
        select(EntriesTable.body),
        select(EntriesTable.body).where(EntriesTable.id == bindparam("entry")),
        select(EntriesTable.body).where(EntriesTable.person_id.in_([uuid4(), uuid4()])),
        select(EntriesTable.body).where(
            (EntriesTable.person_id == PERSON) | (EntriesTable.expires_month > 1)
        ),
        select(EntriesTable.body, InboxTable.body).where(EntriesTable.person_id == PERSON),
        select(EntriesTable.body).where(EntriesTable.person_id == InboxTable.person_id),
        update(ManifestsTable).values(month=1),
        delete(ManifestsTable).where(ManifestsTable.month < 202611),
    ],
    ids=str,
)
def test_one_that_would_ask_everybody_is_noticed(statement: Select[tuple[bytes]] | Update | Delete) -> None:
    assert keys.crosses(statement) is not None


def test_it_is_noticed_while_tests_run(tmp_path: Path) -> None:
    storage = open_storage(tmp_path)
    with storage.begin() as work:
        work._connection.execute(select(EntriesTable.id))
    noticed = list(keys.violations)
    keys.violations.clear()
    assert len(noticed) == 1
    storage.close()


def test_who_shares_the_lock_of_writers_writes_nobody_elses(tmp_path: Path) -> None:
    storage, mine, another = open_storage(tmp_path), person_row(), person_row()
    with storage.begin() as work:
        for row in (mine, another):
            work.people.add(row)
        work.commit()
    with storage.begin() as work:
        assert work.people.lock(mine.id)
        work.entries.put(entry(mine.id))
        assert not keys.violations
        work.seats.put(Seat(SeatId(uuid4()), None, Role.ADMINISTRATOR, "one"))
        work.entries.put(entry(another.id))
    noticed = list(keys.violations)
    keys.violations.clear()
    assert [one.split(":")[0] for one in noticed] == [
        "written beside others, and not one person's",
        *["another person than the one who is locked"] * 2,
    ]
    storage.close()


def test_the_document_names_every_table_once() -> None:
    page = (ROOT / "docs" / "deploy" / "citus.md").read_text(encoding="utf-8")
    spread = re.findall(r"create_distributed_table\('(\w+)', '(\w+)'", page)
    whole = re.findall(r"create_reference_table\('(\w+)'", page)
    assert dict(spread) == keys.KEYS
    assert len(spread) == len(keys.KEYS)
    assert sorted([*dict(spread), *whole]) == sorted(Tables.metadata.tables)


def test_a_key_is_in_everything_that_must_be_unique() -> None:
    """A spread table can keep nothing unique that does not hold its key."""
    for name, key in keys.KEYS.items():
        table = Tables.metadata.tables[name]
        unique = [one for one in table.indexes if one.unique] + [
            one for one in table.constraints if one.__class__.__name__ == "UniqueConstraint"
        ]
        assert not unique
        assert key in {column.name for column in table.primary_key}
        assert {one.column.table.name for one in table.foreign_keys} <= {"people"}
