"""The gap list: what this app does not know well enough to show, and why; it holds no numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from wellbeing.domain.resources.countries import COUNTRIES
from wellbeing.domain.resources.line import Kind, Line
from wellbeing.words import mark

ENOUGH: Final = 2
"""Crisis lines a country should have: one of them may be busy."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing, for whoever can find and confirm it."""

    country: str
    what: str
    """The service by its own name, or the sort of line."""
    why: str


def missing(lines: Iterable[Line]) -> tuple[Gap, ...]:
    """What each known country lacks: an emergency number, crisis lines, a line for police."""
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
    return tuple(found)
