"""The running app makes and tells periods by itself, leaves one trace either way, and takes no orders."""

from __future__ import annotations

import asyncio
import dataclasses
import logging
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import delete

from tests.integration.releases.team import FIRST, SetClock
from tests.tools.engines import settings_for
from tests.tools.run_cheap import CHEAP
from wellbeing.bootstrap import Places, Wellbeing
from wellbeing.domain.errors import ReleaseKeyMissing
from wellbeing.domain.people import Role, Seat, SeatId, Unit, UnitId
from wellbeing.domain.releases import Fact
from wellbeing.services.release_journal import Journal
from wellbeing.services.releases import Releases
from wellbeing.storage.tables import AuditLinesTable


def started(data: Path, clock: SetClock) -> Wellbeing:
    return Wellbeing(settings_for(data), kdf=CHEAP, floor=CHEAP, clock=clock)


def lived(data: Path, clock: SetClock) -> None:
    """The app runs for a moment, and stops when what it began at the start has ended."""

    async def run() -> None:
        async with started(data, clock).running():
            await asyncio.sleep(0.05)

    asyncio.run(run())


def seats(data: Path, clock: SetClock, count: int) -> None:
    with started(data, clock) as whole, whole._storage.begin() as work:
        unit = UnitId(uuid4())
        work.units.put(Unit(unit, "Unit"))
        for number in range(count):
            work.seats.put(Seat(SeatId(uuid4()), unit, Role.INVESTIGATOR, str(number)))
        work.commit()


def told(data: Path, clock: SetClock) -> list[Fact]:
    with started(data, clock) as whole:
        return [one.fact for one in whole.releases.lines()]


def test_each_start_does_what_is_due(tmp_path: Path) -> None:
    clock = SetClock()
    seats(tmp_path, clock, 14)
    assert told(tmp_path, clock) == [], "other commands open the data too, and tell nothing"
    lived(tmp_path, clock)
    assert told(tmp_path, clock) == [Fact.FORMED]
    clock.moment = FIRST.released_at
    lived(tmp_path, clock)
    assert sorted(told(tmp_path, clock)) == [Fact.FORMED, Fact.FORMED, Fact.RELEASED]


def test_the_log_of_the_server_is_the_same_whether_told_or_withheld(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    said: list[list[tuple[str, int, str]]] = []
    for loses in (False, True):
        data, clock = tmp_path / str(loses), SetClock()
        seats(data, clock, 14)
        lived(data, clock)
        if loses:
            with started(data, clock) as whole:
                whole._storage.boxes.shred(whole._storage.boxes.all())
        clock.moment = FIRST.released_at
        caplog.clear()
        with caplog.at_level(logging.INFO):
            lived(data, clock)
        assert (Fact.WITHHELD if loses else Fact.RELEASED) in told(data, clock)
        said.append(
            [(one.name, one.levelno, one.msg) for one in caplog.records if one.name.startswith("wellbeing")]
        )
    assert said[0] == said[1] == []


def test_no_desk_leads_to_what_runs_the_periods(tmp_path: Path) -> None:
    with started(tmp_path, SetClock()) as whole:
        desks = [getattr(whole.desks, field.name) for field in dataclasses.fields(whole.desks)]
        services = [getattr(desk, field.name) for desk in desks for field in dataclasses.fields(desk)]
        assert len(services) > 20
        held = [value for one in services for value in vars(one).values()]
        assert not any(isinstance(one, Releases) for one in (*services, *held))
        assert [type(one) for one in held if isinstance(one, Journal)] == [Journal], "for raising a floor"


def test_an_installation_from_before_gets_its_keys_at_its_next_start(tmp_path: Path) -> None:
    clock = SetClock()
    with started(tmp_path, clock) as whole, whole._storage.engine.begin() as connection:
        connection.execute(delete(AuditLinesTable))  # it kept no records either
    places = Places.of(settings_for(tmp_path))
    for file in (places.box_key, places.release_key, places.boxes, places.audit_text):
        file.unlink(missing_ok=True)
    started(tmp_path, clock).close()
    made = places.box_key.read_bytes(), places.release_key.read_bytes()
    assert [len(one) for one in made] == [32, 32]
    assert len({*made, places.read_pepper()}) == 3
    assert all(one.stat().st_mode & 0o777 == 0o600 for one in (places.box_key, places.release_key))
    started(tmp_path, clock).close()
    assert (places.box_key.read_bytes(), places.release_key.read_bytes()) == made


def test_a_missing_key_of_the_log_is_one_sentence_at_the_start(tmp_path: Path) -> None:
    clock = SetClock()
    seats(tmp_path, clock, 14)
    lived(tmp_path, clock)
    Places.of(settings_for(tmp_path)).release_key.unlink()
    with pytest.raises(ReleaseKeyMissing):
        started(tmp_path, clock)
