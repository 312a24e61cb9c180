"""Over real SQLite: a team's picture, the officer's side of it and the duty record ask for no entry."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from tests.browser.told_past import live_through
from tests.tools.engines import settings_for
from tests.tools.run_cheap import CHEAP
from wellbeing.bootstrap import Wellbeing
from wellbeing.domain.checkin import Question
from wellbeing.domain.people import Role, UnitId
from wellbeing.domain.team import Situation

WORDS = "plank harvest copper violin drift"
PERSONAL = ("entries", "manifests", "inbox", "people")


@dataclass
class Installed:
    """One installation with a lead, an officer and a year of pictures."""

    whole: Wellbeing
    unit: UnitId
    lead: str
    officer: str

    @contextmanager
    def counted(self) -> Iterator[list[str]]:
        """Every statement that is sent to the main database meanwhile."""
        sent: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            sent.append(" ".join(statement.lower().split()))

        engine = self.whole._storage.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield sent
        finally:
            event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[Installed]:
    with Wellbeing(settings_for(tmp_path / "data"), kdf=CHEAP, floor=CHEAP) as whole:
        desks, person = whole.desks, whole.desks.person
        admin = person.joining.join(whole.invite_administrator(), "keeper", WORDS).cookie
        with person.sessions.visiting(admin) as reference:
            unit = desks.admin.units.create(reference, "North").id
            (slip,) = desks.admin.seats.issue(reference, unit, Role.CONFIGURATOR, ["desk"])
        desk = person.joining.join(slip.code, "desk boat", WORDS).cookie
        with person.sessions.visiting(desk) as reference:
            (lead,) = desks.unit.seats.issue(reference, unit, Role.LEAD, ["lead"])
            (seat,) = desks.unit.seats.issue(reference, unit, Role.INVESTIGATOR, ["seat"])
        cookies = [
            person.joining.join(slip.code, name, WORDS).cookie
            for slip, name in ((lead, "lead boat"), (seat, "wren boat"))
        ]
        live_through(tmp_path / "data", str(unit))
        found = [person.sessions.attach(one) or "" for one in cookies]
        yield Installed(whole, unit, *found)


def asked_for(sent: list[str], table: str) -> list[str]:
    return [one for one in sent if f" {table}" in one or f'"{table}"' in one]


def test_no_picture_and_no_record_asks_for_an_entry(installed: Installed) -> None:
    desks, unit = installed.whole.desks, installed.unit
    with installed.counted() as sent:
        assert desks.lead.team.of(installed.lead, unit).situation is Situation.TOLD
        assert desks.lead.team.units(installed.lead)
        assert desks.person.team.seen(installed.officer).lines
        assert desks.person.team.log(installed.officer)
        assert desks.lead.duty.record(installed.lead, unit).released
    assert len(sent) > 10
    assert {table: asked_for(sent, table) for table in PERSONAL} == {table: [] for table in PERSONAL}
    with installed.counted() as sent:
        today = desks.person.checkins.today_is(installed.officer)
        desks.person.checkins.answer(installed.officer, today, Question.ENERGY, 1)
    assert asked_for(sent, "entries"), "what is asked for is seen"


def test_what_is_asked_does_not_grow_with_what_people_write(installed: Installed) -> None:
    desks, unit = installed.whole.desks, installed.unit

    def look() -> tuple[int, str]:
        with installed.counted() as sent:
            view = desks.lead.team.of(installed.lead, unit)
        return len(sent), repr(view)

    before = look()
    today = desks.person.checkins.today_is(installed.officer)
    for question in (Question.HEAVINESS, Question.ENERGY, Question.SLEEP, Question.INTRUSIONS):
        desks.person.checkins.answer(installed.officer, today, question, 0)
    assert look() == before
