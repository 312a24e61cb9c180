"""One process among several, told what to do line by line: `python -m tests.tools.neighbour <data> <name>`.

    with Neighbour(data, "one") as one:
        assert one.ask("take", person) == "yes"

The locks belong to processes, so two of them cannot be tried in one.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final, Self
from uuid import UUID

from wellbeing.domain.errors import DatabaseBusy, ServedElsewhere
from wellbeing.domain.people import PersonId
from wellbeing.storage.neighbours import FileNeighbours

ROOT: Final = Path(__file__).resolve().parents[2]
KEY: Final = b"p" * 32


class Neighbour:
    """A process of its own that holds what it is told to."""

    def __init__(self, data: Path, name: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.tools.neighbour", str(data), name],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.began = self._answer()

    def ask(self, *words: object) -> str:
        """Have it do something; what came of it."""
        assert self.process.stdin is not None
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def kill(self) -> None:
        """End it as SIGKILL does."""
        self.process.kill()
        self.process.wait()

    def __enter__(self) -> Self:
        """It has begun."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it, whatever happened."""
        self.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()


def obey(here: FileNeighbours, verb: str, words: list[str]) -> str:
    """What one line asks for."""
    people = [PersonId(UUID(one)) for one in words if verb in {"take", "keep"}]
    answers: dict[str, Callable[[], object]] = {
        "take": lambda: here.take(people[0]),
        "keep": lambda: here.keep(frozenset(people)),
        "tell": here.seats_changed,
        "news": lambda: here.hear(lambda: None),
        "stumble": lambda: here.hear(stumble),
        "leads": here.leads,
        "serves": lambda: here.serves(words[0]),
    }
    try:
        said = answers[verb]()
    except ServedElsewhere as error:
        return error.process
    except DatabaseBusy:
        return "stumbled"
    return {True: "yes", False: "no", None: "done"}[said] if said in (True, False, None) else str(said)


def stumble() -> None:
    """What a look does that comes to no end.

    Raises:
        DatabaseBusy: always.
    """
    raise DatabaseBusy


def main(data: Path, name: str) -> None:
    """Hold, and answer each line until there are no more."""
    try:
        here = FileNeighbours(data, name, KEY)
    except BlockingIOError:
        print("taken", flush=True)
        return
    print("begun", flush=True)
    for line in sys.stdin:
        verb, *words = line.split()
        print(obey(here, verb, words), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
