"""The made-up people of a region, who live their year period by period while the real jobs run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from wellbeing.cli.demo_data import HANDLES
from wellbeing.cli.demo_region import Team, days_of, takes_part
from wellbeing.domain.checkin import CheckIn
from wellbeing.domain.exposure import ExposureDay
from wellbeing.domain.periods import YEAR, Period

if TYPE_CHECKING:
    from wellbeing.bootstrap import Wellbeing

Join = Callable[[str, str], str]
"""From the code of a slip and a handle to a cookie."""
Set = Callable[[datetime | None], None]
"""Sets the clock, or lets it go with the real time again."""
Days = Sequence[tuple[CheckIn, ExposureDay]]


@dataclass(slots=True)
class Person:
    """One made-up person: their connection, and the days they have not lived yet."""

    reference: str
    number: int
    days: Days = field(repr=False)
    lived: int = 0

    def until(self, last: date) -> Days:
        """The days up to a day that come next."""
        coming = tuple(takewhile(lambda one: one[0].day <= last, self.days[self.lived :]))
        self.lived += len(coming)
        return coming


def arrive(
    whole: Wellbeing,
    stack: ExitStack,
    join: Join,
    crew: Sequence[tuple[Team, Sequence[str]]],
    span: tuple[date, date],
    zone: str,
) -> Iterator[Person]:
    """Let the people of teams join, two at a time, and stay signed in until the stack closes.

    Args:
        whole: the app.
        stack: ends their visits.
        join: joins with a code.
        crew: each team with the codes of its slips; the first of the first is the one a visitor enters as.
        span: the first and the last day they live here.
        zone: where they work.
    """
    sessions, place = whole.desks.person.sessions, ZoneInfo(zone)
    slips = [(team, code) for team, codes in crew for code in codes]

    def enter(numbered: tuple[int, tuple[Team, str]]) -> tuple[Team, int, str]:
        number, (team, code) = numbered
        return team, number, join(code, HANDLES[number] if number < len(HANDLES) else f"crew-{number}")

    with ThreadPoolExecutor(2) as pool:
        for team, number, cookie in pool.map(enter, enumerate(slips)):
            stack.callback(sessions.end, cookie)
            reference = stack.enter_context(sessions.visiting(cookie))
            yield Person(reference, number, tuple(days_of(team, number, *span, place, notes=not number)))


def live(
    whole: Wellbeing,
    people: Sequence[Person],
    first: Period,
    now: datetime,
    at: Set,
    lived: Callable[[], object],
) -> None:
    """Live period by period: boxes are made, days are stored, parts are cast, and what is over is released.

    Args:
        whole: the app; its own job is run, as the clock would run it.
        people: who lives.
        first: the first period.
        now: the real moment, up to which they live.
        at: sets the clock.
        lived: called after each person's period.
    """
    desk = whole.desks.person
    for number in range(first.number, Period.at(now).number + 1):
        period, before = Period(number), Period(number - 1)
        at(period.opens_at + timedelta(minutes=1))
        whole.releases.turn()
        if before >= first and before.released_at < now:
            at(before.released_at + timedelta(minutes=1))
            whole.releases.turn()
        at(min(datetime.combine(period.last, time(18), UTC), now))
        for person in people:
            desk.taking_in.days(person.reference, person.until(period.last))
            if not (number - first.number) % YEAR and takes_part(person.number):
                desk.ballots.choose(person.reference, yes=True)  # for a year, and then again
            with desk.sessions.keys(person.reference) as access:
                desk.ballots.cast(access)
            lived()
    at(None)
