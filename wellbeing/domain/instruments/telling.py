"""How a questionnaire and what was filled in read: the items word for word, our own words translated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from wellbeing.domain.answers import SKIPPED
from wellbeing.domain.instruments.instrument import Instrument
from wellbeing.domain.instruments.scoring import asked, totals
from wellbeing.domain.instruments.sheet import Sheet
from wellbeing.domain.instruments.shelf import shelf
from wellbeing.words import Translator, mark

OPEN: Final = mark("Not asked yet")
NO_NUMBER: Final = mark("Something is unanswered, so there is no number.")


def known(name: str) -> Instrument | None:
    """The questionnaire of that name, if its folder is there."""
    return next((one for one in shelf() if one.name == name), None)


def quoted(instrument: Instrument, text: str, t: Translator) -> str:
    """A text of a questionnaire: a published one word for word in its own language, our own translated."""
    return t(text) if instrument.own else instrument.shown(text)


def title(name: str, t: Translator) -> str:
    """What a questionnaire is called, also when it is no longer here."""
    instrument = known(name)
    return name if instrument is None else quoted(instrument, instrument.title, t)


def lines(sheet: Sheet, instrument: Instrument, t: Translator) -> list[tuple[int, str, str]]:
    """Each item that is asked: its number, its text and what was answered."""
    told = []
    for item in asked(instrument, sheet.codes):
        words = {one.code: quoted(instrument, one.text, t) for one in instrument.answers(item)}
        silent = t(SKIPPED if item in sheet.skipped or sheet.finished else OPEN)
        answer = words.get(sheet.codes[item], silent) if item in sheet.codes else silent
        told.append((item, quoted(instrument, instrument.items[item - 1].text, t), answer))
    return told


def numbers(sheet: Sheet, instrument: Instrument, t: Translator) -> list[tuple[str, str]]:
    """Each sum with its name, or the sentence that says why there is none."""
    if not instrument.scales:
        return []
    if not sheet.counts(instrument):
        return [(t(NO_NUMBER), "")]
    found = totals(instrument, sheet.codes)
    return [
        (t(scale.words), t.number(value))
        for scale in instrument.scales
        if (value := found[scale.name]) is not None
    ]


@dataclass(frozen=True, slots=True)
class Printed:
    """One sheet as it is printed."""

    title: str
    own: bool
    begun: date = field(repr=False)
    lines: list[tuple[str, str]] = field(repr=False)
    numbers: list[tuple[str, str]] = field(repr=False)


def printed(sheets: Iterable[Sheet], t: Translator) -> list[Printed]:
    """Every sheet with its items, answers and sums; of one that is no longer here, its codes by item."""
    told = []
    for sheet in sheets:
        instrument = known(sheet.of)
        if instrument is None:
            bare = [(t.number(item), t.number(code)) for item, code in sheet.answers]
            told.append(Printed(sheet.of, own=False, begun=sheet.begun, lines=bare, numbers=[]))
            continue
        answers = [(text, answer) for _, text, answer in lines(sheet, instrument, t)]
        told.append(
            Printed(title(sheet.of, t), instrument.own, sheet.begun, answers, numbers(sheet, instrument, t))
        )
    return told
