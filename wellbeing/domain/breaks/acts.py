"""What each act does to the running state; an act that makes no sense at its moment changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from wellbeing.domain.breaks.carry import BREAK, PAUSE, REST, RUN
from wellbeing.domain.breaks.moments import MINUTE, ms
from wellbeing.domain.breaks.run import Run
from wellbeing.domain.exposure import Act, Event, Kind
from wellbeing.domain.policy.rules import Policy

PAUSE_MIN: Final = 15
"""Minutes of a pause when none are said."""


@dataclass(slots=True)
class Taking:
    """One act being taken into a state."""

    run: Run
    at: int
    """Its moment in milliseconds, never before that of the last act."""
    event: Event
    policy: Policy
    zone: ZoneInfo


def take(run: Run, event: Event, policy: Policy, zone: ZoneInfo) -> None:
    """Take one act into the state. An act older than the last one counts as done right after it."""
    said = ms(event.at)
    at = max(said, run.act_at)
    run.version = max(run.version + 1, said)
    it = Taking(run, at, event, policy, zone)
    if event.act in _OF_THE_PAST:
        # Work is counted up to where the break began, so it must not be counted up to now before.
        run.wake(at, policy, zone)
        if run.phase == RUN:
            _OF_THE_PAST[event.act](it)
    else:
        run.move(at, policy, zone)
        _ACTS[event.act](it)
    run.act_at = at


def _work_opens(it: Taking, kind: Kind | None) -> None:
    it.run.opened = it.event.id
    if kind is not None:
        it.run.works_with(kind, it.policy)


def _start(it: Taking) -> None:
    run = it.run
    if run.phase == RUN:
        _switch(it)
        return
    run.forgotten_at = 0
    run.sessions += run.phase == REST
    first = run.phase == REST and not run.rest_since
    run.enter(it.at, it.policy)
    _work_opens(it, Kind.STILLS if first and it.event.kind is None else it.event.kind)


def _switch(it: Taking) -> None:
    run = it.run
    if it.event.kind is None or run.phase == REST:
        return
    if run.phase == RUN:
        run.close(it.at)
        run.began = it.at
    _work_opens(it, it.event.kind)


def _pause(it: Taking) -> None:
    run = it.run
    if run.phase == RUN:
        run.leave(it.at, PAUSE)
    if run.phase == PAUSE:
        run.until = it.at + min(it.event.minutes or PAUSE_MIN, it.policy.pause_max_min) * MINUTE
        run.opened = it.event.id


def _break(it: Taking) -> None:
    run, at, policy = it.run, it.at, it.policy
    if run.phase not in {RUN, PAUSE}:
        return
    if run.phase == RUN:
        long = run.is_long(run.asked_at(at, policy), policy)
        run.leave(at, BREAK)
    else:
        run.done = at  # judged as if work went on from here
        long = run.is_long(at, policy)
    _all_done(it)
    run.phase, run.since, run.declared, run.long_asked = BREAK, at, True, long
    run.short_need = run.short_length(policy) * MINUTE
    run.until = at + run.length(long, policy) * MINUTE


def _all_done(it: Taking) -> None:
    """Calls and urgent work end with the work."""
    it.run.quiet_until = 0
    it.run.urgent_until = min(it.run.urgent_until, it.at)


def _back(it: Taking) -> None:
    if it.run.phase in {PAUSE, BREAK}:
        it.run.enter(it.at, it.policy)
        _work_opens(it, it.event.kind)


def _stop(it: Taking) -> None:
    run = it.run
    if run.phase == RUN:
        run.leave(it.at, REST)
        _all_done(it)
    elif run.phase != REST:
        run.phase, run.since = REST, it.at


def _rewind(it: Taking, began: int, rested: int) -> None:
    """What looked like work since a moment was a break of so long; it is judged by what was asked for now."""
    run, at, policy = it.run, it.at, it.policy
    long = run.is_long(run.asked_at(at, policy), policy)
    _all_done(it)
    since = min(max(began, run.done), at)
    run.work(since, policy, it.zone)
    run.leave(since, BREAK)
    run.declared, run.long_asked, run.short_need = True, long, run.short_length(policy) * MINUTE
    run.enter(at, policy, rested)
    run.opened = it.event.id


def _took_break(it: Taking) -> None:
    run, policy = it.run, it.policy
    long = run.is_long(run.asked_at(it.at, policy), policy)
    rested = (it.event.minutes or run.length(long, policy)) * MINUTE
    _rewind(it, it.at - rested, rested)


def _away_counts(it: Taking) -> None:
    began = max(ms(it.event.began or it.event.at), it.run.done)
    _rewind(it, began, max(it.at - began, 0))


def _somebody_is_there(it: Taking) -> None:
    """The answer alone is enough: the moment of the last act has moved on."""


def _amended(it: Taking) -> None:
    """What the record says is counted by `amending`; a question about the past is answered."""
    it.run.forgotten_at = 0


def _put_off(it: Taking) -> int | None:
    """From when on the break is put off, once it has been announced."""
    if it.run.phase != RUN:
        return None
    due = it.run.due(it.policy)
    return max(due, it.at) if it.at >= it.run.notice(due, it.policy) else None


def _snooze(it: Taking) -> None:
    due = _put_off(it)
    if due is not None and it.run.snoozes < it.policy.snooze_max:
        it.run.held, it.run.snoozes = due + it.policy.snooze_min * MINUTE, it.run.snoozes + 1


def _postpone(it: Taking) -> None:
    due = _put_off(it)
    if due is not None and it.run.postpones < it.policy.postpone_max:
        it.run.held, it.run.postpones = due + it.policy.postpone_min * MINUTE, it.run.postpones + 1


def _skip(it: Taking) -> None:
    due = _put_off(it)
    if due is not None and it.run.skips < it.policy.skip_max:
        it.run.anew(it.at, long=False, asked=it.run.is_long(due, it.policy), skipped=True)
        it.run.recovery, it.run.urgent_until = False, 0


def _urgent(it: Taking) -> None:
    run, policy = it.run, it.policy
    if run.phase == RUN and policy.urgent_allowed and it.at >= run.urgent_until:
        run.recovery, run.urgent_until, run.held = True, it.at + policy.urgent_min * MINUTE, 0


def _quiet(it: Taking) -> None:
    if it.run.phase == RUN:
        minutes = min(it.event.minutes or it.policy.quiet_max_min, it.policy.quiet_max_min)
        it.run.quiet_until = it.at + minutes * MINUTE


_OF_THE_PAST: Final[Mapping[Act, Callable[[Taking], None]]] = {
    Act.TOOK_BREAK: _took_break,
    Act.AWAY_COUNTS: _away_counts,
}
_ACTS: Final[Mapping[Act, Callable[[Taking], None]]] = {
    Act.START: _start,
    Act.SWITCH: _switch,
    Act.PAUSE: _pause,
    Act.BREAK: _break,
    Act.BACK: _back,
    Act.STOP: _stop,
    Act.AWAY_WORKED: _somebody_is_there,
    Act.SNOOZE: _snooze,
    Act.POSTPONE: _postpone,
    Act.SKIP: _skip,
    Act.URGENT: _urgent,
    Act.QUIET: _quiet,
    Act.ADD: _amended,
    Act.CORRECT: _amended,
    Act.REMOVE: _amended,
}
