"""A drawn workday: what a shift looks like when every break is taken, and what a change does to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from wellbeing.domain.breaks import after, assess, condense
from wellbeing.domain.breaks.moments import minutes_of
from wellbeing.domain.exposure import Act, Event, Kind
from wellbeing.domain.policy.rules import Policy
from wellbeing.words import Translator

_ZONE: Final = ZoneInfo("UTC")
_MONDAY: Final = date(2026, 1, 5)
_DAY: Final = 24 * 60


class Part(StrEnum):
    """What a piece of the drawn day is."""

    OTHER = "other"
    """Work without material: the edges of the shift, and what is left when the day's amount is reached."""
    WORK = "work"
    SHORT = "short"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of the bar."""

    part: Part
    start_min: int
    """Minutes after midnight; more than 1,440 on the next day."""
    minutes: int


@dataclass(frozen=True, slots=True)
class Workday:
    """A shift as a bar; its pieces follow each other without a gap."""

    start_min: int
    end_min: int
    pieces: tuple[Piece, ...]

    @property
    def breaks(self) -> int:
        """How many breaks there are."""
        return sum(one.part in {Part.SHORT, Part.LONG} for one in self.pieces)

    @property
    def rest_min(self) -> int:
        """How many minutes the breaks take."""
        return sum(one.minutes for one in self.pieces if one.part in {Part.SHORT, Part.LONG})

    @property
    def exposure_min(self) -> int:
        """How many minutes are worked with material."""
        return sum(one.minutes for one in self.pieces if one.part is Part.WORK)


def workday(policy: Policy, kind: Kind = Kind.STILLS) -> Workday:
    """A shift worked with one kind of material from buffer to buffer, as far as the day's amount goes.

    Every break is taken when it is due and for as long as the policy says.
    """
    starts, ends = minutes_of(policy.shift_start), minutes_of(policy.shift_end)
    ends += _DAY if ends <= starts else 0
    begins = min(starts + policy.start_buffer_min, ends)
    leaves = max(ends - policy.end_buffer_min, begins)
    pieces: list[Piece] = []
    if begins > starts:
        pieces.append(Piece(Part.OTHER, starts, begins - starts))
    at = begins
    for piece in _worked(policy, kind, begins, leaves):
        pieces.append(piece)
        at = piece.start_min + piece.minutes
    if at < ends:
        pieces.append(Piece(Part.OTHER, at, ends - at))
    return Workday(starts, ends, tuple(pieces))


def _worked(policy: Policy, kind: Kind, begins: int, leaves: int) -> list[Piece]:
    rule = policy.material(kind)
    left = policy.daily_cap_min * 100 // rule.weight_pct if rule.counts and policy.daily_cap_min else _DAY
    carry = after(policy, condense((), policy, _ZONE), [_act(Act.START, begins, kind)], _ZONE)
    pieces: list[Piece] = []
    at = begins
    while at < leaves and left > 0:
        found = assess(policy, carry, (), _moment(at), _ZONE)
        stops = min(leaves, at + left)
        due = (
            stops if found.due_at is None else min(stops, (found.due_at - _moment(0)) // timedelta(minutes=1))
        )
        if due > at:
            pieces.append(Piece(Part.WORK, at, due - at))
        left -= due - at
        if due >= stops:
            break
        found = assess(policy, carry, (), _moment(due), _ZONE)
        back = due + found.break_minutes
        if back >= leaves:
            break
        pieces.append(Piece(Part.LONG if found.long else Part.SHORT, due, back - due))
        carry = after(policy, carry, [_act(Act.BREAK, due), _act(Act.BACK, back)], _ZONE)
        at = back
    return pieces


def _moment(minutes: int) -> datetime:
    return datetime.combine(_MONDAY, time(), UTC) + timedelta(minutes=minutes)


def _act(act: Act, minutes: int, kind: Kind | None = None) -> Event:
    return Event(UUID(int=minutes), _moment(minutes), act, kind)


def summary(old: Policy, new: Policy, t: Translator, kind: Kind = Kind.STILLS) -> tuple[str, ...]:
    """What a change does to the drawn day, as short phrases: "3 more breaks", "12 minutes more rest"."""
    before, now = workday(old, kind), workday(new, kind)
    breaks = now.breaks - before.breaks
    rest = now.rest_min - before.rest_min
    work = now.exposure_min - before.exposure_min
    phrases: list[str] = []
    if breaks > 0:
        phrases.append(t.n("{count} more break", "{count} more breaks", breaks))
    if breaks < 0:
        phrases.append(t.n("{count} break less", "{count} breaks less", -breaks))
    if rest > 0:
        phrases.append(t.n("{count} minute more rest", "{count} minutes more rest", rest))
    if rest < 0:
        phrases.append(t.n("{count} minute less rest", "{count} minutes less rest", -rest))
    if work > 0:
        phrases.append(t.n("{count} minute more material", "{count} minutes more material", work))
    if work < 0:
        phrases.append(t.n("{count} minute less material", "{count} minutes less material", -work))
    return tuple(phrases) or (t("The day stays as it is."),)
