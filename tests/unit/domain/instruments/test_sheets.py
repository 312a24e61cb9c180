"""Sheets and pages: what may be answered, what a gate lets go, where to go on, and what counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from wellbeing.domain.errors import AnswerOutOfRange
from wellbeing.domain.instruments.sheet import MOST_SHEETS, MeasurePage, Sheet
from wellbeing.domain.instruments.shelf import shelf

DAY = date(2026, 11, 21)
SHELF = {one.name: one for one in shelf()}


def filled(name: str, code: int, *, begun: date = DAY, finished: bool = True) -> Sheet:
    sheet = Sheet(name, begun)
    for item in range(1, len(SHELF[name].items) + 1):
        sheet = sheet.answered(SHELF[name], item, code)
    return replace(sheet, finished=finished)


@pytest.mark.parametrize("name", sorted(SHELF))
def test_each_item_takes_its_codes_and_no_other(name: str) -> None:
    instrument = SHELF[name]
    # A gate that is open lets every item be asked.
    ground = Sheet(name, DAY) if instrument.gate is None else Sheet(name, DAY, ((1, 1),))
    for item in range(1, len(instrument.items) + 1):
        for code in range(-1, 8):
            if code in instrument.codes(item):
                assert ground.answered(instrument, item, code).codes[item] == code
            else:
                with pytest.raises(AnswerOutOfRange):
                    ground.answered(instrument, item, code)
    for item in (0, len(instrument.items) + 1, -1):
        with pytest.raises(AnswerOutOfRange):
            ground.answered(instrument, item, None)


def test_a_skip_takes_the_answer_back_and_an_answer_the_skip() -> None:
    instrument = SHELF["phq4"]
    sheet = Sheet("phq4", DAY).answered(instrument, 1, 3).answered(instrument, 1, None)
    assert (sheet.codes, sheet.skipped) == ({}, {1})
    assert sheet.answered(instrument, 1, 0) == Sheet("phq4", DAY, ((1, 0),))
    assert sheet.next_of(instrument) == 2


def test_closing_the_gate_lets_go_what_stood_behind_it() -> None:
    instrument = SHELF["pcptsd5"]
    sheet = Sheet("pcptsd5", DAY).answered(instrument, 1, 1).answered(instrument, 2, 1)
    sheet = sheet.answered(instrument, 3, None).answered(instrument, 1, 0)
    assert sheet == Sheet("pcptsd5", DAY, ((1, 0),))
    assert sheet.next_of(instrument) is None
    assert replace(sheet, finished=True).counts(instrument)
    # Behind a gate that is closed nothing can be said either.
    assert sheet.answered(instrument, 4, 1) == sheet


@pytest.mark.parametrize("name", sorted(SHELF))
def test_only_a_finished_whole_sheet_counts(name: str) -> None:
    instrument = SHELF[name]
    whole = filled(name, max(instrument.codes(1)))
    assert whole.counts(instrument)
    assert whole.next_of(instrument) is None
    assert not replace(whole, finished=False).counts(instrument)
    for item in range(1, len(instrument.items) + 1):
        assert not whole.answered(instrument, item, None).counts(instrument)


@pytest.mark.parametrize(
    "wrong",
    [
        {"answers": ((2, 1), (1, 1))},
        {"answers": ((1, 1), (1, 2))},
        {"answers": ((0, 1),)},
        {"answers": ((101, 1),)},
        {"answers": ((1, -1),)},
        {"answers": ((1, 101),)},
        {"answers": ((1, True),)},
        {"answers": ((1, 1),), "skipped": frozenset({1})},
        {"skipped": frozenset({0})},
        {"of": ""},
        {"of": "x" * 65},
    ],
)
def test_a_sheet_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(AnswerOutOfRange):
        Sheet(**{"of": "phq4", "begun": DAY, **wrong})  # type: ignore[arg-type]


def test_a_page_keeps_its_month_in_order_and_each_sheet_once() -> None:
    first, other = filled("phq4", 1), filled("k6", 1, begun=date(2026, 11, 3))
    page = MeasurePage(date(2026, 11, 1)).having(first).having(other)
    assert [one.of for one in page.sheets] == ["k6", "phq4"]
    again = replace(first, finished=False)
    assert page.having(again).sheet("phq4", DAY) == again
    assert len(page.having(again).sheets) == 2
    assert page.without("phq4", DAY).sheets == (other,)
    with pytest.raises(AnswerOutOfRange):
        page.having(filled("phq4", 1, begun=date(2026, 12, 1)))
    with pytest.raises(AnswerOutOfRange):
        MeasurePage(date(2026, 11, 1), (first, first))
    many = tuple(Sheet(f"x{number:04}", DAY) for number in range(MOST_SHEETS + 1))
    with pytest.raises(AnswerOutOfRange):
        MeasurePage(date(2026, 11, 1), many)


def test_nothing_of_it_prints_what_was_said() -> None:
    page = MeasurePage(date(2026, 11, 1), (filled("phq4", 3),))
    assert "3" not in repr(filled("phq4", 3))
    assert "phq4" not in repr(page)
