"""Promise: each of the thirty checks, and each line of the threat model, has its test or says why there is none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
CHECKS = tuple(f"A{number}" for number in range(1, 31))
NOTHING = "nothing stops this"
_LINK = re.compile(r"\[[^]]+\]\((\.\./tests/[\w/]+\.py)#(test_\w+)\)")
_REASON = re.compile(r"No test: (.{30,})")


def table(page: str) -> list[list[str]]:
    """The cells of each row of a page's tables, without heads and rules."""
    rows = [line.strip().strip("|").split(" | ") for line in page.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row] for row in rows if row[0].strip() not in {"#", "What they have"}]


def checks() -> str:
    return (DOCS / "checks.md").read_text("utf-8").split("<!-- checks -->")[1].split("<!-- /checks -->")[0]


def model() -> str:
    return (DOCS / "threat-model.md").read_text("utf-8")


def is_there(name: str, place: str) -> bool:
    """Whether a file of tests has a function of that name."""
    file = (DOCS / place).resolve()
    return file.is_file() and bool(
        re.search(rf"^(?:async )?def {name}\(", file.read_text("utf-8"), re.MULTILINE)
    )


def gone(page: str) -> list[str]:
    """The tests that a page names and that are not there."""
    return [f"{name} in {place}" for place, name in _LINK.findall(page) if not is_there(name, place)]


def bare(rows: list[list[str]]) -> list[str]:
    """Rows with neither a test nor a reason."""
    return [row[0] for row in rows if not (_LINK.search(row[-1]) or _REASON.search(" ".join(row)))]


def unkept(rows: list[list[str]]) -> list[str]:
    """Rows of the threat model with neither a test nor the plain word that nothing stops it."""
    return [row[0] for row in rows if not (_LINK.search(" ".join(row)) or NOTHING in row[-1].casefold())]


def test_all_thirty_are_there_once_and_in_order() -> None:
    assert tuple(row[0] for row in table(checks())) == CHECKS


def test_each_has_a_test_or_a_reason() -> None:
    assert bare(table(checks())) == []


@pytest.mark.parametrize("page", ["checks.md", "threat-model.md"])
def test_every_test_that_is_named_is_there(page: str) -> None:
    words = (DOCS / page).read_text("utf-8")
    assert len(_LINK.findall(words)) >= 30
    assert gone(words) == []


def test_no_link_to_a_test_is_written_otherwise() -> None:
    for page in (checks(), model()):
        assert page.count("](../tests/") == len(_LINK.findall(page))


def test_each_line_of_the_threat_model_has_its_test_or_says_that_nothing_stops_it() -> None:
    rows = table(model())
    assert len(rows) >= 25
    assert unkept(rows) == []


def test_a_missing_test_or_reason_would_be_noticed() -> None:
    good = "[words](../tests/promises/test_no_plain_words_at_rest.py#test_no_word_is_found_anywhere)"
    assert gone(good) == []
    assert gone(good.replace("anywhere", "nowhere"))
    assert gone(good.replace("at_rest", "at_work"))
    rows = table(
        f"| # | a | b |\n|---|---|---|\n| A1 | words | {good} |\n| A2 | words |  |\n| A3 | No test: yet | |"
    )
    assert bare(rows) == ["A2", "A3"]
    assert unkept([["A thief", "reads", "Nothing stops this."], ["A lead", "reads", "Nothing."]]) == [
        "A lead"
    ]
