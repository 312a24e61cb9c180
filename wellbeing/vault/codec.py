"""What personal words look like inside an envelope: kind, version, then JSON; old versions are read for ever.

    kind u8 | version u8 | JSON object in UTF-8

A reader takes exactly the fields its version knows. Anything else comes from a newer program and is refused
rather than half understood, because writing it back would lose the rest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import IntEnum
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from wellbeing.domain.checkin import CheckIn, Feeling
from wellbeing.domain.diary import Event, Line, Page
from wellbeing.domain.errors import BadInput, Damaged
from wellbeing.domain.people import Profile, SeatClaim, SeatId
from wellbeing.domain.retention import chosen

T = TypeVar("T")

Fields = dict[str, Any]
"""A JSON object."""


class Kind(IntEnum):
    """What an entry is; the number stands in its envelope's AAD and in the manifest, 1 to 255."""

    PROFILE = 1
    CHECKIN = 2
    LOG = 3
    EXPOSURE = 4
    PREFERENCES = 5
    MEASURE = 6
    PLAN = 7
    RELIEF = 8
    LETTER = 9
    """Only ever posted: the acts made while locked."""
    BALLOT = 10
    """Whether somebody is counted, and what they have put into boxes."""


@dataclass(frozen=True)
class Codec(Generic[T]):
    """How one kind is written, and how each of its versions is read."""

    type: type[T]
    write: Callable[[T], Fields]
    """The JSON fields of the newest version."""
    readers: Mapping[int, Callable[[Fields], T]]
    """One reader for each version; it pops what it takes and leaves what it does not know."""

    @property
    def version(self) -> int:
        """The version that is written."""
        return max(self.readers)


CODECS: Final[dict[Kind, Codec[Any]]] = {}
"""One codec for each kind, entered by `register`."""


def register(kind: Kind, codec: Codec[Any]) -> None:
    """Make a kind known; each kind once.

    Raises:
        ValueError: the kind already has a codec.
    """
    if kind in CODECS:
        message = f"{kind.name} has a codec already"
        raise ValueError(message)
    CODECS[kind] = codec


def encode(kind: Kind, value: object) -> bytes:
    """The value as bytes.

    Raises:
        TypeError: the value is not what this kind holds.
    """
    codec = CODECS[kind]
    if type(value) is not codec.type:
        message = f"a {kind.name} holds a {codec.type.__name__}"
        raise TypeError(message)
    text = json.dumps(codec.write(value), ensure_ascii=False, separators=(",", ":"))
    return bytes((kind, codec.version)) + text.encode("utf-8", "surrogatepass")


def decode(kind: Kind, raw: bytes) -> Any:
    """The value that `encode` wrote, in this or an older version of the program.

    Raises:
        Damaged: it is of another kind, of a newer version, or not what its version may hold.
    """
    codec = CODECS.get(kind)
    if codec is None or len(raw) < 2 or raw[0] != kind or raw[1] not in codec.readers:
        raise Damaged
    try:
        text = raw[2:].decode("utf-8", "surrogatepass")
        fields, end = _read_json(text)
        if type(fields) is not dict or end != len(text):
            raise Damaged
        value = codec.readers[raw[1]](fields)
    except (BadInput, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Damaged from None
    if fields:
        raise Damaged
    return value


_read_json: Final = json.JSONDecoder().raw_decode


def kind_of(raw: bytes) -> Kind:
    """The kind that encoded bytes say they are.

    Raises:
        Damaged: it is none that this program knows.
    """
    try:
        return Kind(raw[0])
    except (ValueError, IndexError):
        raise Damaged from None


def _whole(value: object) -> int:
    """A JSON number that is whole, and no true or false."""
    if type(value) is not int:
        raise Damaged
    return value


def _text(value: object) -> str:
    if type(value) is not str:
        raise Damaged
    return value


def _write_profile(profile: Profile) -> Fields:
    return {
        "handle": profile.handle,
        "claims": [
            [str(claim.seat), claim.generation, claim.joined_on.isoformat()] for claim in profile.claims
        ],
        "retention_months": profile.retention_months,
        "keeps": profile.keeps,
    }


def _read_profile(fields: Fields) -> Profile:
    return replace(_profile(fields, _claim), keeps=_whole(fields.pop("keeps")))


def _read_profile_without_choice(fields: Fields) -> Profile:
    return _chosen(_profile(fields, _claim))


def _read_profile_without_days(fields: Fields) -> Profile:
    return _chosen(_profile(fields, lambda seat, generation: _claim(seat, generation, date.min.isoformat())))


def _chosen(profile: Profile) -> Profile:
    """Before units had a say, any other length than the usual one was its owner's own choice."""
    return replace(profile, keeps=chosen(profile.retention_months))


def _profile(fields: Fields, claim: Callable[..., SeatClaim]) -> Profile:
    return Profile(
        handle=_text(fields.pop("handle")),
        claims=tuple(claim(*one) for one in fields.pop("claims")),
        retention_months=_whole(fields.pop("retention_months")),
    )


def _claim(seat: object, generation: object, joined_on: object) -> SeatClaim:
    return SeatClaim(SeatId(UUID(_text(seat))), _whole(generation), date.fromisoformat(_text(joined_on)))


_ANSWERS: Final = ("heaviness", "energy", "sleep", "intrusions", "recovery")


def _write_checkin(checkin: CheckIn) -> Fields:
    fields: Fields = {"day": checkin.day.isoformat()}
    for name in _ANSWERS:
        answer = getattr(checkin, name)
        if answer is not None:
            fields[name] = answer
    if checkin.feelings is not None:
        fields["feelings"] = sorted(checkin.feelings)
    if checkin.note:
        fields["note"] = checkin.note
    return fields


def _read_checkin(fields: Fields) -> CheckIn:
    if None in fields.values() or type(fields.get("note", "")) is not str:  # what was skipped is left out
        raise Damaged
    known = {**fields, "day": date.fromisoformat(fields["day"])}
    if "feelings" in fields:
        known["feelings"] = frozenset([_FEELINGS[one] for one in fields["feelings"]])
    fields.clear()
    return CheckIn(**known)  # a field with another name is a TypeError


_FEELINGS: Final = {feeling.value: feeling for feeling in Feeling}


def _write_page(page: Page) -> Fields:
    moments = (line.at.astimezone(UTC).replace(tzinfo=None).isoformat() for line in page.lines)
    return {
        "month": page.month.isoformat(),
        "lines": [[at, line.event] for at, line in zip(moments, page.lines, strict=True)],
    }


def _read_page(fields: Fields) -> Page:
    return Page(
        month=date.fromisoformat(fields.pop("month")),
        lines=tuple(
            Line(datetime.fromisoformat(at).replace(tzinfo=UTC), Event(event))
            for at, event in fields.pop("lines")
        ),
    )


register(
    Kind.PROFILE,
    Codec(
        Profile,
        _write_profile,
        {1: _read_profile_without_days, 2: _read_profile_without_choice, 3: _read_profile},
    ),
)
register(Kind.CHECKIN, Codec(CheckIn, _write_checkin, {1: _read_checkin}))
register(Kind.LOG, Codec(Page, _write_page, {1: _read_page}))
