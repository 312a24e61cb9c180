"""The words for what was noticed about the stored entries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from wellbeing.services.noticing import Findings, Noticed, Trouble
from wellbeing.words import Translator, mark, month_words, weekday_words

MOST: Final = 7
"""Most lines of a banner; the rest is counted."""
DATED: Final[Mapping[int, str]] = {
    Trouble.MISSING: mark("The check-in of {day} is missing."),
    Trouble.CHANGED: mark("The check-in of {day} is not what you saved last."),
    Trouble.MONTH: mark("Check-ins of {month} may be missing, or older than what you saved."),
    Trouble.LOG: mark("Your own log of {month} may be older, or miss lines."),
    Trouble.EXPOSURE: mark("Your exposure record of {day} is missing, or not what you saved last."),
}
OTHER: Final = mark("Something else is not as you left it.")
PLAIN: Final[Mapping[int, str]] = {
    Trouble.MISSING: mark("A check-in is missing."),
    Trouble.CHANGED: mark("A check-in is not what you saved last."),
    Trouble.STRAY: mark("Something is stored that you removed or never wrote. It is not shown."),
    Trouble.MONTH: mark("Some check-ins may be missing, or older than what you saved."),
    Trouble.LOG: mark("Your own log may be older, or miss lines."),
    Trouble.EXPOSURE: mark("Some of your exposure record is missing, or not what you saved last."),
    Trouble.PROFILE: mark("Your handle and seats were lost. You may need a new slip."),
    Trouble.ROOT: mark("The list of all your entries was gone or older. Some entries may be missing."),
    Trouble.ADDRESS: mark("Messages to you went to a key that is not yours. This is mended."),
    Trouble.POST: mark("Something that was left for you does not open. It was removed."),
    Trouble.OTHER: OTHER,
}


def noticed_words(findings: Findings, t: Translator) -> list[str]:
    """One line for each thing, with its day or month where it is known; a long list ends with a count."""
    lines = list(dict.fromkeys(_line(one, t) for one in findings.noticed))
    rest = len(lines) - MOST
    if rest <= 0:
        return lines
    return [*lines[:MOST], t.n("And {count} more.", "And {count} more.", rest)]


def _line(one: Noticed, t: Translator) -> str:
    words = DATED.get(one.trouble)
    if words is None or not one.day:
        return t(PLAIN.get(one.trouble, OTHER))
    day = date.fromordinal(one.day)
    return t(words, day=weekday_words(day, t.locale), month=month_words(day, t.locale))
