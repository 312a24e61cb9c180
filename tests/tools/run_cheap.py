"""The `wellbeing` command with a cheap Argon2id: `python -m tests.tools.run_cheap serve …`.

No setting and no environment variable reaches that cost: it is an argument of the constructor in bootstrap,
and this module is the only one that gives another. Everything else is the real command, but that with
`HURRIED` in the environment people have a surplus of events without end: a test says in a minute what they
say in a year.
"""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from typing import Final

from wellbeing.cli import server
from wellbeing.cli.commands import main
from wellbeing.crypto.kdf import KdfParams
from wellbeing.settings import Settings

CHEAP: Final = KdfParams(memory_kib=64, iterations=1, lanes=1)


HURRIED: Final = "HURRIED"
PLENTY: Final = 1_000


def _hurry() -> None:
    """Let people send as fast as one socket may."""
    from wellbeing.edge.asgi import Edge
    from wellbeing.edge.options import Limits

    plenty = replace(Limits(), surplus_burst=PLENTY, surplus_events_per_second=float(PLENTY))
    Edge.__init__.__kwdefaults__["limits"] = plenty


def run() -> None:
    """Put the cost in once the settings are read, then be the command."""
    prepare = server.prepare

    def prepare_and_cheapen(settings: Settings) -> None:
        prepare(settings)
        if os.environ.pop(HURRIED, ""):
            _hurry()
        # Not before: whatever imports the words reads the languages, which the settings decide.
        from wellbeing import bootstrap

        bootstrap.Wellbeing = partial(bootstrap.Wellbeing, kdf=CHEAP, floor=CHEAP)

    server.prepare = prepare_and_cheapen
    main()


if __name__ == "__main__":
    run()
