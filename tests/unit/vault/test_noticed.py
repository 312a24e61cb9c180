"""What was noticed waits until it is seen, and what is seen hides nothing that comes later."""

import pytest

from wellbeing.domain.errors import Damaged
from wellbeing.vault.noticed import Notes, Noticed, Trouble

A, B, C = Noticed(Trouble.MISSING, 739_000), Noticed(Trouble.CHANGED, 739_001), Noticed(Trouble.ROOT)


def test_what_is_found_waits_each_once() -> None:
    assert Notes().adding([B, A, B]).adding([A]) == Notes((A, B))


def test_what_waits_stays_although_it_is_found_no_more() -> None:
    assert Notes((A, C)).checked([]) == Notes((A, C))


def test_what_was_seen_and_is_still_so_is_not_told_again() -> None:
    assert Notes((A, C)).acknowledged([A, C], [A]) == Notes((), (A,))
    assert Notes((), (A,)).checked([A]) == Notes((), (A,))


def test_what_was_seen_and_put_right_is_news_when_it_comes_again() -> None:
    notes = Notes((), (A, B)).checked([B])
    assert notes == Notes((), (B,))
    assert notes.checked([A, B]) == Notes((A,), (B,))
    assert Notes((), (A, B)).mended(A.day).adding([A]) == Notes((A,), (B,))


def test_only_what_was_told_is_acknowledged() -> None:
    assert Notes((A, B)).acknowledged([A], [A, B]) == Notes((B,), (A,))


def test_what_was_seen_before_stays_seen_when_more_is() -> None:
    assert Notes((B,), (A,)).acknowledged([B], [A, B]) == Notes((), (A, B))


def test_a_trouble_of_a_newer_program_is_kept() -> None:
    notes = Notes((Noticed(200, 7),), (A,))
    assert Notes.decode(notes.encode() + b"rest") == (notes, b"rest")


@pytest.mark.parametrize("cut", range(1, 9))
def test_notes_that_are_cut_off_are_refused(cut: int) -> None:
    raw = Notes((A,)).encode()
    with pytest.raises(Damaged):
        Notes.decode(raw[:-cut])


def test_no_day_is_printed() -> None:
    assert "739" not in repr(Notes((A,), (B,)))
