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
    "events": floods.events,
    "insiders": floods.insiders,
    "patient": floods.patient,
    "sockets": floods.sockets,
    "sign-ins": floods.sign_ins,
    "dropped": floods.dropped,
    "frames": floods.frames,
    "bodies": floods.bodies,
    "clocks": outages.clocks,
    "full": outages.full,
    "readonly": outages.readonly,
    "broken": outages.broken,
    "slow": outages.slow,
    "parent": outages.parent,
    "kills": outages.kills,
}
BESIDE: Final = {"unlimited": floods.unlimited}
"""Only when asked for: no promise is meant to hold in it."""


def main(words: list[str]) -> int:
    """Run what was asked for; whether everything held, as an exit code."""
    names = [word for word in words if not word.startswith("-")] or list(TRIALS)
    outcomes, skipped = dict[str, Outcome](), list[Skipped]()
    for name in names:
        trial = (TRIALS | BESIDE)[name]
        SAY(f"{(trial.__doc__ or name).splitlines()[0]} …")
        with tempfile.TemporaryDirectory(prefix="torture-") as scratch:
            try:
                outcomes[name] = trial(Path(scratch))
            except Unable as error:
                skipped.append(Skipped(name, f"this computer lacks {error}"))
        if "--write" in words:
            write({one: outcome for one, outcome in outcomes.items() if one in TRIALS}, list(TRIALS))
    show(list(outcomes.values()), skipped)
    return 0 if all(one.kept for one in outcomes.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
