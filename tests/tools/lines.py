"""What a help line says in its operator's own words, which no catalog holds: names, addresses, languages."""

from __future__ import annotations

from typing import Final

from wellbeing.domain.resources import LINES, Line
from wellbeing.words import language_name


def own_words(line: Line) -> tuple[str, ...]:
    """Each piece that stands on a page as the operator writes it, or as a language calls itself."""
    spoken = (line.name, line.site, line.chat, line.keyword, line.time_zone)
    return tuple(one for one in (*spoken, *map(language_name, line.languages)) if one)


OF_LINES: Final = tuple(sorted({word for line in LINES for word in own_words(line)}))
"""The words of all lines that ship."""
