"""Sessions added, corrected or removed afterwards: the record that results, and the timer's numbers by it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from wellbeing.domain.breaks.carry import RUN, Carry
from wellbeing.domain.breaks.moments import MINUTE, moment, ms, ordinal
from wellbeing.domain.breaks.run import Fresh, Run
from wellbeing.domain.exposure import AFTERWARDS, Act, Event, Span
from wellbeing.domain.policy.rules import Policy

_COUNTED: Final = (
    "used",
    "used_up",
    "towards_long",
    "long_up",
    "long_waits",
    "loads",
    "day",
    "day_ends",
    "last_day",
    "days_back",
)


def amended(run: Run, events: Iterable[Event], running: UUID | None = None) -> tuple[Span, ...]:
    """The recorded spans with what was said of them afterwards; what overlaps is counted once."""
    found = {
        id_: Span(id_, kind, moment(began), moment(ended), running=id_ == running, guessed=guessed)
        for id_, kind, began, ended, guessed in run.spans or ()
    }
    for one in events:
        if one.act not in AFTERWARDS:
            continue
        if one.act is Act.ADD and one.kind and one.began and one.minutes:
            ended = one.began + timedelta(minutes=one.minutes)
            found[one.id] = Span(one.id, one.kind, one.began, ended, amended=True)
        elif one.act is Act.REMOVE and one.of is not None:
            found.pop(one.of, None)
        elif one.of in found:
            found[one.of] = _corrected(found[one.of], one)
    return tuple(_apart(sorted(found.values(), key=_by_began)))


def _by_began(span: Span) -> tuple[datetime, int]:
    return span.began, span.id.int


def _corrected(span: Span, event: Event) -> Span:
    kind, began = event.kind or span.kind, event.began or span.began
    if event.at <= span.ended:  # it still ran, so its end was not known yet
        return replace(span, kind=kind, began=min(began, span.ended), amended=True)
    length = span.length if event.minutes is None else timedelta(minutes=event.minutes)
    ended = max(min(began + length, event.at), began)
    return replace(span, kind=kind, began=began, ended=ended, amended=True, guessed=False)


def _apart(spans: Iterable[Span]) -> Iterable[Span]:
    latest: datetime | None = None
    for one in spans:
        began = one.began if latest is None else max(one.began, latest)
        if began < one.ended:
            latest = one.ended
            yield replace(one, began=began)


def amend(run: Run, events: Sequence[Event], policy: Policy, zone: ZoneInfo) -> None:
    """Count again what the record says, instead of what the acts said at the time."""
    if run.phase == RUN:
        run.close(run.done)
    spans = amended(run, events, run.opened if run.phase == RUN else None)
    kept = {one.id for one in spans}
    run.sessions += sum(
        one.act is Act.ADD and one.id in kept and ordinal(ms(one.began or one.at), zone) == run.day
        for one in events
    )
    counted = Run(*Carry(started=run.started))
    recount(counted, spans, run.fresh or (), policy, zone)
    if run.phase == RUN:
        _rested(counted, run.began, policy)
    counted.on_day(run.day_ends - 1, zone)
    for name in _COUNTED:
        setattr(run, name, getattr(counted, name))
    last = ms(spans[-1].ended) if spans else 0
    if run.phase == RUN:
        for one in spans:
            if one.running:
                run.works_with(one.kind, policy)
    elif last != max((ended for _, _, _, ended, _ in run.spans or ()), default=0):
        run.declared = run.declared and last < run.rest_since
        run.rest_since = last


def recount(
    counted: Run, spans: Iterable[Span], fresh: Iterable[Fresh], policy: Policy, zone: ZoneInfo
) -> None:
    """Count the record into an empty state, which begins anew where that was so and after every long rest."""
    for at, was_long, asked, skipped in count(counted, spans, fresh, policy, zone):
        counted.anew(at, long=was_long, asked=asked, skipped=skipped)


def count(
    counted: Run, spans: Iterable[Span], fresh: Iterable[Fresh], policy: Policy, zone: ZoneInfo
) -> list[Fresh]:
    """As `recount`, but the new beginnings after the last stretch are given back for what may follow."""
    anew = sorted(fresh)
    for one in spans:
        anew = _counted(counted, one, anew, policy, zone)
    return anew


def _counted(
    counted: Run,
    span: Span,
    anew: list[Fresh],
    policy: Policy,
    zone: ZoneInfo,
) -> list[Fresh]:
    """Count one span, beginning anew after each rest; returns the new beginnings that come after it."""
    began, ended = ms(span.began), ms(span.ended)
    _rested(counted, began, policy)
    counted.done = began
    counted.works_with(span.kind, policy)
    while anew and anew[0][0] <= ended:
        at, was_long, asked, skipped = anew.pop(0)
        counted.work(max(at, began), policy, zone)
        counted.anew(at, long=was_long, asked=asked, skipped=skipped)
    counted.work(ended, policy, zone)
    return anew


def _rested(counted: Run, began: int, policy: Policy) -> None:
    """Begin anew when the rest before a moment was long enough."""
    rested = began - counted.done if counted.done else 0
    long = rested >= policy.long_break_min * MINUTE
    if long or rested >= policy.reset_gap_min * MINUTE:
        counted.anew(began, long=long)
