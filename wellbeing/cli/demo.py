"""`wellbeing demo`: the same app in a temporary folder, with made-up people to enter as."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from wellbeing.cli.building import build_for
from wellbeing.cli.demo_data import HANDLES, UNIT, year_of
from wellbeing.cli.hardening import harden
from wellbeing.cli.options import Frontend, Locales, Port, settings_from
from wellbeing.cli.serve import BuildFirst, on_free_port
from wellbeing.cli.terminal import out, say, t
from wellbeing.domain.checkin import CheckIn, Feeling, Question
from wellbeing.domain.people import Role
from wellbeing.settings import Settings

if TYPE_CHECKING:
    from wellbeing.bootstrap import Wellbeing
    from wellbeing.edge.pages.demo import Door

People = Annotated[int, typer.Option(min=1, max=len(HANDLES), help="How many made-up investigators.")]
Days = Annotated[int, typer.Option(min=1, max=365, help="How many days back their check-ins go.")]


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


def demo(
    port: Port = None,
    frontend: Frontend = None,
    locales: Locales = None,
    build: BuildFirst = False,
    people: People = len(HANDLES),
    days: Days = 365,
) -> None:
    """Try it with made-up people, in a folder that goes when you stop it."""
    harden()
    with tempfile.TemporaryDirectory(prefix="wellbeing-demo-", ignore_cleanup_errors=True) as folder:
        # Settings of a real installation play no part here, and its data stays out of reach.
        for name in [name for name in os.environ if name.startswith("WELLBEING_")]:
            del os.environ[name]
        settings = settings_from(data=Path(folder), port=port, frontend=frontend, locales=locales)
        if build:
            build_for(settings)
        _run(on_free_port(settings), people, days)


def _run(settings: Settings, people: int, days: int) -> None:
    from wellbeing.cli import server

    server.prepare(settings)
    from wellbeing.bootstrap import Wellbeing
    from wellbeing.crypto.kdf import FLOOR
    from wellbeing.edge.pages.demo import RIBBON, DemoPages

    clock = MovableClock()
    # Seventeen people join before anybody may look around: each at the least cost that is ever accepted.
    whole = Wellbeing(settings, kdf=FLOOR, clock=clock, ribbon=RIBBON)
    pages = DemoPages(populate(whole, clock, people, days))
    whole.mount(pages.routes())
    pages.open(whole.edge.site)

    def ready() -> None:
        say(t("Look around at {address}", address=f"{settings.origin}/{settings.languages[0]}/demo"))
        say(t("Everybody there is made up. Stop it with Ctrl-C."))
        sys.stdout.flush()

    server.serve_until_told(whole, settings, ready)


def populate(whole: Wellbeing, clock: MovableClock, people: int, days: int) -> tuple[Door, ...]:
    """Make the unit, its people and their days; the doors by which a visitor enters as each role."""
    from wellbeing.cli.demo_person import keep, work
    from wellbeing.cli.demo_unit import ZONE, furnish
    from wellbeing.cli.demo_work import work_of
    from wellbeing.edge.pages.demo import Door
    from wellbeing.words import mark

    today = clock.now().date()
    clock.set(datetime.combine(today - timedelta(days=days), time(8), UTC))
    desks = whole.desks
    doors: list[Door] = []
    passphrase = desks.person.joining.offer_passphrase()

    def join(code: str, handle: str) -> str:
        joined, passphrases = desks.person.joining.join(code, handle, passphrase), desks.person.passphrases
        groups = joined.recovery_code.split("-")
        asked = passphrases.to_confirm(joined.cookie)
        passphrases.confirm_recovery(joined.cookie, [groups[number - 1] for number in asked])
        return joined.cookie

    def door(role: Role, handle: str, title: str, words: str, place: str) -> None:
        doors.append(Door(role.value, title, words, place, handle, passphrase))

    cookie = join(whole.invite_administrator(), "admin")
    with desks.person.sessions.visiting(cookie) as reference:
        unit = desks.admin.units.create(reference, UNIT, country="NL", time_zone=ZONE)
        (slip,) = desks.admin.seats.issue(reference, unit.id, Role.CONFIGURATOR, ["configurator"])
    desks.person.sessions.end(cookie)
    cookie = join(slip.code, "configurator")
    with desks.person.sessions.visiting(cookie) as reference:
        labels = [f"seat {number}" for number in range(1, people + 1)]
        seats = desks.unit.seats.issue(reference, unit.id, Role.INVESTIGATOR, labels)
        (lead,) = desks.unit.seats.issue(reference, unit.id, Role.LEAD, ["lead"])
        furnish(desks, reference, unit.id, today, days, clock.set)
    desks.person.sessions.end(cookie)
    clock.set(datetime.combine(today - timedelta(days=days), time(8), UTC))
    desks.person.sessions.end(join(lead.code, "lead"))
    with Progress(TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=out) as bar:
        task = bar.add_task(t("Making up a year"), total=people)
        for number, seat in enumerate(seats):
            clock.set(datetime.combine(today - timedelta(days=days), time(8), UTC))
            cookie = join(seat.code, HANDLES[number])
            with desks.person.sessions.visiting(cookie) as reference:
                for checkin in year_of(number, today - timedelta(days=1), days):
                    if number == 0:  # nobody can open the others' records, so they need none
                        work(desks.person, reference, work_of(number, checkin, ZoneInfo(ZONE)), clock.set)
                    clock.set(datetime.combine(checkin.day, time(15), UTC))
                    desks.person.checkins.save_many(reference, checkin.day, answers(checkin), checkin.note)
                if number == 0:
                    keep(desks.person, reference, today, days, clock.set)
            desks.person.sessions.end(cookie)
            bar.advance(task)
    clock.set(None)
    door(
        Role.INVESTIGATOR,
        HANDLES[0],
        mark("Investigator"),
        mark("Start the timer, check in, and look back on a year."),
        "today",
    )
    door(
        Role.CONFIGURATOR,
        "configurator",
        mark("Unit configurator"),
        mark("Set up the unit, its seats and its break times."),
        "unit",
    )
    door(Role.ADMINISTRATOR, "admin", mark("Administrator"), mark("Add units and who sets them up."), "admin")
    door(
        Role.LEAD,
        "lead",
        mark("Welfare lead"),
        mark("Post what became of the work. Nobody's entries are here."),
        "today",
    )
    return tuple(doors)


def answers(checkin: CheckIn) -> Mapping[Question, int | frozenset[Feeling] | None]:
    """The answers of a check-in, by question."""
    return {question: getattr(checkin, question.value) for question in Question}
