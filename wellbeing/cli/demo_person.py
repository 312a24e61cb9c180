"""What the made-up person whom a visitor enters as keeps: work, questionnaires, a plan."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from wellbeing.domain.instruments.shelf import offered
from wellbeing.domain.plan import Step
from wellbeing.domain.preferences import Preferences, Rhythm
from wellbeing.domain.relief import Tool

if TYPE_CHECKING:
    from wellbeing.cli.demo_work import Done
    from wellbeing.services.desks import PersonDesk

FILLED_IN: Final = (("who5", 28, Rhythm.MONTHLY), ("phq4", 91, Rhythm.QUARTERLY))
"""Which questionnaires, every so many days, and the rhythm that was chosen."""
PLAN: Final[Mapping[Step, str]] = {
    Step.SIGNS: "I stop answering my sister. I lie awake and plan the next day.",
    Step.COPING: "Swim. Cook something slow. The long way home along the river.",
    Step.PLACES: "The allotment on Saturdays. The choir, also when I do not sing.",
    Step.PEOPLE: "My sister. The colleague from the second floor.",
    Step.PROFESSIONALS: "The unit's psychologist, Tuesdays and Thursdays. The line on the help page.",
    Step.SURROUNDINGS: "The service weapon stays in the safe at work.",
    Step.TRUSTED: "My sister, at any hour.",
}
USES: Final = (
    (61, Tool.BREATHE, 6, 4), (44, Tool.WALK, 7, 4), (37, Tool.BREATHE, 5, 5),
    (30, Tool.WALK, 6, 3), (16, Tool.GROUNDING, 7, 5), (9, Tool.WALK, 5, 3),
)  # fmt: skip
"""Days ago, what was done, and how it was before and after."""


def work(desk: PersonDesk, reference: str, done: Iterable[Done], at: Callable[[datetime], None]) -> None:
    """Live through acts of the timer, each at its moment."""
    version: int | None = None
    for one in done:
        at(one.at)
        if version is None:
            version = desk.exposure.clock(reference).version
        version = desk.exposure.act(reference, one.act, version, kind=one.kind).version


def keep(desk: PersonDesk, reference: str, until: date, days: int, at: Callable[[datetime], None]) -> None:
    """Fill in questionnaires through the year, use some tools, and write a plan.

    Args:
        desk: what a person can do.
        reference: their connection.
        until: today; everything lies before it.
        days: how many days back it goes.
        at: sets the clock.
    """
    chance = random.Random("harbour demo questionnaires")  # noqa: S311 made-up data, no secret
    known = {one.name: one for one in offered(())}

    def chosen(mine: Preferences) -> Preferences:
        for name, _, rhythm in FILLED_IN:
            mine = mine.with_rhythm(name, rhythm)
        return mine

    desk.preferences.change(reference, chosen)
    for name, every, _ in FILLED_IN:
        instrument = known[name]
        for back in reversed(range(5, days, every)):
            day = until - timedelta(days=back)
            at(datetime.combine(day, time(17), UTC))
            desk.questionnaires.begin(reference, name)
            for item in range(1, len(instrument.items) + 1):
                codes = sorted(instrument.codes(item))
                # Neither end of the scale is anybody's usual.
                code = chance.choice(codes[1:-1])
                desk.questionnaires.answer(reference, name, day, item, code)
            desk.questionnaires.finish(reference, name, day)
    for back, tool, before, after in USES:
        if back < days:
            at(datetime.combine(until - timedelta(days=back), time(16), UTC))
            desk.relief.keep(reference, uuid4(), tool, before, after)
    desk.plans.write(reference, PLAN)
