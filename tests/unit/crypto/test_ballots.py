"""Tokens and slots: each person's own in each box, and noise to everybody else."""

from __future__ import annotations

import hashlib
import hmac
import os

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.crypto.ballots import SLOT_LENGTH, SLOT_TEXT, TOKEN_LENGTH, open_slot, seal_slot, token
from wellbeing.domain.errors import Damaged

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
GROUP, SIBLING = b"g" * 16, b"h" * 16
TEXT = b"\x01\x03\x14\x01"
PERIODS = st.integers(0, 2**32 - 1)


@given(key=st.binary(min_size=32, max_size=32), group=st.binary(min_size=16, max_size=16), period=PERIODS)
def test_what_is_sealed_opens(key: bytes, group: bytes, period: int) -> None:
    assert open_slot(key, group, period, seal_slot(key, group, period, TEXT)) == TEXT
    assert token(key, group, period) == token(bytearray(key), group, period)


def test_another_reading_of_the_format_agrees() -> None:
    """The format as its description says it, with nothing of ours but the description."""

    def prefixed(*parts: bytes) -> bytes:
        return b"".join(len(part).to_bytes(4, "big") + part for part in parts)

    def expand(info: bytes) -> bytes:  # HKDF-SHA256 to 32 bytes without salt, RFC 5869
        strong = hmac.new(bytes(32), KEY, hashlib.sha256).digest()
        return hmac.new(strong, info + b"\x01", hashlib.sha256).digest()

    place = hmac.new(
        expand(b"wb/agg/token/v1"), prefixed(b"wb/token/v1", GROUP, b"\0\0\0\x07"), hashlib.sha256
    ).digest()
    slot_key = hmac.new(
        expand(b"wb/agg/slot/v1"), prefixed(b"wb/slot/v1", GROUP, b"\0\0\0\x07"), hashlib.sha256
    ).digest()
    slot = seal_slot(KEY, GROUP, 7, TEXT)
    assert token(KEY, GROUP, 7) == place
    assert AESGCM(slot_key).decrypt(slot[:12], slot[12:], place) == TEXT


def test_tokens_of_people_groups_and_periods_have_nothing_in_common() -> None:
    every = {
        token(key, group, period)
        for key in (KEY, OTHER)
        for group in (GROUP, SIBLING)
        for period in range(200)
    }
    assert len(every) == 800
    assert {len(one) for one in every} == {TOKEN_LENGTH}
    # Half of the bits of any two differ, as those of chance would: 256 bits, 8 standard deviations of 8.
    first, *rest = every
    for one in rest:
        differ = (int.from_bytes(first, "big") ^ int.from_bytes(one, "big")).bit_count()
        assert 64 < differ < 192


def test_a_slot_opens_for_its_person_in_its_box_alone() -> None:
    slot = seal_slot(KEY, GROUP, 7, TEXT)
    for key, group, period in ((OTHER, GROUP, 7), (KEY, SIBLING, 7), (KEY, GROUP, 8), (KEY, GROUP, 0)):
        with pytest.raises(Damaged):
            open_slot(key, group, period, slot)


def test_every_flipped_bit_and_every_other_length_is_refused() -> None:
    slot = seal_slot(KEY, GROUP, 7, TEXT)
    for bit in range(len(slot) * 8):
        flipped = bytearray(slot)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Damaged):
            open_slot(KEY, GROUP, 7, bytes(flipped))
    for other in (b"", slot[:-1], slot + b"\0"):
        with pytest.raises(Damaged):
            open_slot(KEY, GROUP, 7, other)


def test_slots_look_alike_and_never_the_same() -> None:
    many = {seal_slot(KEY, GROUP, 7, text) for text in (TEXT, bytes(4)) for _ in range(500)}
    assert len(many) == 1000
    assert {len(one) for one in many} == {SLOT_LENGTH}
    assert len({one[:12] for one in many}) == 1000


@pytest.mark.parametrize("text", [b"", bytes(SLOT_TEXT - 1), bytes(SLOT_TEXT + 1)])
def test_a_slot_of_another_length_would_stand_out(text: bytes) -> None:
    with pytest.raises(ValueError, match="four bytes"):
        seal_slot(KEY, GROUP, 7, text)


def test_the_key_is_not_used_up() -> None:
    """It is somebody's for life: deriving from it must not zero the caller's own buffer."""
    key = bytearray(os.urandom(32))
    before = bytes(key)
    token(key, GROUP, 7)
    open_slot(key, GROUP, 7, seal_slot(key, GROUP, 7, TEXT))
    assert bytes(key) == before
