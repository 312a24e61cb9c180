"""An export: everything a person has here, as JSON and as CSV, in formats that this page documents.

JSON, version 1: one object with `format` ("wellbeing-export"), `version`, `made_at` (UTC), `damaged` (how
many stored things could not be opened), `scales` (the highest step of each question; all start at 0),
`profile`, `check_ins` (oldest first; null is skipped) and `log` (oldest first).

CSV, version 1: one table with a header; `kind` is "check-in" or "log" and tells which columns are used.
Feelings are joined by spaces, "-" stands for none of them, and an empty cell is skipped. A text that a
spreadsheet would take for a formula has an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from wellbeing.domain.checkin import STEPS, CheckIn, Feeling, Question
from wellbeing.domain.diary import Line
from wellbeing.domain.strain import strain

FORMAT: Final = "wellbeing-export"
FORMAT_VERSION: Final = 1
NO_FEELINGS: Final = "-"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Export:
    """Everything of one person that could be opened."""

    made_at: datetime
    handle: str = field(repr=False)
    retention_months: int
    check_ins: tuple[CheckIn, ...] = field(repr=False)
    """Oldest first."""
    log: tuple[Line, ...] = field(repr=False)
    """Oldest first."""
    damaged: int = 0
    """How many stored things could not be opened and are missing here."""


def as_json(export: Export) -> str:
    """The export as one JSON object, readable as it stands."""
    whole = {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "made_at": export.made_at.isoformat(),
        "damaged": export.damaged,
        "scales": {question.value: steps - 1 for question, steps in STEPS.items()} | {"strain": 10},
        "profile": {"handle": export.handle, "retention_months": export.retention_months},
        "check_ins": [_values(one) for one in export.check_ins],
        "log": [{"at": line.at.isoformat(), "event": line.event.value} for line in export.log],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def as_csv(export: Export) -> str:
    """The export as one table, with the line ends that RFC 4180 asks for."""
    columns = ["kind", "day", *(question.value for question in Question), "strain", "note", "at", "event"]
    text = io.StringIO()
    rows = csv.DictWriter(text, columns, restval="")
    rows.writeheader()
    for one in export.check_ins:
        values = _values(one)
        if one.feelings is not None:
            values["feelings"] = " ".join(values["feelings"]) or NO_FEELINGS
        rows.writerow({"kind": "check-in"} | {name: _cell(value) for name, value in values.items()})
    for line in export.log:
        rows.writerow({"kind": "log", "at": line.at.isoformat(), "event": line.event.value})
    return text.getvalue()


def _values(checkin: CheckIn) -> dict[str, Any]:
    index = strain(checkin)
    values: dict[str, Any] = {"day": checkin.day.isoformat()}
    values |= {question.value: getattr(checkin, question.value) for question in Question}
    if checkin.feelings is not None:
        values["feelings"] = [feeling.value for feeling in Feeling if feeling in checkin.feelings]
    return values | {"strain": None if index is None else round(index, 2), "note": checkin.note}


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) and text != NO_FEELINGS else text
