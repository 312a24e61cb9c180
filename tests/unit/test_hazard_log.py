"""The hazard log: each hazard has a control that is there and a test that is there, both by name."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

LOG = Path(__file__).parents[2] / "docs" / "safety" / "hazards.md"
LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
ROWS = {
    cells[0]: cells
    for line in LOG.read_text("utf-8").splitlines()
    if re.match(r"\| H\d+ \|", line) and (cells := [one.strip() for one in line.strip("|").split("|")])
}
SEEDS = 14
"""The hazards that the design began with; they never leave the log."""


@cache
def functions(file: Path) -> frozenset[str]:
    found = (one for one in ast.walk(ast.parse(file.read_text("utf-8"))))
    return frozenset(one.name for one in found if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef))


def linked(cell: str) -> list[tuple[Path, str]]:
    """Each link of a cell: the file, and the name behind the sign."""
    return [
        ((LOG.parent / file).resolve(), name)
        for file, _, name in (one.partition("#") for one in LINK.findall(cell))
    ]


def test_hazards_are_numbered_without_gaps_and_none_is_half_told() -> None:
    assert list(ROWS) == [f"H{number}" for number in range(1, len(ROWS) + 1)]
    assert len(ROWS) > SEEDS
    for cells in ROWS.values():
        assert len(cells) == 6
        assert all(cells[:5])


@pytest.mark.parametrize("hazard", ROWS)
def test_its_control_is_there(hazard: str) -> None:
    links = linked(ROWS[hazard][3])
    assert links
    for file, _ in links:
        assert file.is_file()
        assert file.suffix in {".py", ".html", ".js"}


@pytest.mark.parametrize("hazard", ROWS)
def test_its_tests_are_there_by_name(hazard: str) -> None:
    links = linked(ROWS[hazard][4])
    assert links
    for file, name in links:
        assert file.is_file()
        assert name.startswith("test_")
        assert name in functions(file)
