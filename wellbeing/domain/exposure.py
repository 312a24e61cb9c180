"""Exposure as a person declares it: kinds of material, acts, and the days that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from wellbeing.domain.errors import ActUnusable
from wellbeing.words import mark

LONGEST_SESSION: Final = 16 * 60
"""Longest session that may be added afterwards, and longest pause, in minutes."""
AMEND_DAYS: Final = 28
"""How many days back a session may still be added, corrected or removed."""


class Kind(StrEnum):
    """What is being worked with. A kind says nothing about what it shows."""

    STILLS = "stills"
    SILENT_VIDEO = "silent_video"
    VIDEO = "video"
    AUDIO = "audio"
    TEXT = "text"
    LIVE = "live"
    INTERVIEW = "interview"
    COURT = "court"
    REVIEW = "review"


KIND_NAMES: Final[Mapping[Kind, str]] = {
    Kind.STILLS: mark("Stills"),
    Kind.SILENT_VIDEO: mark("Silent video"),
    Kind.VIDEO: mark("Video with sound"),
    Kind.AUDIO: mark("Audio"),
    Kind.TEXT: mark("Text or chat"),
    Kind.LIVE: mark("Live or undercover"),
    Kind.INTERVIEW: mark("Interview or statement"),
    Kind.COURT: mark("Court preparation"),
    Kind.REVIEW: mark("Review"),
}
"""Each kind's name, in the order they are offered."""


class Act(StrEnum):
    """What a person may do with the timer; each is one click."""

    START = "start"
    SWITCH = "switch"
    PAUSE = "pause"
    BREAK = "break"
    TOOK_BREAK = "took_break"
    BACK = "back"
    STOP = "stop"
    AWAY_COUNTS = "away_counts"
    AWAY_WORKED = "away_worked"
    SNOOZE = "snooze"
    POSTPONE = "postpone"
    SKIP = "skip"
    URGENT = "urgent"
    QUIET = "quiet"
    ADD = "add"
    CORRECT = "correct"
    REMOVE = "remove"


ACT_NAMES: Final[Mapping[Act, str]] = {
    Act.START: mark("Start"),
    Act.SWITCH: mark("Switch"),
    Act.PAUSE: mark("Pause"),
    Act.BREAK: mark("Break now"),
    Act.TOOK_BREAK: mark("I just had one"),
    Act.BACK: mark("I'm back"),
    Act.STOP: mark("Stop"),
    Act.AWAY_COUNTS: mark("Yes, count it"),
    Act.AWAY_WORKED: mark("No, I was working"),
    Act.SNOOZE: mark("A few more minutes"),
    Act.POSTPONE: mark("Later"),
    Act.SKIP: mark("Skip this one"),
    Act.URGENT: mark("Urgent: a child may be at risk now"),
    Act.QUIET: mark("I'm in a call"),
    Act.ADD: mark("Add a session"),
    Act.CORRECT: mark("Correct"),
    Act.REMOVE: mark("Remove"),
}
"""Each act's button."""

AFTERWARDS: Final = frozenset({Act.ADD, Act.CORRECT, Act.REMOVE})
"""Acts that change the record of the past; they need an open account and leave the running timer alone."""
_TAKES_KIND: Final = frozenset({Act.START, Act.SWITCH, Act.BACK, Act.ADD, Act.CORRECT})
_TAKES_MINUTES: Final = frozenset({Act.PAUSE, Act.TOOK_BREAK, Act.QUIET, Act.ADD, Act.CORRECT})
_TAKES_BEGAN: Final = frozenset({Act.AWAY_COUNTS, Act.ADD, Act.CORRECT})
_NEEDS_KIND: Final = frozenset({Act.SWITCH, Act.ADD})


@dataclass(frozen=True, slots=True)
class Event:
    """One act of a person, as it is kept."""

    id: UUID
    """Given by the page, so that a repeat does nothing."""
    at: datetime
    """When it was done, aware, UTC; the server's clock."""
    act: Act
    kind: Kind | None = field(default=None, repr=False)
    """Needed by switch and add. Start and back without one go on with the last kind, as when locked."""
    minutes: int | None = field(default=None, repr=False)
    """Length of a pause, a quiet time, the break just had, or the session added or corrected."""
    of: UUID | None = field(default=None, repr=False)
    """For correct and remove: the id of the span meant, which is the id of the event that opened it."""
    began: datetime | None = field(default=None, repr=False)
    """When the added or corrected session began; for away_counts since when the person was away."""

    def __post_init__(self) -> None:
        """Refuse what no page would send.

        Raises:
            ActUnusable: a moment is not UTC, a length is out of reach, or a part is missing or too many.
        """
        for moment in (self.at, self.began):
            if moment is not None and moment.utcoffset() != timedelta(0):
                raise ActUnusable
        if self.minutes is not None and (
            type(self.minutes) is not int or not 1 <= self.minutes <= LONGEST_SESSION
        ):
            raise ActUnusable
        act = self.act
        if (
            (self.kind is None and act in _NEEDS_KIND)
            or (self.kind is not None and act not in _TAKES_KIND)
            or (self.minutes is not None and act not in _TAKES_MINUTES)
            or (self.minutes is None and act is Act.ADD)
            or (self.began is not None and act not in _TAKES_BEGAN)
            or (self.began is None and act in {Act.AWAY_COUNTS, Act.ADD})
            or ((self.of is None) is (act in {Act.CORRECT, Act.REMOVE}))
        ):
            raise ActUnusable
        if act is Act.ADD and self.began is not None:
            # It has ended, so it can be no second one that runs.
            ended = self.began + timedelta(minutes=self.minutes or 0)
            if not self.at - timedelta(days=AMEND_DAYS) <= self.began <= ended <= self.at:
                raise ActUnusable

    def filed(self, zone: ZoneInfo) -> date:
        """The local day whose entry holds it; correct and remove belong to the day of the span they mean."""
        moment = self.began if self.act is Act.ADD and self.began is not None else self.at
        return moment.astimezone(zone).date()


def ordered(events: Iterable[Event]) -> list[Event]:
    """Each event once, in the order of their moments; of those at one moment in the order of their ids.

    Where two events share an id, one is a repeat; whichever sorts first stays, so that every device agrees.
    """
    found: dict[UUID, Event] = {}
    for one in sorted(events, key=_weight, reverse=True):
        found[one.id] = one
    return sorted(found.values(), key=_moment)


def _moment(event: Event) -> tuple[datetime, int]:
    return event.at, event.id.int


def _weight(event: Event) -> tuple[datetime, int, str, str, int, int, datetime]:
    return (
        event.at,
        event.id.int,
        event.act.value,
        event.kind or "",
        event.minutes or 0,
        event.of.int if event.of else 0,
        event.began or datetime.min.replace(tzinfo=UTC),
    )


@dataclass(frozen=True, slots=True)
class ExposureDay:
    """One person's acts of one local day: what one sealed entry holds."""

    day: date
    events: tuple[Event, ...] = field(default=(), repr=False)
    """In the order of `ordered`, each id once."""

    def __post_init__(self) -> None:
        """Put the events in order, so that equal sets are equal days."""
        object.__setattr__(self, "events", tuple(ordered(self.events)))

    def having(self, *events: Event) -> ExposureDay:
        """The day with these acts too; what it holds already stays as it is."""
        return ExposureDay(self.day, (*self.events, *events))

    def merged(self, other: ExposureDay) -> ExposureDay:
        """The day with the other copy's acts too; the same whichever is merged into which.

        Raises:
            ActUnusable: the other is another day.
        """
        if other.day != self.day:
            raise ActUnusable
        return self.having(*other.events)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of declared work with one kind of material, without a rest in it."""

    id: UUID
    """The id of the event that opened it: what correct and remove name."""
    kind: Kind = field(repr=False)
    began: datetime = field(repr=False)
    ended: datetime = field(repr=False)
    """For the span that still runs: the moment asked about."""
    running: bool = False
    amended: bool = False
    """Whether it was added or corrected afterwards."""
    guessed: bool = False
    """Whether the timer looked forgotten and was ended gently, so that its end is a guess."""

    @property
    def length(self) -> timedelta:
        """How long it took."""
        return self.ended - self.began


def by_day(spans: Iterable[Span], zone: ZoneInfo) -> dict[date, dict[Kind, timedelta]]:
    """The record: how long each kind was worked with on each local day; what crosses midnight is split."""
    found: dict[date, dict[Kind, timedelta]] = {}
    for one in spans:
        for day, began, until in parted(one.began, one.ended, zone):
            kinds = found.setdefault(day, {})
            kinds[one.kind] = kinds.get(one.kind, timedelta()) + (until - began)
    return dict(sorted(found.items()))


def parted(began: datetime, ended: datetime, zone: ZoneInfo) -> Iterator[tuple[date, datetime, datetime]]:
    """A stretch split at the local midnights: each part with its day; none when it has no length."""
    while began < ended:
        day = began.astimezone(zone).date()
        morrow = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
        until = min(ended, morrow)
        yield day, began, until
        began = until
