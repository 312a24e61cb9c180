"""Rotation, one batch at a time: what stands under older keys sealed anew under the current ones.

Pure, and resumable by nature: a batch looks only at what stands in the rows, so that after a crash the next
one goes on with whatever is still old. Revisions stay as they are, since nothing a person wrote has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, TypeVar
from uuid import UUID

from wellbeing.crypto import envelope, postbox
from wellbeing.domain.errors import Damaged
from wellbeing.domain.people import PersonId
from wellbeing.vault.keys import PersonKeys
from wellbeing.vault.manifest import Line
from wellbeing.vault.seal import Place, entry_place, manifest_place, open_text, seal_text
from wellbeing.vault.sealed import Sealed

T = TypeVar("T")


def outdated(keys: PersonKeys, sealed: Sealed[Any]) -> bool:
    """Whether an envelope says that it was sealed under another than the current generation."""
    return envelope.generation(sealed.raw) != keys.current


def reseal_entries(
    keys: PersonKeys, person: PersonId, batch: Iterable[tuple[Line, Sealed[Any]]]
) -> Iterator[tuple[UUID, Sealed[Any]]]:
    """The outdated entries of a batch, sealed anew; the others are left out.

    Args:
        keys: with the current and the older generations.
        person: whose entries they are.
        batch: each entry's body with its line of the manifest.

    Raises:
        Damaged: an entry does not open; leave it where it is, and do not drop its generation.
    """
    for line, sealed in batch:
        if outdated(keys, sealed):
            yield line.record, _reseal(keys, entry_place(person, line.record, line.kind, line.rev), sealed)


def reseal_manifest(keys: PersonKeys, person: PersonId, month: int, sealed: Sealed[T]) -> Sealed[T]:
    """A shard, or the root at month 0, sealed anew when it is outdated.

    Raises:
        Damaged: it does not open.
    """
    if not outdated(keys, sealed):
        return sealed
    return _reseal(keys, manifest_place(person, month), sealed)


def repost(keys: PersonKeys, person: PersonId, body: bytes) -> bytes | None:
    """What was posted to an older public half, posted to the current one; None when nothing has to be done.

    What opens under no key of the person stays as it is: its owner is told of it at unlock.
    """
    for private in keys.older_privates.values():
        with suppress(Damaged):
            return postbox.seal_to(keys.public, person.bytes, postbox.open_with(private, person.bytes, body))
    return None


def _reseal(keys: PersonKeys, place: Place, sealed: Sealed[T]) -> Sealed[T]:
    return Sealed(seal_text(keys, place, open_text(keys, place, sealed.raw)))
