"""How days of exposure, and letters of acts made while locked, are written inside an envelope.

An event is a list [id, milliseconds since the day's 00:00 UTC, act, {what else it has}], the id in base64url
without padding. A short day is filled up, so that one with a normal shift's acts and one with none have
envelopes of the same length; so is a letter.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from wellbeing.domain.errors import Damaged
from wellbeing.domain.exposure import Act, Event, ExposureDay, Kind
from wellbeing.domain.letter import Letter
from wellbeing.vault import codec
from wellbeing.vault.codec import Codec, Fields

DAY_FILL: Final = 1100
"""Least characters of a day: it is padded to 2 KiB, which some 35 acts fit into."""
LETTER_FILL: Final = 2200
"""Least characters of a letter: it is padded to 4 KiB, which some 70 acts fit into."""

_MS: Final = timedelta(milliseconds=1)
_FARTHEST: Final = 10**12
"""Milliseconds from a day to a moment that its events name: thirty years, far more than anybody keeps."""
_ACTS: Final = {act.value: act for act in Act}
_KINDS: Final = {kind.value: kind for kind in Kind}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _moment(at: object, zero: datetime) -> datetime:
    if type(at) is not int or abs(at) > _FARTHEST:
        raise Damaged
    return zero + at * _MS


def _write_event(event: Event, zero: datetime) -> list[Any]:
    written: list[Any] = [
        urlsafe_b64encode(event.id.bytes)[:-2].decode(),
        (event.at - zero) // _MS,
        event.act.value,
    ]
    rest: Fields = {}
    if event.kind is not None:
        rest["kind"] = event.kind.value
    if event.minutes is not None:
        rest["minutes"] = event.minutes
    if event.of is not None:
        rest["of"] = str(event.of)
    if event.began is not None:
        rest["began"] = (event.began - zero) // _MS
    return [*written, rest] if rest else written


def _read_event(written: Any, zero: datetime) -> Event:
    name, at, act, *others = written
    if type(name) is not str or len(others) > 1:
        raise Damaged
    rest = others[0] if others else {}
    kind, of, began = rest.pop("kind", None), rest.pop("of", None), rest.pop("began", None)
    minutes = rest.pop("minutes", None)
    if rest:
        raise Damaged
    return Event(
        UUID(bytes=urlsafe_b64decode(name + "==")),
        _moment(at, zero),
        _ACTS[act],
        None if kind is None else _KINDS[kind],
        minutes,
        None if of is None else UUID(of),
        None if began is None else _moment(began, zero),
    )


def _write_events(day: ExposureDay) -> Fields:
    zero = _midnight(day.day)
    return {"day": day.day.isoformat(), "events": [_write_event(one, zero) for one in day.events]}


def _read_events(fields: Fields) -> ExposureDay:
    day = date.fromisoformat(fields.pop("day"))
    zero, events = _midnight(day), fields.pop("events")
    if type(events) is not list:
        raise Damaged
    return ExposureDay(day, tuple(_read_event(one, zero) for one in events))


def _filled(fields: Fields, least: int) -> Fields:
    short = least - len(json.dumps(fields, separators=(",", ":")))
    return {**fields, "fill": " " * short} if short > 0 else fields


def _emptied(fields: Fields) -> Fields:
    if str(fields.pop("fill", "")).strip():
        raise Damaged
    return fields


def _write_day(day: ExposureDay) -> Fields:
    return _filled(_write_events(day), DAY_FILL)


def _read_day(fields: Fields) -> ExposureDay:
    return _read_events(_emptied(fields))


def _write_letter(letter: Letter) -> Fields:
    return _filled({"days": [_write_events(one) for one in letter.days]}, LETTER_FILL)


def _read_letter(fields: Fields) -> Letter:
    days = []
    for one in _emptied(fields).pop("days"):
        days.append(_read_events(one))
        if one:
            raise Damaged
    return Letter(tuple(days))


codec.register(codec.Kind.EXPOSURE, Codec(ExposureDay, _write_day, {1: _read_day}))
codec.register(codec.Kind.LETTER, Codec(Letter, _write_letter, {1: _read_letter}))
