"""The sorts of entries a person has, and the keys they are reached with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final, Generic, TypeVar

from wellbeing.domain.checkin import CheckIn
from wellbeing.domain.diary import Page
from wellbeing.domain.people import PersonId, Profile
from wellbeing.vault.codec import Kind
from wellbeing.vault.keys import PersonKeys

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Access:
    """A person and their keys, for one piece of work."""

    person: PersonId
    keys: PersonKeys = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sort(Generic[T]):
    """A kind of entry together with the type of what it holds."""

    kind: Kind
    holds: type[T]


PROFILE: Final = Sort(Kind.PROFILE, Profile)
CHECKIN: Final = Sort(Kind.CHECKIN, CheckIn)
LOG: Final = Sort(Kind.LOG, Page)
ALWAYS: Final = date.min
"""The day of what has no day, such as the profile; its ordinal never reaches the manifest."""


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """All entries of a sort that could be opened, and how many could not."""

    values: tuple[T, ...] = field(repr=False)
    damaged: int = 0
