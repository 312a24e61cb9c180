"""The real `wellbeing` command with a watch on its event loop, which writes down how long it stood still.

    python -m tests.bench.watched FILE serve …

Each line of FILE is the longest delay, in milliseconds, of a 2 ms nap within a quarter of a second, and when.
"""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path
from typing import Any

from wellbeing.cli import server
from wellbeing.cli.commands import main

NAP = 0.002
WINDOW = 0.25


async def watch(file: Path) -> None:
    """Nap, and note how late the loop was to wake us."""
    with file.open("w", buffering=1) as notes:
        while True:
            until, worst = time.perf_counter() + WINDOW, 0.0
            while time.perf_counter() < until:
                began = time.perf_counter()
                await asyncio.sleep(NAP)
                worst = max(worst, time.perf_counter() - began - NAP)
            notes.write(f"{time.time()} {worst * 1000}\n")


def run() -> None:
    """Put the watch in, then be the command."""
    file = Path(sys.argv.pop(1))
    serve = server._serve

    async def watched(*arguments: Any) -> None:
        watching = asyncio.create_task(watch(file))
        try:
            await serve(*arguments)
        finally:
            watching.cancel()

    server._serve = watched
    main()


if __name__ == "__main__":
    run()
