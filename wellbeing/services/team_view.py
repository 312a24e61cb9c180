"""How the lines of the log become one picture of a team: pooled, with ranges, compared; it reads no entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from wellbeing.anonymity import estimate, verdict
from wellbeing.anonymity.estimate import Estimate, Told
from wellbeing.domain.people import Unit, UnitId
from wellbeing.domain.periods import Period
from wellbeing.domain.releases import Counters, Fact, Group, Line
from wellbeing.domain.team import (
    SHOWN_PERIODS,
    AroundRule,
    Band,
    Bucket,
    Comparison,
    Marker,
    Measure,
    Mix,
    Range,
    Reach,
    Series,
    Situation,
    State,
    Trend,
    View,
)

TAKING_PART: Final = (0.4, 0.7, 1.0)
MOVED: Final = (0.3, 0.6)
"""For these it is said what the size notices."""
_WEEKS: Final = 4
_NOTHING: Final = Counters(0, 0, 0, 0, 0, 0)
_OF: Final[Mapping[Measure, Callable[[Sequence[Told]], Estimate]]] = {
    Measure.HIGH: lambda told: estimate.shares(told)[3],
    Measure.LOW: lambda told: estimate.shares(told)[1],
    Measure.PART: estimate.taking_part,
    Measure.HOURS: estimate.hours,
    Measure.BREAKS: estimate.breaks,
}


@dataclass(slots=True)
class _Told:
    """What the log says of one period for the groups that a picture is about."""

    formed: list[Group] = field(default_factory=list)
    released: list[Told] = field(default_factory=list)

    @property
    def told(self) -> Told | None:
        return estimate.summed(self.released) if self.released else None

    @property
    def named(self) -> tuple[UnitId, ...]:
        """Which units were counted; bands of different ones are never taken together."""
        return tuple(sorted(unit for group in self.formed for unit in group.units))

    @property
    def state(self) -> State:
        """For a period without a release."""
        small = any(not group.counted for group in self.formed)
        return State.HIDDEN if small else State.MISSING


@dataclass(frozen=True, slots=True)
class Seen:
    """What a picture is made from."""

    unit: Unit
    sums: bool
    """Whether there are units below it."""
    names: Mapping[UnitId, str]
    lines: Sequence[Line]
    """Of the groups that are counted here, in the order of the log."""
    markers: tuple[Marker, ...]
    rule_from: date | None
    """Since when the newest break rule holds in all the units that are counted; None when it differs."""
    counted: bool
    """Whether the unit is in a group by the seats of today."""
    now: datetime


def view(seen: Seen) -> View:
    """The picture of one unit at a moment; it changes only when a line of the log is added."""
    periods = _periods(seen.lines)
    newest = _newest(seen.now)
    told = [number for number, one in periods.items() if one.released and number <= newest]
    if not any(number <= newest for number in periods):
        return _without(seen, periods)
    shown = [newest.later(-back) for back in reversed(range(SHOWN_PERIODS))]
    last = periods[max(told, default=max(periods))]
    size = last.told or estimate.summed([Told(one.roster, _NOTHING) for one in last.formed])
    run = _run(periods, told)
    return View(
        unit=seen.unit.id,
        name=seen.unit.name,
        counted=_counted(seen, last),
        sums=seen.sums,
        situation=Situation.TOLD,
        bucket=Bucket.of(size.roster),
        next_at=_next(seen, periods),
        series=tuple(_series(measure, shown, periods, size) for measure in Measure),
        mix=_mix(shown, periods),
        overall=_overall(run),
        around=_around(run, seen.rule_from),
        markers=tuple(one for one in seen.markers if shown[0].first <= one.day <= shown[-1].last),
        reach=tuple(
            Reach(part, moved, verdict.detected(size.roster, part, moved, size.boxes))
            for part in TAKING_PART
            for moved in MOVED
        ),
    )


def _without(seen: Seen, periods: Mapping[Period, _Told]) -> View:
    """A unit without any period that is over."""
    if seen.unit.ends_on is not None:
        situation = Situation.ENDS
    else:
        situation = Situation.WAITING if periods or seen.counted else Situation.SMALL
    waits = situation is Situation.WAITING
    last = periods[max(periods)] if periods else None
    return View(
        unit=seen.unit.id,
        name=seen.unit.name,
        counted=_counted(seen, last) if last else (),
        sums=seen.sums,
        situation=situation,
        bucket=None,
        next_at=_next(seen, periods) if waits else None,
    )


def _periods(lines: Sequence[Line]) -> dict[Period, _Told]:
    found: dict[Period, _Told] = {}
    for one in lines:
        if one.fact is Fact.FORMED:
            found.setdefault(one.period, _Told()).formed.append(one.group)
        elif one.fact is Fact.RELEASED and one.counters is not None:
            found.setdefault(one.period, _Told()).released.append(Told(one.group.roster, one.counters))
    return found


def _newest(now: datetime) -> Period:
    """The last period whose time to be told has come."""
    period = Period.at(now)
    while period.released_at > now:
        period = period.later(-1)
    return period


def _next(seen: Seen, periods: Mapping[Period, _Told]) -> datetime | None:
    """When the next period of the unit is over; by the seats of today, when its box is not made yet."""
    waiting = [one for one in periods if one.released_at > seen.now]
    if waiting:
        return min(waiting).released_at
    return Period.at(seen.now).later(1).released_at if seen.counted else None


def _counted(seen: Seen, last: _Told) -> tuple[str, ...]:
    names = tuple(sorted(seen.names[unit] for unit in last.named if unit in seen.names))
    return () if names == (seen.unit.name,) else names


def _series(measure: Measure, shown: Sequence[Period], periods: Mapping[Period, _Told], size: Told) -> Series:
    bands = tuple(_band(measure, period, periods) for period in shown)
    return Series(measure, bands, _needs(measure, size))


def _band(measure: Measure, period: Period, periods: Mapping[Period, _Told]) -> Band:
    there = periods.get(period, _Told())
    told = there.told
    if told is None:
        return Band(period, there.state)
    window = _window(period, _needs(measure, told), periods)
    if window is None:
        return Band(period, State.HIDDEN)
    found = _OF[measure](window)
    return Band(period, State.SHOWN, Range(*found.inner), Range(*found.outer))


def _needs(measure: Measure, told: Told) -> int | None:
    needed = estimate.together(told.roster, told.boxes)
    by_name = {Measure.HOURS: needed.hours, Measure.BREAKS: needed.breaks}
    return by_name.get(measure, needed.cells)


def _window(last: Period, length: int | None, periods: Mapping[Period, _Told]) -> list[Told] | None:
    """The periods that end with this one, all told, of the same units; None when they are not there."""
    if length is None:
        return None
    found = []
    for back in range(length):
        one = periods.get(last.later(-back))
        told = one.told if one else None
        if one is None or told is None or one.named != periods[last].named:
            return None
        found.append(told)
    return found


def _mix(shown: Sequence[Period], periods: Mapping[Period, _Told]) -> Mix | None:
    for period in reversed(shown):
        told = periods[period].told if period in periods else None
        window = _window(period, _needs(Measure.HIGH, told), periods) if told else None
        if window:
            none, low, middle, high = (Range(*one.outer) for one in estimate.shares(window))
            first, second, third = (Range(*one.inner) for one in estimate.edges(window))
            return Mix(period.last, low, middle, high, none, (first, second, third))
    return None


_Run = Sequence[tuple[Period, Told]]


def _run(periods: Mapping[Period, _Told], told: Sequence[Period]) -> _Run:
    """The periods told of the units that are counted now, the oldest first; gaps do no harm here."""
    if not told:
        return ()
    named = periods[max(told)].named
    since = max(told).later(1 - SHOWN_PERIODS)
    ours = (one for one in sorted(told) if one >= since and periods[one].named == named)
    return [(one, found) for one in ours if (found := periods[one].told)]


def _overall(run: _Run) -> Comparison:
    length = verdict.window(run[-1][1].roster, run[-1][1].boxes) if run else None
    if length is None:
        return Comparison(Trend.TOO_EARLY, 0)
    return _compared(run[-2 * length : -length], run[-length:], length)


def _around(run: _Run, rule_from: date | None) -> AroundRule | None:
    """The windows next to the rule's first day, so that it is one comparison and not a new one each time."""
    if rule_from is None or not run or rule_from > run[-1][0].last:
        return None
    length = verdict.window(run[-1][1].roster, run[-1][1].boxes)
    if length is None:
        return None
    before = [one for one in run if one[0].last < rule_from][-length:]
    after = [one for one in run if one[0].first >= rule_from][:length]
    return AroundRule(rule_from, _compared(before, after, length))


def _compared(older: _Run, newer: _Run, length: int) -> Comparison:
    found = verdict.compare([one for _, one in older], [one for _, one in newer])
    trend = Trend(found.value)
    until = None if trend is Trend.TOO_EARLY else newer[-1][0].last
    return Comparison(trend, _WEEKS * length, until)
