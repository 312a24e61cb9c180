"""Signatures: those of RFC 8032, and refused for any other text, key or signature."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.crypto.signing import KEY_LENGTH, make_key, public_of, sign, signed

# RFC 8032, 7.1, tests 1 and 2: secret key, public key, message, signature.
VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
]


@pytest.mark.parametrize(("secret", "public", "text", "signature"), VECTORS)
def test_it_is_the_published_scheme(secret: str, public: str, text: str, signature: str) -> None:
    key = bytes.fromhex(secret)
    assert public_of(key).hex() == public
    assert sign(key, bytes.fromhex(text)).hex() == signature
    assert signed(bytes.fromhex(public), bytes.fromhex(text), bytes.fromhex(signature))


@given(text=st.binary(max_size=300), bit=st.integers(0, 511))
def test_another_text_key_or_signature_is_refused(text: bytes, bit: int) -> None:
    key = b"k" * 32
    signature = sign(key, text)
    assert signed(public_of(key), text, signature)
    assert not signed(public_of(key), text + b"\0", signature)
    assert not signed(public_of(b"l" * 32), text, signature)
    flipped = bytearray(signature)
    flipped[bit // 8] ^= 1 << bit % 8
    assert not signed(public_of(key), text, bytes(flipped))


@pytest.mark.parametrize("public", [b"", bytes(31), bytes(33), bytes(32)])
def test_what_is_no_public_key_has_signed_nothing(public: bytes) -> None:
    assert not signed(public, b"text", sign(b"k" * 32, b"text"))


@pytest.mark.parametrize("signature", [b"", bytes(63), bytes(64), bytes(65)])
def test_what_is_no_signature_is_none(signature: bytes) -> None:
    assert not signed(public_of(b"k" * 32), b"text", signature)


def test_keys_are_made_anew() -> None:
    keys = {make_key() for _ in range(100)}
    assert len(keys) == 100
    assert {len(one) for one in keys} == {KEY_LENGTH}
