"""A made-up year of work: acts on the timer that fit the made-up check-ins of the same days."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from wellbeing.domain.checkin import CheckIn
from wellbeing.domain.exposure import Act, Kind

STRETCHES: Final = (0, 2, 2, 3, 4)
"""Stretches of work on a day, by how heavy its check-in calls it."""
LONGEST: Final = {Kind.VIDEO: 24, Kind.AUDIO: 24}
"""Minutes after which even the made-up take a break; other kinds have `USUAL`."""
USUAL: Final = 48
KINDS: Final = (Kind.STILLS, Kind.SILENT_VIDEO, Kind.VIDEO, Kind.TEXT, Kind.REVIEW)
ODDS: Final = (9, 4, 3, 4, 2)


@dataclass(frozen=True, slots=True)
class Done:
    """One act, at its moment in UTC."""

    at: datetime
    act: Act
    kind: Kind | None = None


def work_of(person: int, checkin: CheckIn, zone: ZoneInfo) -> Iterator[Done]:
    """The acts of one made-up day, in their order; equal arguments give equal days.

    A day without an answer to how heavy it was is a day without work, and so is a weekend.
    """
    day, chance = checkin.day, random.Random(f"harbour demo {person} {checkin.day}")  # noqa: S311 no secret
    stretches = STRETCHES[checkin.heaviness or 0] if day.weekday() < 5 else 0
    left = stretches
    for opening in (time(9, 15), time(13, 15)):
        here = min(left, 2) if opening.hour > 12 else (left + 1) // 2
        left -= here
        if not here:
            return
        moment = datetime.combine(day, opening, zone).astimezone(UTC) + timedelta(
            minutes=chance.randrange(40)
        )
        kind = chance.choices(KINDS, ODDS)[0]
        yield Done(moment, Act.START, kind)
        for number in range(here):
            longest = LONGEST.get(kind, USUAL)
            moment += timedelta(minutes=chance.randrange(longest - 14, longest + 1))
            if number + 1 == here:
                yield Done(moment, Act.STOP)
                break
            yield Done(moment, Act.BREAK)
            moment += timedelta(minutes=chance.randrange(10, 16))
            yield Done(moment, Act.BACK, kind)
