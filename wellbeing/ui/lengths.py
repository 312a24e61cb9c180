"""Lengths of time as people read them: "50 min", "1 h 15 min"."""

from __future__ import annotations

from wellbeing.domain.policy import Unit
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


def counted(number: int, unit: Unit, t: Translator) -> str:
    """A number of a rule with what it counts: "1 day", "3 times"."""
    match unit:
        case Unit.MINUTES:
            return t.n("{count} minute", "{count} minutes", number)
        case Unit.DAYS:
            return t.n("{count} day", "{count} days", number)
        case Unit.WEEKS:
            return t.n("{count} week", "{count} weeks", number)
        case Unit.MONTHS:
            return t.n("{count} month", "{count} months", number)
        case Unit.TIMES:
            return t.n("{count} time", "{count} times", number)
        case Unit.PERCENT:
            return t.n("{count} percent", "{count} percent", number)
