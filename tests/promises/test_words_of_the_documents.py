"""Promise: the documents name only what is there, and leave out nothing an installer may set."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from wellbeing.cli.commands import app
from wellbeing.cli.described import describe
from wellbeing.settings import Settings

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])

_LINK = re.compile(r"(?<!`)\[[^\]]*\]\(([^)\s]+)\)|<img [^>]*src=\"([^\"]+)\"")
_MAKE = re.compile(r"`make ([a-z-]+)`|^make ([a-z-]+)", re.MULTILINE)
_COMMAND = re.compile(r"`wellbeing ([a-z]+)`|^wellbeing ([a-z]+)", re.MULTILINE)
_PLANNED = re.compile(r"planned|does not exist yet|not there yet", re.IGNORECASE)


def read(path: Path) -> str:
    return path.read_text("utf-8")


def catalog() -> Catalog:
    """Every sentence that people read."""
    with (ROOT / "wellbeing" / "words" / "catalog" / "wellbeing.pot").open("rb") as file:
        return read_po(file)


def commands() -> set[str]:
    """What `wellbeing` understands."""
    groups = {str(one.name or getattr(one.typer_instance, "info", one).name) for one in app.registered_groups}
    return groups | {one.name or getattr(one.callback, "__name__", "") for one in app.registered_commands}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(document: Path) -> None:
    targets = [next(part for part in found if part) for found in _LINK.findall(read(document))]
    dead = [
        target
        for target in targets
        if not target.startswith(("https://", "http://", "#"))
        and not (document.parent / target.split("#")[0]).exists()
    ]
    assert not dead


def test_every_promise_of_the_readme_has_its_test_and_every_test_stands_there() -> None:
    promised = read(ROOT / "README.md").split("<!-- promises -->")[1].split("<!-- /promises -->")[0]
    named = set(re.findall(r"\(tests/promises/(test_\w+\.py)\)", promised))
    assert named == {path.name for path in (ROOT / "tests" / "promises").glob("test_*.py")}


def test_every_setting_is_documented_with_its_default() -> None:
    page = read(ROOT / "docs" / "operations.md")
    for line in describe(Settings()):
        assert f"`{line.name}`" in page, f"docs/operations.md says nothing of {line.name}"


def test_no_other_setting_is_documented() -> None:
    table = read(ROOT / "docs" / "operations.md").split("## Settings")[1].split("\n## ")[0]
    named = {
        name
        for row in re.findall(r"^\| (`.+?`) \|", table, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", row)
    }
    assert named == {line.name for line in describe(Settings())}


def test_every_command_is_documented_and_no_other() -> None:
    page = read(ROOT / "docs" / "operations.md")
    assert {name for name in commands() if f"`wellbeing {name}`" not in page} == set()
    for document in DOCUMENTS:
        for sentence in re.split(r"(?<=[.!?])\s|\n\n", read(document)):
            if not _PLANNED.search(sentence):
                said = {one or other for one, other in _COMMAND.findall(sentence)}
                assert said <= commands(), f"{document.name}: {sentence}"


def test_every_make_target_named_in_a_document_is_there() -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", read(ROOT / "Makefile"), re.MULTILINE))
    for document in DOCUMENTS:
        assert {one or other for one, other in _MAKE.findall(read(document))} <= targets, document.name


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(re.findall(r"\((\d{4}-[\w-]+\.md)\)", read(folder / "README.md")))
    assert listed == {path.name for path in folder.glob("0*.md")}


def test_the_readme_claims_no_more_than_the_words_that_can_be_kept() -> None:
    page = " ".join(read(ROOT / "README.md").split())
    assert "While an officer is signed in the server handles the text in memory" in page
    assert "docs/attacks.md" in page
    for too_much in (
        "anonymous",
        "zero knowledge",
        "zero-knowledge",
        "unbreakable",
        "military",
        "end-to-end",
    ):
        assert too_much not in page.casefold()


def test_a_guide_names_only_words_of_the_app() -> None:
    said = {" ".join(str(one.id[0] if one.pluralizable else one.id).split()) for one in catalog() if one.id}
    guides = sorted((ROOT / "docs" / "guides").glob("*.md"))
    assert len(guides) == 3
    for guide in guides:
        quoted = {" ".join(one.split()) for one in re.findall(r"\*\*(.+?)\*\*", read(guide), re.DOTALL)}
        assert len(quoted) > 10
        assert {one for one in quoted if one not in said and one.rstrip(".:") not in said} == set(), (
            guide.name
        )
