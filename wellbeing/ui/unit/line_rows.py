"""The crisis lines of a unit's country, and where the confirmation of each stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wellbeing.domain.resources.telling import name_of
from wellbeing.services.vouching import Vouched
from wellbeing.words import Translator, day_words


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A page that publishes a line: where it leads, and what stands there."""

    link: str
    words: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of the crisis block, and where its confirmation stands."""

    id: str
    name: str
    number: str
    sources: list[SourceRow]
    read_on: str
    state: str
    confirmed: bool
    mine: bool


def line_rows(lines: Iterable[Vouched], t: Translator) -> list[LineRow]:
    """The crisis block, with how many of two people stand behind each line."""
    return [
        LineRow(
            one.line.id,
            name_of(one.line, t),
            " / ".join(part for part in (one.line.display, one.line.also, one.line.sms) if part),
            [SourceRow(source.address.split(" ")[0], source.address) for source in one.line.sources],
            day_words(one.line.seen_on, t.locale, year=True),
            _state(one, t),
            one.confirmed,
            one.mine,
        )
        for one in lines
    ]


def _state(one: Vouched, t: Translator) -> str:
    if one.on is not None:
        return t("Confirmed by two people on {day}.", day=day_words(one.on, t.locale, year=True))
    if one.people and one.mine:
        return t("You confirmed it. A second person has to.")
    if one.people:
        return t("One person confirmed it. It needs one more.")
    return t("Nobody of your unit has confirmed it yet.")
