"""An installation on real files that lives through periods: units, seats, ballots, a clock that is set."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final, Self
from uuid import UUID, uuid4

from tests.tools.engines import ON_SERVER, open_storage, rows_aside, rows_back, settings_for
from wellbeing.anonymity.box import Box
from wellbeing.anonymity.noise import DiscreteGaussian
from wellbeing.bootstrap.places import Places
from wellbeing.bootstrap.telling import releases_of
from wellbeing.domain.contribution import Cell, Contribution
from wellbeing.domain.people import Role, Seat, SeatId, Unit, UnitId
from wellbeing.domain.periods import SEASON, Period
from wellbeing.domain.releases import Fact, Group, Line
from wellbeing.services.releases import Releases
from wellbeing.storage.opening import Storage

FIRST: Final = Period(741)
"""The first period of a season, from 2026-10-12."""
assert FIRST.number % SEASON == 0
ROWS: Final = "rows"
"""Where a copy has the rows of a database server."""


class SetClock:
    """A clock that shows what it is set to."""

    def __init__(self) -> None:
        self.moment = FIRST.opens_at

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.moment.timestamp()


class CountedNoise(DiscreteGaussian):
    """The real noise, counting how often it was drawn."""

    def __init__(self) -> None:
        self.drawn = 0

    def draw(self) -> tuple[int, int, int, int, int, int]:
        self.drawn += 1
        return super().draw()


class Team:
    """One installation in a folder; `restart` drops everything that is only in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = SetClock()
        self.noise = CountedNoise()
        self.keys: dict[UnitId, list[bytes]] = {}
        self.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Open the files, as a start of the app does."""
        self.places = Places.of(settings_for(self.folder))
        self.places.make()
        self.storage: Storage = open_storage(self.folder)
        try:
            self.releases: Releases = releases_of(self.places, self.storage, self.clock)
        except BaseException:
            self.stop()
            raise
        self.releases._noise = self.noise

    def stop(self) -> None:
        """Let go of the files."""
        self.storage.close()

    def restart(self) -> None:
        """As after kill -9."""
        self.stop()
        self.start()

    def unit(self, seats: int, name: str = "Unit", parent: UnitId | None = None) -> UnitId:
        """A unit with so many issued seats, and a ballot key for whoever sits on each."""
        unit = UnitId(uuid4())
        with self.storage.begin() as work:
            work.units.put(Unit(unit, name, parent))
            for number in range(seats):
                seat = Seat(SeatId(uuid4()), unit, Role.INVESTIGATOR, str(number + 1))
                work.seats.put(seat)
            work.commit()
        self.keys[unit] = [os.urandom(32) for _ in range(seats)]
        return unit

    def end_seats(self, unit: UnitId, left: int) -> None:
        """End seats until so many are left."""
        with self.storage.begin() as work:
            issued = [seat for seat in work.seats.of(unit) if seat.issued]
            for seat in issued[left:]:
                work.seats.put(
                    Seat(seat.id, unit, seat.role, seat.label, seat.generation, self.clock.now().date())
                )
            work.commit()

    def at(self, moment: datetime) -> None:
        """Set the clock and let the job run, as it does by itself."""
        self.clock.moment = moment
        self.releases.turn()

    def cast(self, group: Group, period: Period, wanted: Sequence[tuple[bytes, Contribution]]) -> bool:
        """Put ballots into a box; False when there is none."""

        def edit(raw: bytes) -> bytes:
            box = Box.open(self.releases.keys.boxes, group.id, period.number, raw)
            for key, one in wanted:
                box = box.cast(key, one)
            return box.seal(self.releases.keys.boxes)

        return self.storage.boxes.change(group.id, period.number, edit)

    def everybody(self, unit: UnitId, period: Period, cell: Cell = Cell.MIDDLE) -> bool:
        """Everybody of a unit takes part."""
        group = self.releases.group_of(unit, period)
        assert group is not None
        return self.cast(group, period, [(key, Contribution(cell, 6, True)) for key in self.keys[unit]])

    def lines(self) -> Sequence[Line]:
        """The whole log."""
        return self.releases.lines()

    def ends(self, period: Period | None = None) -> dict[tuple[UUID, int], Fact]:
        """How each group's period ended; of one period, or of all."""
        return {
            (one.group.id, one.period.number): one.fact
            for one in self.lines()
            if one.fact in {Fact.RELEASED, Fact.WITHHELD} and period in {None, one.period}
        }

    def told(self) -> tuple[bytes, ...]:
        """Every byte of the log: in the database, and as text."""
        lines = b"".join(one.body.encode() + one.signature for one in self.lines())
        return lines, self.places.release_text.read_bytes()


def monday(period: Period) -> datetime:
    """When the job first finds a period open."""
    return period.opens_at


def noon(period: Period) -> datetime:
    """When the job tells a period."""
    return period.released_at


def copy(folder: Path, to: Path) -> Path:
    """A backup as the documents ask for it: without the boxes and their key."""
    shutil.copytree(folder, to, ignore=shutil.ignore_patterns("boxes*"))
    if ON_SERVER:
        rows_aside(folder, to / ROWS)
    return to


def restore(backup: Path, folder: Path, *, text: bool) -> None:
    """Put a backup's files over those of an installation that is stopped; the text log perhaps not."""
    if ON_SERVER:
        rows_back(folder, backup / ROWS)
    for file in backup.rglob("*"):
        if file.is_file() and file.parent.name != ROWS and (text or file.name != "releases.jsonl"):
            shutil.copyfile(file, folder / file.relative_to(backup))
    with suppress(FileNotFoundError):
        (folder / "wellbeing.db-journal").unlink()


def day(number: int) -> date:
    """So many days after the first period began."""
    return FIRST.first + timedelta(days=number)


def midnight(on: date) -> datetime:
    """Its beginning in UTC."""
    return datetime(on.year, on.month, on.day, tzinfo=UTC)
