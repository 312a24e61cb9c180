"""A person's own log: what happened to their account and when, for nobody's eyes but theirs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum

KEPT_MONTHS = 12
"""Months a page is kept after its own month."""
LINES = 500
"""Most lines on a page; the oldest go first."""


class Event(StrEnum):
    """What happened to the account."""

    JOINED = "joined"
    SIGNED_IN = "signed_in"
    TRY_REFUSED = "try_refused"
    """Somebody typed this handle with a passphrase or code that did not match."""
    RECOVERED = "recovered"
    PASSPHRASE_CHANGED = "passphrase_changed"  # noqa: S105 the name of an event
    RECOVERY_RENEWED = "recovery_renewed"
    KEY_ROTATED = "key_rotated"
    EXPORTED = "exported"
    SEAT_ADDED = "seat_added"
    SESSIONS_ENDED = "sessions_ended"
    CHANGE_NOTICED = "change_noticed"
    """Something stored was missing or was not what had been stored."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened, to the minute."""

    at: datetime = field(repr=False)
    """Aware, in UTC, without seconds: nobody needs them."""
    event: Event = field(repr=False)


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of one month in the order of their time; one sealed entry, so that no number shows."""

    month: date
    """The first day of the month, in UTC."""
    lines: tuple[Line, ...] = field(default=(), repr=False)

    def with_lines(self, *lines: Line) -> Page:
        """The page with lines added, in the order of their time; the newest `LINES` stay."""
        everything = sorted((*self.lines, *lines), key=lambda one: one.at)
        return Page(self.month, tuple(everything[-LINES:]))


def line(now: datetime, event: Event) -> Line:
    """The line for something that happens now."""
    return Line(now.astimezone(UTC).replace(second=0, microsecond=0), event)


def page_of(moment: datetime) -> date:
    """The first day of the month whose page a line of this moment stands on."""
    return moment.astimezone(UTC).date().replace(day=1)
