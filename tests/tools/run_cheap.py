"""The `wellbeing` command with a cheap Argon2id: `python -m tests.tools.run_cheap serve …`.

No setting and no environment variable reaches that cost: it is an argument of the constructor in bootstrap,
and this module is the only one that gives another. Everything else is the real command.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from wellbeing.cli import server
from wellbeing.cli.commands import main
from wellbeing.crypto.kdf import KdfParams
from wellbeing.settings import Settings

CHEAP: Final = KdfParams(memory_kib=64, iterations=1, lanes=1)


def run() -> None:
    """Put the cost in once the settings are read, then be the command."""
    prepare = server.prepare

    def prepare_and_cheapen(settings: Settings) -> None:
        prepare(settings)
        # Not before: whatever imports the words reads the languages, which the settings decide.
        from wellbeing import bootstrap

        bootstrap.Wellbeing = partial(bootstrap.Wellbeing, kdf=CHEAP, floor=CHEAP)

    server.prepare = prepare_and_cheapen
    main()


if __name__ == "__main__":
    run()
