"""Guidance: whom to ask, and what, where no line with a source answers a need.

Our own words, without a claim about anybody's rights: rules differ by country and by employer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from wellbeing.domain.resources.line import Need
from wellbeing.words import mark


@dataclass(frozen=True, slots=True)
class Guidance:
    """What helps somebody on who finds no line."""

    title: str
    whom: tuple[str, ...]
    """Who may help, and with what."""
    questions: tuple[str, ...]
    """What to ask them, first of all what they pass on."""
    limit: str
    """What this is not."""


GUIDANCE: Final[Mapping[Need, Guidance]] = {
    Need.MONEY: Guidance(
        mark("Money or legal help: whom to ask, and what"),
        (
            mark("Your union or staff association: for legal help, or a fund for hard times."),
            mark("Occupational health: how an injury of the mind is reported at work."),
            mark("A lawyer of your own choice: the first question is who pays."),
            mark("An advice centre or social worker where you live: for debts, rent and forms."),
        ),
        (
            mark("What do you pass on, to whom, and is it written down?"),
            mark("Who will be told that I asked?"),
            mark("Is there a day by which I must report or claim something?"),
            mark("Do I need a doctor's note, and who reads it?"),
            mark("What does it cost, and who pays?"),
        ),
        mark("This is no legal advice. Rules differ by country and by employer."),
    ),
}
"""By need; a need that lines answer has none."""
