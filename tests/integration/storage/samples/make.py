"""Writes a frozen installation: `python -m tests.integration.storage.samples.make r0003`.

It is made once, and every later program has to open it. So this never overwrites a file. A program makes it
for its own schema, or for an earlier one: then what that one had no table for is left out. The databases are
kept as the statements that make them, to be read and compared.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import uuid4

from tests.box_fakes import FakeReleaseText, releases_over
from tests.fakes import FakeClock
from wellbeing.crypto.kdf import KdfParams
from wellbeing.domain.checkin import Feeling, Question
from wellbeing.domain.contact import Contact, ContactKind, ContactWords
from wellbeing.domain.duty import DutyKind
from wellbeing.domain.errors import SecretsDiffer
from wellbeing.domain.people import Role, Seat, SeatId, Unit, UnitId
from wellbeing.domain.periods import SEASON, Period
from wellbeing.domain.policy import PRESETS, Preset
from wellbeing.services import desks
from wellbeing.services.box_ports import DutyRow, MarkRow
from wellbeing.storage.engine import open_engine
from wellbeing.storage.migrations import MAIN, upgrade
from wellbeing.storage.opening import BOXES_FILE, MAIN_FILE, SLOTS_FILE, Storage, open_storage
from wellbeing.vault.kdf_queue import KdfQueue

HERE: Final = Path(__file__).parent
FILES: Final = (MAIN_FILE, SLOTS_FILE, BOXES_FILE)
CHEAP: Final = KdfParams(memory_kib=64, iterations=1)
PEPPER: Final = bytes(range(32))
PEOPLE: Final = {
    "Admin": "plank harvest copper violin drift",
    "Keeper": "lantern moss quiver asphalt tundra",
    "Heron": "outfield crux provided overbite backwash",
    "Wren": "saddle nickel orchard plume vortex",
}
"""Everybody of the sample, with the passphrase."""
COMMENT: Final = "Fifty minutes are long."
MONTHS: Final = 36
"""How long the unit keeps entries, since the fourth revision."""
DAYS: Final = 20
"""Heron checked in so many days in a row, with every fourth day noted."""


def built(storage: Storage, clock: FakeClock, queue: KdfQueue) -> desks.Desks:
    """The desks over a storage, as every program of any version makes them."""
    return desks.build(
        storage.begin,
        storage.slots,
        clock,
        queue,
        PEPPER,
        releases=releases_over(storage.begin, storage.look, clock, storage.boxes),
        look=storage.look,
        kdf=CHEAP,
        floor=CHEAP,
    )


def note(day: int) -> str:
    """What Heron wrote on a day, counted from the first."""
    return f"About me, day {day}. \U0001f331" if day % 4 == 0 else ""


def fill(storage: Storage) -> None:
    """People, units, seats of every fate, check-ins, and a letter that waits."""
    clock, queue = FakeClock(), KdfQueue(4 * CHEAP.memory_kib)
    here = built(storage, clock, queue)
    person = here.person

    def joined(handle: str, code: str) -> str:
        cookie = person.joining.join(code, handle, PEOPLE[handle]).cookie
        return person.sessions.attach(cookie) or ""

    admin = joined("Admin", here.admin.seats.first_administrator() or "")
    bureau = here.admin.units.create(admin, "Bureau", country="fr", time_zone="Europe/Paris")
    today = clock.now().date()
    force = here.admin.units.create(
        admin, "Five days", bureau.id, "de", "Europe/Berlin", ["de", "en"], today, today + timedelta(days=5)
    )
    (slip,) = here.admin.seats.issue(admin, force.id, Role.CONFIGURATOR, ["first"])
    keeper = joined("Keeper", slip.code)
    slips = here.unit.seats.issue(keeper, force.id, Role.INVESTIGATOR, ["1", "2", "3", "4"])
    joined("Wren", slips[1].code)
    here.unit.seats.end(keeper, slips[1].seat)
    here.unit.seats.reissue(keeper, slips[2].seat)
    joined("Heron", slips[0].code)
    for day in range(DAYS):
        clock.forward(days=1)
        reader = person.sessions.attach(person.signing_in.sign_in("Heron", PEOPLE["Heron"])) or ""
        on = person.checkins.today_is(reader)
        feelings = frozenset({Feeling.STEADY} if day % 2 else {Feeling.LOW, Feeling.ON_EDGE})
        answers = {Question.HEAVINESS: day % 5, Question.SLEEP: day % 4, Question.FEELINGS: feelings}
        person.checkins.save_many(reader, on, answers, note(day))
    _say(here, clock, force.id)
    _tell(storage, clock, bureau.id)
    with suppress(SecretsDiffer):
        person.signing_in.sign_in("Wren", PEOPLE["Heron"])
    person.sessions.sweep()
    queue.close()


def _say(here: desks.Desks, clock: FakeClock, unit: UnitId) -> None:
    """What a unit says to its people, and what one of them says of it."""
    person = here.person
    keeper, heron = (
        person.sessions.attach(person.signing_in.sign_in(one, PEOPLE[one])) or ""
        for one in ("Keeper", "Heron")
    )
    starts = clock.now().date() + timedelta(days=8)
    made = here.unit.publishing.publish(
        keeper, unit, PRESETS[Preset.GENTLE], starts, "Why: rest", comment_days=7
    )
    person.comments.add(heron, unit, made.number, COMMENT)
    words = ContactWords("Anna", "9 to 17", "passes nothing on")
    here.unit.contacts.put(keeper, Contact(uuid4(), unit, ContactKind.PEER, words, "+49 30 123456"))
    line = here.unit.vouching.of(keeper, unit)[0].line
    here.unit.vouching.confirm(keeper, unit, line.id)
    here.unit.outcomes.post(keeper, unit, "Two children are safe.")
    here.unit.keeping.settle(keeper, unit, MONTHS)


def _tell(storage: Storage, clock: FakeClock, parent: UnitId) -> None:
    """A unit large enough for pictures, with a period that was formed and ended, and one that is open."""
    unit = UnitId(uuid4())
    with storage.begin() as work:
        work.units.put(Unit(unit, "Standing", parent))
        for number in range(13):
            work.seats.put(Seat(SeatId(uuid4()), unit, Role.INVESTIGATOR, f"s{number}"))
        work.floors.put(unit, 13, Period.at(clock.now()).number)
        work.marks.add(MarkRow(unit, uuid4(), clock.now().date(), "a new rule"))
        work.duties.add(DutyRow(unit, uuid4(), clock.now().date(), DutyKind.TALK, "talked of rest"))
        work.commit()
    # By clocks of their own: the days of the people stay as they are.
    first, text = Period.at(clock.now()), FakeReleaseText()
    while first.number % SEASON:
        first = first.later(1)
    for moment in (first.opens_at, first.released_at, first.later(1).opens_at):
        releases_over(storage.begin, storage.look, FakeClock(moment), storage.boxes, text).turn()


def _only(folder: Path, revision: str) -> None:
    """Leave of the main database what an earlier schema had a place for."""
    full, file = folder / f"full-{MAIN_FILE}", folder / MAIN_FILE
    file.rename(full)
    engine = open_engine(file)
    with engine.begin() as connection:
        upgrade(connection, MAIN, revision)
    engine.dispose()
    with closing(sqlite3.connect(file)) as database:
        database.execute("ATTACH ? AS whole", (str(full),))
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            if name != "alembic_version":
                database.execute(f"INSERT INTO {name} SELECT * FROM whole.{name}")
        database.commit()


def main() -> None:
    """Write the sample that is named and does not exist yet."""
    name = sys.argv[1]
    (revision,) = (one.stem.removeprefix("r") for one in MAIN.glob(f"{name}_*.py"))
    with tempfile.TemporaryDirectory() as folder:
        storage = open_storage(Path(folder))
        fill(storage)
        storage.close()
        _only(Path(folder), revision)
        for file in FILES:
            path = HERE / f"{name}-{Path(file).stem}.sql"
            if path.exists():
                sys.exit(f"{path.name} is frozen; give the new version a name of its own")
            with closing(sqlite3.connect(Path(folder) / file)) as database:
                path.write_text("\n".join(database.iterdump()) + "\n", "utf-8")


if __name__ == "__main__":
    main()
