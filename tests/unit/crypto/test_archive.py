"""An archive opens whole, with its own key, or not at all."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellbeing.crypto import archive, postbox
from wellbeing.crypto.archive import CHUNK, Opening, Sealing, made_at
from wellbeing.domain.errors import ArchiveDamaged

PAIR = postbox.make_pair()
HEAD = 14 + 80
"""Bytes before the first chunk."""


def sealed(text: bytes, pieces: int = 7000) -> bytes:
    sink = io.BytesIO()
    sealing = Sealing(PAIR.public, sink, 1_800_000_000)
    for at in range(0, len(text), pieces):
        sealing.write(text[at : at + pieces])
    sealing.close()
    return sink.getvalue()


def opened(raw: bytes, private: bytes | None = None, pieces: int = 5000) -> bytes:
    opening = Opening(private or bytes(PAIR.private), io.BytesIO(raw))
    found = b""
    while piece := opening.read(pieces):
        found += piece
    return found


@settings(max_examples=30, deadline=None)
@given(
    size=st.sampled_from([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 17]),
    pieces=st.sampled_from([1000, 7000, CHUNK, 3 * CHUNK]),
)
def test_what_went_in_comes_out(size: int, pieces: int) -> None:
    text = bytes(number % 251 for number in range(size))
    assert opened(sealed(text, pieces), pieces=pieces) == text


def test_it_says_when_it_was_made_and_nothing_else() -> None:
    raw = sealed(b"words of somebody" * 100)
    assert made_at(raw[:64]) == 1_800_000_000
    assert b"words" not in raw
    assert sealed(b"the same") != sealed(b"the same")


def test_another_key_opens_nothing() -> None:
    with pytest.raises(ArchiveDamaged):
        opened(sealed(b"text"), bytes(postbox.make_pair().private))
    with pytest.raises(ArchiveDamaged):
        Opening(b"short", io.BytesIO(sealed(b"text")))
    with pytest.raises(ArchiveDamaged):
        Sealing(b"short", io.BytesIO(), 0)


def test_every_flipped_byte_is_noticed() -> None:
    raw = sealed(b"text of some length" * 9)
    for at in range(len(raw)):
        with pytest.raises(ArchiveDamaged):
            opened(raw[:at] + bytes((raw[at] ^ 1,)) + raw[at + 1 :])


def test_every_end_that_comes_too_soon_is_noticed() -> None:
    raw = sealed(b"x" * (2 * CHUNK + 30))
    chunk = CHUNK + 16
    for length in (0, 5, 14, HEAD - 1, HEAD, HEAD + 5, HEAD + chunk, HEAD + 2 * chunk, len(raw) - 1):
        with pytest.raises(ArchiveDamaged):
            opened(raw[:length])
    with pytest.raises(ArchiveDamaged):
        opened(raw + b"more")


def test_chunks_keep_their_places_and_their_archive() -> None:
    text = bytes(range(256)) * (3 * CHUNK // 256)
    raw, other = sealed(text), sealed(text)
    chunk = CHUNK + 16
    head, first, second = raw[:HEAD], raw[HEAD : HEAD + chunk], raw[HEAD + chunk : HEAD + 2 * chunk]
    rest = raw[HEAD + 2 * chunk :]
    for changed in (head + second + first + rest, head + second + rest, head + first + first + rest):
        with pytest.raises(ArchiveDamaged):
            opened(changed)
    with pytest.raises(ArchiveDamaged):
        opened(head + other[HEAD:])


@pytest.mark.parametrize("raw", [b"", b"WA", b"WB" + bytes(90), b"WA\x02\x01" + bytes(90)])
def test_what_is_no_archive_is_refused(raw: bytes) -> None:
    with pytest.raises(ArchiveDamaged):
        opened(raw)
    if not raw.startswith(b"WA\x02"):
        with pytest.raises(ArchiveDamaged):
            made_at(raw)


def test_each_part_of_the_head_is_bound() -> None:
    raw = sealed(b"text")
    later = raw[:4] + (1_900_000_000).to_bytes(8, "big") + raw[12:]
    assert made_at(later) == 1_900_000_000
    with pytest.raises(ArchiveDamaged):
        opened(later)
    assert len(PAIR.public) == archive.KEY_LENGTH
