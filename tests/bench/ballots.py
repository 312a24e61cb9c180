"""A contribution: what one person's entries of four weeks cost on their way into a real box."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from tests.bench.figures import Figure, median
from tests.counting import PERIOD, House, Somebody
from wellbeing.domain.exposure import Act, Kind

MOST = 10.0
"""Milliseconds at the median."""
_PACE = (Act.START, Act.BREAK, Act.BACK, Act.BREAK, Act.BACK, Act.STOP)
"""A working day: three stretches and two breaks."""


def contributions(
    scratch: Path, say: Callable[[str], object], commit: float, turns: int = 100
) -> list[Figure]:
    """The median of many contributions of somebody at the end of a full period, each after a change."""
    with House(scratch / "boxes") as house:
        unit = house.unit(23)
        one = house.join(unit)
        house.open()
        say("living four weeks …")
        one = _live(house, one)
        house.yes(one)
        say("contributing …")
        times = []
        with house.desk.sessions.keys(one.reference) as access:
            for turn in range(turns):
                house.answer(one, turn % 5)
                began = time.perf_counter()
                house.desk.ballots.cast(access)
                times.append(time.perf_counter() - began)
        assert house.inside(unit)[0] == -1, "nothing was put in"
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
        )
    ]


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
