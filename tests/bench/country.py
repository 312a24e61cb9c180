"""A simulated country on PostgreSQL, at a tenth: a year of entries and of releases, with growth curves.

    python -m tests.bench.country                # prints the tables
    python -m tests.bench.country --write        # and puts table and picture into docs/

One person's year is lived through the real app. Every other row is random bytes of the same sizes: sealed
words look like nothing else. Releases are made by the real job on a clock that is set forward.
"""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import uuid4
from zoneinfo import ZoneInfo

import psycopg
from rich.console import Console
from rich.progress import Progress
from sqlalchemy import Engine, text

from tests.bench import bare, ours
from tests.bench.curves import Measured, SigningIn, drawn, tabled
from tests.bench.figures import median, timed
from tests.bench.releases import At
from tests.tools import postgres
from tests.tools.joining import Walker
from tests.tools.run_cheap import CHEAP
from tests.tools.server import ROOT, Server
from wellbeing.bootstrap import Wellbeing
from wellbeing.bootstrap.places import Places
from wellbeing.bootstrap.telling import releases_of
from wellbeing.cli.demo_data import DAYS, year_of
from wellbeing.cli.demo_person import work
from wellbeing.cli.demo_populate import MovableClock, answers
from wellbeing.cli.demo_work import work_of
from wellbeing.domain.days import Month
from wellbeing.domain.people import PersonId, Role, Seat, SeatId, Unit, UnitId
from wellbeing.domain.periods import Period
from wellbeing.services.ports import EntryRow, ManifestRow
from wellbeing.settings import Settings
from wellbeing.storage.opening import Storage, open_storage
from wellbeing.storage.tables import EntriesTable, ManifestsTable
from wellbeing.vault.sealed import Sealed

COUNTRY: Final = 80_000
SEATS: Final = 20
CROWD: Final = 20
"""People who sign in at once."""
STEPS: Final = (1_000, 2_000, 4_000, 8_000)
"""Officers at which everything is measured; the last is a tenth."""
FIRST: Final = Period(728)
"""The first of thirteen periods of releases."""
PERIODS: Final = 13
PICTURE: Final = ROOT / "docs" / "pictures" / "country.svg"
PAGE: Final = ROOT / "docs" / "sizing.md"
SAY: Final = Console(stderr=True).print


@dataclass(frozen=True, slots=True)
class Shape:
    """The rows of one person's year: sizes in bytes, with the month of expiry."""

    entries: tuple[tuple[int, int], ...]
    manifests: tuple[tuple[int, int], ...]


def lived(scratch: Path) -> Shape:
    """Live one person's year through the real app, and read off the sizes of its rows."""
    clock, zone = MovableClock(), ZoneInfo("UTC")
    data = scratch / "one"
    with Wellbeing(Settings(data=data), kdf=CHEAP, floor=CHEAP, clock=clock) as whole:
        desk, today = whole.desks.person, clock.now().date()
        clock.set(datetime.combine(today - timedelta(days=DAYS), datetime.min.time(), UTC))
        joined = desk.joining.join(whole.invite_administrator(), "one", "five words that nobody uses here")
        with desk.sessions.visiting(joined.cookie) as reference:
            for checkin in year_of(0, today - timedelta(days=1), DAYS):
                clock.set(datetime.combine(checkin.day, datetime.min.time(), UTC) + timedelta(hours=7))
                work(desk, reference, work_of(0, checkin, zone), clock.set)
                clock.set(datetime.combine(checkin.day, datetime.min.time(), UTC) + timedelta(hours=19))
                desk.checkins.save_many(reference, checkin.day, answers(checkin), checkin.note)
        with whole._storage.look() as reading:
            connection = reading._connection
            entries = connection.execute(
                text("SELECT length(body), expires_month FROM entries ORDER BY expires_month")
            ).all()
            manifests = connection.execute(text("SELECT length(body), month FROM manifests")).all()
    return Shape(tuple(map(tuple, entries)), tuple(map(tuple, manifests)))


class Filling:
    """Random bytes, cut from one large run: drawing gigabytes would take longer than writing them."""

    def __init__(self) -> None:
        self._pool = os.urandom(1 << 26)

    def body(self, size: int) -> bytes:
        """A sealed body of this size: the head of an envelope, and noise."""
        at = secrets.randbelow(len(self._pool) - size)
        return b"WB\x01\x01\x00\x00\x00\x01" + self._pool[at : at + size - 8]


def grow(dsn: str, shape: Shape, officers: int, fill: Filling) -> list[PersonId]:
    """Add so many officers with their year."""
    people = [uuid4() for _ in range(officers)]
    with psycopg.connect(dsn) as connection, connection.cursor() as cursor:
        with cursor.copy("COPY people (id, handle_tag, public_key) FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(["uuid", "bytea", "bytea"])
            for one in people:
                copy.write_row((one, os.urandom(32), os.urandom(32)))
        with cursor.copy(
            "COPY entries (person_id, id, expires_month, body) FROM STDIN (FORMAT BINARY)"
        ) as copy:
            copy.set_types(["uuid", "uuid", "int4", "bytea"])
            for size, month in shape.entries:  # in the order of the year, as they come
                for one in people:
                    copy.write_row((one, uuid4(), month, fill.body(size)))
        with cursor.copy("COPY manifests (person_id, month, body) FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(["uuid", "int4", "bytea"])
            for one in people:
                for size, month in shape.manifests:
                    copy.write_row((one, month, fill.body(size)))
        connection.commit()
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("ANALYZE")
    return [PersonId(one) for one in people]


def seat(storage: Storage, count: int) -> None:
    """Add so many units of twenty seats."""
    with storage.begin() as work_:
        for number in range(count):
            unit = UnitId(uuid4())
            work_.units.put(Unit(unit, f"Unit {number}"))
            for place in range(SEATS):
                work_.seats.put(Seat(SeatId(uuid4()), unit, Role.INVESTIGATOR, str(place)))
        work_.commit()


def size(engine: Engine, table: str) -> tuple[float, float]:
    """MiB of a table's rows, long bodies included, and of its indexes."""
    with engine.connect() as connection:
        found = connection.execute(
            text("SELECT pg_table_size(:name), pg_indexes_size(:name)"), {"name": table}
        ).one()
    return found[0] / 2**20, found[1] / 2**20


def reads(storage: Storage, people: Sequence[PersonId]) -> float:
    """Milliseconds to fetch a person's envelopes, as their page does."""
    picked = [people[secrets.randbelow(len(people))] for _ in range(60)]

    def one() -> None:
        with storage.look() as looking:
            looking.entries.envelopes(picked.pop(), 1 << 20)

    return median(timed(one, 60)[10:]) * 1e3


def writes(storage: Storage, people: Sequence[PersonId], shape: Shape, fill: Filling) -> float:
    """Milliseconds to save an entry with the two lists that name it."""
    month = shape.entries[-1][1]
    shard = next(length for length, at in shape.manifests if at == month)
    root = next(length for length, at in shape.manifests if at == 0)

    def sealed(length: int) -> Sealed[Any]:
        return Sealed(fill.body(length))

    def one() -> None:
        person = people[secrets.randbelow(len(people))]
        with storage.begin() as work_:
            work_.people.lock(person)
            work_.entries.put(EntryRow(uuid4(), person, Month(month), sealed(shape.entries[-1][0])))
            work_.manifests.put(ManifestRow(person, month, sealed(shard)))
            work_.manifests.put(ManifestRow(person, 0, sealed(root)))
            work_.commit()

    return median(timed(one, 60)[10:]) * 1e3


def measured(scratch: Path, cluster: postgres.Cluster) -> tuple[list[Measured], dict[str, float]]:
    """Grow the country step by step and measure at each."""
    shape, fill = lived(scratch), Filling()
    SAY(
        f"one year: {len(shape.entries)} entries, {sum(length for length, _ in shape.entries) / 1024:.0f} KiB"
    )
    url = cluster.database()
    dsn = cluster._dsn(postgres.name_of(url))
    data = scratch / "country"
    Places.of(Settings(data=data)).make()
    storage = open_storage(data, url)
    people: list[PersonId] = []
    found = []
    try:
        with Progress(console=Console(stderr=True)) as progress:
            line = progress.add_task("growing", total=STEPS[-1])
            for officers in STEPS:
                people += grow(dsn, shape, officers - len(people), fill)
                # What is told starts anew at each step: groups are frozen for three periods.
                stage = open_storage(scratch / f"told {officers}", cluster.database())
                seat(stage, officers // SEATS)
                told_at = Places.of(Settings(data=scratch / f"told {officers}"))
                told_at.make()
                began = time.perf_counter()
                releases_of(told_at, stage, At(FIRST.opens_at)).open_boxes()
                made = time.perf_counter() - began
                began = time.perf_counter()
                releases_of(told_at, stage, At(FIRST.released_at)).end_periods()
                told = time.perf_counter() - began
                table, indexes = size(storage.engine, EntriesTable.__tablename__)
                rows, keys = size(storage.engine, ManifestsTable.__tablename__)
                found.append(
                    Measured(
                        officers,
                        officers * len(shape.entries),
                        table,
                        indexes,
                        rows + keys,
                        reads(storage, people),
                        writes(storage, people, shape, fill),
                        made,
                        told,
                    )
                )
                progress.update(line, completed=officers)
                if officers == STEPS[-1]:
                    year = a_year(stage, told_at)
                stage.close()
    finally:
        storage.close()
    return found, year


def a_year(stage: Storage, places: Places) -> dict[str, float]:
    """Twelve more periods of releases; what the year came to."""
    began = time.perf_counter()
    for number in range(FIRST.number + 1, FIRST.number + PERIODS):
        releases_of(places, stage, At(Period(number).opens_at)).open_boxes()
        releases_of(places, stage, At(Period(number).released_at)).end_periods()
    rows, keys = size(stage.engine, "release_lines")
    with stage.look() as looking:
        last = looking.releases.last()
    assert last is not None
    return {
        "lines": last.number,
        "log": rows + keys,
        "text": places.release_text.stat().st_size / 2**20,
        "seconds": time.perf_counter() - began,
    }


def signing_in(scratch: Path) -> SigningIn:
    """What a sign-in costs on this computer, with the Argon2id that an installation here chooses."""
    with Server(scratch / "real", cheap=False, environment={"WELLBEING_TRUSTED_PROXY_HOPS": "1"}) as server:
        Walker(server.url).join(server.code)  # so that nobody is the first
        whole = ours.crowd(server, CROWD).each
        raw = timed(bare.deriving(ours.params_of(scratch / "real")), 15, time.process_time)
    return SigningIn(median(raw), whole)


def main(words: list[str]) -> None:
    """Measure, print, and with `--write` put it into the documents."""
    if reason := postgres.missing():
        sys.exit(reason)
    postgres._roomy = lambda: None  # a country does not fit into memory
    with (
        tempfile.TemporaryDirectory(prefix="country-") as scratch,
        postgres.Cluster(
            {"shared_buffers": "512MB", "autovacuum": "on", "max_wal_size": "4GB", "wal_compression": "off"}
        ) as cluster,
    ):
        found, year = measured(Path(scratch), cluster)
        one = signing_in(Path(scratch))
    lines = tabled(found, year, one, COUNTRY)
    print(lines)
    if "--write" in words:
        PICTURE.write_text(drawn(found), encoding="utf-8")
        begin, end = "<!-- measured -->", "<!-- /measured -->"
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(
            f"{page.split(begin)[0]}{begin}\n{lines}\n{end}{page.split(end)[1]}", encoding="utf-8"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
