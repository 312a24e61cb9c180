"""A join and a deletion, killed by SIGKILL before and after each of their writes, on real files.

An account lies in two files. Whatever the moment, the next start leaves a whole account or none: no key, row
or note of a half one, and the code and the handle are free again when there is none.
"""

from __future__ import annotations

import asyncio
import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.tools.cut_short import HANDLE, PASSPHRASE
from tests.tools.engines import settings_for
from tests.tools.run_cheap import CHEAP
from wellbeing.bootstrap import Wellbeing
from wellbeing.domain.checkin import Question
from wellbeing.domain.errors import JoiningRefused, SecretsDiffer

CutShort = Callable[..., bool]
ROOT = Path(__file__).parents[2]
MOST_WRITES = 8
ENDED = 0


def opened(data: Path) -> Wellbeing:
    return Wellbeing(settings_for(data), kdf=CHEAP, floor=CHEAP)


def start(data: Path) -> None:
    """Serve for a moment, as the next start after a kill does."""

    async def serve() -> None:
        async with opened(data).running():
            await asyncio.sleep(0)

    asyncio.run(serve())


@pytest.fixture(scope="module")
def cut_short() -> Iterator[CutShort]:
    """Runs an act until it is killed; false when it came to its end."""
    command = [sys.executable, "-m", "tests.tools.cut_short"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as acts:

        def one(data: Path, *words: str) -> bool:
            assert acts.stdin
            assert acts.stdout
            acts.stdin.write(json.dumps([str(data), *words]) + "\n")
            acts.stdin.flush()
            code = int(acts.stdout.readline())
            assert code in (ENDED, -signal.SIGKILL)
            return code != ENDED

        yield one


def moments() -> Iterator[tuple[str, str]]:
    return ((str(number), when) for number in range(1, MOST_WRITES) for when in ("before", "after"))


def owners(data: Path) -> dict[str, set[bytes]]:
    """Whose rows each table holds."""
    found = {}
    for name, tables in (
        ("slots.db", ("slots", "keys")),
        ("wellbeing.db", ("entries", "manifests", "inbox")),
    ):
        with closing(sqlite3.connect(f"file:{data / name}?mode=ro", uri=True)) as file:
            for table in tables:
                found[table] = {row for (row,) in file.execute(f"SELECT person_id FROM {table}")}
    with closing(sqlite3.connect(f"file:{data / 'wellbeing.db'}?mode=ro", uri=True)) as file:
        found["people"] = {row for (row,) in file.execute("SELECT id FROM people")}
    return found


def opens(whole: Wellbeing) -> bool:
    try:
        whole.desks.person.signing_in.sign_in(HANDLE, PASSPHRASE)
    except SecretsDiffer:
        return False
    return True


@pytest.mark.kill
def test_a_join_killed_at_any_write_is_whole_or_nothing(tmp_path: Path, cut_short: CutShort) -> None:
    seen = set()
    for number, when in moments():
        data = tmp_path / f"{number}-{when}"
        with opened(data) as whole:
            code = whole.invite_administrator()
        killed = cut_short(data, "join", number, when, code)
        start(data)
        with opened(data) as whole:
            made = opens(whole)
        left = owners(data)
        people = left.pop("people")
        assert len(people) == made
        assert all(rows <= people for rows in left.values()), (number, when)
        with opened(data) as whole:
            if made:
                with pytest.raises(JoiningRefused):
                    whole.desks.person.joining.join(code, "Stork", PASSPHRASE)
            else:
                assert whole.desks.person.joining.join(code, HANDLE, PASSPHRASE).cookie
        seen.add((killed, made))
        if not killed:
            break
    assert seen == {(True, False), (True, True), (False, True)}


@pytest.mark.kill
def test_a_deletion_killed_at_any_write_is_finished_or_has_not_happened(
    tmp_path: Path, cut_short: CutShort
) -> None:
    seen = set()
    for number, when in moments():
        data = tmp_path / f"{number}-{when}"
        with opened(data) as whole:
            person = whole.desks.person
            person.joining.join(whole.invite_administrator(), "Stork", PASSPHRASE)
            cookie = person.joining.join(whole.invite_administrator(), HANDLE, PASSPHRASE).cookie
            with person.sessions.visiting(cookie) as reference:
                person.checkins.answer(reference, datetime.now(UTC).date(), Question.ENERGY, 3)
        killed = cut_short(data, "leave", number, when)
        start(data)
        left = owners(data)
        people = left.pop("people")
        with opened(data) as whole:
            there = opens(whole)
            assert len(people) == 1 + there
            assert all(rows <= people for rows in left.values()), (number, when)
            if not there:
                assert whole.desks.person.joining.join(
                    whole.invite_administrator(), HANDLE, PASSPHRASE
                ).cookie
        seen.add((killed, there))
        if not killed:
            break
    assert seen == {(True, True), (True, False), (False, False)}
