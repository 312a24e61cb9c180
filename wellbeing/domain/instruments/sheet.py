"""What a person has filled in: a sheet for each questionnaire they began, with every answer they gave."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from wellbeing.domain.errors import AnswerOutOfRange
from wellbeing.domain.instruments.instrument import Instrument
from wellbeing.domain.instruments.scoring import Answers, asked, complete

MOST_ITEMS: Final = 100
MOST_SHEETS: Final = 400
HIGHEST_CODE: Final = 100


@dataclass(frozen=True, slots=True)
class Sheet:
    """One questionnaire, begun on one day; it says nothing by itself, and outlives its folder."""

    of: str
    """The name of the questionnaire."""
    begun: date = field(repr=False)
    """The day it was begun on, which its answers look back from."""
    answers: tuple[tuple[int, int], ...] = field(default=(), repr=False)
    """Item number, from 1, and code, in the order of the items."""
    skipped: frozenset[int] = field(default=frozenset(), repr=False)
    finished: bool = False

    def __post_init__(self) -> None:
        """Refuse what no questionnaire holds.

        Raises:
            AnswerOutOfRange: a number is out of bounds, or an item stands in it twice.
        """
        numbers = [item for item, _ in self.answers]
        whole = all(type(one) is int for pair in self.answers for one in pair)
        whole = whole and all(type(one) is int for one in self.skipped)
        if not whole or not self.of or len(self.of) > 64:
            raise AnswerOutOfRange
        if numbers != sorted(set(numbers)) or self.skipped & set(numbers):
            raise AnswerOutOfRange
        if any(not 1 <= item <= MOST_ITEMS for item in (*numbers, *self.skipped)):
            raise AnswerOutOfRange
        if any(not 0 <= code <= HIGHEST_CODE for _, code in self.answers):
            raise AnswerOutOfRange

    @property
    def codes(self) -> Answers:
        """The answers by item."""
        return dict(self.answers)

    @property
    def empty(self) -> bool:
        """Whether nothing was answered, skipped or finished."""
        return not (self.answers or self.skipped or self.finished)

    def answered(self, instrument: Instrument, item: int, code: int | None) -> Sheet:
        """The sheet with one answer; None skips the item, and takes back what was said there.

        Raises:
            AnswerOutOfRange: there is no such item, or it has no such answer.
        """
        if not 1 <= item <= len(instrument.items):
            raise AnswerOutOfRange
        codes = {**self.codes}
        codes.pop(item, None)
        skipped = self.skipped - {item}
        if code is None:
            skipped |= {item}
        elif code in instrument.codes(item):
            codes[item] = code
        else:
            raise AnswerOutOfRange
        # What stands behind a closed gate is not asked, so it is not kept either.
        within = set(asked(instrument, codes))
        kept = tuple(sorted((one, given) for one, given in codes.items() if one in within))
        return replace(self, answers=kept, skipped=frozenset(skipped & within))

    def next_of(self, instrument: Instrument) -> int | None:
        """The first item that was neither answered nor skipped; None when there is none left."""
        known = {*self.codes, *self.skipped}
        return next((item for item in asked(instrument, self.codes) if item not in known), None)

    def counts(self, instrument: Instrument) -> bool:
        """Whether it is finished with an answer to everything that was asked."""
        return self.finished and complete(instrument, self.codes)


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """All sheets that were begun in one month; one sealed entry, so that neither days nor numbers show."""

    month: date
    """The first day of the month."""
    sheets: tuple[Sheet, ...] = field(default=(), repr=False)
    """In the order of the days, then of the names."""

    def __post_init__(self) -> None:
        """Refuse a sheet twice, one of another month, or more than there can be.

        Raises:
            AnswerOutOfRange: there is one.
        """
        known = [(sheet.begun, sheet.of) for sheet in self.sheets]
        if len(known) > MOST_SHEETS or known != sorted(set(known)):
            raise AnswerOutOfRange
        if any(page_of(begun) != self.month for begun, _ in known):
            raise AnswerOutOfRange

    def sheet(self, name: str, begun: date) -> Sheet | None:
        """The sheet of a questionnaire that was begun on a day."""
        return next((one for one in self.sheets if (one.of, one.begun) == (name, begun)), None)

    def having(self, sheet: Sheet) -> MeasurePage:
        """The page with this sheet in place of the one there was."""
        others = self.without(sheet.of, sheet.begun).sheets
        return replace(self, sheets=tuple(sorted((*others, sheet), key=lambda one: (one.begun, one.of))))

    def without(self, name: str, begun: date) -> MeasurePage:
        """The page without a sheet."""
        kept = (one for one in self.sheets if (one.of, one.begun) != (name, begun))
        return replace(self, sheets=tuple(kept))


def page_of(day: date) -> date:
    """The first day of the month whose page a sheet of this day stands on."""
    return day.replace(day=1)
