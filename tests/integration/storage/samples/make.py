"""Writes a frozen installation: `python tests/integration/storage/samples/make.py r0001`.

It is made once, by the last program of that schema, and every later program has to open it. So this never
overwrites a file. The two databases are kept as the statements that make them, to be read and compared.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path
from typing import Final

from tests.box_fakes import releases_over
from tests.fakes import FakeClock
from wellbeing.crypto.kdf import KdfParams
from wellbeing.domain.checkin import Feeling, Question
from wellbeing.domain.errors import SecretsDiffer
from wellbeing.domain.people import Role
from wellbeing.services import desks
from wellbeing.storage.opening import MAIN_FILE, SLOTS_FILE, Storage, open_storage
from wellbeing.vault.kdf_queue import KdfQueue

HERE: Final = Path(__file__).parent
FILES: Final = (MAIN_FILE, SLOTS_FILE)
CHEAP: Final = KdfParams(memory_kib=64, iterations=1)
PEPPER: Final = bytes(range(32))
PEOPLE: Final = {
    "Admin": "plank harvest copper violin drift",
    "Keeper": "lantern moss quiver asphalt tundra",
    "Heron": "outfield crux provided overbite backwash",
    "Wren": "saddle nickel orchard plume vortex",
}
"""Everybody of the sample, with the passphrase."""
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
    with suppress(SecretsDiffer):
        person.signing_in.sign_in("Wren", PEOPLE["Heron"])
    person.sessions.sweep()
    queue.close()


def main() -> None:
    """Write the sample that is named and does not exist yet."""
    name = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        storage = open_storage(Path(folder))
        fill(storage)
        storage.close()
        for file in FILES:
            path = HERE / f"{name}-{Path(file).stem}.sql"
            if path.exists():
                sys.exit(f"{path.name} is frozen; give the new version a name of its own")
            with closing(sqlite3.connect(Path(folder) / file)) as database:
                path.write_text("\n".join(database.iterdump()) + "\n", "utf-8")


if __name__ == "__main__":
    main()
