"""The `wellbeing` command that counts what arrives at the websocket door and what is passed on behind it.

    TRIAL_COUNTS=counts.json python -m tests.torture.counted cheap serve …

Nothing else differs, unless TRIAL_UNLIMITED is set: then the door passes everything, so that a trial can tell
what the door is worth. The first word says at which cost people sign in, "cheap" or "real".
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from tests.tools import run_cheap
from wellbeing.cli import server
from wellbeing.cli.commands import main
from wellbeing.settings import Settings

EVERY_SECONDS: Final = 0.25
_EVENT: Final = "42"
"""How a message begins that calls a handler."""


def _count(into: Path) -> None:
    # Not before the settings are read: whatever imports the words reads the languages, which they decide.
    from wellbeing.edge.sockets import Sockets

    counts: Counter[str] = Counter(arrived=0, passed=0)
    serve = Sockets.serve

    def counting(receive: Any, what: str) -> Any:
        async def next_message() -> Any:
            message = await receive()
            counts[what] += str(message.get("text") or "").startswith(_EVENT)
            return message

        return next_message

    async def served(self: Sockets, app: Any, scope: Any, receive: Any, send: Any, caller: Any) -> None:
        async def behind(scope: Any, receive: Any, send: Any) -> None:
            await app(scope, counting(receive, "passed"), send)

        await serve(self, behind, scope, counting(receive, "arrived"), send, caller)

    def write() -> None:
        while not done.wait(EVERY_SECONDS):
            beside = into.with_suffix(".new")
            beside.write_text(json.dumps(counts), encoding="utf-8")
            beside.replace(into)

    done = threading.Event()
    Sockets.serve = served  # type: ignore[method-assign]
    threading.Thread(target=write, daemon=True).start()


def _lift() -> None:
    from wellbeing.edge.asgi import Edge
    from wellbeing.edge.options import Limits

    many = 10**9
    Edge.__init__.__kwdefaults__["limits"] = replace(
        Limits(), event_burst=many, strangers_burst=many, strangers_connects_burst=many, person_burst=many,
        sockets=many, sockets_of_strangers=many, sockets_per_session=many, sockets_per_address=many,
        connects="1000000/second",
    )  # fmt: skip


def run(cost: str) -> None:
    """Count, and be the command."""
    prepare = server.prepare

    def prepare_and_count(settings: Settings) -> None:
        prepare(settings)
        _count(Path(os.environ["TRIAL_COUNTS"]))
        if os.environ.get("TRIAL_UNLIMITED"):
            _lift()

    server.prepare = prepare_and_count
    if cost == "cheap":
        run_cheap.run()
    else:
        main()


if __name__ == "__main__":
    run(sys.argv.pop(1))
