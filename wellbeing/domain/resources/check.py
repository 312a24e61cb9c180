"""The validator: what is wrong with lines, and what of it keeps a release back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import available_timezones

from wellbeing.domain.resources.countries import COUNTRIES
from wellbeing.domain.resources.line import CRISIS_DAYS, OTHER_DAYS, Kind, Line
from wellbeing.domain.resources.numbers import denied, digits, fits
from wellbeing.words import mark

_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_ADDRESS: Final = re.compile(r"[a-z0-9.-]+\.[a-z]{2,}(?:/[\w./%~?=&+-]*)?", re.ASCII | re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?", re.ASCII)
_ID_LENGTH: Final = 40


class Fault(StrEnum):
    """What may be wrong with a line."""

    TWICE = "twice"
    ID = "id"
    COUNTRY = "country"
    NOTHING_TO_REACH = "nothing to reach"
    MALFORMED = "malformed"
    DIFFERENT_DIGITS = "different digits"
    DENIED = "denied"
    SOURCELESS = "sourceless"
    DATES = "dates"
    ADDRESS = "address"
    LANGUAGE = "language"
    TIME_ZONE = "time zone"
    OVERDUE = "overdue"


FAULTS: Final = {
    Fault.TWICE: mark("It is listed twice."),
    Fault.ID: mark("Its id is not in small letters, digits and single hyphens."),
    Fault.COUNTRY: mark("Its country is unknown."),
    Fault.NOTHING_TO_REACH: mark("It has no number, chat or page."),
    Fault.MALFORMED: mark("Its number cannot be dialled in its country."),
    Fault.DIFFERENT_DIGITS: mark("What is dialled and what is shown differ."),
    Fault.DENIED: mark("Its number is on the list of wrong numbers."),
    Fault.SOURCELESS: mark("It needs its operator's page, or two independent pages."),
    Fault.DATES: mark("Its review day is before it was read, or too far away."),
    Fault.ADDRESS: mark("One of its addresses is malformed."),
    Fault.LANGUAGE: mark("One of its languages is malformed."),
    Fault.TIME_ZONE: mark("It has hours without a time zone, or an unknown one."),
    Fault.OVERDUE: mark("Its review day has passed."),
}
"""What is wrong, in words."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of one line."""

    line: str
    """The line's id."""
    fault: Fault
    stops: bool
    """Whether a release, or an import, waits until it is mended."""


def check(lines: Iterable[Line], today: date, *, release: bool = False) -> tuple[Finding, ...]:
    """Everything that is wrong, line by line.

    Args:
        lines: the lines to look at.
        today: the day they are looked at.
        release: whether this is a release build, which an overdue line of the crisis block keeps back.
    """
    lines = tuple(lines)
    ids = Counter(one.id for one in lines)
    found = [Finding(one, Fault.TWICE, stops=True) for one, count in ids.items() if count > 1]
    for line in lines:
        found += [Finding(line.id, fault, stops=True) for fault in _faults(line)]
        if line.overdue(today):
            found.append(Finding(line.id, Fault.OVERDUE, stops=release and line.is_crisis))
    return tuple(found)


def overdue(lines: Iterable[Line], today: date) -> tuple[Line, ...]:
    """The lines whose review day has passed."""
    return tuple(one for one in lines if one.overdue(today))


def sourced(line: Line) -> bool:
    """Whether its operator publishes it, or two pages that have nothing to do with each other."""
    return any(one.operator for one in line.sources) or len({one.host for one in line.sources}) > 1


def _faults(line: Line) -> Iterator[Fault]:
    tests = (
        (Fault.ID, _ID.fullmatch(line.id) is not None and len(line.id) <= _ID_LENGTH),
        (Fault.COUNTRY, line.country in COUNTRIES or (not line.country and line.kind is Kind.FINDER)),
        (Fault.NOTHING_TO_REACH, any((line.dial, line.sms, line.chat, line.site))),
        (Fault.MALFORMED, all(fits(line.country, one) for one in _numbers(line))),
        (Fault.DIFFERENT_DIGITS, line.dial == digits(line.display)),
        (Fault.DENIED, not any(denied(line.country, one) for one in _numbers(line))),
        (Fault.SOURCELESS, sourced(line)),
        (Fault.DATES, _dated(line)),
        (Fault.ADDRESS, all(_ADDRESS.fullmatch(one) for one in (line.chat, line.site) if one)),
        (Fault.LANGUAGE, all(_LANGUAGE.fullmatch(one) for one in line.languages)),
        (Fault.TIME_ZONE, not line.hours or line.time_zone in available_timezones()),
    )
    yield from (fault for fault, good in tests if not good)


def _numbers(line: Line) -> tuple[str, ...]:
    return tuple(one for one in (line.dial, digits(line.also), digits(line.sms)) if one)


def _dated(line: Line) -> bool:
    longest = CRISIS_DAYS if line.is_crisis or line.kind is Kind.FINDER else OTHER_DAYS
    return timedelta() < line.next_review - line.seen_on <= timedelta(days=longest)
