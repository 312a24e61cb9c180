"""What a page sends, read as what it names; anything else is refused in one sentence."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TypeVar
from uuid import UUID

from wellbeing.domain.errors import BadInput
from wellbeing.domain.people import UnitId

Named = TypeVar("Named", bound=Enum)

DIGITS = 16
"""Longest whole number that is read, in digits."""


def named(kind: type[Named], text: object) -> Named:
    """The member of an enum that has this value.

    Raises:
        BadInput: none has.
    """
    try:
        return kind(str(text))
    except ValueError:
        raise BadInput from None


def day_of(text: object) -> date:
    """A day as the page writes it, yyyy-mm-dd.

    Raises:
        BadInput: it is none.
    """
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise BadInput from None


def id_of(text: object) -> UUID:
    """The id of a row.

    Raises:
        BadInput: it is none.
    """
    try:
        return UUID(str(text))
    except ValueError:
        raise BadInput from None


def unit_id(text: object) -> UnitId:
    """The id of a unit.

    Raises:
        BadInput: it is none.
    """
    return UnitId(id_of(text))


def number_of(text: object) -> int | None:
    """A whole number from 0 on; None when nothing stands there.

    Raises:
        BadInput: it is no number, or has more than `DIGITS` digits.
    """
    if text in ("", None):
        return None
    digits = str(text)
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= DIGITS):
        raise BadInput
    return int(digits)
