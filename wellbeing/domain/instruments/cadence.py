"""When a questionnaire may be filled in again, and when a person asked to be offered it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from wellbeing.domain.instruments.instrument import Instrument
from wellbeing.domain.instruments.sheet import Sheet
from wellbeing.domain.preferences import Rhythm

PAUSE_DAYS: Final = 3
"""So long a begun one may be gone on with; later its answers would look back from two different days."""
RHYTHM_DAYS: Final[Mapping[Rhythm, int]] = {Rhythm.WEEKLY: 7, Rhythm.MONTHLY: 30, Rhythm.QUARTERLY: 91}


def opens_on(instrument: Instrument, sheets: Iterable[Sheet]) -> date | None:
    """The day from which it may be filled in again; None when it never was.

    Its questions ask about a stretch of time; before that has passed two results would share days.
    """
    done = [sheet.begun for sheet in sheets if sheet.of == instrument.name and sheet.finished]
    return max(done) + timedelta(days=instrument.recall_days) if done else None


def under_way(instrument: Instrument, sheets: Iterable[Sheet], today: date) -> Sheet | None:
    """The begun sheet that may still be gone on with."""
    begun = (one for one in sheets if one.of == instrument.name and not one.finished)
    return max((one for one in begun if goes_on(one, today)), key=lambda one: one.begun, default=None)


def goes_on(sheet: Sheet, today: date) -> bool:
    """Whether a sheet was begun lately enough to be changed."""
    return sheet.begun <= today <= sheet.begun + timedelta(days=PAUSE_DAYS)


def due(instrument: Instrument, rhythm: Rhythm | None, sheets: Iterable[Sheet], today: date) -> bool:
    """Whether its person's own rhythm says that it is time; without one it never is."""
    days = RHYTHM_DAYS.get(rhythm) if rhythm is not None else None
    if days is None:
        return False
    done = [sheet.begun for sheet in sheets if sheet.of == instrument.name and sheet.finished]
    return not done or max(done) + timedelta(days=max(days, instrument.recall_days)) <= today
