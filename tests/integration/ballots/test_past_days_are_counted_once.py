"""What is put in is the same whether past days were counted before or are counted now; all on real files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.counting import PERIOD, House, Somebody
from wellbeing.domain.contribution import Contribution
from wellbeing.domain.exposure import Act, Kind
from wellbeing.domain.people import UnitId
from wellbeing.services.contributing import Contributing
from wellbeing.services.presence import Life
from wellbeing.services.remembering import Remembering
from wellbeing.vault import seal
from wellbeing.vault.keyring import Keyring


@pytest.fixture
def heron(house: House, unit: UnitId) -> Somebody:
    """Has worked and answered on some days of the period, and is counted."""
    heron = house.join(unit)
    house.open()
    for days in range(6, 0, -1):
        day = PERIOD.opens_at + timedelta(days=9 - days, hours=9)
        house.at(day)
        heron = house.sign_in(heron)
        session(house, heron, minutes=40 + 10 * days)
        house.answer(heron, strain=days % 5)
    house.at(PERIOD.opens_at + timedelta(days=9, hours=9))
    heron = house.sign_in(heron)
    house.answer(heron)
    house.yes(heron)
    return heron


def act(house: House, one: Somebody, what: Act, kind: Kind | None = None) -> None:
    seen = house.desk.exposure.clock(one.reference).version
    house.desk.exposure.act(one.reference, what, seen, kind=kind)


def session(house: House, one: Somebody, minutes: int) -> None:
    act(house, one, Act.START, Kind.STILLS)
    house.later(minutes=minutes)
    act(house, one, Act.STOP)
    house.later(minutes=20)


def anew(house: House, one: Somebody) -> Contribution:
    """What the entries come to for somebody of whom nothing is remembered."""
    ballots = house.desk.ballots
    before = ballots._contributing
    ballots._contributing = Contributing(Remembering(Keyring[Life]()))
    try:
        return house.mine(one).current.would
    finally:
        ballots._contributing = before


def remembered(house: House) -> int:
    return len(house.desk.ballots._contributing._remembered)


CHANGES: dict[str, Callable[[House, Somebody], None]] = {
    "an answer": lambda house, one: house.answer(one, strain=0),
    "work today": lambda house, one: session(house, one, minutes=30),
    "work past the limit": lambda house, one: session(house, one, minutes=75),
    "work that still runs": lambda house, one: act(house, one, Act.START, Kind.STILLS),
    "work of yesterday added": lambda house, one: add(house, one, hours=20),
    "work of today added": lambda house, one: add(house, one, hours=3),
    "an earlier answer": lambda house, one: house.answer(
        one, strain=4, day=house.now.date() - timedelta(days=2)
    ),
}


def add(house: House, one: Somebody, hours: int) -> None:
    house.desk.record.add(one.reference, Kind.STILLS, house.now - timedelta(hours=hours), 55)


@pytest.mark.parametrize("first", CHANGES)
@pytest.mark.parametrize("then", CHANGES)
def test_it_comes_to_the_same(house: House, unit: UnitId, heron: Somebody, first: str, then: str) -> None:
    for change in (first, then):
        CHANGES[change](house, heron)
        house.later(minutes=25)
        house.rest()
        mine = house.mine(heron).current
        assert mine.would == anew(house, heron)
        assert mine.lies == mine.would
    assert remembered(house) == 1


def test_past_days_are_not_opened_again(
    house: House, unit: UnitId, heron: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[int] = []
    plain = seal.open_all

    def counted(keys: Any, person: Any, kind: Any, entries: Any) -> Any:
        rows = list(entries)
        opened.append(len(rows))
        return plain(keys, person, kind, rows)

    house.rest()
    monkeypatch.setattr(seal, "open_all", counted)
    house.answer(heron, strain=0)
    house.rest()
    assert sum(opened) == 1, "today's work alone"


def test_a_lock_forgets_it(house: House, unit: UnitId, heron: Somebody) -> None:
    house.rest()
    assert remembered(house) == 1
    for one in house.desk.sessions._keyring.all():
        house.desk.sessions._keyring.lock(one.id)
    assert remembered(house) == 0
