"""Runs the real server as a process of its own: start, wait until it answers, stop, kill, start again.

    with Server(tmp_path / "data") as server:
        httpx.get(f"{server.url}/healthz")

The frontend is built once for all tests, in English and the pseudo-locale.
"""

from __future__ import annotations

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import httpx

from tests.tools import engines
from wellbeing.cli import frontend

ROOT = Path(__file__).resolve().parents[2]
LOCALES = ("en", "xb")
PORTS: Final = range(10_240, 32_000)
START_SECONDS = 40.0
STOP_SECONDS = 10.0
_CODE = re.compile(r"/join#([0-9A-Za-z-]+)")
_DROPPED = ("WELLBEING_", "REFLEX_", "GRANIAN_")


def free_port() -> int:
    """A port nobody listens at right now, below those that the system lends to whoever connects somewhere."""
    while True:
        port = secrets.choice(PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("0.0.0.0", port))
            return port


@cache
def built_frontend(locales: Sequence[str] = LOCALES) -> Path:
    """The built pages for these locales; building takes half a minute and is done when sources changed."""
    folder = ROOT / "build" / ("frontend-test" if locales == LOCALES else "frontend-" + "-".join(locales))
    frontend.build(folder, tuple(locales))
    return folder


class ServerError(RuntimeError):
    """The server did not do what it was told; holds the end of its log."""


@dataclass
class Server:
    """One installation: a data folder and the process that serves it."""

    data: Path
    port: int = field(default_factory=free_port)
    cheap: bool = True
    """Whether Argon2id costs next to nothing; False runs the real command."""
    locales: tuple[str, ...] = LOCALES
    arguments: Sequence[str] = ()
    """More arguments of `wellbeing serve`."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """More environment variables."""
    scheme: str = "http"
    process: subprocess.Popen[str] | None = field(default=None, init=False)
    lines: list[str] = field(default_factory=list, init=False)
    """Everything the server printed since it was made, over all its starts."""

    @property
    def url(self) -> str:
        """The address, without a path."""
        return f"{self.scheme}://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """The id of the running process.

        Raises:
            ServerError: it does not run.
        """
        if self.process is None or self.process.poll() is not None:
            raise ServerError(self.log[-4000:])
        return self.process.pid

    @property
    def log(self) -> str:
        """Everything the server printed, as one text."""
        return "".join(self.lines)

    @property
    def code(self) -> str:
        """The first administrator's invitation code, from the newest link that was printed.

        Raises:
            ServerError: none was printed.
        """
        found = _CODE.findall(self.log)
        if not found:
            raise ServerError(self.log[-4000:])
        return str(found[-1])

    def command(self, *words: str) -> list[str]:
        """The command line of any `wellbeing` command, cheap or real."""
        module = "tests.tools.run_cheap" if self.cheap else "wellbeing"
        return [sys.executable, "-m", module, *words]

    def run(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run another `wellbeing` command on the same data, such as `invite`, to its end."""
        engines.url_for(self.data)
        return subprocess.run(
            self.command(*words, "--data", str(self.data)),
            cwd=ROOT, env=self._environment(), capture_output=True, text=True, timeout=120, check=check,
        )  # fmt: skip

    def start(self, within: float = START_SECONDS) -> float:
        """Start, and wait until it answers; the seconds it took.

        Raises:
            ServerError: it ended, or did not answer in time.
        """
        pages = built_frontend(self.locales)
        engines.url_for(self.data)
        began = time.monotonic()
        self.process = subprocess.Popen(
            self.command(
                *("serve", "--data", str(self.data), "--port", str(self.port), "--frontend", str(pages)),
                *("--locales", ",".join(self.locales), *self.arguments),
            ),
            cwd=ROOT, env=self._environment(), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        self._reader = threading.Thread(target=self._read, args=(self.process,), daemon=True)
        self._reader.start()
        while not self.healthy():
            if self.process.poll() is not None or time.monotonic() - began > within:
                self.kill()
                raise ServerError(self.log[-4000:])
            time.sleep(0.05)
        taken = time.monotonic() - began
        self._until_said("Ctrl-C", within)
        return taken

    def healthy(self) -> bool:
        """Whether it answers."""
        try:
            return httpx.get(f"{self.url}/healthz", timeout=2, verify=False).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    def stop(self, within: float = STOP_SECONDS) -> int:
        """Ask it to end, as a service manager does; its exit code.

        Raises:
            ServerError: it did not end in time and was killed.
        """
        return self._end(signal.SIGTERM, within)

    def kill(self) -> int:
        """End it at once, as a power cut does to a process; the negative signal number."""
        return self._end(signal.SIGKILL, STOP_SECONDS)

    def restart(self, *, kill: bool = False) -> float:
        """End it and start it again on the same data and port; the seconds the start took."""
        if kill:
            self.kill()
        else:
            self.stop()
        return self.start()

    def _end(self, number: signal.Signals, within: float) -> int:
        if self.process is None:
            return 0
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            code = self.process.wait(within)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise ServerError(self.log[-4000:]) from None
        finally:
            self._reader.join(STOP_SECONDS)
        if self.process.stdout is not None:
            self.process.stdout.close()
        self.process = None
        return code

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        self.lines.extend(iter(process.stdout.readline, ""))

    def _until_said(self, words: str, within: float) -> None:
        """Wait for a line; health comes a moment before the address is printed."""
        began = time.monotonic()
        while words not in self.log and time.monotonic() - began < within:
            time.sleep(0.02)

    def _environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(_DROPPED)}
        return {**inherited, "PYTHONUNBUFFERED": "1", **self.environment}

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End, whatever happened."""
        if self.process is not None:
            self.kill()
