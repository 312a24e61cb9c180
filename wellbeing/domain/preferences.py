"""Preferences: what a person has chosen for themselves, privately; a unit never learns of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from wellbeing.domain import names
from wellbeing.domain.errors import BadInput
from wellbeing.domain.policy import Own
from wellbeing.domain.support import Talked

AT_MOST: Final = 100
"""Most names in one list; far more than there is to choose from."""

HIGHEST: Final = 100_000
"""Above every number of a policy."""

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}")


class Way(StrEnum):
    """How a break is announced, besides the card on the page."""

    SOUND = "sound"
    NOTIFICATION = "notification"
    FLOATING = "floating"


class Rhythm(StrEnum):
    """How often a questionnaire is offered."""

    NEVER = "never"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


@dataclass(frozen=True, slots=True)
class Preferences:
    """One person's choices. The defaults are those of somebody who has never chosen."""

    own: Own = field(default=Own(), repr=False)
    """The person's own limits; what is not stricter than the unit's has no effect."""
    breaks: tuple[str, ...] = field(default=(), repr=False)
    """Favourite breaks, the first one first."""
    ways: frozenset[Way] = field(default=frozenset(), repr=False)
    resting: frozenset[str] = field(default=frozenset(), repr=False)
    """Names of gentle patterns and reminders that are switched off."""
    rhythms: tuple[tuple[str, Rhythm], ...] = field(default=(), repr=False)
    """How often each questionnaire is wanted, by its id; what is not named follows its own default."""
    country: str = field(default="", repr=False)
    """Where the person lives: an ISO 3166 alpha-2 code, or empty when not said."""
    resources: frozenset[str] = field(default=frozenset(), repr=False)
    """Favourite resources, by the id of their line."""
    declined: frozenset[tuple[UUID, int]] = field(default=frozenset(), repr=False)
    """Follow-up check-ins that were answered with "not now": the unit, and how many weeks after its end."""

    talks: tuple[Talked, ...] = field(default=(), repr=False)
    """What is remembered of talks that the unit's rule names; each kind once."""

    def __post_init__(self) -> None:
        """Refuse what no page offers.

        Raises:
            BadInput: a name, number or country cannot be used, or something is named twice.
        """
        _once(name for name, _ in self.own.limits)
        if not all(type(number) is int and 0 <= number <= HIGHEST for _, number in self.own.limits):
            raise BadInput
        if (self.own.shift_start is None) is not (self.own.shift_end is None):
            raise BadInput
        if list(self.own.working_days) != sorted(set(self.own.working_days) & set(range(7))):
            raise BadInput
        _once(self.breaks)
        _once(self.resting)
        _once(name for name, _ in self.rhythms)
        _once(self.resources)
        if len(self.declined) > AT_MOST or not all(type(week) is int for _, week in self.declined):
            raise BadInput
        if names.country(self.country) != self.country:
            raise BadInput
        if len({one.talk for one in self.talks}) != len(self.talks):
            raise BadInput

    def rhythm(self, instrument: str) -> Rhythm | None:
        """How often a questionnaire is wanted, or None when nothing was said."""
        return dict(self.rhythms).get(instrument)

    def with_rhythm(self, instrument: str, rhythm: Rhythm | None) -> Preferences:
        """The same with another rhythm for a questionnaire; None follows its default again."""
        kept = {one: there for one, there in self.rhythms if one != instrument}
        if rhythm is not None:
            kept[instrument] = rhythm
        return replace(self, rhythms=tuple(sorted(kept.items())))

    def rests(self, name: str) -> bool:
        """Whether a pattern or reminder is switched off."""
        return name in self.resting

    def with_rest(self, name: str, *, rests: bool) -> Preferences:
        """The same with a pattern or reminder switched off or on."""
        return replace(self, resting=self.resting | {name} if rests else self.resting - {name})


def chosen(one: Preferences) -> dict[str, Any]:
    """The preferences in words and numbers, as an export shows them."""
    own = one.own
    return {
        "own_limits": dict(own.limits),
        "own_shift": [str(own.shift_start)[:5], str(own.shift_end)[:5]] if own.shift_start else [],
        "own_working_days": list(own.working_days),
        "in_this_work_since": own.started_on.isoformat() if own.started_on else None,
        "came_back_on": own.came_back.isoformat() if own.came_back else None,
        "breaks": list(one.breaks),
        "ways": sorted(one.ways),
        "switched_off": sorted(one.resting),
        "rhythms": {instrument: rhythm.value for instrument, rhythm in one.rhythms},
        "country": one.country,
        "resources": sorted(one.resources),
        "talks": {one.talk.value: one.last.isoformat() for one in one.talks if one.last},
        "follow_ups_left": sorted([str(unit), weeks] for unit, weeks in one.declined),
    }


def _once(chosen: Iterable[str]) -> None:
    """Refuse a name that cannot be one, too many, or one that stands twice."""
    found = tuple(chosen)
    if len(found) > AT_MOST or len(set(found)) != len(found):
        raise BadInput
    if not all(_NAME.fullmatch(one) for one in found):
        raise BadInput
