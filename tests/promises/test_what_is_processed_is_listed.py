"""Promise: what is processed stands in two lists, for officers and for those who decide; no table or file is missing.

The files are those that a real life leaves behind: of one process, and of two beside each other on PostgreSQL.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.tools import engines
from tests.tools import several as tools
from tests.tools.joining import Walker
from tests.tools.server import Server
from tests.tools.several import NAMES, Several
from wellbeing.settings import FILE_NAME
from wellbeing.storage.box_tables import BoxTables
from wellbeing.storage.neighbours import GATE, LEADING, SEATS
from wellbeing.storage.slot_tables import SlotTables
from wellbeing.storage.tables import Tables
from wellbeing.vault.codec import Kind

DOCS = Path(__file__).parents[2] / "docs"
LISTS = ("deploying/what-is-processed.md", "privacy.md")
TABLES = {name for base in (Tables, SlotTables, BoxTables) for name in base.metadata.tables}
SHARED = {GATE, f"{GATE}-one", LEADING, SEATS}
"""What a process with a name may make, to be known to the others."""
_NAME = re.compile(r"`([^`]+)`")


def rows(page: str) -> list[set[str]]:
    """The names in the first cell of each row: tables, files, kinds."""
    cells = [line.split("|")[1] for line in page.splitlines() if line.startswith("| ")]
    return [set(_NAME.findall(cell)) for cell in cells]


def named(page: str) -> set[str]:
    """Every name in the first cell of a row."""
    return set().union(*rows(page))


def files_named(page: str) -> set[str]:
    """The same without rows of tables alone: a file may be called like one."""
    return set().union(*(one for one in rows(page) if not one <= TABLES))


def missing(files: set[str], listed: set[str]) -> set[str]:
    """Files that no name of a list stands for; a folder ends with a stroke, and dots stand for the rest of a name."""
    whole = {one for one in listed if not one.endswith(("/", "…"))}
    begun = tuple(one.rstrip("…") for one in listed if one.endswith(("/", "…")))
    return {one for one in files if one not in whole and not (begun and one.startswith(begun))}


def kept(data: Path) -> set[str]:
    """The files of a data folder; the journal of a database is part of it."""
    found = (path.relative_to(data).as_posix() for path in data.rglob("*") if path.is_file())
    return {one.removesuffix("-journal") for one in found}


@pytest.mark.parametrize("name", LISTS)
def test_every_table_is_listed(name: str) -> None:
    listed = named((DOCS / name).read_text("utf-8"))
    assert TABLES - listed == set()


def test_every_kind_of_entry_is_listed_and_no_other() -> None:
    page = (DOCS / LISTS[0]).read_text("utf-8")
    said = set(re.findall(r"^\| `(?:entries|inbox)` · `(\w+)` \|", page, re.MULTILINE))
    assert said == {kind.name.lower() for kind in Kind}


def test_nothing_is_listed_that_is_gone() -> None:
    page = (DOCS / LISTS[0]).read_text("utf-8")
    words = {one for one in named(page) if re.fullmatch(r"[a-z_]+", one)}
    assert words - TABLES - {kind.name.lower() for kind in Kind} == {
        *("alembic_version", "serving", "starting", GATE, LEADING)
    }


def test_every_file_of_a_life_is_listed(tmp_path: Path) -> None:
    data, stick = tmp_path / "data", tmp_path / "stick.key"
    server = Server(data)
    server.run("tls", "harbour.example")
    with server, Walker(server.url) as walker:
        walker.join(server.code)
        server.run("backup", "key", "--out", str(stick))
        server.run("backup", "make")
        while_running = kept(data)
    found = while_running | kept(data)
    assert {
        FILE_NAME if engines.ON_SERVER else "wellbeing.db",
        "slots.db",
        "boxes.db",
        "keys/pepper",
        "backup.pub",
    } <= found
    for name in LISTS:
        assert missing(found, files_named((DOCS / name).read_text("utf-8"))) == set()


@pytest.mark.skipif(tools.missing() is not None, reason=str(tools.missing()))
def test_every_file_of_several_processes_is_listed(tmp_path: Path) -> None:
    with Several(tmp_path) as several:
        several.populate(1)
        several.start()
        with Walker(several.url) as walker:
            walker.sign_in(several.people[0])
        found = kept(several.data)
    assert {*SHARED, "starting", *(f"serving-{name}" for name in NAMES)} <= found
    for name in LISTS:
        assert missing(found, files_named((DOCS / name).read_text("utf-8"))) == set()


@pytest.mark.parametrize("name", LISTS)
def test_what_processes_know_each_other_by_is_listed_where_none_can_be_started(name: str) -> None:
    assert missing(SHARED, files_named((DOCS / name).read_text("utf-8"))) == set()


def test_a_missing_one_would_be_noticed() -> None:
    assert named("| `people` | x |\n| a `keys/` and `b` | y |") == {"people", "keys/", "b"}
    listed = {"wellbeing.db", "tls/", "wellbeing.db.before-…"}
    assert missing({"wellbeing.db", "tls/a", "wellbeing.db.before-7", "other"}, listed) == {"other"}
    assert missing({"seats"}, files_named("| `seats` | a table |")) == {"seats"}
    assert missing({"seats"}, files_named("| `seats` | a table |\n| `leading`, `seats` | files |")) == set()
