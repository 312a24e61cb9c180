"""The one table: every figure with its floor, ratio and limit, at the terminal and in the documents."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import psutil
from rich.console import Console
from rich.table import Table

from tests.bench.figures import Figure, Section, number
from tests.bench.picture import PICTURE, drawn
from tests.tools.server import ROOT

PAGE: Final = ROOT / "docs" / "bench.md"
BEGIN, END = "<!-- measured -->", "<!-- /measured -->"
QUIET: Final = 1.0
"""The load at which a run may begin and still be of a quiet computer."""
HEADS: Final = ("figure", "ours", "floor", "what the floor is", "ratio", "limit", "kept")


def show(sections: Sequence[Section]) -> None:
    """Print the table."""
    table = Table(
        title="Harbour beside its floors",
        title_justify="left",
        caption=f"{host()}\n{busy(sections)}",
        caption_justify="left",
    )
    for head in HEADS:
        words = head in {"figure", "what the floor is"}
        table.add_column(head, justify="left" if words else "right", overflow="fold", no_wrap=not words)
    for section in sections:
        table.add_row(f"[bold]{titled(section)}[/bold]")
        for one in section.figures:
            what, *rest = cells(one)
            table.add_row(f"{what}\n[dim]{one.said}[/dim]" if one.said else what, *rest)
        table.add_section()
    Console(width=124).print(table)


def cells(one: Figure) -> tuple[str, ...]:
    """A line of the table as text."""
    limit = f"{one.most:,g} {one.unit}" if one.absolute else f"{one.most:g} x"
    return (
        one.what,
        f"{number(one.ours)} {one.unit}",
        f"{number(one.floor)} {one.unit}",
        one.floor_is,
        number(one.ratio),
        limit,
        "yes" if one.kept else "NO",
    )


def titled(section: Section) -> str:
    """A section's title with the load it was measured under."""
    before, after = section.load
    return f"{section.title} (load {before:.1f} to {after:.1f})"


def host() -> str:
    """The computer it was measured on."""
    names = re.findall(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    return (
        f"{os.cpu_count()} processors ({names[0].strip() if names else platform.machine()}),"
        f" {psutil.virtual_memory().total / 2**30:.0f} GiB, {platform.system()},"
        f" Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


def busy(sections: Sequence[Section]) -> str:
    """A sentence when other programs ran: the load before the first section is not ours."""
    before = sections[0].load[0]
    if before <= QUIET:
        return ""
    return f"Other programs ran: load {before:.1f} before it began. A time over its limit says little then."


def as_markdown(sections: Sequence[Section], now: datetime) -> str:
    """The table for the documents, with the computer, the day and the load."""
    lines = [
        f"Measured on {now:%Y-%m-%d} on {host()}.",
        "Load is how many processes wanted a processor in the minute before a section and in its last one.",
        *([words] if (words := busy(sections)) else []),
        "",
        "| " + " | ".join(HEADS) + " |",
        "|---|" + "---:|" * 2 + "---|" + "---:|" * 3,
    ]
    for section in sections:
        lines.append(f"| **{titled(section)}** |" + " |" * (len(HEADS) - 1))
        for one in section.figures:
            what, *rest = cells(one)
            lines.append("| " + " | ".join((f"{what}: {one.said}" if one.said else what, *rest)) + " |")
    return "\n".join(lines)


def write(sections: Sequence[Section]) -> None:
    """Put the table and its picture where the documents show them."""
    PICTURE.write_text(drawn(sections), encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    before, after = page.split(BEGIN)[0], page.split(END)[1]
    measured = as_markdown(sections, datetime.now(UTC))
    PAGE.write_text(f"{before}{BEGIN}\n{measured}\n{END}{after}", encoding="utf-8")
