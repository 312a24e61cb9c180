"""Only an envelope is storable."""

import dataclasses
from typing import Any

import pytest

from wellbeing.crypto import envelope
from wellbeing.domain.errors import Damaged
from wellbeing.vault.sealed import Sealed

RAW = envelope.seal(bytes(32), 1, b"r", (), b"words")


def test_an_envelope_is_storable() -> None:
    assert Sealed[str](RAW).raw == RAW


NO_ENVELOPES = [b"", b"plain words", "plain words", None, bytearray(RAW), RAW[:-1], RAW + b"\0", b"x" * 292]


@pytest.mark.parametrize("raw", NO_ENVELOPES, ids=range(len(NO_ENVELOPES)))
def test_plain_words_are_not(raw: Any) -> None:
    with pytest.raises(Damaged):
        Sealed[str](raw)


def test_it_shows_nothing_and_does_not_change() -> None:
    sealed = Sealed[str](RAW)
    assert repr(sealed) == "Sealed()"
    with pytest.raises(dataclasses.FrozenInstanceError):
        sealed.raw = b""  # type: ignore[misc]
