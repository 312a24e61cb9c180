"""The timer as a page sees it: the phase, the moments that matter, the verbs, and nothing beyond."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from wellbeing.domain.breaks.assessment import Assessment
from wellbeing.domain.exposure import Act, Kind
from wellbeing.domain.phases import HINT_SENTENCES, QUESTION_SENTENCES, Hint, Phase, Question
from wellbeing.words import mark

__all__ = [
    "HINT_SENTENCES",
    "NOTIFICATION",
    "QUESTION_SENTENCES",
    "Clock",
    "Hint",
    "Phase",
    "Question",
    "clock",
    "neutral",
]

NOTIFICATION: Final = mark("Time for a pause.")
"""What a browser notification says: the same for everybody, whatever is due."""


@dataclass(frozen=True, slots=True)
class Clock:
    """What an open page gets; every moment is aware UTC, or None when there is none."""

    ticket: str
    """Names the running timer to the server and to other tabs; says nothing about a person."""
    version: int
    """Rises with every act; an act that saw an older one changes nothing."""
    now: datetime
    """The server's moment this was made at; the page counts from it, never from its own clock."""
    phase: Phase
    since: datetime | None = None
    """When the phase's work, pause or break began."""
    notice_at: datetime | None = None
    due_at: datetime | None = None
    ends_at: datetime | None = None
    """When the pause or the break has had its length."""
    next_at: datetime | None = None
    """The single next moment at which anything here changes by itself."""
    quiet_until: datetime | None = None
    """Until when nothing is announced; the break comes after it."""
    verbs: tuple[Act, ...] = ()
    """What may be done now, the likeliest first."""
    break_minutes: int = 0
    """Length of the break that is due next or being taken."""
    long: bool = False
    """Whether that break is a long one."""
    recovery: bool = False
    """Whether it is the rest after something urgent."""
    urgent: bool = False
    question: Question | None = None
    asked_about: datetime | None = None
    """Away: since when. Forgotten: when the session was ended."""
    hints: tuple[Hint, ...] = field(default=(), repr=False)
    kind: Kind | None = field(default=None, repr=False)
    snooze_minutes: int = 0
    """How much later a break comes by `Act.SNOOZE`; 0 where nobody said."""
    postpone_minutes: int = 0
    """The same for `Act.POSTPONE`."""
    practice: tuple[str, ...] = ()
    """Good practice that the unit reminds of before a start, as `policy.CHECKLIST` names it."""


def clock(assessment: Assessment, ticket: str, now: datetime, kind: Kind | None = None) -> Clock:
    """The clock of an open page; `kind` is what runs, known only while the account is open."""
    one = assessment
    return Clock(
        ticket=ticket,
        version=one.version,
        now=now,
        phase=one.phase,
        since=one.since,
        notice_at=one.notice_at,
        due_at=one.due_at,
        ends_at=one.ends_at,
        next_at=one.next_at,
        quiet_until=one.quiet_until,
        verbs=one.verbs,
        break_minutes=one.break_minutes,
        long=one.long,
        recovery=one.recovery,
        urgent=one.urgent,
        question=one.question,
        asked_about=one.asked_about,
        hints=one.hints,
        kind=kind,
    )


def neutral(clock: Clock) -> Clock:
    """What a locked page sees: phase, moments and verbs; no kind, no hints, nothing of earlier sessions."""
    away = clock.question is Question.AWAY
    return replace(
        clock,
        verbs=tuple(one for one in clock.verbs if one is not Act.SWITCH),
        long=False,
        recovery=False,
        urgent=False,
        question=clock.question if away else None,
        asked_about=clock.asked_about if away else None,
        hints=(),
        kind=None,
        practice=(),
    )
