"""Promise: the documents name only what is there, leave out nothing an installer may set, and guides are short to read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tests.promises.test_words_are_plain import LONGEST, sentences, words
from wellbeing.cli.commands import app
from wellbeing.cli.described import describe
from wellbeing.settings import Settings

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])

GUIDES = sorted((ROOT / "docs" / "guides").glob("*.md"))
TO_PEOPLE = (*GUIDES, ROOT / "docs" / "deploying" / "undertaking.md")
"""What officers, leads and configurators read themselves."""

_LINK = re.compile(r"(?<!`)\[[^\]]*\]\(([^)\s]+)\)|<img [^>]*src=\"([^\"]+)\"")
_MAKE = re.compile(r"`make ([a-z-]+)`|^make ([a-z-]+)", re.MULTILINE)
_COMMAND = re.compile(r"`wellbeing ([a-z]+)`|^wellbeing ([a-z]+)", re.MULTILINE)
_BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:- |\d+\. |\|))|^#+ (.*)\n", re.MULTILINE)
"""Where something new begins: a paragraph, a point of a list, a row of a table, and what a heading says."""
_PLANNED = re.compile(r"planned|does not exist yet|not there yet", re.IGNORECASE)


def read(path: Path) -> str:
    return path.read_text("utf-8")


def passages(page: str) -> list[str]:
    """What a page says, as it is read: a paragraph, a heading, a point or a cell each, a link by its words.

    Code counts as one word, whatever is in it; pictures and rules say nothing.
    """
    bare = re.sub(r"!\[[^\]]*\]\([^)]*\)|<!--.*?-->", "", page, flags=re.DOTALL)
    bare = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", bare)
    bare = re.sub(r"`[^`]*`", "code", bare).replace("*", "")
    found = []
    for block in filter(None, _BLOCK.split(f"{bare}\n")):
        text = re.sub(r"^\s*(?:- |\d+\. )", "", block)
        cells = text.strip().strip("|").split("|") if text.lstrip().startswith("|") else [text]
        found += [" ".join(cell.split()) for cell in cells]
    return [one for one in found if re.search(r"\w", one)]


def long_ones(page: str) -> list[tuple[int, str]]:
    """The sentences of a page that have more words than a tired person reads."""
    said = [one for passage in passages(page) for one in sentences(passage)]
    return [(len(words(one)), one) for one in said if len(words(one)) > LONGEST]


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


def anchors(page: str) -> set[str]:
    """What a link may end with: each heading in small letters, hyphens between its words."""
    bare = re.sub(r"```.*?```", "", page, flags=re.DOTALL)
    heads = re.findall(r"^#+ (.+)$", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", bare), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def astray(document: Path, page: str) -> list[str]:
    """The links of a page to a heading that no document has; what names a test is compared elsewhere."""
    targets = [one for one, _ in _LINK.findall(page) if "#" in one and "://" not in one]
    wrong = []
    for target in targets:
        place, _, anchor = target.partition("#")
        file = document.parent / place if place else document
        if file.suffix == ".md" and (not file.is_file() or anchor not in anchors(read(file))):
            wrong.append(target)
    return wrong


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_anchor_is_a_heading(document: Path) -> None:
    assert astray(document, read(document)) == []


def test_an_anchor_without_a_heading_would_be_noticed() -> None:
    here = ROOT / "docs" / "privacy.md"
    good = "[a](#team-pictures) [b](operations.md#postgresql) [c](../CONTRIBUTING.md#add-a-migration)"
    assert astray(here, good) == []
    assert astray(here, good.replace("team-", "teams-").replace("#post", "#pre")) == [
        "#teams-pictures", "operations.md#pregresql"
    ]  # fmt: skip


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
    assert len(GUIDES) == 3
    for guide in GUIDES:
        quoted = {" ".join(one.split()) for one in re.findall(r"\*\*(.+?)\*\*", read(guide), re.DOTALL)}
        assert len(quoted) > 10
        assert {one for one in quoted if one not in said and one.rstrip(".:") not in said} == set(), (
            guide.name
        )


@pytest.mark.parametrize("document", TO_PEOPLE, ids=lambda path: path.stem)
def test_what_people_are_handed_is_short_to_read(document: Path) -> None:
    assert len(passages(read(document))) > 20
    assert long_ones(read(document)) == []


def test_a_long_sentence_would_be_noticed_wherever_it_stands() -> None:
    long = "word " * 15 + "end"
    for page in (
        f"# {long}",
        f"Short. {long}.\nShort.",
        f"- One.\n- {long}",
        f"1. **One.** {long}",
        f"| a | {long} |",
        f"[{long}](page.md)",
    ):
        assert [count for count, _ in long_ones(page)] == [16], page
    for page in (
        f"Words\n\n# Eight words {'word ' * 6}\nAnd eight more {'word ' * 6}",
        f"{'word ' * 14}`wellbeing audit verify --head` .",
        f"| {'word ' * 9} | {'word ' * 9} |",
        f"![{long}](picture.png)",
    ):
        assert long_ones(page) == [], page
