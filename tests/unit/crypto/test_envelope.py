"""The envelope opens where it was put, as it was put, and nowhere else."""

import hashlib
import hmac
import os
import struct
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.crypto import envelope
from wellbeing.crypto.frames import lp
from wellbeing.domain.errors import Damaged

KEY = bytes(range(32))
RECORD = b"r" * 16
FIELDS = (b"p" * 16, b"entries", RECORD, b"\x02", b"\0\0\0\x07")
TEXT = "Ein langer Tag. \U0001f331".encode()


def sealed(text: bytes = TEXT, generation: int = 1) -> bytes:
    return envelope.seal(KEY, generation, RECORD, FIELDS, text)


@given(text=st.binary(max_size=3000), generation=st.integers(0, 2**32 - 1), record=st.binary(max_size=40))
def test_what_is_sealed_opens(text: bytes, generation: int, record: bytes) -> None:
    raw = envelope.seal(KEY, generation, record, FIELDS, text)
    assert envelope.generation(raw) == generation
    assert envelope.open_(KEY, record, FIELDS, raw) == text


def test_another_reading_of_the_format_agrees() -> None:
    """The format as its description says it, with nothing of ours but the description."""
    raw = sealed()
    magic, version, algorithm, generation = struct.unpack(">2sBBI", raw[:8])
    assert (magic, version, algorithm, generation) == (b"WB", 1, 1, 1)
    nonce = raw[8:20]

    def prefixed(*fields: bytes) -> bytes:
        return b"".join(len(field).to_bytes(4, "big") + field for field in fields)

    info = prefixed(b"wb/rec/v1", RECORD, nonce)
    key = hmac.new(KEY, info + b"\x01", hashlib.sha256).digest()  # HKDF-Expand to 32 bytes, RFC 5869, 2.3
    padded = AESGCM(key).decrypt(nonce, raw[20:], prefixed(raw[:20], *FIELDS))
    assert padded == struct.pack(">I", len(TEXT)) + TEXT + bytes(256 - 4 - len(TEXT))


def test_every_flipped_bit_is_refused() -> None:
    raw = sealed()
    refused = 0
    for bit in range(len(raw) * 8):
        flipped = bytearray(raw)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Damaged):
            envelope.open_(KEY, RECORD, FIELDS, bytes(flipped))
        refused += 1
    assert refused == 2336


def test_every_truncation_and_every_longer_one_is_refused() -> None:
    raw = sealed()
    for length in range(len(raw)):
        with pytest.raises(Damaged):
            envelope.open_(KEY, RECORD, FIELDS, raw[:length])
    for more in (1, 16, 256, 512):
        with pytest.raises(Damaged):
            envelope.open_(KEY, RECORD, FIELDS, raw + bytes(more))


@pytest.mark.parametrize("changed", range(len(FIELDS)))
def test_other_fields_are_refused(changed: int) -> None:
    other = list(FIELDS)
    other[changed] = bytes(len(other[changed]))
    with pytest.raises(Damaged):
        envelope.open_(KEY, RECORD, other, sealed())


def test_fields_do_not_slide_into_each_other() -> None:
    raw = envelope.seal(KEY, 1, RECORD, (b"ab", b"c"), TEXT)
    for other in ((b"a", b"bc"), (b"abc",), (b"ab", b"c", b""), (b"ab",)):
        with pytest.raises(Damaged):
            envelope.open_(KEY, RECORD, other, raw)
    assert lp(b"ab", b"c") != lp(b"a", b"bc")


def test_another_key_or_record_is_refused() -> None:
    with pytest.raises(Damaged):
        envelope.open_(os.urandom(32), RECORD, FIELDS, sealed())
    with pytest.raises(Damaged):
        envelope.open_(KEY, b"s" * 16, FIELDS, sealed())


def test_the_refusal_is_one_neutral_sentence() -> None:
    told = set()
    for raw in (b"", b"x" * 292, sealed()[:-1], sealed()[:-1] + b"\0"):
        with pytest.raises(Damaged) as caught:
            envelope.open_(KEY, RECORD, FIELDS, raw)
        told.add((str(caught.value), caught.value.args, caught.value.__cause__))
    assert told == {("", (), None)}
    assert Damaged.sentence() == "Some stored words could not be opened. The others are fine."


def test_the_same_text_is_never_sealed_alike() -> None:
    many = [sealed() for _ in range(10_000)]
    assert len(set(many)) == 10_000
    assert len({raw[8:20] for raw in many}) == 10_000
    assert len({raw[20:36] for raw in many}) == 10_000


def test_a_nonce_that_comes_twice_does_not_share_a_key() -> None:
    nonce = bytes(12)
    one = envelope.seal(KEY, 1, b"a" * 16, FIELDS, TEXT, nonce)
    two = envelope.seal(KEY, 1, b"b" * 16, FIELDS, TEXT, nonce)
    assert one[20:] != two[20:]
    assert bytes(a ^ b for a, b in zip(one[20:276], two[20:276], strict=True)) != bytes(256)


@pytest.mark.parametrize(
    ("length", "padded"),
    [(0, 256), (1, 256), (252, 256), (253, 512), (508, 512), (509, 1024), (4000, 4096), (16000, 16384)],
)
def test_lengths_fall_into_buckets(length: int, padded: int) -> None:
    assert len(sealed(b"x" * length)) == 20 + padded + 16


def test_what_is_too_long_is_not_sealed() -> None:
    with pytest.raises(ValueError, match="longer"):
        sealed(bytes(16 * 1024 * 1024))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"WB",
        b"plain words",
        b"WB\x01\x01" + bytes(300),
        b"WB\x02\x01" + bytes(288),
        b"WB\x01\x00" + bytes(288),
    ],
)
def test_what_is_no_envelope_is_refused_by_its_shape(raw: bytes) -> None:
    with pytest.raises(Damaged):
        envelope.check(raw)


@pytest.mark.parametrize("raw", [None, "text", bytearray(292), 7])
def test_only_bytes_can_be_an_envelope(raw: Any) -> None:
    with pytest.raises(Damaged):
        envelope.check(raw)


def test_a_padding_that_hides_something_is_refused() -> None:
    nonce = bytes(12)
    header = b"WB\x01\x01\0\0\0\x01" + nonce
    cipher = AESGCM(envelope._encryption_key(KEY, RECORD, nonce))
    for padded in (
        struct.pack(">I", 3) + b"abc" + bytes(248) + b"!",
        struct.pack(">I", 253) + bytes(252),
        struct.pack(">I", 2**32 - 1) + bytes(252),
        struct.pack(">I", 5) + b"short" + bytes(503),  # fits a smaller size
    ):
        raw = header + cipher.encrypt(nonce, padded, lp(header, *FIELDS))
        with pytest.raises(Damaged):
            envelope.open_(KEY, RECORD, FIELDS, raw)


def test_a_short_key_seals_nothing() -> None:
    for key in (b"", bytes(16), bytes(31), bytes(33)):
        with pytest.raises(ValueError, match="32"):
            envelope.seal(key, 1, RECORD, FIELDS, TEXT)
