"""Signs in to a data folder and clicks for ever: `python -m tests.tools.run_clicking FOLDER open|locked`.

Each answered act is one line on the standard output: its version, and the phase it led to. Whoever reads the
lines kills this process at some moment, and looks what is there.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.tools.run_cheap import CHEAP
from wellbeing.bootstrap import Wellbeing
from wellbeing.domain.clock import Phase
from wellbeing.domain.exposure import Act, Kind
from wellbeing.settings import read

HANDLE = "tern"
PASSPHRASE = "plank harvest copper violin drift"
NEXT = {Phase.REST: Act.START, Phase.PAUSED: Act.BACK}


def click_for_ever(data: Path, *, locked: bool) -> None:
    """Start, pause and go on, with open entries or locked ones."""
    with Wellbeing(read({}, {"data": data}), kdf=CHEAP, floor=CHEAP) as whole:
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


if __name__ == "__main__":
    click_for_ever(Path(sys.argv[1]), locked=sys.argv[2] == "locked")
