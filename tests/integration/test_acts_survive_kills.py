"""An act of the timer that was answered is there after SIGKILL, made with open entries or locked ones."""

import os
import secrets
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.tools.run_cheap import CHEAP
from tests.tools.run_clicking import HANDLE, PASSPHRASE
from wellbeing.bootstrap import Wellbeing
from wellbeing.domain.exposure import Event
from wellbeing.services.sorts import EXPOSURE
from wellbeing.settings import read

KILLS = max(int(os.environ.get("WELLBEING_KILLS", "30")) // 5, 1)
"""Read before the fixtures take every setting away."""
ROOT = Path(__file__).parents[2]


@dataclass
class Seen:
    """What was answered before a kill."""

    answered: list[int] = field(default_factory=list)
    """The version of each act, which is its moment in milliseconds."""
    stage: str = ""
    version: int = 0


def clicked_and_killed(data: Path, how: str) -> Seen:
    """Let somebody click, kill the process at some moment, and give what it had answered."""
    command = [sys.executable, "-m", "tests.tools.run_clicking", str(data), how]
    seen = Seen()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        process.stdout.readline()  # the first act was answered
        time.sleep(secrets.randbelow(1000) / 1000 * 0.25)
        process.kill()
        rest, _ = process.communicate()
    lines = [line.split() for line in rest.splitlines() if line.count(" ") == 2]
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
def test_no_kill_loses_an_act_that_was_answered(tmp_path: Path, how: str) -> None:
    with Wellbeing(read({}, {"data": tmp_path}), kdf=CHEAP, floor=CHEAP, migrate=True) as whole:
        whole.desks.person.joining.join(whole.first_administrator() or "", HANDLE, PASSPHRASE)
    answered: list[int] = []
    for _ in range(KILLS):
        seen = clicked_and_killed(tmp_path, how)
        answered += seen.answered
        with closing(Wellbeing(read({}, {"data": tmp_path}), kdf=CHEAP, floor=CHEAP)) as whole:
            events, version, stage = kept(whole)
        there = {round(event.at.timestamp() * 1000) for event in events}
        assert set(answered) <= there
        assert len(there) == len({event.id for event in events})
        # One act more may have been under way; nobody was told of that one.
        assert not seen.answered or version >= seen.version
        assert version != seen.version or stage == seen.stage
    assert len(answered) >= KILLS
