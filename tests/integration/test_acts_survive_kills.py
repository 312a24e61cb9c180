"""An act of the timer that was answered is there after SIGKILL, made with open entries or locked ones."""

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.tools.engines import settings_for
from tests.tools.run_cheap import CHEAP
from tests.tools.run_clicking import HANDLE, OVER, PASSPHRASE
from wellbeing.bootstrap import Wellbeing
from wellbeing.domain.exposure import Event
from wellbeing.services.sorts import EXPOSURE

KILLS = max(int(os.environ.get("WELLBEING_KILLS", "30")) // 5, 1)
"""Read before the fixtures take every setting away."""
ROOT = Path(__file__).parents[2]
KILLED = f"{OVER} {-signal.SIGKILL}\n"


@dataclass
class Seen:
    """What was answered before a kill."""

    answered: list[int] = field(default_factory=list)
    """The version of each act, which is its moment in milliseconds."""
    stage: str = ""
    version: int = 0


@pytest.fixture
def lives() -> Iterator[subprocess.Popen[str]]:
    """What lets somebody click."""
    command = [sys.executable, "-m", "tests.tools.run_clicking"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as begun:
        yield begun


def heard(lives: subprocess.Popen[str], *, to_the_end: bool = False) -> str:
    """The next line; no life ends but by a kill that was meant."""
    assert lives.stdout is not None
    line = lives.stdout.readline()
    assert line
    assert not line.startswith(OVER) or (to_the_end and line == KILLED), line
    return line


def clicked_and_killed(lives: subprocess.Popen[str], data: Path, how: str) -> Seen:
    """Let somebody click, kill the process at some moment, and give what it had answered."""
    assert lives.stdin is not None
    lives.stdin.write(json.dumps([str(data), how]) + "\n")
    lives.stdin.flush()
    pid = int(heard(lives))
    heard(lives)  # where it begins
    # It is at work, however busy the machine is; how far it got is a matter of chance.
    said = [heard(lives) for _ in range(1 + secrets.randbelow(4))]
    time.sleep(secrets.randbelow(1000) / 1000 * 0.25)
    os.kill(pid, signal.SIGKILL)
    while (line := heard(lives, to_the_end=True)) != KILLED:
        said.append(line)
    said.pop()  # the empty line before the last one, or what the kill broke off
    seen = Seen()
    lines = [line.split() for line in said]
    assert {line[2] for line in lines} <= {str(int(how == "locked"))}
    for version, stage, _ in lines:
        seen.answered.append(int(version))
        seen.version, seen.stage = int(version), stage
    return seen


def kept(whole: Wellbeing) -> tuple[list[Event], int, str]:
    """Every act in the entries after a sign-in, and the clock's version and phase; nothing is damaged."""
    desk = whole.desks.person
    cookie = desk.signing_in.sign_in(HANDLE, PASSPHRASE)
    reference = desk.sessions.attach(cookie) or ""
    assert desk.sessions.findings(reference).sound
    with desk.sessions.keys(reference) as access, desk.exposure._records.reading(access) as ledger:
        found = ledger.all(EXPOSURE)
    assert found.damaged == 0
    clock = desk.exposure.clock(reference)
    desk.sessions.end(cookie)
    return [event for day in found.values for event in day.events], clock.version, clock.phase


@pytest.mark.kill
@pytest.mark.parametrize("how", ["open", "locked"])
def test_no_kill_loses_an_act_that_was_answered(
    tmp_path: Path, lives: subprocess.Popen[str], how: str
) -> None:
    with Wellbeing(settings_for(tmp_path), kdf=CHEAP, floor=CHEAP, migrate=True) as whole:
        whole.desks.person.joining.join(whole.first_administrator() or "", HANDLE, PASSPHRASE)
    answered: list[int] = []
    for _ in range(KILLS):
        seen = clicked_and_killed(lives, tmp_path, how)
        answered += seen.answered
        with closing(Wellbeing(settings_for(tmp_path), kdf=CHEAP, floor=CHEAP)) as whole:
            events, version, stage = kept(whole)
        there = {round(event.at.timestamp() * 1000) for event in events}
        assert set(answered) <= there
        assert len(there) == len({event.id for event in events})
        # One act more may have been under way; nobody was told of that one.
        assert not seen.answered or version >= seen.version
        assert version != seen.version or stage == seen.stage
    assert len(answered) >= KILLS
