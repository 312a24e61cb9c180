"""Arriving: what was posted for a person while they were locked, read once they are back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from wellbeing.domain import diary
from wellbeing.domain.days import month_of, months_later
from wellbeing.domain.diary import Event
from wellbeing.domain.errors import Damaged
from wellbeing.services.ports import InboxRow
from wellbeing.services.sorts import Access
from wellbeing.vault import seal


@dataclass(frozen=True, slots=True)
class Arrived:
    """What the inbox held."""

    lines: tuple[diary.Line, ...] = field(default=(), repr=False)
    """Log lines that may be true: whoever can write the database can post there."""
    whole: bool = True
    """Whether everything opened and was what is posted there."""


def read(access: Access, waiting: Iterable[InboxRow], now: datetime) -> Arrived:
    """Open what waits; nothing is removed."""
    lines: list[diary.Line] = []
    whole = True
    for row in waiting:
        try:
            _, page = seal.collect(access.keys, access.person, row.body)
        except Damaged:
            page = None
        if isinstance(page, diary.Page):
            lines += _believed(page, now)
        else:
            whole = False
    return Arrived(tuple(lines), whole)


def _believed(page: diary.Page, now: datetime) -> Iterator[diary.Line]:
    oldest = months_later(month_of(now.date()), -diary.KEPT_MONTHS)
    for line in page.lines:
        recent = line.at <= now and month_of(diary.page_of(line.at)) > oldest
        if recent and line.event is Event.TRY_REFUSED:
            yield line
