"""`make torture`: every trial, one after the other, as a table; on loopback, bounded in count and time.

    python -m tests.torture                   # all
    python -m tests.torture events full       # only these
    python -m tests.torture --write           # and put the table and its picture into docs/

The exit code is 0 when every promise holds in this run, else 1.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from rich.console import Console

from tests.torture import floods, outages
from tests.torture.outages import Unable
from tests.torture.outcome import Outcome, Skipped, show
from tests.torture.picture import write

SAY = Console(stderr=True).print
TRIALS: Final[dict[str, Callable[[Path], Outcome]]] = {
    "kills": outages.kills,
    "parent": outages.parent,
    "full": outages.full,
    "readonly": outages.readonly,
    "broken": outages.broken,
    "slow": outages.slow,
    "clocks": outages.clocks,
    "dropped": floods.dropped,
    "events": floods.events,
    "sockets": floods.sockets,
    "frames": floods.frames,
    "bodies": floods.bodies,
    "sign-ins": floods.sign_ins,
}


def main(words: list[str]) -> int:
    """Run what was asked for; whether everything held, as an exit code."""
    names = [word for word in words if not word.startswith("-")] or list(TRIALS)
    outcomes, skipped = [], []
    for name in names:
        trial = TRIALS[name]
        SAY(f"{(trial.__doc__ or name).splitlines()[0]} …")
        with tempfile.TemporaryDirectory(prefix="torture-") as scratch:
            try:
                outcomes.append(trial(Path(scratch)))
            except Unable as error:
                skipped.append(Skipped(name, f"this computer lacks {error}"))
    show(outcomes, skipped)
    if "--write" in words:
        write(outcomes)
    return 0 if all(one.kept for one in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
