"""How preferences are written and read; entered into the codecs when this is imported."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import UUID

from wellbeing.domain.errors import Damaged
from wellbeing.domain.policy import Own
from wellbeing.domain.preferences import Preferences, Rhythm, Way
from wellbeing.domain.support import Talk, Talked
from wellbeing.vault.codec import Codec, Fields, Kind, register

_NEVER_CHOSEN = Preferences()


def _write(chosen: Preferences) -> Fields:
    """Only what differs from the defaults: a default that becomes another one is then followed."""
    fields: Fields = {}
    if chosen.own != _NEVER_CHOSEN.own:
        fields["own"] = _write_own(chosen.own)
    if chosen.breaks:
        fields["breaks"] = list(chosen.breaks)
    if chosen.ways:
        fields["ways"] = sorted(chosen.ways)
    if chosen.resting:
        fields["resting"] = sorted(chosen.resting)
    if chosen.rhythms:
        fields["rhythms"] = [[instrument, rhythm.value] for instrument, rhythm in chosen.rhythms]
    if chosen.country:
        fields["country"] = chosen.country
    if chosen.resources:
        fields["resources"] = sorted(chosen.resources)
    if chosen.declined:
        fields["declined"] = sorted([str(unit), weeks] for unit, weeks in chosen.declined)
    return fields | _write_talks(chosen)


def _write_talks(chosen: Preferences) -> Fields:
    talks = [[one.talk.value, _iso(one.last), _iso(one.later)] for one in chosen.talks]
    return {"talks": talks} if talks else {}


def _read(fields: Fields) -> Preferences:
    take = fields.pop
    take("quiet_minutes", None)  # once kept and never offered: a call is as long as it is
    return Preferences(
        own=_read_own(take("own", {})),
        breaks=tuple(_listed(take("breaks", []))),
        ways=frozenset(Way(way) for way in _listed(take("ways", []))),
        resting=frozenset(_listed(take("resting", []))),
        rhythms=tuple((name, Rhythm(rhythm)) for name, rhythm in _listed(take("rhythms", []))),
        country=_text(take("country", "")),
        resources=frozenset(_listed(take("resources", []))),
        declined=frozenset((UUID(unit), weeks) for unit, weeks in _listed(take("declined", []))),
        talks=tuple(_read_talk(*one) for one in _listed(take("talks", []))),
    )


def _write_own(own: Own) -> Fields:
    fields: Fields = {}
    if own.limits:
        fields["limits"] = [[name, number] for name, number in own.limits]
    if own.shift_start is not None:
        fields["shift_start"] = own.shift_start.isoformat("minutes")
    if own.shift_end is not None:
        fields["shift_end"] = own.shift_end.isoformat("minutes")
    if own.started_on is not None:
        fields["started_on"] = own.started_on.isoformat()
    if own.came_back is not None:
        fields["came_back"] = own.came_back.isoformat()
    if own.working_days:
        fields["working_days"] = list(own.working_days)
    return fields


def _read_own(fields: Fields) -> Own:
    start, end = (fields.pop(name, None) for name in ("shift_start", "shift_end"))
    since, back = (fields.pop(name, None) for name in ("started_on", "came_back"))
    own = Own(
        limits=tuple((_text(name), _whole(number)) for name, number in _listed(fields.pop("limits", []))),
        shift_start=None if start is None else time.fromisoformat(start),
        shift_end=None if end is None else time.fromisoformat(end),
        started_on=None if since is None else date.fromisoformat(since),
        came_back=None if back is None else date.fromisoformat(back),
        working_days=tuple(_whole(day) for day in _listed(fields.pop("working_days", []))),
    )
    if fields:
        raise Damaged
    return own


def _read_talk(talk: str, last: str | None, later: str | None) -> Talked:
    days = (None if day is None else date.fromisoformat(day) for day in (last, later))
    return Talked(Talk(talk), *days)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _text(value: object) -> str:
    if type(value) is not str:
        raise Damaged
    return value


def _whole(value: object) -> int:
    if type(value) is not int:
        raise Damaged
    return value


def _listed(value: object) -> list[Any]:
    if type(value) is not list:
        raise Damaged
    return value


register(Kind.PREFERENCES, Codec(Preferences, _write, {1: _read}))
