"""The gap list: what this app does not know well enough to show, and why; it holds no numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from wellbeing.domain.resources.countries import COUNTRIES
from wellbeing.domain.resources.line import NEEDS, Kind, Line
from wellbeing.words import mark

ENOUGH: Final = 2
"""Crisis lines a country should have: one of them may be busy."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing, for whoever can find and confirm it."""

    country: str
    """Empty for what is missing in every country."""
    what: str
    """The service by its own name, or what people look for."""
    why: str


def missing(lines: Iterable[Line]) -> tuple[Gap, ...]:
    """What each known country lacks (emergency, crisis and police lines), and what all of them lack."""
    lines = tuple(lines)
    held = [(one.country, one.kind) for one in lines if one.dial or one.sms]
    found: list[Gap] = []
    for country in COUNTRIES:
        crisis = held.count((country, Kind.CRISIS))
        if (country, Kind.EMERGENCY) not in held:
            found.append(Gap(country, "", mark("no emergency number that could be confirmed")))
        if crisis == 0:
            found.append(Gap(country, "", mark("no crisis line with a source")))
        elif crisis < ENOUGH:
            found.append(Gap(country, "", mark("only one crisis line with a source")))
        if (country, Kind.POLICE) not in held:
            found.append(Gap(country, "", mark("no line for police with a source")))
    answered = {need for one in lines for need in one.needs}
    nowhere = mark("no line with a source in any country: add your unit's own contacts")
    found += [Gap("", name, nowhere) for need, name in NEEDS.items() if need not in answered]
    return tuple(found)
