"""The one table of `make bench`: what counts as kept, and that nothing measured is left out of it."""

from __future__ import annotations

import asyncio
import io
import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from tests.bench import __main__ as bench
from tests.bench import picture, table
from tests.bench.figures import Figure, Section

RATIO = Figure("a sign-in", 120.0, 100.0, "ms", "one raw Argon2id", 1.25)
VALUE = Figure("a contribution", 12.0, 6.0, "ms", "one commit", 10, absolute=True, said="24 seats")
MORE = Figure("sign-ins a second", 2.0, 2.2, "/s", "raw Argon2id", 1.25, more=True)
SECTIONS = (Section("Signing in", (RATIO, MORE), (0.5, 1.25)), Section("Boxes", (VALUE,), (1.0, 2.0)))


def test_a_limit_is_on_the_ratio_or_on_the_value() -> None:
    assert RATIO.kept
    assert RATIO.ratio == pytest.approx(1.2)
    assert not VALUE.kept, "its ratio of 2 would be, its 12 ms are not"
    assert MORE.kept
    assert MORE.ratio == pytest.approx(1.1)
    assert not Figure("fewer", 1.0, 2.0, "/s", "raw", 1.25, more=True).kept
    assert Figure("errors", 0, 1, "", "none may be", 0, absolute=True).kept
    assert not Figure("errors", 1, 1, "", "none may be", 0, absolute=True).kept


def test_every_figure_stands_in_the_table_with_floor_ratio_and_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = io.StringIO()
    monkeypatch.setattr(table, "Console", lambda width: Console(file=printed, width=200))
    table.show(SECTIONS)
    lines = {line.split("│")[1].strip(): line for line in printed.getvalue().splitlines() if "│" in line}
    assert re.search(r"120 ms .* 100 ms .* one raw Argon2id .* 1\.20 .* 1\.25 x .* yes", lines["a sign-in"])
    assert re.search(r"12\.0 ms .* 6\.00 ms .* one commit .* 2\.00 .* 10 ms .* NO", lines["a contribution"])
    assert "Signing in (load 0.5 to 1.2)" in lines
    assert "24 seats" in lines
    assert "Python 3." in printed.getvalue()
    assert "Other programs ran" not in printed.getvalue()
    table.show((Section("Boxes", (VALUE,), (4.2, 3.0)),))
    assert "Other programs ran: load 4.2" in printed.getvalue()


def test_the_page_keeps_what_is_written_around_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, drawing = tmp_path / "bench.md", tmp_path / "bench.svg"
    page.write_text(f"# Before\n{table.BEGIN}\nold\n{table.END}\nAfter\n", "utf-8")
    monkeypatch.setattr(table, "PAGE", page)
    monkeypatch.setattr(table, "PICTURE", drawing)
    for _ in range(2):
        table.write(SECTIONS)
        written = page.read_text("utf-8")
        assert written.startswith("# Before\n")
        assert written.endswith(f"{table.END}\nAfter\n")
        assert "old" not in written
        assert f"Measured on {datetime.now(UTC):%Y-%m-%d} on " in written
        rows = [line for line in written.splitlines() if line.startswith("|")]
        assert len(rows) == 2 + 2 + 3
        assert {line.count("|") for line in rows} == {len(table.HEADS) + 1}
        assert "| a contribution: 24 seats | 12.0 ms | 6.00 ms | one commit | 2.00 | 10 ms | NO |" in rows


def test_the_picture_has_a_bar_for_each_and_none_leaves_it() -> None:
    far = Figure("far", 900.0, 1.0, "ms", "one", 2)
    drawn = ET.fromstring(picture.drawn((*SECTIONS, Section("Far", (far,), (0, 0)))))
    bars = [one for one in drawn.iter() if one.tag.endswith("rect")]
    assert [one.get("class") for one in bars] == ["kept", "kept", "over", "over"]
    ends = [int(one.get("x", 0)) + int(one.get("width", 0)) for one in bars]
    limit = picture._x(1)
    assert ends[0] < limit < ends[2] < ends[3] == picture.LEFT + picture.BAR
    words = " ".join("".join(one.itertext()) for one in drawn.iter() if one.tag.endswith("text"))
    assert "900 of 2 times the floor" in words


def test_only_a_whole_run_is_written_down(monkeypatch: pytest.MonkeyPatch) -> None:
    async def measured(scratch: Path) -> list[Figure]:
        return [RATIO]

    async def missed(scratch: Path) -> list[Figure]:
        return [VALUE]

    async def broken(scratch: Path) -> list[Figure]:
        raise TimeoutError

    kept: list[list[str]] = []
    monkeypatch.setattr(bench, "PARTS", {"one": ("One", measured), "two": ("Two", missed)})
    monkeypatch.setattr(bench, "show", lambda sections: None)
    monkeypatch.setattr(bench, "write", lambda sections: kept.append([one.title for one in sections]))
    assert asyncio.run(bench.main(["--write", "one"])) == 2
    assert asyncio.run(bench.main(["one"])) == 0
    assert not kept
    assert asyncio.run(bench.main(["--write"])) == 1, "a promise was not kept"
    assert kept == [["One", "Two"]]
    monkeypatch.setattr(bench, "PARTS", {"one": ("One", measured), "three": ("Three", broken)})
    assert asyncio.run(bench.main(["--write"])) == 1, "a part was not measured"
    assert kept == [["One", "Two"]]
