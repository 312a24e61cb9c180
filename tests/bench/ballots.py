"""A contribution: what one person's entries of four weeks cost on their way into a real box."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from tests.bench.figures import Figure, median
from tests.counting import PERIOD, House, Somebody
from wellbeing.cli.server import LOOK_AFTER
from wellbeing.domain.exposure import Act, Kind

MOST = 10.0
"""Milliseconds at the median."""
MOST_ANEW = 50.0
"""The same for the first one after a restart, which has to open and count all four weeks."""
MOST_AMONG = 1.2
"""Times what it costs in an installation of one unit, in one of many."""
OTHERS = 400
"""Units beside, each with a group of its own; a year of releases of theirs would only lengthen the log."""
_PACE = (Act.START, Act.BREAK, Act.BACK, Act.BREAK, Act.BACK, Act.STOP)
"""A working day: three stretches and two breaks."""


def contributions(
    scratch: Path, say: Callable[[str], object], commit: float, rounds: int = 10
) -> list[Figure]:
    """The median of many contributions of somebody at the end of a full period, each after a change."""
    with House(scratch / "one") as small, House(scratch / "many") as large, _as_served():
        say("living four weeks …")
        heron, stork = _settle(small), _settle(large)
        say(f"making {OTHERS} more units …")
        for _ in range(OTHERS):
            large.unit(20)
        large.whole.releases.open_boxes()
        say("contributing …")
        times, among, anew = [], [], []
        for turn in range(rounds):  # in turns, so that a slow minute of the computer is everybody's
            times += _cast(small, heron, 20)
            among += _cast(large, stork, 20)
            small.restart()
            heron = small.sign_in(heron)
            anew += _cast(small, heron, 1, turn)
    return [
        Figure(
            "a contribution, page and box",
            median(times) * 1e3,
            commit * 1e3,
            "ms",
            "one commit",
            MOST,
            absolute=True,
            said="28 check-ins, 120 acts of the timer, 24 seats",
        ),
        Figure(
            "the first contribution after a restart",
            median(anew) * 1e3,
            median(times) * 1e3,
            "ms",
            "one of those after it",
            MOST_ANEW,
            absolute=True,
            said="what past days came to is remembered from then on",
        ),
        Figure(
            f"a contribution among {OTHERS + 1} groups",
            median(among) * 1e3,
            median(times) * 1e3,
            "ms",
            "the same in an installation of one",
            MOST_AMONG,
        ),
    ]


def _settle(house: House) -> Somebody:
    """Somebody of a unit with 24 seats, after four weeks of work, who is counted."""
    unit = house.unit(23)
    one = house.join(unit)
    house.open()
    one = _live(house, one)
    house.yes(one)
    assert house.inside(unit)[0] == -1, "nothing was put in"
    return one


@contextmanager
def _as_served() -> Iterator[None]:
    """Look for garbage as rarely as `cli.server`: a contribution is made in a process that runs for long."""
    usual = gc.get_threshold()
    gc.set_threshold(LOOK_AFTER, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _cast(house: House, one: Somebody, turns: int, step: int = 0) -> list[float]:
    """Change an answer and contribute, so many times; the seconds of each contribution."""
    times = []
    with house.desk.sessions.keys(one.reference) as access:
        for turn in range(step, step + turns):
            house.answer(one, turn % 5)
            began = time.perf_counter()
            house.desk.ballots.cast(access)
            times.append(time.perf_counter() - began)
    return times


def _live(house: House, one: Somebody) -> Somebody:
    for day in range(27):
        house.at(PERIOD.opens_at + timedelta(days=day, hours=7))
        one = house.sign_in(one)
        if day % 7 < 5:
            for number, act in enumerate(_PACE):
                house.later(minutes=45 if number % 2 else 12)
                seen = house.desk.exposure.clock(one.reference).version
                kind = Kind.STILLS if act is Act.START else None
                house.desk.exposure.act(one.reference, act, seen, kind=kind)
        house.answer(one, day % 5)
    return one
