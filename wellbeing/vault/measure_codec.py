"""How a month of questionnaires is written and read; entered into the codecs when this is imported.

Items and their words are not in it: a sheet is read also when its questionnaire is no longer offered.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from wellbeing.domain.errors import Damaged
from wellbeing.domain.instruments.sheet import MeasurePage, Sheet
from wellbeing.vault.codec import Codec, Fields, Kind, register


def _write(page: MeasurePage) -> Fields:
    return {"month": page.month.isoformat(), "sheets": [_sheet(one) for one in page.sheets]}


def _sheet(sheet: Sheet) -> Fields:
    fields: Fields = {"of": sheet.of, "begun": sheet.begun.isoformat()}
    if sheet.answers:
        fields["answers"] = [list(pair) for pair in sheet.answers]
    if sheet.skipped:
        fields["skipped"] = sorted(sheet.skipped)
    if sheet.finished:
        fields["finished"] = True
    return fields


def _read(fields: Fields) -> MeasurePage:
    return MeasurePage(
        month=date.fromisoformat(fields.pop("month")),
        sheets=tuple(_read_sheet(one) for one in _listed(fields.pop("sheets"))),
    )


def _read_sheet(fields: Any) -> Sheet:
    if type(fields) is not dict:
        raise Damaged
    finished = fields.pop("finished", False)
    of = fields.pop("of")
    sheet = Sheet(
        of=of,
        begun=date.fromisoformat(fields.pop("begun")),
        answers=tuple((item, code) for item, code in _listed(fields.pop("answers", []))),
        skipped=frozenset(_listed(fields.pop("skipped", []))),
        finished=finished,
    )
    if fields or type(of) is not str or type(finished) is not bool:
        raise Damaged
    return sheet


def _listed(value: object) -> list[Any]:
    if type(value) is not list:
        raise Damaged
    return value


register(Kind.MEASURE, Codec(MeasurePage, _write, {1: _read}))
