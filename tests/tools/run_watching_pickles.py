"""The `wellbeing` command that writes down what a pickle makes it look up, in the file that NOTED_IN names.

Reading a pickle may call anything, and Python tells of each name that one asks for before it is called.
"""

from __future__ import annotations

import os
import sys

from tests.tools.run_cheap import run


def watch() -> None:
    """From now on note each name."""
    noted = os.open(os.environ["NOTED_IN"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if event == "pickle.find_class":
            os.write(noted, f"{arguments}\n".encode())

    sys.addaudithook(note)


if __name__ == "__main__":
    watch()
    run()
