"""Promise: personal words are stored sealed or not at all; all other columns are named here."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import inspect

from tests.tools.engines import ON_SERVER, open_storage
from wellbeing.storage.box_tables import BoxTables
from wellbeing.storage.columns import SealedColumn
from wellbeing.storage.slot_tables import SlotTables
from wellbeing.storage.tables import Tables

HARMLESS = {
    "people.id": "random",
    "people.handle_tag": "HMAC of the handle under the pepper, which is not in the database",
    "people.public_key": "only seals; what it sealed opens with a key that is wrapped",
    "entries.person_id": "random; groups a person's rows, which the person's sealed lists need",
    "entries.id": "random",
    "entries.expires_month": "for removal without opening; the same for a whole month, and of five lengths that units and people choose from",
    "manifests.person_id": "random",
    "manifests.month": "the month of expiry of the entries it lists",
    "inbox.person_id": "random",
    "inbox.id": "random",
    "inbox.body": "HPKE to the person's public key, made by code that holds no `Sealed` of theirs",
    "units.id": "random",
    "units.name": "of the organisation; set by administrators",
    "units.parent_id": "of the organisation",
    "units.country": "of the organisation",
    "units.time_zone": "of the organisation",
    "units.languages": "of the organisation",
    "units.starts_on": "of the organisation; a day",
    "units.ends_on": "of the organisation; a day",
    "units.lock_after_minutes": "a setting of the unit",
    "seats.id": "random; no row of a person names a seat",
    "seats.unit_id": "of the organisation",
    "seats.role": "of the seat, taken or not",
    "seats.label": "written by the configurator, understood by nobody else",
    "seats.generation": "how many slips were printed for the seat, used or not",
    "seats.ended_on": "the day a configurator ended the seat",
    "seats.code_digest": "HMAC of the newest slip's code under the pepper; stays when the code is used",
    "seats.code_expires_on": "the last day of that slip",
    "spent.digest": "HMAC of a used code under another label: without the code it matches no seat",
    "policies.unit_id": "of the organisation",
    "policies.version": "how many the unit has published",
    "policies.effective_from": "a day that the whole unit is told",
    "policies.published_on": "a day that the whole unit is told; no author",
    "policies.comments_until": "a day that the whole unit is told",
    "policies.body": "the unit's rules for its work: numbers and choices from lists, about nobody",
    "policies.note": "what the unit is told beside them",
    "policies.withdrawn": "of the policy",
    "comments.unit_id": "of the organisation",
    "comments.version": "of the policy",
    "comments.id": "random; gives the order in which comments are read",
    "contacts.unit_id": "of the organisation",
    "contacts.id": "random",
    "contacts.position": "of the list",
    "contacts.body": "whom the unit names to everybody in it",
    "confirmations.unit_id": "of the organisation",
    "confirmations.line_id": "of a crisis line that ships with the app",
    "confirmations.mark": "HMAC of the configurator's seat, unit and line under the pepper; matches no seat",
    "confirmations.digest": "of the crisis line as it was confirmed",
    "confirmations.confirmed_on": "a day that the whole unit is told; no author",
    "outcomes.unit_id": "of the organisation",
    "outcomes.id": "random",
    "outcomes.posted_on": "a day that the whole unit is told; no author",
    "outcomes.body": "what the unit tells everybody in it",
    "release_lines.number": "counts what was told of groups, which everybody in them may read",
    "release_lines.fact": "whether a group was counted, told or withheld",
    "release_lines.group_id": "of the units in the group, by a public rule",
    "release_lines.period": "four weeks, the same for everybody",
    "release_lines.body": "blurred sums of at least a floor of seats, told to leads and officers alike",
    "release_lines.signature": "of the line",
    "release_units.unit_id": "of the organisation",
    "release_units.number": "of the line",
    "floors.unit_id": "of the organisation",
    "floors.from_period": "four weeks, the same for everybody",
    "floors.floor": "a setting of the unit",
    "marks.unit_id": "of the organisation",
    "marks.id": "random",
    "marks.day": "a day that the whole unit is told; no author",
    "marks.words": "what a lead tells everybody in the unit",
    "duties.unit_id": "of the organisation",
    "duties.id": "random",
    "duties.day": "a day of the unit's record; no author",
    "duties.kind": "a choice from a list, about the unit",
    "duties.words": "what was done for the unit",
    "audit_lines.number": "counts what was done to units and to the installation",
    "audit_lines.body": "an act from a list, a desk, a day, a unit, numbers and names from lists: no person, no seat",
    "audit_lines.signature": "of the line",
    "keeping.unit_id": "of the organisation",
    "keeping.months": "a setting of the unit",
    "meta.key": "the name of a fact of the installation",
    "meta.value": "a fact of the installation: the pepper's check tag, the version, marks of its settings, and that an administrator joined",
    "slots.person_id": "random",
    "slots.kind": "passphrase or recovery: everybody has both",
    "slots.params": "the cost of the key derivation",
    "slots.salt": "random, new with every secret",
    "slots.verifier": "SHA-256 of a key behind Argon2id and the pepper, or behind 130 random bits",
    "slots.wrapped": "the data key, sealed under a key behind one of the person's secrets",
    "keys.person_id": "random",
    "keys.name": "x25519, ballot or dek:<generation>: says whether a rotation is under way",
    "keys.wrapped": "a key, sealed under the person's data key",
    "boxes.group_id": "of the units in the group, by a public rule",
    "boxes.period": "four weeks, the same for everybody",
    "boxes.body": "sealed under a key outside every database; of a size that follows from the roster alone",
    "alembic_version.version_num": "the version of the schema",
}
"""Every column that is not a `SealedColumn`, and why it may stand there plainly."""

WORDS_OF_TIME = ("time", "_at", "seen", "login", "created", "updated", "when")


def _declared() -> tuple[set[str], set[str]]:
    """The columns of the code: all of them, and the sealed ones."""
    columns = {
        f"{table.name}.{column.name}": column
        for tables in (Tables, SlotTables, BoxTables)
        for table in tables.metadata.tables.values()
        for column in table.columns
    }
    return set(columns), {name for name, column in columns.items() if isinstance(column.type, SealedColumn)}


@pytest.fixture(scope="module")
def columns_on_disk(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The columns of every database as the migrations made them."""
    storage = open_storage(tmp_path_factory.mktemp("data"))
    found = {
        f"{table}.{column['name']}"
        for engine in (storage.engine, storage.slots_engine, storage.boxes_engine)
        for table in inspect(engine).get_table_names()
        for column in inspect(engine).get_columns(table)
    }
    storage.close()
    return found


def test_every_column_on_the_disk_is_sealed_or_harmless(columns_on_disk: set[str]) -> None:
    _, sealed = _declared()
    assert columns_on_disk - sealed - HARMLESS.keys() == set(), "seal it, or say here why it is harmless"


def test_the_list_names_nothing_that_is_gone_or_sealed(columns_on_disk: set[str]) -> None:
    _, sealed = _declared()
    assert HARMLESS.keys() - columns_on_disk == set()
    assert HARMLESS.keys() & sealed == set()
    assert all(HARMLESS.values())


def test_code_and_disk_have_the_same_columns(columns_on_disk: set[str]) -> None:
    declared, _ = _declared()
    assert declared == columns_on_disk - {"alembic_version.version_num"}


def test_the_words_of_people_are_the_sealed_ones() -> None:
    assert _declared()[1] == {"entries.body", "manifests.body", "comments.body"}


def test_no_column_says_when_somebody_did_something(columns_on_disk: set[str]) -> None:
    telling = {name for name in columns_on_disk if any(word in name for word in WORDS_OF_TIME)}
    assert telling == {"units.time_zone"}


def test_no_row_tells_the_order_in_which_people_came(tmp_path: Path) -> None:
    """On a server tables keep the order of their writing, as docs/operations.md says, but no number counts it."""
    storage = open_storage(tmp_path)
    engines = [storage.engine, storage.slots_engine, storage.boxes_engine]
    if ON_SERVER:
        with engines.pop(0).connect() as connection:
            assert connection.exec_driver_sql("SELECT relname FROM pg_class WHERE relkind = 'S'").all() == []
            numbered = "SELECT attname FROM pg_attribute WHERE attidentity <> ''"
            assert connection.exec_driver_sql(numbered).all() == []
    for engine in engines:
        with engine.connect() as connection:
            tables = connection.exec_driver_sql(
                "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
            ).all()
        assert {name for name, sql in tables if "WITHOUT ROWID" not in sql} == {"alembic_version"}
    storage.close()


def test_nothing_on_the_disk_links_a_seat_to_a_person(columns_on_disk: set[str]) -> None:
    def of(word: str) -> set[str]:
        return {name.split(".")[0] for name in columns_on_disk if word in name.split(".")[1]}

    assert of("seat") == set()
    told = {"release_units", "floors", "marks", "duties", "keeping"}
    assert of("unit") == {"seats", "policies", "comments", "contacts", "confirmations", "outcomes"} | told
    assert of("person") == {"entries", "manifests", "inbox", "slots", "keys"}
