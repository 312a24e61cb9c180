"""Promise: what is processed stands in two lists, for officers and for those who decide; no table or file is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.tools import engines
from tests.tools.joining import Walker
from tests.tools.server import Server
from wellbeing.settings import FILE_NAME
from wellbeing.storage.box_tables import BoxTables
from wellbeing.storage.slot_tables import SlotTables
from wellbeing.storage.tables import Tables
from wellbeing.vault.codec import Kind

DOCS = Path(__file__).parents[2] / "docs"
LISTS = ("deploying/what-is-processed.md", "privacy.md")
TABLES = {name for base in (Tables, SlotTables, BoxTables) for name in base.metadata.tables}
_NAME = re.compile(r"`([^`]+)`")


def named(page: str) -> set[str]:
    """Every name in the first cell of a row: tables, files, kinds."""
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| ")]
    return {name for cell in rows for name in _NAME.findall(cell)}


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
    assert words - TABLES - {kind.name.lower() for kind in Kind} == {"alembic_version", "serving"}


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
        assert missing(found, named((DOCS / name).read_text("utf-8"))) == set()


def test_a_missing_one_would_be_noticed() -> None:
    assert named("| `people` | x |\n| a `keys/` and `b` | y |") == {"people", "keys/", "b"}
    listed = {"wellbeing.db", "tls/", "wellbeing.db.before-…"}
    assert missing({"wellbeing.db", "tls/a", "wellbeing.db.before-7", "other"}, listed) == {"other"}
