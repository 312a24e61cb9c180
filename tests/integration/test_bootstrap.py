"""The whole app from its settings: what a first start makes, and what a later one refuses."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from tests.tools.engines import only_in_a_file, settings_for
from tests.tools.run_cheap import CHEAP
from tests.unit.edge.build import build
from wellbeing.bootstrap import Places, Wellbeing, beginnings, has_data
from wellbeing.cli.demo_populate import MovableClock, populate
from wellbeing.cli.demo_region import Team
from wellbeing.crypto.kdf import FLOOR, KdfParams
from wellbeing.domain.errors import Busy, DatabaseDamaged, FolderReadOnly, PepperMissing, PepperWrong
from wellbeing.domain.people import Role
from wellbeing.domain.releases import Fact
from wellbeing.settings import Settings
from wellbeing.vault.kdf_queue import WAITING

Start = Callable[[], Wellbeing]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_for(tmp_path / "data")


@pytest.fixture
def start(settings: Settings) -> Start:
    return lambda: Wellbeing(settings, kdf=CHEAP, floor=CHEAP)


def joined(start: Start) -> None:
    with start() as whole:
        code = whole.first_administrator()
        assert code is not None
        whole.desks.person.joining.join(code, "admin", "correct horse battery staple")


def test_a_first_start_makes_everything_for_its_owner_alone(settings: Settings, start: Start) -> None:
    assert not has_data(settings)
    start().close()
    assert has_data(settings)
    places = Places.of(settings)
    assert len(places.read_pepper()) == 32
    made = [settings.data, *settings.data.rglob("*")]
    assert len(made) >= 5
    assert all(one.stat().st_mode & 0o077 == 0 for one in made)


def test_a_second_start_finds_the_same(settings: Settings, start: Start) -> None:
    joined(start)
    pepper = Places.of(settings).read_pepper()
    with start() as whole:
        assert Places.of(settings).read_pepper() == pepper
        assert whole.first_administrator() is None
        whole.desks.person.signing_in.sign_in("admin", "correct horse battery staple")


def test_until_an_administrator_joined_each_start_gives_a_new_link(start: Start) -> None:
    with start() as whole:
        first = whole.first_administrator()
    with start() as whole:
        assert whole.first_administrator() not in {None, first}


def test_a_pepper_that_is_gone_is_not_made_anew(settings: Settings, start: Start) -> None:
    joined(start)
    Places.of(settings).pepper.unlink()
    with pytest.raises(PepperMissing):
        start()
    assert not Places.of(settings).pepper.exists()


@pytest.mark.parametrize("content", [b"", b"x" * 31, b"x" * 32, b"x" * 33])
def test_another_pepper_is_refused(settings: Settings, start: Start, content: bytes) -> None:
    joined(start)
    Places.of(settings).pepper.write_bytes(content)
    with pytest.raises(PepperWrong):
        start()


@only_in_a_file
@pytest.mark.parametrize("name", ["database", "slots"])
def test_one_file_of_two_is_not_enough(settings: Settings, start: Start, name: str) -> None:
    joined(start)
    getattr(Places.of(settings), name).unlink()
    with pytest.raises(DatabaseDamaged):
        start()


def test_an_interrupted_first_start_is_finished_by_the_next(settings: Settings, start: Start) -> None:
    places = Places.of(settings)
    places.make()
    places.make_pepper()
    places.slots.touch()
    joined(start)


def test_two_first_starts_agree_on_one_pepper(settings: Settings) -> None:
    places = Places.of(settings)
    places.make()
    assert places.make_pepper() == places.make_pepper()
    assert [file.name for file in places.pepper.parent.iterdir()] == ["pepper"]


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    with pytest.raises(FolderReadOnly):
        Wellbeing(settings_for(tmp_path / "data"), kdf=CHEAP, floor=CHEAP)


def test_what_a_sign_in_costs_is_measured_once(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    measured = [KdfParams(64 * 1024, 4), KdfParams(64 * 1024, 9)]
    monkeypatch.setattr(beginnings.key_derivation, "calibrate", lambda _seconds: measured.pop(0))
    for _ in range(2):
        with Wellbeing(settings) as whole:
            assert whole._kdf == KdfParams(64 * 1024, 4)
    assert len(measured) == 1


@pytest.mark.parametrize(
    "stored",
    [
        KdfParams(8, 1).encode(),
        KdfParams(64 * 1024, 1).encode(),
        KdfParams(1 << 30, 3).encode(),
        KdfParams(64 * 1024, 3, 0).encode(),
        b"",
        b"x" * 13,
    ],
)
def test_a_stored_cost_that_nobody_here_would_choose_is_measured_anew(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, stored: bytes
) -> None:
    """Whoever can write the database must not make the next slot a cheap one."""
    measured = KdfParams(64 * 1024, 4)
    monkeypatch.setattr(beginnings.key_derivation, "calibrate", lambda _seconds: measured)
    with Wellbeing(settings) as whole, whole._storage.begin() as work:
        work.meta.put("kdf", stored)
        work.commit()
    with Wellbeing(settings) as whole:
        assert whole.desks.person.signing_in._opening._params == measured
    assert "was measured anew" in caplog.text
    caplog.clear()
    with Wellbeing(settings) as whole:
        assert whole._kdf == measured
    assert not caplog.text


@pytest.mark.parametrize("trouble", [OSError, TimeoutError, ExceptionGroup("heard", [LookupError("Heron")])])
def test_whatever_goes_wrong_other_processes_are_heard_again(
    start: Start, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, trouble: Exception
) -> None:
    monkeypatch.setattr("wellbeing.bootstrap.whole.HEAR_SECONDS", 0.01)
    with start() as one:
        fails, heard = [trouble] * 3, one._neighbours.hear

        def hear(look: Callable[[], None]) -> bool:
            if fails:
                raise fails.pop()
            again.set()
            return heard(look)

        monkeypatch.setattr(one._neighbours, "hear", hear)

        async def listen() -> None:
            hearing = asyncio.create_task(one._hear())
            await asyncio.wait_for(asyncio.to_thread(again.wait, 5), 6)
            assert not hearing.done()
            hearing.cancel()

        again = threading.Event()
        asyncio.run(listen())
        assert again.is_set()
    (line,) = [one.getMessage() for one in caplog.records if "changed seats" in one.getMessage()]
    assert (trouble.__name__ if isinstance(trouble, type) else "ExceptionGroup") in line
    assert "Heron" not in caplog.text


def test_the_demo_tells_its_lead_of_teams_by_the_real_job(settings: Settings) -> None:
    """A small team and its sibling are one group; a period that is over has been told of both groups."""
    clock = MovableClock()
    with Wellbeing(settings, kdf=CHEAP, floor=CHEAP, clock=clock) as whole:
        doors = populate(whole, clock, people=12, days=60, teams=(Team("Small", 3), Team("Middle", 9)))
        lead = next(door for door in doors if door.name == Role.LEAD)
        cookie = whole.desks.person.signing_in.sign_in(lead.handle, lead.passphrase)
        with whole.desks.person.sessions.visiting(cookie) as reference:
            units = whole.desks.lead.team.units(reference)
            assert len(units) == 4
        with whole._storage.look() as work:
            lines = work.releases.all()
    told = [one for one in lines if one.fact is Fact.RELEASED]
    assert sorted({len(one.group.units) for one in told}) == [1, 2]
    assert {one.group.roster for one in told} == {12}
    assert len({one.counters for one in told}) == len(told) >= 2


def test_the_demo_is_populated_and_every_door_opens(settings: Settings) -> None:
    clock = MovableClock()
    with Wellbeing(settings, kdf=CHEAP, floor=CHEAP, clock=clock) as whole:
        doors = populate(whole, clock, people=2, days=30)
        assert {door.name for door in doors} == {role.value for role in Role}
        for door in doors:
            cookie = whole.desks.person.signing_in.sign_in(door.handle, door.passphrase)
            with whole.desks.person.sessions.visiting(cookie) as reference:
                presence = whole.desks.person.sessions.presence(reference)
                assert presence.roles == {Role(door.name)}
                days = whole.desks.person.history.year(reference)
                assert bool(days) is (door.name == Role.INVESTIGATOR)
                assert whole.desks.person.history.overview(reference, 14).summary.findings.sound


@pytest.mark.parametrize("mib", [256, 640, 2048])
def test_it_is_the_queue_that_says_busy_however_much_memory_sign_ins_have(
    settings: Settings, tmp_path: Path, mib: int
) -> None:
    """Whoever comes beyond those that run and those that wait is told so, and does not wait unheard."""
    build(tmp_path / "pages" / "build" / "client")
    settings = replace(settings, kdf_memory_mib=mib, frontend=tmp_path / "pages")
    go = threading.Event()

    async def sign_ins(whole: Wellbeing) -> tuple[int, int, int]:
        slowly, queue = whole.edge.site.slowly, whole._queue
        fits = mib * 1024 // FLOOR.memory_kib + WAITING
        act = partial(queue.run, FLOOR, partial(go.wait, 20))
        asked = [asyncio.ensure_future(slowly.run(act)) for _ in range(fits + 1)]
        told, _ = await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED, timeout=10)
        seen = len(told), queue.running, queue.waiting
        go.set()
        ends = await asyncio.gather(*asked, return_exceptions=True)
        assert sum(isinstance(one, Busy) for one in ends) == 1
        return seen

    with Wellbeing(settings, kdf=CHEAP, floor=CHEAP) as whole:
        assert asyncio.run(sign_ins(whole)) == (1, mib * 1024 // FLOOR.memory_kib, WAITING)
