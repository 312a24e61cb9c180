"""Arriving: what was posted for a person while they were locked, read once they are back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from wellbeing.domain import diary
from wellbeing.domain.days import month_of, months_later
from wellbeing.domain.diary import Event
from wellbeing.domain.errors import Damaged
from wellbeing.domain.exposure import AFTERWARDS, ExposureDay
from wellbeing.domain.letter import MOST_ACTS, Letter
from wellbeing.domain.people import PersonId
from wellbeing.services.ports import InboxRow, UnitOfWork
from wellbeing.services.sorts import Access
from wellbeing.vault import seal
from wellbeing.vault.codec import Kind

OLDEST_ACTS: Final = timedelta(days=150)
"""Acts in an older letter are gone anyway: the shortest time that anybody keeps a day is six months."""
AHEAD: Final = timedelta(days=1)
"""How far ahead of the clock an act may lie, since the clock may have been set back."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """What the inbox held."""

    lines: tuple[diary.Line, ...] = field(default=(), repr=False)
    """Log lines that may be true: whoever can write the database can post there."""
    whole: bool = True
    """Whether everything opened and was what is posted there."""
    days: tuple[ExposureDay, ...] = field(default=(), repr=False)
    """Acts made while locked, which may be true for the same reason."""
    settled: bool = False
    """Whether nothing waits but one empty letter, as everybody has one."""


def read(access: Access, waiting: Iterable[InboxRow], now: datetime) -> Arrived:
    """Open what waits; nothing is removed."""
    lines: list[diary.Line] = []
    days: list[ExposureDay] = []
    whole, blanks, rows = True, 0, 0
    for row in waiting:
        rows += 1
        try:
            _, posted = seal.collect(access.keys, access.person, row.body)
        except Damaged:
            posted = None
        if isinstance(posted, diary.Page):
            lines += _believed(posted, now)
        elif isinstance(posted, Letter):
            days += _possible(posted, now)
            blanks += row.id == access.person and not posted.days
        else:
            whole = False
    return Arrived(tuple(lines), whole, tuple(days), settled=rows == blanks == 1)


def write_letter(
    work: UnitOfWork, person: PersonId, public_key: bytes, letter: Letter, row: UUID | None = None
) -> None:
    """Put a letter in the place of the one in a row; in the row of the person's own id one always waits."""
    body = seal.post(public_key, person, Kind.LETTER, letter)
    work.inbox.remove(person, row or person)
    work.inbox.add(InboxRow(row or person, person, body))


def _believed(page: diary.Page, now: datetime) -> Iterator[diary.Line]:
    oldest = months_later(month_of(now.date()), -diary.KEPT_MONTHS)
    for line in page.lines:
        recent = line.at <= now and month_of(diary.page_of(line.at)) > oldest
        if recent and line.event is Event.TRY_REFUSED:
            yield line


def _possible(letter: Letter, now: datetime) -> Iterator[ExposureDay]:
    for one in letter.days:
        acts = [
            event
            for event in one.events[:MOST_ACTS]
            if event.at <= now + AHEAD and event.act not in AFTERWARDS
        ]
        near = now.date() - OLDEST_ACTS <= one.day <= now.date() + AHEAD
        if near and acts:
            yield ExposureDay(one.day, tuple(acts))
