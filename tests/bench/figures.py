"""What a measurement is: ours, the floor it stands on, and what was promised."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    what: str
    ours: float
    floor: float
    unit: str
    floor_is: str
    most: float
    """The promised most: a ratio to the floor, or with `absolute` a value in `unit`."""
    absolute: bool = False
    more: bool = False
    """Whether more is better: then the floor is above, and the ratio is by how much we stay below it."""
    said: str = ""
    """What was done to measure it, where the name does not say it."""

    @property
    def ratio(self) -> float:
        """How much dearer ours is than the floor."""
        dearer, cheaper = (self.floor, self.ours) if self.more else (self.ours, self.floor)
        return dearer / cheaper if cheaper else float("inf")

    @property
    def share(self) -> float:
        """How much of what is promised is used up: 1 is the limit."""
        return self._counts / self.most

    @property
    def kept(self) -> bool:
        """Whether the promise holds in this run."""
        return self._counts <= self.most

    @property
    def _counts(self) -> float:
        return self.ours if self.absolute else self.ratio


@dataclass(frozen=True, slots=True)
class Section:
    """Figures that were measured together."""

    title: str
    figures: tuple[Figure, ...]
    load: tuple[float, float]
    """How many processes wanted a processor, on average over a minute, before and after."""


def median(times: Sequence[float]) -> float:
    """The middle of the times."""
    return statistics.median(times)


def number(value: float) -> str:
    """Three figures of a number, none of them for show."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def timed(
    act: Callable[[], object], turns: int, clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """Seconds of each of so many turns."""
    times = []
    for _ in range(turns):
        began = clock()
        act()
        times.append(clock() - began)
    return times
