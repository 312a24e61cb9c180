"""How a ballot page is written and read; entered into the codecs when this is imported.

The text is as long whatever it says: what is not needed of the room is filled with blanks.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Final
from uuid import UUID

from wellbeing.domain.ballot import BallotPage, Cast, Consent
from wellbeing.domain.contribution import Cell, Contribution
from wellbeing.domain.errors import Damaged
from wellbeing.domain.periods import Period
from wellbeing.vault.codec import Codec, Fields, Kind, register

ROOM: Final = 3000
"""Characters of the whole text; the fullest page, of 39 ballots, needs about 2,400."""


def _write(page: BallotPage) -> Fields:
    there = page.consent
    days = None if there is None else (there.given_on, there.renewed_on, there.withdrawn_on)
    fields: Fields = {
        "consent": None if days is None else [one and one.isoformat() for one in days],
        "history": [_cast(one) for one in page.history],
        "leaving": page.leaving,
        "room": "",
    }
    needed = len(json.dumps(fields, separators=(",", ":")))
    return fields | {"room": " " * (ROOM - needed)}


def _cast(one: Cast) -> list[Any]:
    told = one.contribution
    return [str(one.group), one.period.number, int(told.cell), told.half_hours, told.breaks_kept]


def _read(fields: Fields) -> BallotPage:
    room, leaving, consent = fields.pop("room"), fields.pop("leaving"), fields.pop("consent")
    if type(leaving) is not bool or type(room) is not str or room.strip(" "):
        raise Damaged
    return BallotPage(
        consent=None if consent is None else _consent(*consent),
        history=tuple(_read_cast(*one) for one in fields.pop("history")),
        leaving=leaving,
    )


def _consent(given: str, renewed: str, withdrawn: str | None) -> Consent:
    day = date.fromisoformat
    return Consent(day(given), day(renewed), None if withdrawn is None else day(withdrawn))


def _read_cast(group: str, period: Any, cell: Any, half_hours: Any, kept: Any) -> Cast:
    if type(period) is not int or type(cell) is not int or type(kept) is not bool:
        raise Damaged
    return Cast(UUID(group), Period(period), Contribution(Cell(cell), half_hours, kept))


register(Kind.BALLOT, Codec(BallotPage, _write, {1: _read}))
