"""Lengths of time as people read them: "50 min", "1 h 15 min"."""

from __future__ import annotations

from wellbeing.words import Translator

HOUR = 60


def length_words(minutes: int, t: Translator) -> str:
    """So many minutes, in hours and minutes from an hour on."""
    hours, rest = divmod(minutes, HOUR)
    if not hours:
        return t("{minutes} min", minutes=t.number(rest))
    if not rest:
        return t("{hours} h", hours=t.number(hours))
    return t("{hours} h {minutes} min", hours=t.number(hours), minutes=t.number(rest))


def wall(minutes: int) -> str:
    """Minutes after midnight as a clock shows them: "09:15"; those of the next day start anew."""
    hours, rest = divmod(minutes % (24 * HOUR), HOUR)
    return f"{hours:02}:{rest:02}"
