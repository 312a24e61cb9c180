"""What the engine needs to know of the past, as numbers: no kind of material, no session, no act."""

from __future__ import annotations

from typing import NamedTuple

DAYS_KEPT = 28
"""How many local days of counted work a carry holds."""

REST, RUN, PAUSE, BREAK = range(4)
"""What goes on: nothing, work, a pause that ends by itself, a break that waits for the person."""


class Carry(NamedTuple):
    """The state right after the last act. Moments are milliseconds since 1970; 0 is none."""

    version: int = 0
    phase: int = REST
    act_at: int = 0
    """The last act."""
    done: int = 0
    """Up to when work is counted below."""
    since: int = 0
    """When the present work, pause, break or rest began."""
    until: int = 0
    """When the pause ends or the break has had its length."""
    limit_min: int = 0
    """The limit of the running material in minutes; 0 when it does not count."""
    weight: int = 0
    """Its weight in percent."""
    high: bool = False
    """Whether it is high-impact."""
    used: int = 0
    """How much of the time without a break is used, of `BUDGET`."""
    used_up: int = 0
    """When it was used up."""
    towards_long: int = 0
    """Counted work since the last long break, in milliseconds times percent."""
    long_up: int = 0
    """When that reached the policy's amount."""
    long_waits: bool = False
    """A long break was put aside; it comes with the next break."""
    rest_since: int = 0
    """When work last ended."""
    declared: bool = False
    """Whether the rest since then is a break that was pressed."""
    short_need: int = 0
    """Length of a short break at that moment, in milliseconds."""
    long_asked: bool = False
    """Whether the break being taken is a long one."""
    held: int = 0
    """The break was put off until here."""
    snoozes: int = 0
    postpones: int = 0
    skips: int = 0
    """Breaks skipped in a row."""
    urgent_until: int = 0
    recovery: bool = False
    """Whether a rest after something urgent is still to come."""
    quiet_until: int = 0
    forgotten_at: int = 0
    """Where a session that looked forgotten was ended; until the person answers."""
    day: int = 0
    """The local day that `loads` begins with, as `date.toordinal` counts."""
    day_ends: int = 0
    loads: tuple[int, ...] = (0,) * DAYS_KEPT
    """Counted work of that day and the days before, in milliseconds times percent."""
    last_day: int = 0
    """The last day with counted work."""
    days_back: int = 0
    """How many days with work since coming back from a long absence; 0 when there was none."""
    started: int = 0
    """The person's first day in this work, or 0 when they keep that to themselves."""
    back_on: int = 0
    """The day they say they came back, or 0 when they do not."""
    sessions: int = 0
    """Sessions begun on that local day, those added afterwards included."""

    def __repr__(self) -> str:
        """Nothing of a person, for this may end in a log."""
        return "Carry(…)"
