"""Joins or leaves in a process that ends itself by SIGKILL at one write: `python -m tests.tools.cut_short`.

Reads one line of JSON for each: the data folder, `join` or `leave`, the number of the write, `before` or
`after` it, and for a join the code of a slip. It answers with the exit code, 0 when the act came to its end
before that write. Each is a process of its own, forked and not started, which saves it all imports.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from tests.tools.engines import settings_for
from tests.tools.run_cheap import CHEAP
from wellbeing.bootstrap import Wellbeing
from wellbeing.storage.slots import SqlSlots
from wellbeing.storage.unit_of_work import SqlUnitOfWork

HANDLE: Final = "Heron"
PASSPHRASE: Final = "plank harvest copper violin drift"


def kill_at(number: int, *, after: bool) -> None:
    """Let the process end at its so-many-th write to either file, counted from 1."""
    writes = 0

    def counted(write: Callable[..., Any]) -> Callable[..., Any]:
        def one(*given: Any, **named: Any) -> Any:
            nonlocal writes
            writes += 1
            mine = writes == number
            if mine and not after:
                os.kill(os.getpid(), signal.SIGKILL)
            answer = write(*given, **named)
            if mine:
                os.kill(os.getpid(), signal.SIGKILL)
            return answer

        return one

    for kind, name in ((SqlSlots, "write"), (SqlSlots, "shred"), (SqlUnitOfWork, "commit")):
        setattr(kind, name, counted(getattr(kind, name)))


def act_once(data: str, act: str, number: str, when: str, *code: str) -> None:
    """Sign in first where that is needed, so that only the act itself is counted."""
    with Wellbeing(settings_for(Path(data)), kdf=CHEAP, floor=CHEAP) as whole:
        person = whole.desks.person
        cookie = person.signing_in.sign_in(HANDLE, PASSPHRASE) if act == "leave" else ""
        kill_at(int(number), after=when == "after")
        if act == "leave":
            person.leaving.delete(cookie, PASSPHRASE)
        else:
            person.joining.join(code[0], HANDLE, PASSPHRASE)


def main() -> None:
    """Fork for each line; nothing but imports has happened in this process."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                act_once(*json.loads(line))
            except BaseException:  # noqa: BLE001  the exit code says so
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
