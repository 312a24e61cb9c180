"""The rhythm of support: talks that a unit's policy names, reminded of to the person alone.

Days and months come from the policy (`support_session_days`, `peer_contact_days`, `team_debrief_days`,
`time_in_role_months`); 0 is none. What a person says of a talk is its day and nothing else. A team debrief is
off unless a unit sets it, and means a voluntary meeting about how the work runs: guidance advises against a
psychological debrief of an event as a routine (nice.org.uk/guidance/ng116), so nothing here asks for one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from wellbeing.domain.policy import Policy
from wellbeing.words import Translator, mark

LATER: Final = timedelta(days=14)
"""How long "not now" keeps a reminder away."""


class Talk(StrEnum):
    """A kind of talk, in the order in which one is reminded of."""

    SESSION = "support-session"
    PEER = "support-peer"
    TEAM = "support-team"
    ROLE = "support-role"


TALK_NAMES: Final[Mapping[Talk, str]] = {
    Talk.SESSION: mark("A talk with a psychologist"),
    Talk.PEER: mark("A talk with a peer"),
    Talk.TEAM: mark("A team debrief"),
    Talk.ROLE: mark("A talk about your time in this work"),
}
FREE: Final[Mapping[Talk, str]] = {
    Talk.TEAM: mark("It is about how the work runs. You need not come, and need not speak."),
}
"""What is said besides of a talk that one has with others."""


@dataclass(frozen=True, slots=True)
class Talked:
    """What a person keeps about one kind of talk."""

    talk: Talk
    last: date | None = field(default=None, repr=False)
    """The day of the last one."""
    later: date | None = field(default=None, repr=False)
    """Until when they do not want to be reminded."""


@dataclass(frozen=True, slots=True)
class Due:
    """A talk whose time has come by the unit's rule."""

    talk: Talk
    every: int
    """Days by the policy; months for a talk about the role."""
    last: date | None = field(repr=False)


def every(policy: Policy, talk: Talk) -> int:
    """Days between two talks of a kind, months for one about the role; 0 when the policy has none."""
    return {
        Talk.SESSION: policy.support_session_days,
        Talk.PEER: policy.peer_contact_days,
        Talk.TEAM: policy.team_debrief_days,
        Talk.ROLE: policy.time_in_role_months,
    }[talk]


def due(
    policy: Policy,
    talks: Mapping[Talk, Talked],
    since: date | None,
    today: date,
    *,
    started: date | None = None,
) -> tuple[Due, ...]:
    """The talks whose time has come.

    Args:
        policy: the rules that hold for the person.
        talks: what they keep about each kind.
        since: the day of their first check-in, from which time counts as long as no talk is known.
        today: the day it is where they work.
        started: their first day in this work, when they said it; nobody's time in a role is guessed.
    """
    found: list[Due] = []
    for talk in Talk:
        length, known = every(policy, talk), talks.get(talk, Talked(talk))
        began = known.last or (started if talk is Talk.ROLE else since)
        if not length or began is None or (known.later is not None and today < known.later):
            continue
        passed = _months(began, today) if talk is Talk.ROLE else (today - began).days
        if passed >= length:
            found.append(Due(talk, length, known.last))
    return tuple(found)


def told(one: Due, t: Translator) -> str:
    """What is said of it."""
    if one.talk is Talk.ROLE:
        return t.n(
            "Your unit's rule suggests one after {count} month. It is a talk and nothing more.",
            "Your unit's rule suggests one after {count} months. It is a talk and nothing more.",
            one.every,
        )
    rule = t.n(
        "Your unit's rule names one every {count} day.",
        "Your unit's rule names one every {count} days.",
        one.every,
    )
    return f"{rule} {t(FREE[one.talk])}" if one.talk in FREE else rule


def _months(began: date, today: date) -> int:
    """Whole months between two days."""
    return (today.year - began.year) * 12 + today.month - began.month - (today.day < began.day)
