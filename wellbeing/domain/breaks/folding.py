"""Folding a person's acts: into the numbers that the timer needs, and into the record of their work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from wellbeing.domain.breaks.acts import take
from wellbeing.domain.breaks.amending import amend, amended, recount
from wellbeing.domain.breaks.carry import RUN, Carry
from wellbeing.domain.breaks.moments import moment, ms
from wellbeing.domain.breaks.run import Fresh, Run
from wellbeing.domain.exposure import AFTERWARDS, Event, ExposureDay, Span, ordered
from wellbeing.domain.policy.rules import Policy


@dataclass(frozen=True, slots=True)
class Overrun:
    """Work that went on although the limit was reached. Moments are aware UTC."""

    due: datetime = field(repr=False)
    """When it was reached."""
    began: datetime = field(repr=False)
    ended: datetime = field(repr=False)


def condense(
    days: Iterable[ExposureDay],
    policy: Policy,
    zone: ZoneInfo,
    *,
    started_on: date | None = None,
    came_back: date | None = None,
    above: int = -1,
) -> Carry:
    """What the engine needs of these days, as it stood right after the last act.

    The last 35 days are enough. `started_on` is the person's first day in this work, `came_back` the day they
    say they came back, for the gentler beginnings of both. After something was amended or older acts were
    merged in, `above` is the version so far, which the result's then exceeds.
    """
    events = _all(days)
    first, back = (one.toordinal() if one else 0 for one in (started_on, came_back))
    run = Run(*Carry(started=first, back_on=back))
    _record(run, events, policy, zone)
    if any(one.act in AFTERWARDS for one in events):
        amend(run, events, policy, zone)
    run.version = max(run.version, above + 1)
    return run.carry()


def after(policy: Policy, carry: Carry, events: Iterable[Event], zone: ZoneInfo) -> Carry:
    """The numbers after further acts of the timer; for a locked account, whose days cannot be read."""
    run = Run(*carry)
    for one in ordered(events):
        take(run, one, policy, zone)
    return run.carry()


def acted_at(carry: Carry, now: datetime) -> datetime:
    """The moment to give an act done now: in whole milliseconds, and after the last act.

    The days are read in the order of these moments, so that they tell the same story as the running timer,
    even when the clock has stepped back.
    """
    return moment(max(ms(now), carry.act_at + 1))


def spans(days: Iterable[ExposureDay], policy: Policy, zone: ZoneInfo, now: datetime) -> tuple[Span, ...]:
    """The record: every stretch of work with corrections applied, oldest first, the running one up to now."""
    return _told(_all(days), policy, zone, now)[0]


def overruns(
    days: Iterable[ExposureDay], policy: Policy, zone: ZoneInfo, now: datetime
) -> tuple[tuple[Span, ...], tuple[Overrun, ...]]:
    """The record as `spans` tells it, and the work in it that went on past the limit, oldest first.

    Breaks, half breaks, gaps and pauses begin the time anew as they do for the timer; a break that was
    skipped does not.
    """
    found, fresh = _told(_all(days), policy, zone, now)
    counted = Run(*Carry())
    counted.past = []
    recount(counted, found, (one for one in fresh if not one[3]), policy, zone)
    return found, tuple(Overrun(*map(moment, one)) for one in counted.past)


def _told(
    events: list[Event], policy: Policy, zone: ZoneInfo, now: datetime
) -> tuple[tuple[Span, ...], list[Fresh]]:
    run = Run(*Carry())
    _record(run, events, policy, zone)
    last = run.opened
    run.move(max(ms(now), run.act_at), policy, zone)
    running = run.phase == RUN
    if running:
        run.close(run.done)
    return amended(run, events, last if running else None), run.fresh or []


def _all(days: Iterable[ExposureDay]) -> list[Event]:
    return ordered(event for day in days for event in day.events)


def _record(run: Run, events: list[Event], policy: Policy, zone: ZoneInfo) -> None:
    run.spans, run.fresh = [], []
    for one in events:
        take(run, one, policy, zone)
