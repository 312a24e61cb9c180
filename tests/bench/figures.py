"""What a measurement is, and the table that shows it beside its floor."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: what was measured, what it stands on, and what was promised."""

    what: str
    ours: float
    floor: float
    unit: str
    floor_is: str
    most: float
    """The promised most: a ratio to the floor, or with `absolute` a value in `unit`."""
    absolute: bool = False

    @property
    def ratio(self) -> float:
        """Ours over the floor."""
        return self.ours / self.floor if self.floor else float("inf")

    @property
    def kept(self) -> bool:
        """Whether the promise holds in this run."""
        return (self.ours if self.absolute else self.ratio) <= self.most


def median(times: Sequence[float]) -> float:
    """The middle of the times."""
    return statistics.median(times)


def timed(act: Callable[[], object], turns: int) -> list[float]:
    """Seconds of each of so many turns."""
    times = []
    for _ in range(turns):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return times


def show(figures: Sequence[Figure]) -> None:
    """Print the table."""
    table = Table(title="Harbour beside its floors", title_justify="left")
    for head in ("what", "ours", "floor", "ratio", "promised", "kept"):
        table.add_column(head, justify="left" if head == "what" else "right")
    for one in figures:
        most = f"{one.most:g} {one.unit}" if one.absolute else f"{one.most:g} x"
        table.add_row(
            f"{one.what}\n[dim]floor: {one.floor_is}[/dim]",
            f"{one.ours:.2f} {one.unit}",
            f"{one.floor:.2f} {one.unit}",
            f"{one.ratio:.2f}",
            most,
            "yes" if one.kept else "NO",
        )
    Console(width=110).print(table)
