"""Sealing and opening: how personal words pass the wall, bound to person, table, row, kind and revision."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from wellbeing.crypto import envelope, postbox
from wellbeing.crypto.frames import lp
from wellbeing.domain.checkin import CheckIn
from wellbeing.domain.errors import Damaged, Locked
from wellbeing.domain.people import PersonId
from wellbeing.vault import codec, outline_codec
from wellbeing.vault.codec import Kind
from wellbeing.vault.keys import PersonKeys
from wellbeing.vault.manifest import ROOT, Line, Packed, Root, Shard
from wellbeing.vault.outline_codec import UNKNOWN
from wellbeing.vault.sealed import Sealed

T = TypeVar("T")

_u32 = struct.Struct(">I").pack
_LOOK_BACK = 64
"""How many revisions back a row that does not open is tried, to tell an old row from a broken one."""


def seal(keys: PersonKeys, person: PersonId, kind: Kind, record_id: UUID, rev: int, value: T) -> Sealed[T]:
    """Seal a value as one revision of one entry.

    Args:
        keys: the person's keys; the current generation seals.
        person: whose entry it is.
        kind: what the value is.
        record_id: the entry's id.
        rev: the revision that the manifest will list for it, from 1.
        value: what is sealed.

    Raises:
        Locked: the keys were wiped before or meanwhile.
    """
    return Sealed(seal_text(keys, entry_place(person, record_id, kind, rev), codec.encode(kind, value)))


def open_(keys: PersonKeys, person: PersonId, kind: Kind, record_id: UUID, rev: int, sealed: Sealed[T]) -> T:
    """The value of an entry, if it is exactly the one that was sealed for this place.

    Raises:
        Locked: the keys were wiped.
        Damaged: anything at all is wrong.
    """
    value: T = codec.decode(kind, open_text(keys, entry_place(person, record_id, kind, rev), sealed.raw))
    return value


def open_listed(keys: PersonKeys, person: PersonId, line: Line, sealed: Sealed[Any]) -> Any:
    """The value of an entry, if it is exactly the one that its line speaks of.

    Raises:
        Locked: the keys were wiped.
        Damaged: anything at all is wrong; also when the line says something else of it.
    """
    value = open_(keys, person, Kind(line.kind), line.record, line.rev, sealed)
    if not outline_codec.agrees(line.outline, value):
        raise Damaged
    return value


def lined(line: Line, value: object, sealed: Sealed[Any]) -> Line:
    """The line with what may be said of this value, sealed like this, without opening it."""
    if not isinstance(value, CheckIn):
        return line
    return replace(line, outline=outline_codec.packed(value), digest=envelope.digest(sealed.raw))


def open_all(
    keys: PersonKeys, person: PersonId, kind: Kind, entries: Iterable[tuple[Packed, bytes]]
) -> Iterator[Any]:
    """The value of each of many entries of a kind, or None for one that does not open; quicker than `open_`.

    Args:
        keys: the person's keys.
        person: whose entries they are.
        kind: what they are.
        entries: the line and the envelope of each.

    Raises:
        Locked: the keys were wiped.
    """
    before, after = _around(person, kind)
    for (record, _, rev, _, outline, _), raw in entries:
        try:
            key = keys.data_key(envelope.generation(raw))
            joined = before + record + after + _u32(rev)
            value = codec.decode(kind, envelope.open_among(key, record, joined, raw))
        except Damaged:
            value = None
        yield value if outline_codec.agrees(outline, value) else None


def again(keys: PersonKeys, person: PersonId, line: Line, sealed: Sealed[T]) -> tuple[Sealed[T], Line]:
    """The same value sealed as the next revision of its entry, without looking at it, and its line.

    Raises:
        Damaged: it does not open as the revision that is listed.
    """
    text = open_text(keys, entry_place(person, line.record, line.kind, line.rev), sealed.raw)
    body = Sealed[T](seal_text(keys, entry_place(person, line.record, line.kind, line.rev + 1), text))
    after = replace(line, rev=line.rev + 1)
    return body, after if line.outline == UNKNOWN else replace(after, digest=envelope.digest(body.raw))


def older_revision(
    keys: PersonKeys, person: PersonId, kind: Kind, record_id: UUID, rev: int, sealed: Sealed[Any]
) -> int | None:
    """Which earlier revision of the entry this is, or None when it is none of them; for telling its owner."""
    for earlier in range(rev - 1, max(0, rev - 1 - _LOOK_BACK), -1):
        try:
            open_text(keys, entry_place(person, record_id, kind, earlier), sealed.raw)
        except Damaged:
            continue
        return earlier
    return None


def seal_shard(keys: PersonKeys, person: PersonId, shard: Shard) -> Sealed[Shard]:
    """Seal one month of the manifest."""
    return Sealed(seal_text(keys, manifest_place(person, shard.month), shard.encode()))


def open_shard(keys: PersonKeys, person: PersonId, month: int, sealed: Sealed[Shard]) -> Shard:
    """One month of the manifest; whether it is the newest one, `manifest.check` tells.

    Raises:
        Damaged: anything at all is wrong.
    """
    return Shard.decode(month, open_text(keys, manifest_place(person, month), sealed.raw))


def seal_root(keys: PersonKeys, person: PersonId, root: Root) -> Sealed[Root]:
    """Seal the manifest's root."""
    return Sealed(seal_text(keys, manifest_place(person, ROOT), root.encode()))


def open_root(keys: PersonKeys, person: PersonId, sealed: Sealed[Root]) -> Root:
    """The manifest's root.

    Raises:
        Damaged: anything at all is wrong.
    """
    return Root.decode(open_text(keys, manifest_place(person, ROOT), sealed.raw))


def post(public_key: bytes, person: PersonId, kind: Kind, value: object) -> bytes:
    """Add something for a person who is locked; only they can open it.

    Raises:
        Damaged: the public half is no key.
    """
    return postbox.seal_to(public_key, person.bytes, codec.encode(kind, value))


def collect(keys: PersonKeys, person: PersonId, body: bytes) -> tuple[Kind, Any]:
    """What was posted for a person, and its kind; anyone who can write the database may have posted it.

    Raises:
        Locked: the keys were wiped.
        Damaged: anything at all is wrong.
    """
    text = _posted(keys, person, body)
    kind = codec.kind_of(text)
    return kind, codec.decode(kind, text)


def _posted(keys: PersonKeys, person: PersonId, body: bytes) -> bytes:
    """The text under the newest private half, or under one that a rotation has replaced meanwhile."""
    for private in (keys.private, *keys.older_privates.values()):
        with suppress(Damaged):
            return postbox.open_with(private, person.bytes, body)
    raise Damaged


Place = tuple[bytes, tuple[bytes, ...]]
"""What an encryption's key is derived for, and the fields of its AAD."""


def entry_place(person: PersonId, record_id: UUID, kind: int, rev: int) -> Place:
    """Where one revision of one entry belongs."""
    record = record_id.bytes
    return record, (person.bytes, b"entries", record, bytes((kind,)), _u32(rev))


def _around(person: PersonId, kind: int) -> tuple[bytes, bytes]:
    """What stands before the record's id and before the revision in the joined fields of `entry_place`."""
    _, (owner, table, record, which, rev) = entry_place(person, UUID(int=0), kind, 0)
    before = lp(owner, table, record).removesuffix(record)
    return before, lp(which, rev).removesuffix(rev)


def manifest_place(person: PersonId, month: int) -> Place:
    """Where one part of a manifest belongs."""
    number = _u32(month)
    return number, (person.bytes, b"manifests", number)


def seal_text(keys: PersonKeys, place: Place, text: bytes) -> bytes:
    """The envelope of a text under the current generation.

    Raises:
        Locked: the keys were wiped before or meanwhile.
    """
    record, fields = place
    raw = envelope.seal(keys.data_key(keys.current), keys.current, record, fields, text)
    if keys.wiped:  # another thread may have zeroed the key while it was used: such an envelope must not live
        raise Locked
    return raw


def open_text(keys: PersonKeys, place: Place, raw: bytes) -> bytes:
    """The text of an envelope, under whichever generation sealed it.

    Raises:
        Locked: the keys were wiped.
        Damaged: anything at all is wrong.
    """
    record, fields = place
    return envelope.open_(keys.data_key(envelope.generation(raw)), record, fields, raw)
