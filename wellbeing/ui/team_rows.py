"""What the pages show of a team: one picture made from one `View`, for the lead and for the officer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from wellbeing.domain.team import Situation, View
from wellbeing.domain.team_words import (
    MEASURE_NAMES,
    around_words,
    compared_words,
    overall_words,
    size_words,
)
from wellbeing.ui.pictures import bands
from wellbeing.ui.pictures.bands import BandsPicture, MixPicture, Pin, ReachRow
from wellbeing.words import Translator, day_words, mark

FEW_MOVED: Final = 0.3
MANY_MOVED: Final = 0.6
WITHOUT: Final[Mapping[Situation, str]] = {
    Situation.SMALL: mark("Units this small never get numbers of their own. This protects your team."),
    Situation.WAITING: mark("There is no picture yet. Each one covers four weeks."),
    Situation.ENDS: mark("A unit that ends has no numbers. Its people are counted in their home unit."),
}


@dataclass(frozen=True, slots=True)
class TeamPicture:
    """One unit in words and paths."""

    unit: str
    name: str
    size: str
    """How many seats, roughly, and who is counted together."""
    without: str
    """Why there is no picture; empty when there is one."""
    hatched: bool
    """Whether that is because it is too small."""
    changed: str
    """The one sentence of the page."""
    compared: str
    around: str
    next: str
    pictures: list[BandsPicture]
    pins: list[Pin]
    mix: list[MixPicture]
    """One or none."""
    few: list[ReachRow]
    """How often it is noticed when 3 in 10 move up one band."""
    many: list[ReachRow]
    """The same of 6 in 10."""
    never: str
    """What is not shown at this size; empty when all is."""


def shown(view: View, t: Translator) -> TeamPicture:
    """The view as both pages draw it."""
    first = view.series[0].bands if view.series else ()
    return TeamPicture(
        unit=str(view.unit),
        name=view.name,
        size=size_words(view, t),
        without="" if view.situation is Situation.TOLD else t(WITHOUT[view.situation]),
        hatched=view.situation is Situation.SMALL,
        changed=overall_words(view.overall, t) if first else "",
        compared=compared_words(view.overall, t),
        around=around_words(view.around, t),
        next=_next(view, t),
        pictures=[bands.draw(one, t) for one in view.series],
        pins=bands.pins(view.markers, first[0].period.first, first[-1].period.last, t) if first else [],
        mix=[] if view.mix is None else [bands.draw_mix(view.mix, t)],
        few=bands.draw_reach(view.reach, FEW_MOVED, t),
        many=bands.draw_reach(view.reach, MANY_MOVED, t),
        never=_never(view, t),
    )


def _next(view: View, t: Translator) -> str:
    if view.next_at is None:
        return ""
    return t("The next picture comes on {day}.", day=day_words(view.next_at.date(), t.locale, year=True))


def _never(view: View, t: Translator) -> str:
    names = [t(MEASURE_NAMES[one.measure]) for one in view.series if one.together is None]
    return t("Not shown at this size: {names}.", names=", ".join(names)) if names else ""
