"""A made-up year of check-ins: nobody's life, drawn from a seed, with weeks, holidays and heavy stretches."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from wellbeing.domain.checkin import STEPS, CheckIn, Feeling, Question

UNIT: Final = "Sea Lantern (made up)"
PEOPLE: Final = 14
DAYS: Final = 365

HANDLES: Final = (
    "heron", "juniper", "marlin", "osprey", "clover", "tern", "bramble",
    "kestrel", "willow", "plover", "sorrel", "curlew", "hazel", "dunlin",
)  # fmt: skip
"""The made-up investigators, one handle each; the first is the one a visitor enters as."""

CALM_NOTES: Final = (
    "Walked home along the river. That helped.",
    "Slept well for once.",
    "Lunch outside with the others, no shop talk.",
    "Quiet day. Finished early and went swimming.",
    "My sister called. We laughed a lot.",
    "Good talk with a colleague over tea.",
    "Cooked something proper tonight.",
    "Felt useful today.",
)
HEAVY_NOTES: Final = (
    "Long day. I want silence and a hot shower.",
    "Could not switch off on the way home.",
    "Short with everybody this evening. Apologised.",
    "Woke at four again and stayed awake.",
    "Took the stairs ten times between sessions. It helps a bit.",
    "Asked to swap tomorrow morning. That was fine.",
    "Numb rather than sad. Going to bed early.",
    "Headache since noon. Need a day outdoors.",
)


@dataclass(frozen=True, slots=True)
class Temper:
    """What makes one made-up person different from the next; each from 0 to 1."""

    resilience: float
    sleeper: float
    talks: float
    writes: float


def year_of(person: int, until: date, days: int = DAYS) -> Iterator[CheckIn]:
    """One made-up person's check-ins up to `until`, oldest first; equal arguments give equal days."""
    chance = random.Random(f"harbour demo {person}")  # noqa: S311 made-up data, no secret
    temper = Temper(
        chance.uniform(0.3, 0.8), chance.uniform(0.3, 0.9), chance.random(), chance.uniform(0.05, 0.3)
    )
    away = _holidays(chance, until, days)
    heavy = _heavy_stretches(chance, until, days)
    load = 0.35
    for back in range(days - 1, -1, -1):
        day = until - timedelta(days=back)
        working = day.weekday() < 5 and day not in away
        push = (0.75 if day in heavy else 0.4) if working else 0.05
        # Today leans on yesterday: a heavy week ends slowly, and slower for some.
        load += (0.25 + 0.2 * temper.resilience) * (push - load) + chance.gauss(0, 0.07)
        load = min(max(load, 0.0), 1.0)
        if chance.random() > (0.9 if working else 0.25):
            continue
        yield _day(chance, temper, day, load, working=working)


def _holidays(chance: random.Random, until: date, days: int) -> frozenset[date]:
    """Two stretches of two weeks, and some single days."""
    first = until - timedelta(days=days)
    away = {first + timedelta(days=chance.randrange(days)) for _ in range(6)}
    for season in (0.3, 0.75):
        start = first + timedelta(days=int(days * season) + chance.randrange(-20, 20))
        away |= {start + timedelta(days=one) for one in range(14)}
    return frozenset(away)


def _heavy_stretches(chance: random.Random, until: date, days: int) -> frozenset[date]:
    """Three or four cases that weigh more, of one to five weeks."""
    first = until - timedelta(days=days)
    found: set[date] = set()
    for _ in range(chance.choice((3, 4))):
        start = first + timedelta(days=chance.randrange(days))
        found |= {start + timedelta(days=one) for one in range(chance.randrange(7, 36))}
    return frozenset(found)


def _day(chance: random.Random, temper: Temper, day: date, load: float, *, working: bool) -> CheckIn:
    def step(question: Question, at: float) -> int | None:
        if chance.random() < 0.04:
            return None
        top = STEPS[question] - 1
        return min(max(round(at * top + chance.gauss(0, 0.45)), 0), top)

    felt = min(max(load * (1.3 - 0.6 * temper.resilience), 0.0), 1.0)
    return CheckIn(
        day,
        heaviness=step(Question.HEAVINESS, load * 1.15 if working else 0.0),
        energy=step(Question.ENERGY, 1 - felt * 0.9),
        sleep=step(Question.SLEEP, temper.sleeper * 0.4 + (1 - felt) * 0.6),
        intrusions=step(Question.INTRUSIONS, felt**2),
        feelings=_feelings(chance, felt),
        recovery=int(chance.random() < 0.35 + 0.5 * temper.talks),
        note=chance.choice(HEAVY_NOTES if felt > 0.5 else CALM_NOTES)
        if chance.random() < temper.writes
        else "",
    )


def _feelings(chance: random.Random, felt: float) -> frozenset[Feeling] | None:
    if chance.random() < 0.05:
        return None
    likely = {
        Feeling.NUMB: felt * 0.5,
        Feeling.ON_EDGE: felt * 0.7,
        Feeling.LOW: felt * 0.6,
        Feeling.STEADY: 0.8 - felt * 0.7,
        Feeling.GLAD: 0.45 - felt * 0.3,
    }
    return frozenset(feeling for feeling, odds in likely.items() if chance.random() < odds)
