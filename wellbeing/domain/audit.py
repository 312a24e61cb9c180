"""The administrators' records: what may stand in them, and by whose desk it was done; nothing about a person.

A note says what was done to the installation or to a unit: a kind, a desk, a day, a few numbers and names
from lists. There is no field for words that somebody typed, none for a person and none for a seat.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from wellbeing.domain.people import UnitId

Value = int | str
"""A number, or a name from a list such as that of the settings."""


class Act(StrEnum):
    """What was done."""

    VERSION = "version"
    SETTINGS = "settings"
    UNIT_MADE = "unit_made"
    UNIT_RENAMED = "unit_renamed"
    UNIT_SETTLED = "unit_settled"
    UNIT_KEEPS = "unit_keeps"
    SLIPS = "slips"
    SEAT_ENDED = "seat_ended"
    SEAT_LABELLED = "seat_labelled"
    POLICY_ANNOUNCED = "policy_announced"
    POLICY_WITHDRAWN = "policy_withdrawn"
    CONTACTS = "contacts"
    LINE_CONFIRMED = "line_confirmed"
    LINE_WITHDRAWN = "line_withdrawn"
    OUTCOME_POSTED = "outcome_posted"
    OUTCOME_REMOVED = "outcome_removed"
    FLOOR_RAISED = "floor_raised"
    GROUPS_COUNTED = "groups_counted"
    PERIODS_ENDED = "periods_ended"
    BACKUP_MADE = "backup_made"
    BACKUPS_REMOVED = "backups_removed"
    RESTORED = "restored"


class By(StrEnum):
    """Whose desk it was done from: the role alone, for one role may be held by several people."""

    ADMINISTRATOR = "administrator"
    CONFIGURATOR = "configurator"
    UNIT = "unit"
    """Whoever configures the unit or looks after it; which of the two stays open."""
    INSTALLER = "installer"
    """From the command line of the computer."""
    APP = "app"
    """By the clock, or at a start."""


FACTS: Final[Mapping[Act, frozenset[str]]] = {
    Act.VERSION: frozenset({"version", "schema"}),
    Act.SETTINGS: frozenset({"names"}),
    Act.UNIT_SETTLED: frozenset({"names"}),
    Act.UNIT_KEEPS: frozenset({"months"}),
    Act.SLIPS: frozenset({"count", "role"}),
    Act.SEAT_ENDED: frozenset({"role"}),
    Act.SEAT_LABELLED: frozenset({"role"}),
    Act.POLICY_ANNOUNCED: frozenset({"policy", "starts"}),
    Act.POLICY_WITHDRAWN: frozenset({"policy"}),
    Act.CONTACTS: frozenset({"change"}),
    Act.FLOOR_RAISED: frozenset({"floor", "period"}),
    Act.GROUPS_COUNTED: frozenset({"period", "groups"}),
    Act.PERIODS_ENDED: frozenset({"published", "withheld"}),
    Act.BACKUPS_REMOVED: frozenset({"count"}),
    Act.RESTORED: frozenset({"saved_on"}),
}
"""The names of what may be said of each act; of the others nothing is."""
_NAME: Final = re.compile(r"[A-Za-z0-9_.+,:-]{0,400}")
"""A name, a version, a day, or names with commas between them: no sentence fits."""


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that was done, before it has a place in the records."""

    act: Act
    by: By
    day: date
    """In UTC; no hour, so that the records are no timesheet of whoever did it."""
    unit: UnitId | None = None
    facts: tuple[tuple[str, Value], ...] = ()
    """Sorted by name."""

    def __post_init__(self) -> None:
        """Refuse what has no place in the records.

        Raises:
            ValueError: a fact has a name that is not of the act, or holds words.
        """
        names = [name for name, _ in self.facts]
        if names != sorted(set(names)) or not FACTS.get(self.act, frozenset()).issuperset(names):
            raise ValueError(self.act)
        for _, value in self.facts:
            if type(value) is not int and not (type(value) is str and _NAME.fullmatch(value)):
                raise ValueError(self.act)

    def fact(self, name: str) -> Value:
        """What is said under a name; an empty name when nothing is."""
        return dict(self.facts).get(name, "")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the records, as it was written and signed."""

    number: int
    """From 1, without gaps."""
    note: Note
    version: str
    """The version of the app that wrote it."""
    body: str
    """The exact JSON text that is hashed and signed."""
    signature: bytes
