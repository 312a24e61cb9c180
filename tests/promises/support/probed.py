"""The cheap `wellbeing` command with a probe: a test asks the running server what it holds, and moves its clock.

    PROBE=<path of a socket> python -m tests.promises.support.probed serve …

Nothing of the app is replaced but the clock, which stands still until the test moves it: no session locks
because a computer is slow, and one that should lock does so at once. Every address that Python is asked to
connect to or to look up is noted from the first line on.
"""

from __future__ import annotations

import contextlib
import contextvars
import dataclasses
import os
import resource
import socket
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from multiprocessing.connection import Listener
from typing import Any

_CALLS: list[tuple[str, str]] = []
"""What went out of this process: the kind of event, and the address or the program."""
_OUTWARD = ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname",
            "subprocess.Popen", "os.exec", "os.posix_spawn", "os.system", "urllib.Request")  # fmt: skip


def hear(event: str, values: tuple[object, ...]) -> None:
    """Note whatever reaches out of this process."""
    if event in _OUTWARD:
        _CALLS.append(
            (event, repr(values[1] if event.startswith("socket.") and len(values) == 2 else values[0]))
        )


sys.addaudithook(hear)

from tests.tools.run_cheap import run  # noqa: E402 - the hook hears what the imports do
from wellbeing.cli import server  # noqa: E402
from wellbeing.settings import Settings  # noqa: E402


def texts(value: Any) -> Iterator[str]:
    """Every text in a value, also where its own words for itself leave it out."""
    if dataclasses.is_dataclass(value):
        value = [getattr(value, one.name, None) for one in dataclasses.fields(value)]
    if isinstance(value, Mapping):
        value = [*value.keys(), *value.values()]
    if isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from texts(one)
    else:
        yield str(value)


class StandingClock:
    """A clock that moves when it is told to."""

    def __init__(self, moment: datetime, seconds: float) -> None:
        """Stop at a moment; whole seconds, so that sums of them are exact."""
        self._moment, self._seconds = moment, float(int(seconds))
        self._gone = 0.0

    def now(self) -> datetime:
        """The moment, aware."""
        return self._moment + timedelta(seconds=self._gone)

    def monotonic(self) -> float:
        """Seconds that never step back."""
        return self._seconds + self._gone

    def forward(self, seconds: float) -> None:
        """Let so much time pass at once."""
        self._gone += seconds


class Probe:
    """Answers questions about one running installation, in a thread of its own."""

    def __init__(self, whole: Any, clock: StandingClock, path: str) -> None:
        """Count from now on how often Argon2id runs."""
        self._whole, self._clock, self._path = whole, clock, path
        self._derived = self._queued = 0
        self._stop, self._there, self._go_on = (threading.Event() for _ in range(3))
        self._count()

    def listen(self) -> None:
        """Answer until the process ends; called where the registry of Reflex can be seen."""
        context = contextvars.copy_context()
        threading.Thread(target=lambda: context.run(self._answer), daemon=True).start()

    def _answer(self) -> None:
        with Listener(self._path, "AF_UNIX") as listener:
            while True:
                with listener.accept() as caller:
                    try:
                        while True:
                            name, values = caller.recv()
                            try:
                                caller.send((True, getattr(self, name)(*values)))
                            except Exception as error:  # noqa: BLE001 it belongs to the test
                                caller.send((False, repr(error)))
                    except EOFError:
                        pass

    def _count(self) -> None:
        from wellbeing.crypto import kdf, recovery

        submit, run, queue = self._whole._queue.submit, self._whole._queue.run, self._whole._queue

        def counted(real: Callable[..., Any]) -> Callable[..., Any]:
            def derive(*values: Any, **named: Any) -> Any:
                self._derived += 1
                return real(*values, **named)

            return derive

        def submitted(*values: Any) -> Any:
            self._queued += 1
            return submit(*values)

        def stopping(*values: Any) -> Any:
            answer = run(*values)
            if self._stop.is_set():
                self._stop.clear()
                self._there.set()
                self._go_on.wait(30)
            return answer

        queue.run = stopping
        kdf.derive, recovery.derive = counted(kdf.derive), counted(recovery.derive)
        queue.submit = submitted

    # ------------------------------------------------------------------------------- what may be asked

    def kdf(self) -> tuple[int, int]:
        """How often the queue was asked, and how often a secret was derived."""
        return self._queued, self._derived

    def stop_next(self) -> None:
        """Whoever derives next from the right secret goes no further until `go_on`."""
        self._there.clear()
        self._go_on.clear()
        self._stop.set()

    def stopped(self) -> bool:
        """Wait until somebody has come there; whether they have."""
        return self._there.wait(20)

    def go_on(self) -> None:
        """Let them go on."""
        self._go_on.set()

    def forward(self, seconds: float) -> None:
        """Move the clock."""
        self._clock.forward(seconds)

    def sweep(self) -> None:
        """What the schedule does every few seconds."""
        self._whole.desks.person.sessions.sweep()

    def remind(self) -> int:
        """What the alarm of the nearest deadline does."""
        return int(self._whole.desks.person.exposure.remind())

    def turn(self) -> None:
        """What the clock does at the beginning and at the end of a period."""
        self._whole.releases.turn()

    def choose(self, cookie: str, yes: bool) -> None:
        """Say yes or no to being counted, as the page does; the ballots of somebody whose entries are open follow."""
        desk = self._whole.desks.person
        reference = desk.sessions.attach(cookie)
        desk.ballots.choose(reference, yes=yes)

    def moment(self) -> str:
        """What the standing clock shows."""
        return self._clock.now().isoformat()

    def today(self) -> str:
        """The day of the standing clock, in UTC."""
        return self._clock.now().date().isoformat()

    def handlers(self) -> dict[str, list[str]]:
        """Every handler a client can name, with its arguments."""
        import inspect

        from reflex_base.registry import RegistrationContext

        found = RegistrationContext.get().event_handlers
        return {
            name: list(inspect.signature(inspect.unwrap(one.handler.fn)).parameters)[1:]
            for name, one in found.items()
        }

    def rules(self) -> dict[str, tuple[list[str], str]]:
        """The product's own table: handler to roles and least phase."""
        from wellbeing.app import gate

        return {
            name: (sorted(role.value for role in rule.roles), rule.least.value)
            for name, rule in gate.rules.items()
        }

    def routes(self) -> dict[str, list[str]]:
        """Every route of the edge and of the app behind it, with its methods; none for a mount."""
        from wellbeing.app import app

        found: dict[str, set[str]] = {}
        for one in [*self._whole.edge._pages.routes, *app._api.routes]:
            found.setdefault(one.path, set()).update(getattr(one, "methods", None) or ())
        return {path: sorted(methods) for path, methods in found.items()}

    def sessions(self) -> list[tuple[str, str, str, int]]:
        """Person, id, state and epoch of each live session."""
        keyring = self._whole.desks.person.sessions._keyring
        return sorted((one.person.hex, one.id, one.state.value, one.epoch) for one in keyring.all())

    def references(self, person: str) -> list[str]:
        """What stands in place of the cookie for each open connection of a person."""
        held = self._whole.desks.person.sessions._keyring._references
        return [reference for reference, live in tuple(held.items()) if live.person.hex == person]

    def held(self, token: str = "") -> str:
        """All that the states of all pages, or of one tab, hold right now, hidden vars included."""
        from wellbeing.app import app

        def told(state: Any) -> Iterator[str]:
            for name, value in vars(state).items():
                if name not in {"substates", "parent_state", "router_data"}:
                    yield from texts(value)
            for one in state.substates.values():
                yield from told(one)

        found = [state for key, state in tuple(app.state_manager.states.items()) if token in key]
        return "\n".join(line for one in found for line in told(one))

    def outward(self) -> list[tuple[str, str]]:
        """Everything this process connected to, looked up or started, since its first line."""
        return list(_CALLS)

    def knock(self, host: str, port: int) -> None:
        """Try to connect to an address, so that the ear is known to hear."""
        with socket.socket() as door, contextlib.suppress(OSError):
            door.settimeout(0.2)
            door.connect((host, port))

    def memory(self) -> int:
        """The most memory the process has held so far, in KiB."""
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def run_probed() -> None:
    """Put clock and probe in once the settings are read, then be the command."""
    path = os.environ.pop("PROBE")
    prepare = server.prepare

    def prepare_and_probe(settings: Settings) -> None:
        prepare(settings)
        from wellbeing import bootstrap

        made, host = bootstrap.Wellbeing, bootstrap.SystemClock()
        clock = StandingClock(host.now(), host.monotonic())

        def whole(settings: Settings, **given: Any) -> Any:
            one = made(settings, clock=clock, **given)
            probe, running = Probe(one, clock, path), one.running

            @asynccontextmanager
            async def running_and_probed() -> AsyncIterator[None]:
                async with running():
                    probe.listen()
                    yield

            one.running = running_and_probed
            return one

        bootstrap.Wellbeing = whole

    server.prepare = prepare_and_probe
    run()


if __name__ == "__main__":
    run_probed()
