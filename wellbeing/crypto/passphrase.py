"""Passphrases: five offered words, and a refusal of those that would be guessed soon.

The list is EFF's Long Wordlist (`wordlist.LICENSE.txt`) without the words of `left_out.txt`, which nobody
should meet here after a day of such work; five words carry 64 bits. There are no rules about digits or signs
(OWASP ASVS 5.0, 6.2.5); length and guessability decide.
"""

from __future__ import annotations

import functools
import secrets
import threading
from collections.abc import Iterable
from importlib import resources
from typing import Final

import zxcvbn

from wellbeing.crypto.kdf import LONGEST
from wellbeing.domain.errors import PassphraseTooCommon, PassphraseTooLong, PassphraseTooShort

SHORTEST: Final = 15
"""Characters."""
FEWEST_GUESSES: Final = 10**10
"""Below this estimate a passphrase is refused; zxcvbn's own best mark begins here."""
_JUDGED: Final = 32
"""Characters that are judged: zxcvbn needs up to half a second for so many, and far more for longer ones."""

_turn = threading.Lock()
"""zxcvbn keeps the words it was given in a module variable: one judgement at a time."""


def generate(words: int = 5) -> str:
    """So many words of the list, drawn evenly and joined by spaces."""
    return " ".join(secrets.choice(wordlist()) for _ in range(words))


@functools.cache
def wordlist() -> tuple[str, ...]:
    """The words that may be offered, in the list's order."""
    left_out = frozenset(_read("left_out.txt"))
    return tuple(word for word in _read("wordlist.txt") if word not in left_out)


def _read(name: str) -> list[str]:
    return resources.files(__package__).joinpath(name).read_text("utf-8").split()


def check(passphrase: str, own_words: Iterable[str] = ()) -> None:
    """Refuse a passphrase that is too short, too long or soon guessed.

    Args:
        passphrase: as typed.
        own_words: words that an attacker would try first, such as the handle and the unit's name; they may
            stand in the passphrase, but count for nothing.

    Raises:
        PassphraseTooLong: more than `LONGEST` bytes.
        PassphraseTooShort: fewer than `SHORTEST` characters.
        PassphraseTooCommon: it would be guessed within `FEWEST_GUESSES` tries.
    """
    if len(passphrase) > LONGEST or len(passphrase.encode("utf-8", "surrogatepass")) > LONGEST:
        raise PassphraseTooLong
    if len(passphrase) < SHORTEST:
        raise PassphraseTooShort
    if _guesses(_without(passphrase, own_words)) < FEWEST_GUESSES:
        raise PassphraseTooCommon


def _without(passphrase: str, own_words: Iterable[str]) -> str:
    """The passphrase, casefolded, with each own word of four letters or more shrunk to a single sign."""
    rest = passphrase.casefold()
    parts = {part for word in own_words for part in (word.casefold(), *word.casefold().split())}
    for part in sorted((part for part in parts if len(part) > 3), key=len, reverse=True):
        rest = rest.replace(part, "a")
    return rest


def _guesses(text: str) -> float:
    if not text:
        return 0.0
    with _turn:
        return float(zxcvbn.zxcvbn(text[:_JUDGED])["guesses"])
