"""The exposure record as its owner reads it: sessions on their wall clock, and minutes by day and kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from wellbeing.domain.exposure import AMEND_DAYS, Kind, Span, by_day


@dataclass(frozen=True, slots=True)
class Session:
    """One stretch of work with one kind of material."""

    id: UUID
    """Names it when it is corrected or removed."""
    day: date
    """The local day it began on."""
    kind: Kind = field(repr=False)
    began: datetime = field(repr=False)
    """Aware, on the wall where the person works."""
    ended: datetime = field(repr=False)
    minutes: int = field(repr=False)
    """Its length, rounded."""
    running: bool = False
    amended: bool = False
    """Whether it was added or corrected afterwards."""
    guessed: bool = False
    """Whether the timer looked forgotten, so that the end is a guess."""
    open: bool = False
    """Whether it may still be corrected or removed."""


@dataclass(frozen=True, slots=True)
class DayOfWork:
    """How long each kind was worked with on one local day."""

    day: date
    minutes: Mapping[Kind, int] = field(repr=False)

    @property
    def total(self) -> int:
        """All kinds together, in minutes."""
        return sum(self.minutes.values())


def sessions(found: Iterable[Span], zone: ZoneInfo, today: date) -> tuple[Session, ...]:
    """The sessions in the order of the spans."""
    return tuple(_session(one, zone, today) for one in found)


def days_of_work(found: Iterable[Span], zone: ZoneInfo) -> tuple[DayOfWork, ...]:
    """The record by day and kind, oldest first; what crosses midnight is split."""
    made = (
        DayOfWork(day, {kind: minutes for kind, length in kinds.items() if (minutes := _minutes(length))})
        for day, kinds in by_day(found, zone).items()
    )
    return tuple(one for one in made if one.minutes)


def _session(span: Span, zone: ZoneInfo, today: date) -> Session:
    began, ended = span.began.astimezone(zone), span.ended.astimezone(zone)
    return Session(
        id=span.id,
        day=began.date(),
        kind=span.kind,
        began=began,
        ended=ended,
        minutes=_minutes(span.length),
        running=span.running,
        amended=span.amended,
        guessed=span.guessed,
        open=began.date() >= today - timedelta(days=AMEND_DAYS),
    )


def _minutes(length: timedelta) -> int:
    return round(length / timedelta(minutes=1))
