"""Each document quotes its questionnaire word for word, and tells source, licence, rule and ranges of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wellbeing.domain.instruments.instrument import Instrument
from wellbeing.domain.instruments.shelf import FOLDER, shelf

ROOT = Path(__file__).parents[4]
DOCUMENTS = ROOT / "docs" / "instruments"
EACH = pytest.mark.parametrize("one", shelf(), ids=lambda one: one.name)
PUBLISHED = pytest.mark.parametrize("one", [one for one in shelf() if not one.own], ids=lambda one: one.name)


def text_of(one: Instrument) -> str:
    return (DOCUMENTS / f"{one.name}.md").read_text("utf-8")


def part(document: str, heading: str) -> str:
    return document.split(f"\n## {heading}\n")[1].split("\n## ", maxsplit=1)[0]


def table(text: str) -> list[list[str]]:
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


@EACH
def test_the_items_are_the_quoted_ones(one: Instrument) -> None:
    quoted = re.findall(r"^\d+\. (.+)$", part(text_of(one), "Items"), re.MULTILINE)
    assert quoted == [item.text for item in one.items]
    assert f"> {one.stem}\n" in text_of(one)
    for item in one.items:
        assert not item.stem or f"“{item.stem}”" in text_of(one)


@EACH
def test_the_answers_are_the_quoted_ones(one: Instrument) -> None:
    told: dict[int, list[tuple[int, str]]] = {}
    for items, code, words in table(part(text_of(one), "Answers")):
        first, _, last = items.partition(" to ")
        for item in range(int(first), int(last or first) + 1):
            told.setdefault(item, []).append((int(code), words))
    for number, item in enumerate(one.items, 1):
        own = [(option.code, option.text) for option in one.answers(number)]
        # A range in the document passes over items that have answers of their own.
        assert (told[number][-len(own) :] if item.options else told[number]) == own


@PUBLISHED
def test_the_sums_and_ranges_are_the_quoted_ones(one: Instrument) -> None:
    sums = [
        [scale.name, ", ".join(map(str, scale.items)), ", ".join(map(str, sorted(scale.reverse))) or "-",
         str(scale.factor), "-" if scale.talk is None else f"{scale.talk[0]} to {scale.talk[1]}"]
        for scale in one.scales
    ]  # fmt: skip
    assert table(part(text_of(one), "Adding up")) == sums
    ranges = [
        [scale.name, str(band.low), str(band.high), band.published]
        for scale in one.scales
        for band in scale.bands
    ]
    assert table(part(text_of(one), "Ranges")) == ranges
    for scale in one.scales:
        assert scale.change is None or str(scale.change) in part(text_of(one), "Change")


@PUBLISHED
def test_source_licence_and_credit_are_told(one: Instrument) -> None:
    document = text_of(one)
    assert f"- Source: {one.source}\n" in document
    assert f"- Licence: {one.licence}; see [LICENCE.md]" in document
    assert f"- Credit: {one.credit}\n" in document
    assert f"- Not offered again before {one.recall_days} days" in document
    assert (FOLDER / one.name / "LICENCE.md").stat().st_size > 150


def test_every_document_has_its_questionnaire_and_stands_in_the_list() -> None:
    assert {path.stem for path in DOCUMENTS.glob("*.md")} - {"README"} == {one.name for one in shelf()}
    listed = set(re.findall(r"\(([\w-]+)\.md\)", (DOCUMENTS / "README.md").read_text("utf-8")))
    assert listed == {one.name for one in shelf()}


def test_what_needs_permission_is_not_here() -> None:
    names = {path.name for path in FOLDER.iterdir()} | {one.title.casefold() for one in shelf()}
    for absent in ("stss", "isi", "pss", "uwes", "sqs", "mbi", "phq9", "phq-9", "brs", "cbi", "olbi", "mids"):
        assert absent not in names


def test_no_item_asks_about_death_or_self_harm() -> None:
    for one in shelf():
        for item in one.items:
            assert not re.search(r"suicid|better off dead|hurting yourself|kill", item.text, re.IGNORECASE)


def test_only_bracketed_words_are_replaced() -> None:
    for one in shelf():
        assert all(re.fullmatch(r"(a )?\[\w+\]", term) for term in one.replaced)
        for item in one.items:
            assert "[" not in one.shown(item.text)
            assert one.replaced or one.shown(item.text) == item.text
