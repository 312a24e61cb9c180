"""Trials in which the process, the disk or the clock fails."""

from __future__ import annotations

import secrets
import shutil
import signal
import statistics
import struct
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path

import psutil

from tests.tools.server import ROOT
from tests.torture.outcome import Outcome
from tests.torture.stage import Stage, tried

KILLS = 10
START_SECONDS = 5.0
"""From the start of the process to its first answer, at the slowest."""
TROUBLE_SECONDS = 8.0
SLOW = "slow 100"
SLOWER_SECONDS = 0.1
"""Of a save that waits for one such sync, at least; most acts are saves."""
LEAPS = (1, 0, -1, 0, 24, 0, -24, 0)
"""Hours by which the server's clock is off, one after the other."""
LEAP_SECONDS = 2.5


class Unable(RuntimeError):
    """This computer lacks what the trial needs; says what."""


def kills(scratch: Path) -> Outcome:
    """The process is killed again and again, at random moments."""

    def trouble(stage: Stage) -> str:
        starts = []
        for _ in range(KILLS):
            time.sleep(0.5 + secrets.randbelow(1500) / 1000)
            starts.append(stage.server.restart(kill=True))
        stage.check(true=max(starts) <= START_SECONDS, words=f"a start took {max(starts):.1f} s")
        return f"{KILLS} times kill -9, the slowest start {max(starts):.1f} s"

    return tried("the process is killed", scratch, trouble, outage=True)


def parent(scratch: Path) -> Outcome:
    """What started the process is killed; the process goes on, and no second one may join it."""

    def trouble(stage: Stage) -> str:
        stage.server.stop()
        command = stage.server.command(
            *("serve", "--data", str(stage.server.data), "--port", str(stage.server.port)),
            *("--frontend", str(ROOT / "build" / "frontend-test"), "--locales", "en,xb"),
        )
        shell = subprocess.Popen(
            ["/bin/sh", "-c", '"$@" & wait', "sh", *command],
            cwd=ROOT, env=stage.server._environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            _answers(stage)
            (child,) = psutil.Process(shell.pid).children()
            shell.send_signal(signal.SIGKILL)
            shell.wait()
            time.sleep(TROUBLE_SECONDS / 2)
            stage.check(true=stage.server.healthy(), words="it did not outlive what had started it")
            second = stage.server.run("serve", "--port", "0", check=False)
            stage.check(true=second.returncode != 0, words="a second process served the same folder")
            child.send_signal(signal.SIGTERM)
            stage.check(true=not psutil.wait_procs([child], 10)[1], words="it did not stop when told")
        finally:
            shell.kill()
        stage.server.start()
        return "kill -9 of what had started it; a second process refused; stopped by SIGTERM"

    return tried("its parent is killed", scratch, trouble, outage=True)


def _answers(stage: Stage) -> None:
    until = time.monotonic() + 30
    while not stage.server.healthy() and time.monotonic() < until:
        time.sleep(0.1)


def full(scratch: Path) -> Outcome:
    """No space is left on the disk."""
    return _disk("the disk is full", scratch, "full", outage=True)


def readonly(scratch: Path) -> Outcome:
    """The disk takes no writes any more."""
    return _disk("the disk is read-only", scratch, "readonly", outage=True)


def broken(scratch: Path) -> Outcome:
    """Every write and every sync fails."""
    return _disk("the disk is broken", scratch, "broken", outage=True)


def slow(scratch: Path) -> Outcome:
    """Each sync takes 100 ms longer: a worn disk, or one far away."""
    return _disk("the disk is slow", scratch, SLOW, outage=True)


def _preloaded(scratch: Path, source: str) -> Path:
    """What is loaded before all other libraries, compiled from a source beside this module."""
    compiler = shutil.which("cc")
    if compiler is None:
        raise Unable("a C compiler")
    scratch.mkdir(parents=True, exist_ok=True)
    library = scratch / source.replace(".c", ".so")
    path = Path(__file__).with_name(source)
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, path, "-ldl"], check=True)
    return library


def _disk(what: str, scratch: Path, word: str, *, outage: bool) -> Outcome:
    shim, control = _preloaded(scratch, "shim.c"), scratch / "control"
    control.write_text("fine")

    def trouble(stage: Stage) -> str:
        people = stage.others.people
        before = [len(one.waits) for one in people]
        began = time.monotonic()
        control.write_text(word)
        time.sleep(TROUBLE_SECONDS)
        control.write_text("fine")
        saved = sum(len(one.waits) for one in people) - sum(before)
        if word == SLOW:
            usual = statistics.median(stage.others.waits(began, time.monotonic()))
            stage.check(
                true=usual >= SLOWER_SECONDS, words=f"half of all waited {usual:.2f} s: it was not slow"
            )
        else:
            # Each may have had an act under way and a page to open before the next that has to be written.
            stage.check(true=saved <= 2 * len(people), words=f"{saved} acts were answered: it was not {word}")
        stage.check(true=stage.server.process is not None and stage.server.process.poll() is None,
                    words="the process ended")  # fmt: skip
        stage.check(true=not any(one.ended for one in people), words="somebody was signed out")
        return f"for {TROUBLE_SECONDS:.0f} s ({word}); {saved} acts were answered meanwhile"

    preload = {"LD_PRELOAD": str(shim), "TRIAL_FOLDER": str(scratch / "data"), "TRIAL_CONTROL": str(control)}
    return tried(what, scratch, trouble, outage=outage, environment=preload)


def clocks(scratch: Path) -> Outcome:
    """The clock of the computer leaps, there and back."""
    shim, control = _preloaded(scratch, "clock.c"), scratch / "off"
    control.write_bytes(struct.pack("=q", 0))

    def trouble(stage: Stage) -> str:
        for hours in LEAPS:
            with control.open("r+b") as file:  # it is mapped by the server, so it must not be cut
                file.write(struct.pack("=q", int(hours * 3_600 * 1e9)))
            time.sleep(LEAP_SECONDS)
            seen = (stage.others.people[0].told() - datetime.now(UTC)).total_seconds() / 3_600
            stage.check(true=round(seen) == hours, words=f"the clock was {seen:.1f} h off, not {hours}")
        ended = sum(one.ended for one in stage.others.people)
        stage.check(true=not ended, words=f"{ended} sessions ended by a clock")
        return f"an hour and a day, forward, back and both ways again, {LEAP_SECONDS} s apart"

    environment = {"LD_PRELOAD": str(shim), "TRIAL_CLOCK": str(control)}
    return tried("the clock leaps", scratch, trouble, environment=environment)
