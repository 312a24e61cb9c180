"""The pseudo-locale: English made strange, so that a sentence nobody translated is seen at once."""

from __future__ import annotations

import re
from typing import Final

OPEN: Final = "⟦"
CLOSE: Final = "⟧"

_PLACEHOLDER = re.compile(r"(\{\w+\})")
_PLAIN = "AEIOUYaeiouycnszCNSZ"
_ACCENTED = "ÅÉÎÖÛÝåéîöûýçñšžÇÑŠŽ"
_ACCENTS = str.maketrans(_PLAIN, _ACCENTED)
_VOWELS = frozenset("åéîöûý")


def pseudo(message: str) -> str:
    """Accent a message, lengthen it by about 30 % and wrap it in brackets; placeholders stay as they are.

    >>> pseudo("Hello {name}")
    '⟦Hééllöö {name}⟧'
    """
    if not message:
        return message
    pieces = _PLACEHOLDER.split(message)
    return OPEN + "".join(one if index % 2 else _stretched(one) for index, one in enumerate(pieces)) + CLOSE


def _stretched(text: str) -> str:
    """Accented letters, with vowels doubled: English has about one vowel in three letters."""
    accented = text.translate(_ACCENTS)
    return "".join(letter * 2 if letter in _VOWELS else letter for letter in accented)
