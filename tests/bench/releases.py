"""A period of thousands of groups: made and ended in one pass each, beside one bare commit a group.

    python -m tests.bench.releases open|end FOLDER    # one pass in a process of its own, for its peak memory

Every group has its own unit of twenty seats, and its box in a real file. Boxes are as large when they are
empty as when they are full, so none is filled.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from tests.bench.figures import Figure
from wellbeing.bootstrap.places import Places
from wellbeing.bootstrap.telling import releases_of
from wellbeing.domain.people import Role, Seat, SeatId, Unit, UnitId
from wellbeing.domain.periods import Period
from wellbeing.settings import Settings
from wellbeing.storage.opening import Storage, open_storage

SIZES = (500, 1000, 2000, 4000)
SEATS = 20
PERIOD = Period(741)


class At:
    """A clock that stands at a moment."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        """The moment."""
        return self._moment

    def monotonic(self) -> float:
        """Its seconds."""
        return self._moment.timestamp()


def made(folder: Path, count: int) -> Path:
    """An installation with so many units of twenty seats."""
    Places.of(Settings(data=folder)).make()
    storage = open_storage(folder)
    with storage.begin() as work:
        for number in range(count):
            unit = UnitId(uuid4())
            work.units.put(Unit(unit, f"Unit {number}"))
            for seat in range(SEATS):
                work.seats.put(Seat(SeatId(uuid4()), unit, Role.INVESTIGATOR, str(seat)))
        work.commit()
    storage.close()
    return folder


def one_pass(step: str, folder: Path) -> dict[str, float]:
    """Open or end the period, in this process: seconds, and the memory it took at its peak."""
    moment = PERIOD.opens_at if step == "open" else PERIOD.released_at
    storage: Storage = open_storage(folder)
    releases = releases_of(Places.of(Settings(data=folder)), storage, At(moment))
    before = _peak()
    began = time.perf_counter()
    (releases.open_boxes if step == "open" else releases.end_periods)()
    taken = time.perf_counter() - began
    lines = len(releases.lines_in(PERIOD)) if step == "end" else 0
    storage.close()
    return {"seconds": taken, "before": before, "peak": _peak(), "lines": lines}


def passes(scratch: Path, say: Callable[[str], object], commit: float) -> list[Figure]:
    """Both passes at every size.

    Args:
        scratch: where the installations lie.
        say: prints a line.
        commit: seconds of one bare commit, measured in the same run.
    """
    found: dict[int, dict[str, dict[str, float]]] = {}
    for count in SIZES:
        folder = made(scratch / f"groups {count}", count)
        found[count] = {step: _alone(step, folder) for step in ("open", "end")}
        ended, opened = found[count]["end"], found[count]["open"]
        say(
            f"{count} groups: made in {opened['seconds']:.2f} s, ended in {ended['seconds']:.2f} s;"
            f" at most {opened['peak']:.0f} and {ended['peak']:.0f} MiB ({ended['before']:.0f} before)"
        )
    least, most = SIZES[0], SIZES[-1]
    return [
        *(_against_commits(step, found[most][step], most, commit) for step in ("open", "end")),
        _growth("time of a group, 4,000 or 500 ended", _each(found, least), _each(found, most), "ms", 1.3),
        _growth(
            "peak memory, 4,000 or 500 ended",
            found[least]["end"]["peak"],
            found[most]["end"]["peak"],
            "MiB",
            1.3,
        ),
    ]


def _against_commits(step: str, found: dict[str, float], count: int, commit: float) -> Figure:
    what = "made at the start of a period" if step == "open" else "ended, told and shredded"
    floor = f"{count:,} bare commits of {commit * 1e3:.2f} ms"
    return Figure(f"{count:,} groups {what}", found["seconds"], count * commit, "s", floor, 3.0)


def _growth(what: str, least: float, most: float, unit: str, promised: float) -> Figure:
    return Figure(what, most, least, unit, "the same at 500", promised)


def _each(found: dict[int, dict[str, dict[str, float]]], count: int) -> float:
    return found[count]["end"]["seconds"] / count * 1e3


def _alone(step: str, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.releases", step, str(folder)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(answer.stdout)
    return found


def _peak() -> float:
    """MiB that this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(said: Sequence[str]) -> None:
    """One pass, as JSON."""
    step, folder = said
    print(json.dumps(one_pass(step, Path(folder))))


if __name__ == "__main__":
    main(sys.argv[1:])
