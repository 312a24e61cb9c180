"""Work past the limit, by a person's own record; acts that are over need not be counted again."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from wellbeing.domain.breaks.amending import amended, count
from wellbeing.domain.breaks.carry import RUN, Carry
from wellbeing.domain.breaks.folding import all_events, closed, record
from wellbeing.domain.breaks.moments import moment
from wellbeing.domain.breaks.run import Fresh, Run
from wellbeing.domain.exposure import AFTERWARDS, Act, Event, ExposureDay, Span
from wellbeing.domain.policy.rules import Policy


@dataclass(frozen=True, slots=True)
class Overrun:
    """Work that went on although the limit was reached. Moments are aware UTC."""

    due: datetime = field(repr=False)
    """When it was reached."""
    began: datetime = field(repr=False)
    ended: datetime = field(repr=False)


@dataclass(frozen=True, slots=True)
class Told:
    """What acts came to."""

    record: tuple[Span, ...] = field(default=(), repr=False)
    """As `folding.spans` tells it."""
    overruns: tuple[Overrun, ...] = field(default=(), repr=False)
    """The work in it that went on past the limit, the oldest first."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Acts that are over, counted up to the last of them; later ones can be counted behind them."""

    told: Told = field(default=Told(), repr=False)
    run: Run = field(default_factory=lambda: Run(*Carry()), repr=False)
    """Where the timer stood; never changed, only copied."""
    past: Run = field(default_factory=lambda: Run(*Carry()), repr=False)
    """Where the count of the record stood; never changed, only copied."""
    waiting: tuple[Fresh, ...] = field(default=(), repr=False)
    """New beginnings after the last stretch that is over."""
    ids: frozenset[UUID] = field(default=frozenset(), repr=False)
    until: datetime | None = field(default=None, repr=False)
    """The last moment that any of it speaks of."""

    def leads_to(self, days: Iterable[ExposureDay]) -> bool:
        """Whether these days can be counted behind it, and come to the same as all of it counted at once.

        So it is when all of theirs is later, and says nothing of what is over.
        """
        return all(
            one.act not in AFTERWARDS
            and one.id not in self.ids
            and (self.until is None or one.at > self.until)
            for day in days
            for one in day.events
        )


def counted(days: Iterable[ExposureDay], policy: Policy, zone: ZoneInfo) -> Counted | None:
    """Count acts that are over; None when what follows may still change what they came to.

    So it is after a correction of work that still runs, or of work that is not there yet, and when work was
    added that overlaps with what still runs.
    """
    events = all_events(days)
    run = Run(*Carry())
    record(run, events, policy, zone)
    known = {id_ for id_, *_ in run.spans or ()} | {one.id for one in events if one.act is Act.ADD}
    if any(one.of is not None and one.of not in known for one in events):
        return None
    told, past, waiting = _told(Counted(), run, events, None, policy, zone)
    ended = max((one.ended for one in told.record), default=None)
    if run.phase == RUN and ended and moment(run.began) < ended:
        return None
    until = max((one for one in (*(one.at for one in events), ended) if one), default=None)
    return Counted(told, run, past, tuple(waiting), frozenset(one.id for one in events), until)


def overruns(
    days: Iterable[ExposureDay],
    policy: Policy,
    zone: ZoneInfo,
    now: datetime,
    over: Counted | None = None,
) -> Told:
    """The record of these days, and the work in it that went on past the limit.

    Breaks, half breaks, gaps and pauses begin the time anew as they do for the timer; a break that was
    skipped does not.

    Args:
        days: the person's acts.
        policy: the rules.
        zone: where their days are counted.
        now: the moment, up to which a running stretch counts.
        over: what went before, if it `leads_to` these days; it is not told again.
    """
    before = over or Counted()
    run, events = copy(before.run), all_events(days)
    record(run, events, policy, zone)
    running = closed(run, policy, zone, now)
    return _told(before, run, events, running, policy, zone)[0]


def _told(
    before: Counted,
    run: Run,
    events: Iterable[Event],
    running: UUID | None,
    policy: Policy,
    zone: ZoneInfo,
) -> tuple[Told, Run, list[Fresh]]:
    """What was recorded since `before`, the state of the count after it, and what waits."""
    found = amended(run, events, running)
    past = copy(before.past)
    past.past = []
    fresh = (*before.waiting, *(one for one in run.fresh or () if not one[3]))
    waiting = count(past, found, fresh, policy, zone)
    return Told(found, tuple(Overrun(*map(moment, one)) for one in past.past)), past, waiting
