"""Folding a person's acts: into the numbers that the timer needs, and into the record of their work."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from wellbeing.domain.breaks.acts import take
from wellbeing.domain.breaks.amending import amend, amended
from wellbeing.domain.breaks.carry import RUN, Carry
from wellbeing.domain.breaks.moments import moment, ms
from wellbeing.domain.breaks.run import Run
from wellbeing.domain.exposure import AFTERWARDS, Event, ExposureDay, Span, ordered
from wellbeing.domain.policy.rules import Policy


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
    events = all_events(days)
    first, back = (one.toordinal() if one else 0 for one in (started_on, came_back))
    run = Run(*Carry(started=first, back_on=back))
    record(run, events, policy, zone)
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
    run, events = Run(*Carry()), all_events(days)
    record(run, events, policy, zone)
    return amended(run, events, closed(run, policy, zone, now))


def all_events(days: Iterable[ExposureDay]) -> list[Event]:
    """What was done on these days, in order."""
    return ordered(event for day in days for event in day.events)


def record(run: Run, events: Iterable[Event], policy: Policy, zone: ZoneInfo) -> None:
    """Take acts into a state, and write its record from here on."""
    run.spans, run.fresh = [], []
    for one in events:
        take(run, one, policy, zone)


def closed(run: Run, policy: Policy, zone: ZoneInfo, now: datetime) -> UUID | None:
    """Write what still runs into the record up to now, and say which stretch it is."""
    last = run.opened
    run.move(max(ms(now), run.act_at), policy, zone)
    if run.phase != RUN:
        return None
    run.close(run.done)
    return last
