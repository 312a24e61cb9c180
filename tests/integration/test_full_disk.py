"""A database that may not grow: SQLite refuses in our own words, and nothing acknowledged is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, event, text

from tests.box_fakes import releases_over
from tests.fakes import FakeClock
from tests.tools.engines import open_storage
from tests.world import CHEAP, PEPPER, WORDS
from wellbeing.domain.errors import DiskFull
from wellbeing.domain.people import Role, Seat, SeatId, Unit, UnitId
from wellbeing.services.desks import PersonDesk, build
from wellbeing.storage.opening import Storage
from wellbeing.vault.kdf_queue import KdfQueue

DAY = date(2026, 11, 21)
BOUNDLESS = 2**31 - 2
"""Pages that SQLite allows at most."""
LONGEST = "x" * 4000


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Storage]:
    storage = open_storage(tmp_path / "data")
    yield storage
    storage.close()


@pytest.fixture
def queue() -> Iterator[KdfQueue]:
    queue = KdfQueue(4 * CHEAP.memory_kib)
    yield queue
    queue.close()


@contextmanager
def full(engine: Engine) -> Iterator[None]:
    """No connection may add a page to the file."""
    with engine.connect() as connection:
        pages = int(connection.execute(text("PRAGMA page_count")).scalar_one())

    def bound(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    def unbound(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count={BOUNDLESS}")

    event.listen(engine, "checkout", bound)
    try:
        yield
    finally:
        event.remove(engine, "checkout", bound)
        event.listen(engine, "checkout", unbound)


def said_by_sqlite(error: BaseException | None) -> str:
    """The name of the driver's error that another one came from."""
    while error is not None and not isinstance(error, sqlite3.Error):
        error = error.__cause__ or error.__context__
    return "" if error is None else error.sqlite_errorname


def newcomer(storage: Storage, queue: KdfQueue) -> tuple[PersonDesk, str]:
    """Somebody who has joined, and a reference of theirs."""
    clock = FakeClock()
    desks = build(
        storage.begin,
        storage.slots,
        clock,
        queue,
        PEPPER,
        releases=releases_over(storage.begin, storage.look, clock),
        look=storage.look,
        kdf=CHEAP,
        floor=CHEAP,
    )
    unit = Unit(UnitId(uuid4()), "Unit", time_zone="UTC", lock_after_minutes=10)
    with storage.begin() as work:
        work.units.put(unit)
        slip = desks.unit.seats._print(work, Seat(SeatId(uuid4()), unit.id, Role.INVESTIGATOR, "seat"))
        work.commit()
    cookie = desks.person.joining.join(slip.code, "Heron", WORDS).cookie
    return desks.person, desks.person.sessions.attach(cookie) or ""


def test_checking_in_on_a_full_disk_says_so_and_keeps_what_was_acknowledged(
    storage: Storage, queue: KdfQueue
) -> None:
    desk, reference = newcomer(storage, queue)
    kept: dict[date, str] = {}
    with full(storage.engine):
        for back in range(8):
            day, note = DAY - timedelta(days=back), f"{back} {LONGEST}"[:4000]
            try:
                desk.checkins.save_many(reference, day, {}, note)
            except DiskFull:
                break
            kept[day] = note
        else:
            pytest.fail("the file never was too small")
        with pytest.raises(DiskFull) as refused:
            desk.checkins.save_many(reference, day, {}, note)
        assert said_by_sqlite(refused.value) == "SQLITE_FULL"
        assert {one.day: one.checkin.note for one in desk.history.year(reference)} == kept
    desk.checkins.save_many(reference, day, {}, note)
    assert {one.day: one.checkin.note for one in desk.history.year(reference)} == {**kept, day: note}
    assert desk.sessions.findings(reference).sound
