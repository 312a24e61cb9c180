"""Questionnaires: filled in by a person for themselves; nobody else learns of one, or of anything in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from wellbeing.domain.days import local_day
from wellbeing.domain.errors import AskedTooSoon, QuestionnaireGone, SheetClosed, SheetGone
from wellbeing.domain.instruments.cadence import due, goes_on, opens_on, under_way
from wellbeing.domain.instruments.instrument import Instrument
from wellbeing.domain.instruments.reading import Reading, readings
from wellbeing.domain.instruments.sheet import MeasurePage, Sheet, page_of
from wellbeing.domain.preferences import Rhythm
from wellbeing.services.ledger import Ledger
from wellbeing.services.ports import Clock
from wellbeing.services.preferences import OwnPreferences
from wellbeing.services.records import Records
from wellbeing.services.sessions import Sessions
from wellbeing.services.sorts import MEASURE

__all__ = ["Offer", "Past", "Questionnaires", "Reading"]


@dataclass(frozen=True, slots=True)
class Offer:
    """One questionnaire as it stands for a person today."""

    instrument: Instrument
    rhythm: Rhythm | None
    due: bool
    begun: date | None = field(repr=False)
    """The day of one that may be gone on with."""
    last: date | None = field(repr=False)
    """The day of the last finished one."""
    opens: date | None = field(repr=False)
    """A day still to come before which it is not offered again."""


@dataclass(frozen=True, slots=True)
class Past:
    """All that a person has filled in of one questionnaire, oldest first."""

    instrument: Instrument
    sheets: tuple[Sheet, ...] = field(repr=False)
    changeable: tuple[date, ...] = ()
    """The days of the sheets that may still be changed."""

    def readings(self, begun: date) -> tuple[Reading, ...]:
        """What may be said of the sheet of a day."""
        return readings(self.instrument, self.sheets, begun)


class Questionnaires:
    """A person's own questionnaires. No item, no answer and no result is ever told to anybody or counted."""

    def __init__(
        self,
        records: Records,
        sessions: Sessions,
        preferences: OwnPreferences,
        clock: Clock,
        instruments: Iterable[Instrument],
    ) -> None:
        self._records = records
        self._sessions = sessions
        self._preferences = preferences
        self._clock = clock
        self._offered = {one.name: one for one in instruments}

    def offers(self, reference: str) -> tuple[Offer, ...]:
        """Everything that is offered, in its order, with when it may be filled in next."""
        today, sheets = self._today(reference), self._sheets(reference)
        chosen = self._preferences.mine(reference)
        return tuple(
            self._offer(one, chosen.rhythm(one.name), sheets, today) for one in self._offered.values()
        )

    def begin(self, reference: str, name: str) -> Sheet:
        """The begun sheet to go on with, or a new one; nothing is kept before the first answer.

        Raises:
            QuestionnaireGone: it is not offered here.
            AskedTooSoon: the time it asks about has not passed since the last one.
        """
        instrument, today = self._instrument(name), self._today(reference)
        sheets = self._sheets(reference)
        known = under_way(instrument, sheets, today)
        if known is None:
            _open(instrument, sheets, today)
        return known or Sheet(name, today)

    def answer(self, reference: str, name: str, begun: date, item: int, code: int | None) -> Sheet:
        """The sheet with one answer kept; None skips the item.

        Raises:
            AnswerOutOfRange: there is no such item or answer.
            AskedTooSoon: a new one may not be begun yet.
            SheetClosed: it is finished, or was begun too long ago to go on.
        """
        instrument = self._instrument(name)
        return self._change(reference, name, begun, lambda sheet: sheet.answered(instrument, item, code))

    def finish(self, reference: str, name: str, begun: date) -> Sheet:
        """The sheet, finished; whatever was not answered by then stays open, and then there is no number."""
        return self._change(reference, name, begun, lambda sheet: replace(sheet, finished=True))

    def reopen(self, reference: str, name: str, begun: date) -> Sheet:
        """The sheet, open again for another answer.

        Raises:
            SheetGone: there is none.
            SheetClosed: it was begun too long ago.
        """
        with self._sessions.keys(reference) as access, self._records.writing(access) as ledger:
            page, sheet = _found(ledger, name, begun)
            if not goes_on(sheet, self._today(reference)):
                raise SheetClosed
            again = replace(sheet, finished=False)
            ledger.put(MEASURE, page.month, page.having(again))
            return again

    def take_back(self, reference: str, name: str, begun: date) -> Sheet:
        """Remove a sheet for good, and give it back so that this can be undone at once.

        Raises:
            SheetGone: there is none.
        """
        with self._sessions.keys(reference) as access, self._records.writing(access) as ledger:
            page, sheet = _found(ledger, name, begun)
            left = page.without(name, begun)
            if left.sheets:
                ledger.put(MEASURE, page.month, left)
            else:
                ledger.take(MEASURE, page.month)
            return sheet

    def put_back(self, reference: str, sheet: Sheet) -> None:
        """Keep a sheet again that was taken back a moment ago."""
        with self._sessions.keys(reference) as access, self._records.writing(access) as ledger:
            month = page_of(sheet.begun)
            page = ledger.find(MEASURE, month) or MeasurePage(month)
            ledger.put(MEASURE, month, page.having(sheet))

    def past(self, reference: str, name: str) -> Past:
        """Everything of one questionnaire that can be opened."""
        instrument, today = self._instrument(name), self._today(reference)
        mine = tuple(one for one in self._sheets(reference) if one.of == name)
        return Past(instrument, mine, tuple(one.begun for one in mine if goes_on(one, today)))

    def choose_rhythm(self, reference: str, name: str, rhythm: Rhythm | None) -> None:
        """Have it offered in a rhythm, or only when asked for."""
        self._instrument(name)
        self._preferences.change(reference, lambda chosen: chosen.with_rhythm(name, rhythm))

    def _offer(
        self, instrument: Instrument, rhythm: Rhythm | None, sheets: tuple[Sheet, ...], today: date
    ) -> Offer:
        known = under_way(instrument, sheets, today)
        opens = opens_on(instrument, sheets)
        done = [one.begun for one in sheets if one.of == instrument.name and one.finished]
        return Offer(
            instrument,
            rhythm,
            due(instrument, rhythm, sheets, today),
            None if known is None else known.begun,
            max(done, default=None),
            None if opens is None or opens <= today else opens,
        )

    def _change(self, reference: str, name: str, begun: date, edit: Callable[[Sheet], Sheet]) -> Sheet:
        instrument, today = self._instrument(name), self._today(reference)
        with self._sessions.keys(reference) as access, self._records.writing(access) as ledger:
            month = page_of(begun)
            page = ledger.find(MEASURE, month) or MeasurePage(month)
            before = page.sheet(name, begun)
            if before is None:
                if begun != today:
                    raise SheetClosed
                _open(instrument, _all(ledger), today)
            elif before.finished or not goes_on(before, today):
                raise SheetClosed
            after = edit(before or Sheet(name, begun))
            if after != before:
                ledger.put(MEASURE, month, page.having(after))
            return after

    def _sheets(self, reference: str) -> tuple[Sheet, ...]:
        with self._sessions.keys(reference) as access, self._records.reading(access) as ledger:
            return _all(ledger)

    def _instrument(self, name: str) -> Instrument:
        if name not in self._offered:
            raise QuestionnaireGone
        return self._offered[name]

    def _today(self, reference: str) -> date:
        return local_day(self._clock.now(), self._sessions.presence(reference).time_zone)


def _all(ledger: Ledger) -> tuple[Sheet, ...]:
    return tuple(sheet for page in ledger.all(MEASURE).values for sheet in page.sheets)


def _found(ledger: Ledger, name: str, begun: date) -> tuple[MeasurePage, Sheet]:
    page = ledger.find(MEASURE, page_of(begun))
    sheet = None if page is None else page.sheet(name, begun)
    if page is None or sheet is None:
        raise SheetGone
    return page, sheet


def _open(instrument: Instrument, sheets: Iterable[Sheet], today: date) -> None:
    opens = opens_on(instrument, sheets)
    if opens is not None and today < opens:
        raise AskedTooSoon
