"""Assessing a person's timer at a moment: the phase, what is due when, what may be done, what may be said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from wellbeing.domain.breaks.acts import take
from wellbeing.domain.breaks.carry import BREAK, PAUSE, RUN, Carry
from wellbeing.domain.breaks.hints import hints
from wellbeing.domain.breaks.moments import MINUTE, NEVER, moment, ms, weekday
from wellbeing.domain.breaks.run import PERCENT, Run
from wellbeing.domain.exposure import Act, Event, ordered
from wellbeing.domain.phases import Hint, Phase, Question
from wellbeing.domain.policy.rules import Policy

_AT_REST: Final[tuple[Act, ...]] = (Act.START,)
_AT_WORK: Final[tuple[Act, ...]] = (Act.BREAK, Act.PAUSE, Act.SWITCH, Act.STOP, Act.TOOK_BREAK, Act.QUIET)
_ASKED: Final[tuple[Act, ...]] = (Act.AWAY_COUNTS, Act.AWAY_WORKED, Act.BREAK, Act.PAUSE, Act.STOP)
_PAUSED: Final[tuple[Act, ...]] = (Act.BACK, Act.BREAK, Act.PAUSE, Act.SWITCH, Act.STOP)
_ON_BREAK: Final[tuple[Act, ...]] = (Act.BACK, Act.STOP)


@dataclass(frozen=True, slots=True)
class Assessment:
    """The timer at one moment. Moments are aware UTC or None."""

    version: int
    phase: Phase
    since: datetime | None
    """When the present work, pause or break began; None at rest."""
    notice_at: datetime | None
    due_at: datetime | None
    ends_at: datetime | None
    """When the pause or the break has had its length."""
    next_at: datetime
    """The next moment at which anything here but the minutes changes by itself."""
    quiet_until: datetime | None
    verbs: tuple[Act, ...]
    break_minutes: int
    """Length of the break that is due next or being taken; 0 at rest."""
    long: bool
    recovery: bool
    urgent: bool
    question: Question | None
    asked_about: datetime | None
    """Away: since when. Forgotten: where the session was ended."""
    hints: tuple[Hint, ...] = field(repr=False)
    high: bool = field(repr=False)
    """Whether the running material is high-impact."""
    today_min: int = field(repr=False)
    """Counted minutes of the local day so far, by weight."""
    week_min: int = field(repr=False)
    """Counted minutes of the local week, Monday to now."""


def assess(
    policy: Policy,
    carry: Carry,
    events: Sequence[Event],
    now: datetime,
    zone: ZoneInfo,
    *,
    silent_since: datetime | None = None,
) -> Assessment:
    """What the timer of a person shows at a moment, from the numbers and the acts since them.

    `silent_since` is since when no page of theirs was in touch. A `now` before the last act is that act's.
    """
    run = Run(*carry)
    for one in ordered(events) if events else ():
        take(run, one, policy, zone)
    at = max(ms(now), run.act_at)
    run.move(at, policy, zone)
    said, changes = hints(run, at, policy, zone)
    if run.phase == RUN:
        silent = max(ms(silent_since), run.since, run.act_at) if silent_since else NEVER
        return _at_work(run, at, silent, said, changes, policy)
    if run.phase == PAUSE:
        return _of(run, Phase.PAUSED, _PAUSED, said, min(changes, run.until), ends=run.until)
    if run.phase == BREAK:
        over = at >= run.until
        leaves = run.until + policy.forgotten_min * MINUTE if over else run.until
        return _of(
            run,
            Phase.BREAK_OVER if over else Phase.BREAK,
            _ON_BREAK,
            said,
            min(changes, leaves),
            ends=run.until,
            minutes=(run.until - run.since) // MINUTE,
            long=run.long_asked,
        )
    return _of(run, Phase.REST, _AT_REST, said, changes)


def allowed(assessment: Assessment, act: Act) -> bool:
    """Whether the policy and the moment allow an act."""
    return act in assessment.verbs


def _at_work(
    run: Run, at: int, silent: int, said: tuple[Hint, ...], changes: int, policy: Policy
) -> Assessment:
    due = run.due(policy)
    notice = run.notice(due, policy) if due < NEVER else NEVER
    asks = silent + policy.silence_min * MINUTE
    phase = Phase.RUNNING
    verbs = _AT_WORK
    if at >= asks:
        phase, verbs = Phase.AWAY, _ASKED
    elif at >= notice:
        phase = Phase.DUE if at >= due else Phase.NOTICE
        verbs = (Act.BREAK, *_ways_out(run, policy), *_AT_WORK[1:])
    if policy.urgent_allowed and at >= run.urgent_until and phase is not Phase.AWAY:
        verbs = (*verbs, Act.URGENT)
    long = due < NEVER and run.is_long(max(due, at), policy)
    turns_long = run.long_due(policy) - policy.swallow_min * MINUTE
    for one in (due, notice, asks, turns_long, run.quiet_until, run.urgent_until, run.forgets_at(policy)):
        if at < one < changes:
            changes = one
    return _of(
        run,
        phase,
        verbs,
        said,
        changes,
        due=due,
        notice=notice,
        minutes=run.length(long, policy),
        long=long,
        urgent=at < run.urgent_until,
        away=silent if phase is Phase.AWAY else 0,
        quiet=run.quiet_until if at < run.quiet_until else 0,
    )


def _ways_out(run: Run, policy: Policy) -> tuple[Act, ...]:
    """The verbs that put a break off, as far as the policy's numbers still allow."""
    return tuple(
        act
        for act, had, most in (
            (Act.SNOOZE, run.snoozes, policy.snooze_max),
            (Act.POSTPONE, run.postpones, policy.postpone_max),
            (Act.SKIP, run.skips, policy.skip_max),
        )
        if had < most
    )


def _of(
    run: Run,
    phase: Phase,
    verbs: tuple[Act, ...],
    said: tuple[Hint, ...],
    changes: int,
    *,
    due: int = NEVER,
    notice: int = NEVER,
    ends: int = 0,
    minutes: int = 0,
    long: bool = False,
    urgent: bool = False,
    away: int = 0,
    quiet: int = 0,
) -> Assessment:
    question = Question.AWAY if away else Question.FORGOTTEN if run.forgotten_at else None
    about = away or run.forgotten_at
    return Assessment(
        run.version,
        phase,
        moment(run.since) if phase is not Phase.REST else None,
        moment(notice) if notice < NEVER else None,
        moment(due) if due < NEVER else None,
        moment(ends) if ends else None,
        moment(changes),
        moment(quiet) if quiet else None,
        verbs,
        minutes,
        long,
        run.recovery,
        urgent,
        question,
        moment(about) if about else None,
        said,
        run.high if phase is not Phase.REST else False,
        run.loads[0] // (MINUTE * PERCENT),
        sum(run.loads[: weekday(run.day) + 1]) // (MINUTE * PERCENT),
    )
