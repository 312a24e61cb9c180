"""The made-up region around the made-up unit: teams of other sizes, for a lead to see what each can show."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from wellbeing.cli.demo_data import year_of
from wellbeing.cli.demo_work import work_of
from wellbeing.domain.checkin import STEPS, CheckIn, Question
from wellbeing.domain.exposure import Event, ExposureDay

REGION: Final = "Coast (made up)"
TAKE_PART: Final = 0.75
"""The share of the made-up who say yes to team pictures."""


@dataclass(frozen=True, slots=True)
class Team:
    """A made-up team beside the one that a visitor enters."""

    name: str
    people: int
    turns: float = 1.0
    """The part of the year, 0 to 1, after which its days are no longer like those before."""
    steps: int = 0
    """By how many steps energy and sleep are lower from then on; negative for higher."""


TEAMS: Final = (
    Team("Dinghy (made up)", 3),
    Team("Jetty (made up)", 9),
    Team("Lighthouse (made up)", 26, turns=0.72, steps=-1),
    Team("Open Sea (made up)", 45, turns=0.78, steps=1),
)


def takes_part(person: int) -> bool:
    """Whether a made-up person says yes to team pictures; the same each time."""
    return random.Random(f"harbour demo part {person}").random() < TAKE_PART  # noqa: S311 no secret


def days_of(
    team: Team, person: int, first: date, until: date, zone: ZoneInfo, *, notes: bool = False
) -> Iterator[tuple[CheckIn, ExposureDay]]:
    """A made-up person's days with their work, oldest first; equal arguments give equal days.

    Args:
        team: where they work.
        person: their number.
        first: the first day.
        until: the last one.
        zone: the team's.
        notes: whether their notes are kept; nobody can open those of the others.
    """
    length = (until - first).days + 1
    for checkin in year_of(person, until, length):
        turned = (checkin.day - first).days >= team.turns * length
        lived = _moved(checkin, team.steps) if turned else checkin
        acts = tuple(_acts(person, checkin, zone))
        yield (
            lived if notes else replace(lived, note=""),
            ExposureDay(checkin.day, acts),
        )


def _moved(checkin: CheckIn, steps: int) -> CheckIn:
    """The same day with less energy and sleep, or with more when the steps are negative."""

    def lower(question: Question, step: int | None) -> int | None:
        return None if step is None else min(max(step - steps, 0), STEPS[question] - 1)

    return replace(
        checkin,
        energy=lower(Question.ENERGY, checkin.energy),
        sleep=lower(Question.SLEEP, checkin.sleep),
    )


def _acts(person: int, checkin: CheckIn, zone: ZoneInfo) -> Iterator[Event]:
    chance = random.Random(f"harbour demo acts {person} {checkin.day}")  # noqa: S311 ids of made-up acts
    for done in work_of(person, checkin, zone):
        yield Event(UUID(int=chance.getrandbits(128), version=4), done.at, done.act, done.kind)
