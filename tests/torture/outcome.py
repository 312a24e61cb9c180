"""What a trial came to, and the table that shows all of them."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

PATIENCE_SECONDS = 1.0
"""Within which everybody else is answered, 95 times in 100."""
RECOVERY_SECONDS = 30.0
"""Within which everything is as before once the trouble has ended."""
GROWTH_MIB = 384.0
"""By which the server may have grown at its worst moment; 256 of them are what sign-ins may use at once."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One line of the table."""

    what: str
    done: str
    """What was done to it, with counts."""
    acts: int
    """How often somebody else was answered meanwhile."""
    p95: float
    """Seconds that somebody else waited, the 95th of a hundred."""
    slowest: float
    """The longest anybody else waited, in seconds."""
    lost: int
    """Acknowledged answers that were not there afterwards."""
    grown: float
    """MiB by which the server had grown at its worst moment."""
    back: float
    """Seconds from the end of the trouble until waits were as before it."""
    load: float = 0.0
    """The computer's load over the minute before the end, as the system counts it; two fill two cores."""
    outage: bool = False
    """Whether the trouble is one in which nobody can be answered: then only the way back counts."""
    wrong: tuple[str, ...] = ()
    """What else was not as it must be."""

    @property
    def kept(self) -> bool:
        """Whether everything that is promised held."""
        in_time = self.outage or self.p95 <= PATIENCE_SECONDS
        fits = self.grown <= GROWTH_MIB and self.back <= RECOVERY_SECONDS
        return in_time and fits and not self.lost and not self.wrong and self.acts > 0


@dataclass(frozen=True, slots=True)
class Skipped:
    """A trial that this computer cannot make."""

    what: str
    why: str


def p95(waits: Sequence[float]) -> float:
    """The 95th of a hundred waits."""
    return statistics.quantiles(waits, n=20)[-1] if len(waits) > 1 else max(waits, default=0.0)


HEADS = ("trial", "others answered", "p95", "slowest", "lost", "grown", "back after", "load", "kept")


def cells(one: Outcome) -> tuple[str, ...]:
    """A line of the table as text."""
    return (
        one.what,
        str(one.acts),
        "outage" if one.outage else f"{one.p95:.2f} s",
        f"{one.slowest:.2f} s",
        str(one.lost),
        f"{one.grown:.0f} MiB",
        f"{one.back:.1f} s",
        f"{one.load:.1f}" if one.load else "-",
        "yes" if one.kept else "NO",
    )


def show(outcomes: Sequence[Outcome], skipped: Sequence[Skipped]) -> None:
    """Print the table, and why something is not in it."""
    table = Table(title="Harbour under torture", title_justify="left")
    for head in HEADS:
        table.add_column(head, justify="left" if head == "trial" else "right")
    for one in outcomes:
        first, *rest = cells(one)
        said = "".join(f"\n[red]{line}[/red]" for line in one.wrong)
        table.add_row(f"{first}\n[dim]{one.done}[/dim]{said}", *rest)
    console = Console(width=118)
    console.print(table)
    for one in skipped:
        console.print(f"not tried: {one.what}: {one.why}")
