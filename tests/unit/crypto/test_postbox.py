"""Anyone may add for a person, and only they can open it."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.crypto import postbox
from wellbeing.domain.errors import Damaged

PAIR = postbox.make_pair()
PERSON = b"p" * 16


@given(text=st.binary(max_size=1500))
def test_what_is_posted_is_collected(text: bytes) -> None:
    body = postbox.seal_to(PAIR.public, PERSON, text)
    assert postbox.open_with(PAIR.private, PERSON, body) == text


def test_pairs_are_new_and_fit() -> None:
    other = postbox.make_pair()
    assert other.public != PAIR.public
    assert postbox.public_of(other.private) == other.public
    assert "private" not in repr(PAIR)


def test_the_same_text_is_never_posted_alike_and_lengths_fall_into_buckets() -> None:
    many = {postbox.seal_to(PAIR.public, PERSON, b"same") for _ in range(100)}
    assert len(many) == 100
    assert {len(body) for body in many} == {4 + 32 + 256 + 16}
    assert len(postbox.seal_to(PAIR.public, PERSON, bytes(253))) == 4 + 32 + 512 + 16


def test_every_flipped_bit_is_refused() -> None:
    body = postbox.seal_to(PAIR.public, PERSON, b"text")
    # The highest bit of an X25519 public value is not used (RFC 7748, 5): HPKE binds it through its context.
    for bit in range(len(body) * 8):
        flipped = bytearray(body)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Damaged):
            postbox.open_with(PAIR.private, PERSON, bytes(flipped))


def test_every_truncation_is_refused() -> None:
    body = postbox.seal_to(PAIR.public, PERSON, b"text")
    for length in range(len(body)):
        with pytest.raises(Damaged):
            postbox.open_with(PAIR.private, PERSON, body[:length])


def test_another_person_or_pair_is_refused() -> None:
    body = postbox.seal_to(PAIR.public, PERSON, b"text")
    with pytest.raises(Damaged):
        postbox.open_with(PAIR.private, b"q" * 16, body)
    with pytest.raises(Damaged):
        postbox.open_with(postbox.make_pair().private, PERSON, body)


@pytest.mark.parametrize("public", [b"", b"x", bytes(31), bytes(33), bytes(32)])
def test_a_public_half_that_is_no_key_is_refused(public: bytes) -> None:
    with pytest.raises(Damaged):
        postbox.seal_to(public, PERSON, b"text")


def test_random_bytes_are_refused() -> None:
    for length in (0, 3, 4, 36, 308, 5000):
        with pytest.raises(Damaged):
            postbox.open_with(PAIR.private, PERSON, b"WP\x01\x01" + os.urandom(length))
