"""Fills the demo: a region of made-up units, their people, and a year that is lived under the real jobs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from wellbeing.cli.demo_crowd import Join, Set, arrive, live
from wellbeing.cli.demo_data import HANDLES, UNIT
from wellbeing.cli.demo_person import keep
from wellbeing.cli.demo_region import REGION, Team
from wellbeing.cli.demo_unit import ZONE, furnish
from wellbeing.cli.terminal import out, t
from wellbeing.domain.checkin import CheckIn, Feeling, Question
from wellbeing.domain.people import Role, UnitId
from wellbeing.domain.periods import Period
from wellbeing.words import mark

if TYPE_CHECKING:
    from wellbeing.bootstrap import Wellbeing
    from wellbeing.edge.pages.demo import Door
    from wellbeing.services.desks import Desks

OFFICE: Final = "coast-office"
"""The handle of whoever sets up the teams beside the one that a visitor enters."""
COUNTRY: Final = "NL"


class MovableClock:
    """A clock that can be set back, so that a year of days may be lived in seconds."""

    def __init__(self) -> None:
        from wellbeing.bootstrap import SystemClock

        self._real = SystemClock()
        self._at: datetime | None = None

    def now(self) -> datetime:
        """The moment it is set to, or the real one."""
        return self._at or self._real.now()

    def monotonic(self) -> float:
        """Seconds that never step back, whatever the date says."""
        return self._real.monotonic()

    def set(self, moment: datetime | None) -> None:
        """Stand still at a moment, or go with the real time again."""
        self._at = moment


@dataclass(frozen=True, slots=True)
class Year:
    """The year that is made up."""

    today: date
    days: int
    """How many days ago its first one was."""
    at: Set
    """Sets the clock."""


@dataclass(frozen=True, slots=True)
class Slips:
    """The codes by which the made-up come in."""

    leads: tuple[str, ...]
    crew: tuple[tuple[Team, tuple[str, ...]], ...]
    """Each team with the codes of its seats; the visitor's first."""


def populate(
    whole: Wellbeing, clock: MovableClock, people: int, days: int, teams: Sequence[Team] = ()
) -> tuple[Door, ...]:
    """Make the units, their people and their days; the doors by which a visitor enters as each role.

    Args:
        whole: the app.
        clock: its clock.
        people: investigators of the unit that a visitor enters.
        days: how many days back it goes at least; it begins with the first day of a period.
        teams: the teams beside it.
    """
    now = clock.now()
    today, first = now.date(), Period.of(now.date() - timedelta(days=days))
    days = (today - first.first).days
    before = datetime.combine(first.first - timedelta(days=1), time(8), UTC)
    passphrase = whole.desks.person.joining.offer_passphrase()
    join = joining(whole, passphrase)
    clock.set(before)
    slips = _units(whole, join, (Team(UNIT, people), *teams), Year(today, days, clock.set))
    clock.set(before)
    _let_lead(whole, join, slips.leads)
    crew = sum(len(codes) for _, codes in slips.crew)
    periods = Period.at(now).number - first.number + 1
    with (
        ExitStack() as stack,
        Progress(TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=out) as bar,
    ):
        coming = bar.add_task(t("Letting people in"), total=crew)
        arriving = arrive(whole, stack, join, slips.crew, (first.first, today - timedelta(days=1)), ZONE)
        crowd = []
        for one in arriving:
            crowd.append(one)
            bar.advance(coming)
        living = bar.add_task(t("Making up a year"), total=crew * periods)
        live(whole, crowd, first, now, clock.set, lambda: bar.advance(living))
        keep(whole.desks.person, crowd[0].reference, today, days, clock.set)
    clock.set(None)
    return _doors(passphrase)


def joining(whole: Wellbeing, passphrase: str) -> Join:
    """Joins with a code and a handle, confirms the recovery code, and gives the cookie."""
    desk = whole.desks.person

    def join(code: str, handle: str) -> str:
        joined = desk.joining.join(code, handle, passphrase)
        groups = joined.recovery_code.split("-")
        asked = desk.passphrases.to_confirm(joined.cookie)
        desk.passphrases.confirm_recovery(joined.cookie, [groups[number - 1] for number in asked])
        return joined.cookie

    return join


def _units(whole: Wellbeing, join: Join, teams: Sequence[Team], year: Year) -> Slips:
    """The region with its units, as an administrator and configurators set them up."""
    desks, sessions = whole.desks, whole.desks.person.sessions
    units: dict[Team, UnitId] = {}
    cookie = join(whole.invite_administrator(), "admin")
    with sessions.visiting(cookie) as reference:
        region = desks.admin.units.create(reference, REGION, country=COUNTRY, time_zone=ZONE).id
        for team in teams:
            made = desks.admin.units.create(
                reference, team.name, parent=region, country=COUNTRY, time_zone=ZONE
            )
            units[team] = made.id
        keys = {
            unit: desks.admin.seats.issue(reference, unit, Role.CONFIGURATOR, ["configurator"])[0].code
            for unit in (region, *units.values())
        }
    sessions.end(cookie)
    own = units[teams[0]]
    cookie = join(keys.pop(own), "configurator")
    with sessions.visiting(cookie) as reference:
        crew = [(teams[0], _seats(desks, reference, own, teams[0].people))]
        (lead,) = desks.unit.seats.issue(reference, own, Role.LEAD, ["lead"])
        furnish(desks, reference, own, year.today, year.days, year.at)
    sessions.end(cookie)
    year.at(datetime.combine(year.today - timedelta(days=year.days + 1), time(8), UTC))
    cookie = join(keys.pop(region), OFFICE)
    for code in keys.values():
        desks.person.joining.add_seat(cookie, code)
    with sessions.visiting(cookie) as reference:
        crew += [(team, _seats(desks, reference, units[team], team.people)) for team in teams[1:]]
        (above,) = desks.unit.seats.issue(reference, region, Role.LEAD, ["lead"])
    sessions.end(cookie)
    return Slips((lead.code, above.code), tuple(crew))


def _seats(desks: Desks, reference: str, unit: UnitId, people: int) -> tuple[str, ...]:
    labels = [f"seat {number}" for number in range(1, people + 1)]
    return tuple(one.code for one in desks.unit.seats.issue(reference, unit, Role.INVESTIGATOR, labels))


def _let_lead(whole: Wellbeing, join: Join, codes: Sequence[str]) -> None:
    """One lead, of the unit that a visitor enters and of the region."""
    first, *others = codes
    cookie = join(first, "lead")
    for code in others:
        whole.desks.person.joining.add_seat(cookie, code)
    whole.desks.person.sessions.end(cookie)


def _doors(passphrase: str) -> tuple[Door, ...]:
    from wellbeing.edge.pages.demo import Door

    def door(role: Role, handle: str, title: str, words: str, place: str) -> Door:
        return Door(role.value, title, words, place, handle, passphrase)

    return (
        door(
            Role.INVESTIGATOR,
            HANDLES[0],
            mark("Investigator"),
            mark("Start the timer, check in, and look back on a year."),
            "today",
        ),
        door(
            Role.CONFIGURATOR,
            "configurator",
            mark("Unit configurator"),
            mark("Set up the unit, its seats and its break times."),
            "unit",
        ),
        door(
            Role.ADMINISTRATOR,
            "admin",
            mark("Administrator"),
            mark("Add units and who sets them up."),
            "admin",
        ),
        door(
            Role.LEAD,
            "lead",
            mark("Welfare lead"),
            mark("See what five teams of different size can show, and nobody in them."),
            "team",
        ),
    )


def answers(checkin: CheckIn) -> Mapping[Question, int | frozenset[Feeling] | None]:
    """The answers of a check-in, by question."""
    return {question: getattr(checkin, question.value) for question in Question}
