"""Confirming: whether a person has their new recovery code on paper, asked for by two of its groups."""

from __future__ import annotations

import hmac
import secrets
import threading
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from wellbeing.crypto import codes
from wellbeing.domain.errors import RecoveryCodeMistyped
from wellbeing.domain.people import PersonId

ASKED: Final = 2
"""Groups that are asked for."""


@dataclass(frozen=True, slots=True)
class _Expected:
    groups: tuple[int, ...]
    mark: bytes = field(repr=False)
    proofs: tuple[bytes, ...] = field(repr=False)


class Confirming:
    """Remembers, in memory and only as digests, which groups of a code somebody still has to type."""

    def __init__(self, here: Callable[[], frozenset[PersonId]]) -> None:
        """Begin with nobody.

        Args:
            here: everybody who has a live session.
        """
        self._here = here
        self._gate = threading.Lock()
        self._key = secrets.token_bytes(32)
        self._expected: dict[PersonId, _Expected] = {}

    def expect(self, person: PersonId, code: str, mark: bytes) -> None:
        """Ask this person for groups of this code, in place of any earlier one.

        Args:
            person: who has to confirm it.
            code: the code, without hyphens.
            mark: what stands in the key file until it is confirmed.
        """
        groups = codes.groups(code)
        asked = tuple(sorted(secrets.SystemRandom().sample(range(len(groups)), ASKED)))
        proofs = tuple(self._proof(groups[one]) for one in asked)
        with self._gate:
            self._expected[person] = _Expected(tuple(one + 1 for one in asked), mark, proofs)

    def groups(self, person: PersonId) -> tuple[int, ...]:
        """Which groups are asked for, from 1; none when nothing waits."""
        expected = self._expected.get(person)
        return () if expected is None else expected.groups

    def confirm(self, person: PersonId, typed: Sequence[str]) -> bytes | None:
        """Take the groups in the order they were asked for; with nothing waiting everything is fine.

        Returns:
            The mark of the code that was confirmed, or None when nothing was waiting.

        Raises:
            RecoveryCodeMistyped: a group is another one; they can be typed again.
        """
        expected = self._expected.get(person)
        if expected is None:
            return None
        proofs = tuple(self._proof(_plain(one)) for one in typed)
        if len(proofs) != len(expected.proofs) or not all(
            hmac.compare_digest(one, other) for one, other in zip(proofs, expected.proofs, strict=True)
        ):
            raise RecoveryCodeMistyped
        self.forget(person)
        return expected.mark

    def forget(self, person: PersonId) -> None:
        """Ask no more."""
        with self._gate:
            self._expected.pop(person, None)

    def keep(self) -> None:
        """Ask nobody any more who is not here: a code that nobody has confirmed is made anew."""
        with self._gate:
            for person in self._expected.keys() - self._here():
                self._expected.pop(person)

    def _proof(self, group: str) -> bytes:
        return hmac.digest(self._key, group.encode("utf-8", "surrogatepass"), "sha256")


def _plain(typed: str) -> str:
    """A typed group without spaces and hyphens, with look-alikes read as the alphabet means them."""
    kept = "".join(one for one in unicodedata.normalize("NFKC", typed[:40]) if one.isalnum())
    return kept.upper().translate(str.maketrans("OIL", "011"))
