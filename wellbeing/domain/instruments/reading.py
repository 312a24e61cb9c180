"""What may be said of a finished questionnaire: one's own usual first, the published range second."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from wellbeing.domain.instruments.instrument import Band, Instrument, Scale
from wellbeing.domain.instruments.scoring import band, totals, worth_a_talk
from wellbeing.domain.instruments.sheet import Sheet
from wellbeing.domain.instruments.usual import Change, Place, Usual, change, place, usual


@dataclass(frozen=True, slots=True)
class Reading:
    """One number of one sheet, beside the earlier ones of the same person."""

    scale: Scale
    value: int = field(repr=False)
    usual: Usual | None = field(repr=False)
    place: Place | None = field(repr=False)
    change: Change | None = field(repr=False)
    """Against the result before; None without one, or where no size of a change is published."""
    band: Band | None = field(repr=False)
    talk: bool = field(repr=False)
    """Whether the source says of such a number that a conversation is worth while."""


def readings(instrument: Instrument, sheets: Iterable[Sheet], begun: date) -> tuple[Reading, ...]:
    """What may be said of the sheet of a day; nothing at all when anything was left out of it."""
    lines = {scale.name: series(instrument, scale, sheets) for scale in instrument.scales}
    return tuple(
        _reading(scale, [number for day, number in lines[scale.name] if day < begun], value)
        for scale in instrument.scales
        for day, value in lines[scale.name]
        if day == begun
    )


def series(instrument: Instrument, scale: Scale, sheets: Iterable[Sheet]) -> tuple[tuple[date, int], ...]:
    """The numbers of every sheet that counts, oldest first."""
    found = []
    for sheet in sheets:
        if sheet.of == instrument.name and sheet.counts(instrument):
            number = totals(instrument, sheet.codes)[scale.name]
            if number is not None:
                found.append((sheet.begun, number))
    return tuple(sorted(found))


def item_series(instrument: Instrument, item: int, sheets: Iterable[Sheet]) -> tuple[tuple[date, int], ...]:
    """The answers to one item over all finished sheets, oldest first: for what is never added up."""
    mine = (one for one in sheets if one.of == instrument.name and one.finished and item in one.codes)
    return tuple(sorted((one.begun, one.codes[item]) for one in mine))


def _reading(scale: Scale, earlier: list[int], value: int) -> Reading:
    known = usual(earlier)
    return Reading(
        scale,
        value,
        known,
        None if known is None else place(value, known),
        change(scale, earlier[-1], value) if earlier else None,
        band(scale, value),
        worth_a_talk(scale, value),
    )
