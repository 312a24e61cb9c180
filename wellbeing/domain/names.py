"""What handles, labels, unit names and places may look like."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final
from zoneinfo import available_timezones

from wellbeing.domain.errors import (
    BadInput,
    CountryUnusable,
    HandleUnusable,
    NameUnusable,
    TimeZoneUnusable,
)
from wellbeing.domain.people import LABEL_LENGTH

HANDLE_SHORTEST: Final = 3
HANDLE_LONGEST: Final = 40
LANGUAGES_AT_MOST: Final = 12

_BY_SMALL_LETTERS: Final[Mapping[str, str]] = {zone.casefold(): zone for zone in available_timezones()}
_PLACES: Final = (
    "Africa/",
    "America/",
    "Antarctica/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)
ZONES: Final = (*sorted(zone for zone in available_timezones() if zone.startswith(_PLACES)), "UTC")
"""The time zones offered: places and UTC; older names are understood too."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def handle(typed: str) -> str:
    """The handle as it is kept: composed, without spaces around it, one space at most between its parts.

    Raises:
        HandleUnusable: it is too short, too long or holds something that cannot be seen.
    """
    tidy = _tidy(typed, 4 * HANDLE_LONGEST)
    if tidy is None or not HANDLE_SHORTEST <= len(tidy) <= HANDLE_LONGEST:
        raise HandleUnusable
    return tidy


def spaced(typed: str) -> str:
    """The text with single spaces and none around it, as handles are kept; for looking one up."""
    return " ".join(typed.split())


def name(typed: str) -> str:
    """The name of a unit or the label of a seat as it is kept.

    Raises:
        NameUnusable: nothing is left of it, it is too long or it holds something that cannot be seen.
    """
    tidy = _tidy(typed, 4 * LABEL_LENGTH)
    if tidy is None or not 1 <= len(tidy) <= LABEL_LENGTH:
        raise NameUnusable
    return tidy


def time_zone(typed: str) -> str:
    """The IANA name of a time zone this computer knows, in capitals or not.

    Raises:
        TimeZoneUnusable: there is no such time zone.
    """
    found = _BY_SMALL_LETTERS.get("_".join(typed.split()).casefold())
    if found is None:
        raise TimeZoneUnusable
    return found


def country(typed: str) -> str:
    """A country as two capital letters, or nothing.

    Raises:
        CountryUnusable: it is something else.
    """
    code = typed.strip().upper()
    if code and not _COUNTRY.fullmatch(code):
        raise CountryUnusable
    return code


def languages(typed: Sequence[str]) -> tuple[str, ...]:
    """Language tags in the order of preference, each once.

    Raises:
        BadInput: there is none, there are too many, or one is no language tag.
    """
    tags = tuple(dict.fromkeys(one.strip() for one in typed))
    if not 1 <= len(tags) <= LANGUAGES_AT_MOST or not all(_LANGUAGE.fullmatch(tag) for tag in tags):
        raise BadInput
    return tags


def _tidy(typed: str, longest: int) -> str | None:
    """The text composed and with single spaces, or None when it cannot be shown."""
    if len(typed) > longest:
        return None
    composed = unicodedata.normalize("NFC", typed).strip()
    if any(unicodedata.category(letter) in _INVISIBLE for letter in composed):
        return None
    return " ".join(composed.split())
