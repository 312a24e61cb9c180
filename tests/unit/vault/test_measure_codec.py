"""A month of questionnaires comes back as it was, opens for ever, and anything else is refused."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.vault.measures.make import FILE, PAGE, PERSON, RECORD
from wellbeing.domain.errors import Damaged
from wellbeing.domain.instruments.sheet import MeasurePage, Sheet
from wellbeing.vault import codec, seal
from wellbeing.vault.codec import Kind
from wellbeing.vault.keys import PersonKeys
from wellbeing.vault.sealed import Sealed

MONTH = date(2026, 11, 1)


@st.composite
def pages(draw: st.DrawFn) -> MeasurePage:
    page = MeasurePage(MONTH)
    for name in draw(st.sets(st.text(min_size=1, max_size=64), max_size=4)):
        answers = draw(st.dictionaries(st.integers(1, 100), st.integers(0, 100), max_size=30))
        skipped = draw(st.frozensets(st.integers(1, 100), max_size=5)) - set(answers)
        day = draw(st.dates(MONTH, date(2026, 11, 30)))
        page = page.having(Sheet(name, day, tuple(sorted(answers.items())), skipped, draw(st.booleans())))
    return page


@given(pages())
def test_what_is_written_is_read(page: MeasurePage) -> None:
    assert codec.decode(Kind.MEASURE, codec.encode(Kind.MEASURE, page)) == page


def test_the_frozen_sample_opens() -> None:
    sample = json.loads(FILE.read_text("utf-8"))
    body: Sealed[Any] = Sealed(bytes.fromhex(sample["body"]))
    keys = PersonKeys.unpack(bytes.fromhex(sample["keys"]))
    assert seal.open_(keys, PERSON, Kind.MEASURE, RECORD, 5, body) == PAGE


def test_the_kind_keeps_its_number() -> None:
    assert Kind.MEASURE == 6
    assert codec.encode(Kind.MEASURE, MeasurePage(MONTH))[:2] == bytes((6, 1))


GOOD: dict[str, Any] = {"of": "phq4", "begun": "2026-11-21", "answers": [[1, 2]]}


@pytest.mark.parametrize(
    "sheet",
    [
        {**GOOD, "more": 1},
        {**GOOD, "of": 4},
        {**GOOD, "of": ""},
        {**GOOD, "begun": "2026-12-01"},
        {**GOOD, "begun": "yesterday"},
        {**GOOD, "answers": {"1": 2}},
        {**GOOD, "answers": [[1, 2, 3]]},
        {**GOOD, "answers": [[1, "2"]]},
        {**GOOD, "answers": [[1, 2.0]]},
        {**GOOD, "answers": [[2, 1], [1, 1]]},
        {**GOOD, "skipped": [1]},
        {**GOOD, "skipped": "1"},
        {**GOOD, "finished": 1},
        {"of": "phq4"},
        [],
        "phq4",
    ],
)
def test_a_sheet_that_is_none_is_refused(sheet: Any) -> None:
    text = json.dumps({"month": "2026-11-01", "sheets": [sheet]}).encode()
    with pytest.raises(Damaged):
        codec.decode(Kind.MEASURE, bytes((6, 1)) + text)


@pytest.mark.parametrize(
    "fields", [{"month": "2026-11-01"}, {"month": "2026-11-01", "sheets": {}}, {"sheets": []}]
)
def test_a_page_that_is_none_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(Damaged):
        codec.decode(Kind.MEASURE, bytes((6, 1)) + json.dumps(fields).encode())


def test_the_good_one_is_good() -> None:
    text = json.dumps({"month": "2026-11-01", "sheets": [GOOD]}).encode()
    page = codec.decode(Kind.MEASURE, bytes((6, 1)) + text)
    assert page == MeasurePage(MONTH, (Sheet("phq4", date(2026, 11, 21), ((1, 2),)),))
