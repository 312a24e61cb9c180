"""Shares of a hundred as bars, one under the other, each with its name and its number in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from wellbeing.words import Translator

WIDTH: Final = 100
VIEW: Final = f"0 0 {WIDTH} 10"
TRACK: Final = f"M0 5H{WIDTH}"
"""All of a hundred."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One share."""

    name: str
    path: str
    value: str
    """As it is read: "64 of 100"."""


def bar(name: str, share: float, t: Translator) -> Bar:
    """A share from 0 to 1; a decimal is written where a whole number would say certainty."""
    hundred = 100 * share
    shown = round(hundred, 1) if round(hundred) > 95 else round(hundred)
    return Bar(name, f"M0 5H{hundred:.1f}", t("{number} of 100", number=t.number(shown)))


def sentence(title: str, bars: Iterable[Bar]) -> str:
    """What the bars say, for whoever does not see them."""
    return f"{title}: {', '.join(f'{one.name} {one.value}' for one in bars)}."
