"""The ballot page: a person's own yes or no to being counted, and what they have put into boxes so far.

It is sealed like every entry, everybody has one, and it is as long as any other whatever it says.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from wellbeing.domain.contribution import NOTHING, Contribution
from wellbeing.domain.errors import BadInput
from wellbeing.domain.periods import YEAR, Period

MOST_PERIODS: Final = 39
"""Periods that one person takes part in at most, in their whole time here: three full years."""


class Answer(StrEnum):
    """What somebody says to being counted."""

    YES = "yes"
    NO = "no"


class Out(StrEnum):
    """Why somebody does not count in a period, whatever they said."""

    NO_SEAT = "no_seat"
    TASK_FORCE = "task_force"
    JOINED = "joined"
    """They took their seat within the period."""
    NOT_OPEN = "not_open"
    """No group was counted for it."""
    TOO_SMALL = "too_small"
    LEADS = "leads"
    GONE = "gone"
    """The box is lost, and nothing will be told of the period."""
    FULL = "full"
    CAP = "cap"
    """They have taken part in `MOST_PERIODS`."""


@dataclass(frozen=True, slots=True)
class Consent:
    """One yes: it holds for the period it is given in and those that begin within a year."""

    given_on: date = field(repr=False)
    """In UTC."""
    renewed_on: date = field(repr=False)
    """The newest yes; as `given_on` before it was renewed."""
    withdrawn_on: date | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Refuse what cannot have happened.

        Raises:
            BadInput: it was renewed or withdrawn before it was given.
        """
        if self.renewed_on < self.given_on or (self.withdrawn_on or self.given_on) < self.given_on:
            raise BadInput

    @property
    def ends_before(self) -> Period:
        """The first period that it no longer holds for."""
        return Period.of(self.renewed_on).later(YEAR)

    def covers(self, period: Period) -> bool:
        """Whether somebody may be counted in a period."""
        return self.withdrawn_on is None and Period.of(self.given_on) <= period < self.ends_before


@dataclass(frozen=True, slots=True)
class Cast:
    """What lies, or lay, in a group's box for one period."""

    group: UUID = field(repr=False)
    period: Period = field(repr=False)
    contribution: Contribution = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse nothing at all: that is no ballot.

        Raises:
            BadInput: it adds nothing.
        """
        if self.contribution == NOTHING:
            raise BadInput


@dataclass(frozen=True, slots=True)
class BallotPage:
    """Everything of one person; the newest state."""

    consent: Consent | None = field(default=None, repr=False)
    """None before the first yes."""
    history: tuple[Cast, ...] = field(default=(), repr=False)
    """The oldest first; one for a period, at most `MOST_PERIODS`."""
    leaving: bool = field(default=False, repr=False)
    """Whether ballots are being taken back; it outlives a crash, and the next unlock goes on with it."""

    def __post_init__(self) -> None:
        """Refuse a page on which somebody counts twice.

        Raises:
            BadInput: two ballots for one period, or too many.
        """
        order = [one.period for one in self.history]
        if order != sorted(set(order)) or len(order) > MOST_PERIODS:
            raise BadInput

    def of(self, period: Period) -> Cast | None:
        """What was put into a box for a period."""
        return next((one for one in self.history if one.period == period), None)

    def having(self, cast: Cast) -> BallotPage:
        """The page with this in place of what there was for its period."""
        rest = self.without(cast.period).history
        return replace(self, history=tuple(sorted((*rest, cast), key=lambda one: one.period)))

    def without(self, *periods: Period) -> BallotPage:
        """The page without what there was for some periods."""
        return replace(self, history=tuple(one for one in self.history if one.period not in periods))

    def agreed(self, today: date) -> BallotPage:
        """The page after a yes; one that still holds is renewed."""
        there = self.consent
        runs = there is not None and there.covers(Period.of(today))
        given = there.given_on if there is not None and runs else today
        return replace(self, consent=Consent(given, max(given, today)), leaving=False)

    def refused(self, today: date, gone: Iterable[Period] = ()) -> BallotPage:
        """The page after a no, when nothing lies any more in the boxes of some periods."""
        there = self.consent
        page = replace(self.without(*gone), leaving=False)
        if there is None or there.withdrawn_on is not None:
            return page
        return replace(page, consent=replace(there, withdrawn_on=max(there.given_on, today)))

    def covers(self, period: Period) -> bool:
        """Whether a yes holds for a period, and is not being taken back."""
        return not self.leaving and self.consent is not None and self.consent.covers(period)
