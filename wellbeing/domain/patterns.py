"""Gentle patterns: what one's own last days look like, worked out when the person looks and kept nowhere.

Each rule looks at the check-ins of the `DAYS` days up to today and counts those whose answer is at one end of
its scale. It speaks from `OFTEN` such days on. A day without an answer counts for nothing, so nothing is ever
said about days that are not there. Of the rules that speak only the first that is not switched off is shown,
in the order of `Pattern`. The rules are the app's own and say what it looks like, not what it is:

* short-sleep: last night's sleep was "almost none" or "little";
* images-back: unwanted images or sounds came back "several times" or "a lot";
* worn-out: the energy left was "empty" or "low";
* heavy-run: the material was "heavy" or "very heavy";
* far-away: the day felt "numb or switched off" or "on edge";
* recovering: over four weeks the energy left was higher by `APART` steps on the mean on the days after one
  thing was done to recover than on the days after nothing was, with `ENOUGH` of each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from statistics import fmean
from typing import Final

from wellbeing.domain.checkin import CheckIn, Feeling
from wellbeing.domain.relief import Tool
from wellbeing.words import Translator, mark

DAYS: Final = 7
"""How many days most rules look at, today included."""
OFTEN: Final = 4
"""From so many of them on a rule speaks."""
WEEKS: Final = 28
"""How many days the last rule looks at."""
ENOUGH: Final = 4
"""Days of each sort that the last rule needs."""
APART: Final = 0.5
"""Steps of energy between the two sorts that it needs."""


class Pattern(StrEnum):
    """The rules, in the order in which one speaks; the names are those a person's preferences switch off."""

    SHORT_SLEEP = "short-sleep"
    IMAGES_BACK = "images-back"
    WORN_OUT = "worn-out"
    HEAVY_RUN = "heavy-run"
    FAR_AWAY = "far-away"
    RECOVERING = "recovering"


PATTERN_NAMES: Final[Mapping[Pattern, str]] = {
    Pattern.SHORT_SLEEP: mark("Short sleep"),
    Pattern.IMAGES_BACK: mark("Unwanted images"),
    Pattern.WORN_OUT: mark("Little energy"),
    Pattern.HEAVY_RUN: mark("Heavy days"),
    Pattern.FAR_AWAY: mark("Numb or on edge"),
    Pattern.RECOVERING: mark("What recovery does"),
}
SAYS: Final[Mapping[Pattern, str]] = {
    Pattern.SHORT_SLEEP: mark("It looks like sleep has been short: {count} of the last {days} nights."),
    Pattern.IMAGES_BACK: mark("It looks like images came back: {count} of the last {days} days."),
    Pattern.WORN_OUT: mark("It looks like little energy is left: {count} of the last {days} days."),
    Pattern.HEAVY_RUN: mark("It looks like a heavy stretch: {count} of the last {days} days."),
    Pattern.FAR_AWAY: mark("It looks like you felt numb or on edge: {count} of the last {days} days."),
    Pattern.RECOVERING: mark("It looks like energy is higher after you did something to recover."),
}
HELPED: Final[Mapping[Tool, str]] = {
    Tool.BREATHE: mark("Breathing helped last time."),
    Tool.GROUNDING: mark("Looking around helped last time."),
    Tool.WALK: mark("Walking helped last time."),
    Tool.PUZZLE: mark("Turning blocks helped last time."),
    Tool.CALL: mark("Calling someone helped last time."),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """A pattern that speaks, and on how many days it rests."""

    pattern: Pattern
    count: int = field(repr=False)


_COUNTS: Final[Mapping[Pattern, Callable[[CheckIn], bool]]] = {
    Pattern.SHORT_SLEEP: lambda one: one.sleep is not None and one.sleep <= 1,
    Pattern.IMAGES_BACK: lambda one: one.intrusions is not None and one.intrusions >= 2,
    Pattern.WORN_OUT: lambda one: one.energy is not None and one.energy <= 1,
    Pattern.HEAVY_RUN: lambda one: one.heaviness is not None and one.heaviness >= 3,
    Pattern.FAR_AWAY: lambda one: bool((one.feelings or frozenset()) & {Feeling.NUMB, Feeling.ON_EDGE}),
}


def patterns(checkins: Iterable[CheckIn], today: date) -> tuple[Seen, ...]:
    """Every pattern that speaks, in the order in which one is shown."""
    days = {one.day: one for one in checkins if one.day <= today}
    week = [days[day] for back in range(DAYS) if (day := today - timedelta(days=back)) in days]
    found = [
        Seen(pattern, count)
        for pattern, counts in _COUNTS.items()
        if (count := sum(map(counts, week))) >= OFTEN
    ]
    rested = _recovering(days, today)
    return (*found, Seen(Pattern.RECOVERING, rested)) if rested else tuple(found)


def first(seen: Iterable[Seen], rests: Callable[[str], bool]) -> Seen | None:
    """The one to show: the first that is not switched off."""
    return next((one for one in seen if not rests(one.pattern.value)), None)


def told(one: Seen, t: Translator) -> str:
    """What is said of it."""
    return t(SAYS[one.pattern], count=t.number(one.count), days=t.number(DAYS))


def _recovering(days: Mapping[date, CheckIn], today: date) -> int:
    """After how many days with recovery the energy is known, when it is higher than else; or 0."""
    after: dict[int, list[int]] = {0: [], 1: []}
    for back in range(1, WEEKS):
        day = today - timedelta(days=back)
        one, following = days.get(day), days.get(day + timedelta(days=1))
        if one is None or following is None or one.recovery is None or following.energy is None:
            continue
        after[one.recovery].append(following.energy)
    if min(len(after[0]), len(after[1])) < ENOUGH or fmean(after[1]) - fmean(after[0]) < APART:
        return 0
    return len(after[1])
