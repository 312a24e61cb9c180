"""Finding words in a person's own notes, whatever their case and accents."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """The text without case and accents."""
    return _folded(text)[0]


def spans(text: str, words: str) -> tuple[tuple[int, int], ...]:
    """Where the words occur in the text, as (start, end) in its characters; none unless every word occurs.

    Neighbouring and overlapping places are joined, so that they can be marked one after another.
    """
    folded, origin = _folded(text)
    found: list[tuple[int, int]] = []
    wanted = {fold(word) for word in words.split()} - {""}
    for word in wanted:
        place = folded.find(word)
        if place < 0:
            return ()
        while place >= 0:
            found.append((origin[place], origin[place + len(word) - 1] + 1))
            place = folded.find(word, place + 1)
    return _joined(found)


def _folded(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the index of the one it came from."""
    letters: list[str] = []
    origin: list[int] = []
    for index, letter in enumerate(text):
        for part in unicodedata.normalize("NFKD", letter.casefold()):
            if not unicodedata.combining(part):
                letters.append(part)
                origin.append(index)
    return "".join(letters), origin


def _joined(places: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
