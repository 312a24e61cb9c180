"""Runs storage in a process of its own on a host that is full or read-only, and prints what it met as JSON.

python -m tests.integration.storage.cramped full <folder>
python -m tests.integration.storage.cramped readonly <folder>
"""

from __future__ import annotations

import ctypes
import json
import resource
import sys
from pathlib import Path

from tests.integration.storage.making import add_person, entry, key, slot
from tests.tools.engines import open_storage
from wellbeing.domain.errors import Unfit


def full(folder: Path) -> dict[str, object]:
    """No file may grow by more than a page: as on a full disk or at the end of a quota."""
    storage = open_storage(folder)
    person = add_person(storage)
    kept = entry(person)
    with storage.begin() as work:
        work.entries.put(kept)
        work.commit()
    storage.slots.write(person, [slot()], [key()])
    before = storage.slots.get(person, "passphrase")
    met: list[str] = []
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, hard))
    for _ in range(2):
        try:
            with storage.begin() as work:
                for _row in range(400):
                    work.entries.put(entry(person, size=4096))
                work.commit()
        except Unfit as error:
            met.append(type(error).__name__)
        try:
            storage.slots.write(person, [slot(), slot("recovery")], [key(f"dek:{n}") for n in range(400)])
        except Unfit as error:
            met.append(type(error).__name__)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    with storage.look() as work:
        intact = list(work.entries.of(person)) == [kept]
    intact = intact and storage.slots.get(person, "passphrase") == before
    with storage.begin() as work:
        work.entries.put(entry(person))
        work.commit()
    storage.slots.write(person, [slot()])
    storage.close()
    return {"met": met, "intact": intact, "recovered": True}


def readonly(folder: Path) -> dict[str, object]:
    """First the folder refuses new files under a running app, then the app is started on it."""
    storage = open_storage(folder)
    person = add_person(storage)
    storage.close()
    met: list[str] = []
    _give_up_privileges()

    storage = open_storage(folder)
    (folder / "wellbeing.db-journal").unlink()
    folder.chmod(0o500)
    try:
        add_person(storage)
    except Unfit as error:
        met.append(type(error).__name__)
    with storage.look() as work:
        readable = work.people.get(person) is not None
    folder.chmod(0o700)
    add_person(storage)
    storage.close()

    (folder / "wellbeing.db").chmod(0o400)
    folder.chmod(0o500)
    for where in (folder, folder / "new"):
        try:
            open_storage(where)
        except Unfit as error:
            met.append(type(error).__name__)
    folder.chmod(0o700)
    (folder / "wellbeing.db").chmod(0o600)
    storage = open_storage(folder)
    with storage.look() as work:
        people = work.people.count()
    storage.close()
    return {"met": met, "readable": readable, "people": people}


def _give_up_privileges() -> None:
    """Drop every capability, so that the rights of files count for root too (Linux; elsewhere nothing)."""
    if not sys.platform.startswith("linux"):
        return
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # capability ABI version 3, this process
    nothing = (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(header, nothing) != 0:
        raise OSError(ctypes.get_errno(), "capset")


if __name__ == "__main__":
    print(json.dumps({"full": full, "readonly": readonly}[sys.argv[1]](Path(sys.argv[2]))))
