"""Kills a process in the middle of its writes, many times, and counts what was lost; prints JSON.

    python -m tests.integration.storage.killing <folder> <kills>

It forks instead of starting Python anew: thirty imports would take longer than thirty kills.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import struct
import sys
import time
from pathlib import Path
from uuid import UUID

from sqlalchemy import Engine

from tests.integration.storage.making import MONTH, add_person, sealed
from tests.tools.engines import open_storage
from wellbeing.domain.people import PersonId
from wellbeing.services.ports import EntryRow, ManifestRow
from wellbeing.storage.opening import Storage
from wellbeing.vault.slots import Slot

ENTRY = UUID(int=1 << 100)
_ACK = struct.Struct(">BQ")
MAIN, SLOTS = 0, 1


def _write_for_ever(folder: Path, person: PersonId, pipe: int) -> None:
    storage = open_storage(folder)
    number = max(_in_main(storage, person)[0], _in_slots(storage, person)[0])
    while True:
        number += 1
        inside = number.to_bytes(8, "big")
        with storage.begin() as work:
            work.people.lock(person)
            work.entries.put(EntryRow(ENTRY, person, MONTH, sealed(1024, inside)))
            work.manifests.put(ManifestRow(person, MONTH, sealed(8192, inside)))
            work.manifests.put(ManifestRow(person, 0, sealed(256, inside)))
            work.commit()
        os.write(pipe, _ACK.pack(MAIN, number))
        pair = [Slot(kind, None, inside * 2, inside * 4, sealed().raw) for kind in ("passphrase", "recovery")]
        storage.slots.write(person, pair)
        os.write(pipe, _ACK.pack(SLOTS, number))


def _in_main(storage: Storage, person: PersonId) -> list[int]:
    with storage.look() as work:
        rows = [
            work.entries.get(person, ENTRY),
            work.manifests.get(person, MONTH),
            work.manifests.get(person, 0),
        ]
    return [int.from_bytes(row.body.raw[20:28], "big") if row else 0 for row in rows]


def _in_slots(storage: Storage, person: PersonId) -> list[int]:
    found = [storage.slots.get(person, kind) for kind in ("passphrase", "recovery")]
    return [int.from_bytes(one.salt[:8], "big") if one else 0 for one in found]


def _sound(engine: Engine) -> bool:
    with engine.connect() as connection:
        return connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def main(folder: Path, kills: int) -> dict[str, int]:
    first = open_storage(folder)
    person = add_person(first)
    first.close()
    tally = {"kills": 0, "acknowledged": 0, "lost": 0, "torn": 0, "corrupt": 0}
    for _ in range(kills):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            _write_for_ever(folder, person, writing)
        os.close(writing)
        # It is at work, however busy the machine is; how far it got is a matter of chance.
        said = b"".join(os.read(reading, _ACK.size) for _ in range(1 + secrets.randbelow(4)))
        time.sleep(secrets.randbelow(40_000) / 1e6)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while more := os.read(reading, 1 << 16):
            said += more
        os.close(reading)
        last = {MAIN: 0, SLOTS: 0}
        for which, number in _ACK.iter_unpack(said):
            last[which] = number
            tally["acknowledged"] += 1
        storage = open_storage(folder)
        main_rows, slot_rows = _in_main(storage, person), _in_slots(storage, person)
        tally["torn"] += len(set(main_rows)) > 1 or len(set(slot_rows)) > 1
        tally["lost"] += main_rows[0] < last[MAIN] or slot_rows[0] < last[SLOTS]
        tally["corrupt"] += not (_sound(storage.engine) and _sound(storage.slots_engine))
        tally["kills"] += 1
        storage.close()
    return tally


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
