"""Signs in to a data folder and clicks for ever: `python -m tests.tools.run_clicking`.

Reads one line of JSON for each life: the data folder, and whether entries are `locked` or `open`. A life is a
process of its own, forked and not started, which saves it all imports. It says its id, and then one line for
each answered act: its version, and the phase it led to. Whoever reads the lines kills it at some moment; then
it is said how it ended, and one can look what is there.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from pathlib import Path

from tests.tools.engines import settings_for
from tests.tools.run_cheap import CHEAP
from wellbeing.bootstrap import Wellbeing
from wellbeing.domain.clock import Phase
from wellbeing.domain.exposure import Act, Kind

HANDLE = "tern"
PASSPHRASE = "plank harvest copper violin drift"
OVER = "over"
"""Begins the line that says how a life ended; its exit code follows."""
NEXT = {Phase.REST: Act.START, Phase.PAUSED: Act.BACK}


def click_for_ever(data: Path, *, locked: bool) -> None:
    """Start, pause and go on, with open entries or locked ones."""
    with Wellbeing(settings_for(data), kdf=CHEAP, floor=CHEAP) as whole:
        desk = whole.desks.person
        cookie = desk.signing_in.sign_in(HANDLE, PASSPHRASE)
        reference = desk.sessions.attach(cookie) or ""
        clock = desk.exposure.clock(reference)
        print(f"{clock.version} {clock.phase} {int(locked)}", flush=True)
        if locked:
            desk.sessions.lock(cookie)
        while True:
            act = NEXT.get(clock.phase, Act.PAUSE)
            kind = Kind.STILLS if act is Act.START else None
            clock = desk.exposure.act(reference, act, clock.version, kind=kind)
            print(
                f"{clock.version} {clock.phase} {int(desk.sessions.presence(reference).locked)}", flush=True
            )


def main() -> None:
    """Fork for each line; nothing but imports has happened in this process."""
    for line in sys.stdin:
        data, how = json.loads(line)
        child = os.fork()
        if child == 0:
            try:
                print(os.getpid(), flush=True)
                click_for_ever(Path(data), locked=how == "locked")
            except BaseException:  # noqa: BLE001  the exit code says so
                traceback.print_exc()
            os._exit(1)
        _, status = os.waitpid(child, 0)
        # On a line of its own, also where the last one was broken off.
        print(f"\n{OVER} {os.waitstatus_to_exitcode(status)}", flush=True)


if __name__ == "__main__":
    main()
