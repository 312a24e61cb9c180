"""A team's pictures as a table file: ranges only, rounded outwards, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Iterator
from typing import Final

from wellbeing.domain.export import cell
from wellbeing.domain.team import Band, Measure, Range, View
from wellbeing.domain.team_words import LEAST, MOST

COLUMNS: Final = (
    "unit",
    "first_day",
    "last_day",
    "measure",
    "unit_of_measure",
    "state",
    "likely_from",
    "likely_to",
    "nearly_sure_from",
    "nearly_sure_to",
)
_STEP: Final = 5
"""Shares are told in steps of five in a hundred."""


def as_csv(views: Iterable[View]) -> str:
    """Every period of every measure of these views; what has no range has none here."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    for view in views:
        rows.writerows(_rows(view))
    return text.getvalue()


def _rows(view: View) -> Iterator[tuple[str, ...]]:
    for series in view.series:
        hours = series.measure is Measure.HOURS
        for band in series.bands:
            yield (
                cell(view.name),
                band.period.first.isoformat(),
                band.period.last.isoformat(),
                series.measure.value,
                "hours a week" if hours else "in 100",
                band.state.value,
                *_ranges(series.measure, band),
            )


def _ranges(measure: Measure, band: Band) -> tuple[str, ...]:
    if band.inner is None or band.outer is None:
        return ("",) * 4
    told = _hours if measure is Measure.HOURS else _share
    return (*told(band.inner), *told(band.outer))


def _share(found: Range) -> tuple[str, str]:
    """Never below 15 and never above 85: nobody and everybody is not told."""
    low = math.floor(round(found.lowest * 100 / _STEP, 6)) * _STEP
    high = math.ceil(round(found.highest * 100 / _STEP, 6)) * _STEP
    least, most = round(LEAST * 100), round(MOST * 100)
    return (
        f"under {least}" if found.lowest < LEAST else f"over {most}" if low > most else str(low),
        f"over {most}" if found.highest > MOST else f"under {least}" if high < least else str(high),
    )


def _hours(found: Range) -> tuple[str, str]:
    low, high = math.floor(round(found.lowest, 6)), math.ceil(round(found.highest, 6))
    top = round(Measure.HOURS.top)
    return (
        "under 1" if low < 1 else str(min(low, top - 1)),
        f"over {top - 1}" if high >= top else str(max(high, 1)),
    )
