"""The `wellbeing` command that writes down what a pickle makes it look up, in the file that NOTED_IN names.

Reading a pickle may call anything, and Python tells of each name that one asks for before it is called. With
ON_DISK set, what pages show is kept as Reflex would by itself: as pickles, below the folder of the pages.
"""

from __future__ import annotations

import os
import sys

from tests.tools.run_cheap import run
from wellbeing.cli import server
from wellbeing.settings import Settings


def watch() -> None:
    """From now on note each name."""
    noted = os.open(os.environ["NOTED_IN"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if event == "pickle.find_class":
            os.write(noted, f"{arguments}\n".encode())

    sys.addaudithook(note)


def keep_on_disk() -> None:
    """Do what `rxconfig.py` forbids."""
    prepare = server.prepare

    def prepare_and_keep(settings: Settings) -> None:
        prepare(settings)
        # Not before: whatever imports Reflex reads its settings.
        from reflex.istate.manager import StateManager
        from reflex.istate.manager.disk import StateManagerDisk

        StateManager.create = classmethod(lambda *_: StateManagerDisk())

    server.prepare = prepare_and_keep


if __name__ == "__main__":
    watch()
    if os.environ.get("ON_DISK"):
        keep_on_disk()
    run()
