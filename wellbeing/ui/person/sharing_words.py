"""What the page of the own yes says: about the answer, each open period, and what was put in so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from wellbeing.domain.ballot import Out
from wellbeing.domain.contribution import MOST_HALF_HOURS, NOTHING, Cell, Contribution
from wellbeing.services.ballot_view import Mine, OpenPeriod
from wellbeing.services.odds import Noticed
from wellbeing.ui.pictures.odds import Bar, bar, sentence
from wellbeing.words import Translator, day_words, mark

BANDS: Final[Mapping[Cell, str]] = {
    Cell.LOW: mark("The lighter third"),
    Cell.MIDDLE: mark("The middle third"),
    Cell.HIGH: mark("The heavier third"),
}
WHY: Final[Mapping[Out, str]] = {
    Out.NO_SEAT: mark("You hold no investigator's seat, so you are in no group."),
    Out.TASK_FORCE: mark("A task force has no picture of its own."),
    Out.JOINED: mark("You took your seat in these four weeks. The next ones are open to you."),
    Out.NOT_OPEN: mark("No group has been made for these four weeks yet."),
    Out.TOO_SMALL: mark("Your unit has too few seats for a picture, so there is none."),
    Out.LEADS: mark("You lead this team, so you are left out of its picture."),
    Out.GONE: mark("These four weeks will have no picture."),
    Out.FULL: mark("There is no room left in these four weeks. The next ones are open to you."),
    Out.CAP: mark("You were counted for three full years. That is the most for anybody."),
}
"""Why somebody does not count, whatever they said."""


@dataclass(frozen=True, slots=True)
class PartRow:
    """One open period in words."""

    title: str
    band: str = field(repr=False)
    """Empty when nothing would go."""
    cell: str = field(repr=False)
    """The path of the cell they would count in."""
    hours: str = field(repr=False)
    kept: str = field(repr=False)
    lies: str = field(repr=False)
    why: str
    group: str


CELLS: Final = "M1 1h30v18h-30zM35 1h30v18h-30zM69 1h30v18h-30z"
"""Three bands side by side, in a view of 100 by 20."""
_STEP: Final = 34


def answer_words(mine: Mine, t: Translator) -> str:
    """What the person has said, and how long it holds."""
    said = mine.page.consent
    if mine.page.leaving:
        return t("You are not counted. Taking the rest back is under way.")
    if said is None:
        return t("You are not counted.")
    if said.withdrawn_on is not None:
        day = day_words(said.withdrawn_on, t.locale, year=True)
        return t("You are not counted. You said no on {day}.", day=day)
    last = day_words(said.ends_before.first - timedelta(days=1), t.locale, year=True)
    if mine.ran_out:
        return t("Your yes ended on {day}. You are not counted now.", day=last)
    return t("You are counted. Your yes holds until {day}.", day=last)


def part_row(one: OpenPeriod, t: Translator) -> PartRow:
    """An open period: what would go now, what lies in the box, and what stands against it."""
    would = one.would
    first, last = (day_words(day, t.locale) for day in (one.period.first, one.period.last))
    return PartRow(
        title=t("{first} to {last}", first=first, last=last),
        band=band_words(would, t) if would != NOTHING else "",
        cell=f"M{1 + _STEP * (would.cell - 1)} 1h30v18h-30z" if would != NOTHING else "",
        hours=hours_words(would, t),
        kept=kept_words(would, t),
        lies=_lying(one, t),
        why="" if one.out is None else t(WHY[one.out]),
        group=_group(one, t),
    )


def _lying(one: OpenPeriod, t: Translator) -> str:
    if one.lies == NOTHING:
        return t("Nothing of yours lies in the box.")
    if one.lies == one.would:
        return t("This lies in the box now, blurred with everybody's.")
    return t("The box still has your last numbers. It follows within seconds.")


def _group(one: OpenPeriod, t: Translator) -> str:
    if one.roster is None:
        return ""
    seats = t.n("{count} seat", "{count} seats", one.roster)
    return t("{units}, {seats}", units=", ".join(one.units), seats=seats)


def band_words(part: Contribution, t: Translator) -> str:
    """The band of somebody's own average."""
    return t(BANDS[part.cell])


def hours_words(part: Contribution, t: Translator) -> str:
    """Hours a week, in half hours."""
    if part.half_hours == MOST_HALF_HOURS:
        return t("10 hours a week or more")
    hours = part.half_hours / 2
    if hours.is_integer():
        return t.n("{count} hour a week", "{count} hours a week", int(hours))
    return t("{hours} hours a week", hours=t.number(hours))


def kept_words(part: Contribution, t: Translator) -> str:
    """Whether breaks were kept on at least three of four days."""
    return t("Yes") if part.breaks_kept else t("No")


def history_rows(mine: Mine, t: Translator) -> list[list[str]]:
    """Everything that was ever put in, the newest first."""
    return [
        [
            day_words(one.period.first, t.locale, year=True),
            band_words(one.contribution, t),
            hours_words(one.contribution, t),
            kept_words(one.contribution, t),
        ]
        for one in reversed(mine.page.history)
    ]


def noticed_bars(found: tuple[Noticed, ...], t: Translator) -> tuple[list[Bar], list[Bar]]:
    """How often a lead notices that 3, and that 6, of 10 of those counted have harder days."""
    names = [t("{number} of 100 counted", number=t.number(round(100 * one.part))) for one in found]
    some = [bar(name, one.some, t) for name, one in zip(names, found, strict=True)]
    most = [bar(name, one.most, t) for name, one in zip(names, found, strict=True)]
    return some, most


def noticed_sentences(some: list[Bar], most: list[Bar], t: Translator) -> tuple[str, str]:
    """The same as two sentences."""
    return sentence(t("Days get harder for 3 of 10"), some), sentence(t("Days get harder for 6 of 10"), most)
