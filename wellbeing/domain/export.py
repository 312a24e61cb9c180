"""An export: everything a person has here, as JSON and as CSV, in formats that this page documents.

JSON, version 1: one object with `format` ("wellbeing-export"), `version`, `made_at` (UTC), `damaged` (how
many stored things could not be opened), `scales` (the highest step of each question; all start at 0),
`profile`, `preferences` (in JSON only), `safety_plan` (each step in words), `relief` (each use of a tool,
oldest first, with ratings from 0 to 10; null is skipped), `check_ins` (oldest first; null is skipped),
`questionnaires` (oldest first; answers by item number as their codes, and the published sums of those that
are complete), `exposure`, `sharing` (in JSON only) and `log` (oldest first). `exposure` has `by_day` (minutes
of each kind of material on each day) and `sessions` (each with its times, on the wall where the person works;
`guessed` means that the end was not said), both oldest first. `sharing` has the yes to being counted in a
group, and what was put into its box for each four weeks, oldest first.

CSV, version 1: one table with a header; `kind` is "check-in", "questionnaire", "exposure" (a day's minutes
with one kind of material), "session", "plan", "relief" or "log" and tells which columns are used. Answers
and numbers of a questionnaire are written as `item=code` and `name=number`, with spaces. Feelings are
joined by spaces, "-" stands for none of them, and an empty cell is skipped. A text that a spreadsheet would
take for a formula has an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from wellbeing.domain.ballot import BallotPage
from wellbeing.domain.checkin import STEPS, CheckIn, Feeling, Question
from wellbeing.domain.diary import Line
from wellbeing.domain.instruments.scoring import totals
from wellbeing.domain.instruments.sheet import Sheet
from wellbeing.domain.instruments.telling import known
from wellbeing.domain.plan import Plan, Step
from wellbeing.domain.preferences import Preferences, chosen
from wellbeing.domain.record import DayOfWork, Session
from wellbeing.domain.relief import Use
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
    sheets: tuple[Sheet, ...] = field(default=(), repr=False)
    """Questionnaires, oldest first."""
    sessions: tuple[Session, ...] = field(default=(), repr=False)
    """The exposure record, oldest first."""
    days_of_work: tuple[DayOfWork, ...] = field(default=(), repr=False)
    """The same by day and kind, oldest first."""
    plan: Plan = field(default=Plan(), repr=False)
    uses: tuple[Use, ...] = field(default=(), repr=False)
    """What was used when it was bad, oldest first."""
    preferences: Preferences = field(default=Preferences(), repr=False)
    """What they chose for themselves."""
    ballots: BallotPage = field(default=BallotPage(), repr=False)
    """Whether they are counted, and what they have put into boxes."""


def as_json(export: Export) -> str:
    """The export as one JSON object, readable as it stands."""
    whole = {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "made_at": export.made_at.isoformat(),
        "damaged": export.damaged,
        "scales": {question.value: steps - 1 for question, steps in STEPS.items()} | {"strain": 10},
        "profile": {"handle": export.handle, "retention_months": export.retention_months},
        "preferences": chosen(export.preferences),
        "safety_plan": {step.value: export.plan.said(step) for step in Step},
        "relief": [_use(one) for one in export.uses],
        "check_ins": [_values(one) for one in export.check_ins],
        "questionnaires": [_sheet(one) for one in export.sheets],
        "exposure": {
            "by_day": [
                {"day": one.day.isoformat(), "minutes": dict(one.minutes), "total": one.total}
                for one in export.days_of_work
            ],
            "sessions": [_session(one) for one in export.sessions],
        },
        "sharing": _sharing(export.ballots),
        "log": [{"at": line.at.isoformat(), "event": line.event.value} for line in export.log],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def as_csv(export: Export) -> str:
    """The export as one table, with the line ends that RFC 4180 asks for."""
    columns = ["kind", "day", *(question.value for question in Question), "strain", "note", "at", "event"]
    columns += ["questionnaire", "answers", "numbers"]
    columns += ["material", "minutes", "began", "ended", "amended", "guessed"]
    columns += ["before", "after"]
    text = io.StringIO()
    rows = csv.DictWriter(text, columns, restval="")
    rows.writeheader()
    for one in export.check_ins:
        values = _values(one)
        if one.feelings is not None:
            values["feelings"] = " ".join(values["feelings"]) or NO_FEELINGS
        rows.writerow({"kind": "check-in"} | {name: cell(value) for name, value in values.items()})
    for sheet in export.sheets:
        told = _sheet(sheet)
        rows.writerow(
            {
                "kind": "questionnaire",
                "day": told["begun"],
                "questionnaire": told["of"],
                "answers": " ".join(f"{item}={code}" for item, code in told["answers"].items()),
                "numbers": " ".join(f"{name}={number}" for name, number in told["numbers"].items()),
            }
        )
    rows.writerows(_worked(export))
    for step in Step:
        if export.plan.said(step):
            rows.writerow({"kind": "plan", "event": step.value, "note": cell(export.plan.said(step))})
    for use in export.uses:
        told = _use(use)
        ratings = {"before": cell(told["before"]), "after": cell(told["after"])}
        rows.writerow({"kind": "relief", "day": told["day"], "event": told["tool"], **ratings})
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


def _sheet(sheet: Sheet) -> dict[str, Any]:
    instrument = known(sheet.of)
    counts = instrument is not None and sheet.counts(instrument)
    return {
        "of": sheet.of,
        "begun": sheet.begun.isoformat(),
        "finished": sheet.finished,
        "answers": {str(item): code for item, code in sheet.answers},
        "skipped": sorted(sheet.skipped),
        "numbers": totals(instrument, sheet.codes) if instrument is not None and counts else {},
    }


def _use(use: Use) -> dict[str, Any]:
    return {"day": use.day.isoformat(), "tool": use.tool.value, "before": use.before, "after": use.after}


def _sharing(page: BallotPage) -> dict[str, Any]:
    said = page.consent
    withdrawn = None if said is None or said.withdrawn_on is None else said.withdrawn_on.isoformat()
    return {
        "given_on": None if said is None else said.given_on.isoformat(),
        "renewed_on": None if said is None else said.renewed_on.isoformat(),
        "withdrawn_on": withdrawn,
        "history": [
            {
                "from": one.period.first.isoformat(),
                "to": one.period.last.isoformat(),
                "group": str(one.group),
                "band": one.contribution.cell.name.lower(),
                "half_hours_a_week": one.contribution.half_hours,
                "breaks_kept": one.contribution.breaks_kept,
            }
            for one in page.history
        ],
    }


def _worked(export: Export) -> Iterator[dict[str, Any]]:
    """The rows of the exposure record: by day and kind, then session by session."""
    for one in export.days_of_work:
        for kind, minutes in one.minutes.items():
            yield {
                "kind": "exposure",
                "day": one.day.isoformat(),
                "material": kind.value,
                "minutes": minutes,
            }
    for session in export.sessions:
        yield {"kind": "session", **_session(session)}


def _session(session: Session) -> dict[str, Any]:
    return {
        "day": session.day.isoformat(),
        "material": session.kind.value,
        "minutes": session.minutes,
        "began": session.began.isoformat(timespec="seconds"),
        "ended": session.ended.isoformat(timespec="seconds"),
        "amended": session.amended,
        "guessed": session.guessed,
    }


def cell(value: Any) -> str:
    """A value as a table file holds it; what a spreadsheet would run is kept from running."""
    if value is None:
        return ""
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) and text != NO_FEELINGS else text
