"""Promise: nothing at rest says who works with material, who is due or who is at work.

Two people live one day on a real database. One works with the timer from morning to evening, most of it locked;
the other only checks in, as often. A thief copies all files during the day and after it, those of a database server
too, and compares.
"""

from __future__ import annotations

import logging
import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.tools import engines
from tests.tools.postgres import Cluster
from tests.tools.run_cheap import CHEAP
from tests.tools.scanner import scan, scan_bytes
from wellbeing.bootstrap import Wellbeing
from wellbeing.cli.demo_populate import MovableClock
from wellbeing.domain.checkin import Question
from wellbeing.domain.exposure import Act, Kind

MORNING = datetime(2041, 3, 25, 8, 0, tzinfo=UTC)
PASSPHRASE = "plank harvest copper violin drift"
TICK = 20_000_000
"""The clock by which a file system stamps files may lag by a tick of the kernel, in nanoseconds."""
SAVES = 12
"""What each of them saves while open; the worker acts as often again while locked."""


@dataclass(frozen=True)
class Write:
    """What the times of all files and folders told about one save."""

    who: str
    locked: bool
    changed: frozenset[str]
    """The files and folders with another time than before."""
    strays: tuple[str, ...]
    """Those whose new time is not that of the save itself."""
    rows: Counter[str]
    """On a server, how many rows of which table were written."""
    transactions: int
    """On a server, by how many transactions."""


@dataclass
class Day:
    """The copies a thief made, and what else the day has left."""

    folder: Path
    copies: list[Path] = field(default_factory=list)
    people: list[bytes] = field(default_factory=list)
    """The worker's id, then the other one's."""
    names: list[set[str]] = field(default_factory=list)
    """The names of all files, at each copy."""
    writes: list[Write] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)
    log: str = ""
    server: Cluster | None = None
    """The database server of this day alone, when there is one."""

    def copy(self, data: Path) -> None:
        """Take everything along."""
        there = self.folder / f"copy {len(self.copies)}"
        self.copies.append(engines.taken_along(data, there, self.server))
        self.names.append({one.relative_to(data).as_posix() for one in data.rglob("*")})


def file_times(data: Path) -> dict[str, tuple[int, int]]:
    """When everything in a folder was written and changed last, in nanoseconds, the folder itself included."""
    found = {one.relative_to(data).as_posix(): one.stat() for one in (data, *data.rglob("*"))}
    return {name: (one.st_mtime_ns, one.st_ctime_ns) for name, one in found.items()}


class Two:
    """Both people's desks and pages."""

    def __init__(self, whole: Wellbeing, clock: MovableClock, day: Day, data: Path) -> None:
        self.whole, self.clock, self.now, self.day, self.data = whole, clock, MORNING, day, data
        self.locked = False
        clock.set(MORNING)
        self.desk = whole.desks.person
        self.cookies, self.references = [], []
        for name in ("worker", "other"):
            code = whole.invite_administrator() if self.cookies else whole.first_administrator()
            cookie = self.desk.joining.join(code or "", name, PASSPHRASE).cookie
            self.cookies.append(cookie)
            self.references.append(self.desk.sessions.attach(cookie) or "")

    def later(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)
        self.clock.set(self.now)

    def act(self, what: Act, kind: Kind | None = None) -> str:
        """An act of the worker; gives the ticket of their clock."""
        exposure, reference = self.desk.exposure, self.references[0]
        version = exposure.clock(reference).version
        with self.timed("worker"):
            clock = exposure.act(reference, what, version, kind=kind)
        return clock.ticket

    def answer(self, number: int) -> None:
        """A tap of the other one."""
        with self.timed("other"):
            self.desk.checkins.answer(self.references[1], self.now.date(), Question.ENERGY, number % 5)

    @contextmanager
    def timed(self, who: str) -> Iterator[None]:
        """Write down what one save does to the times of files."""
        rows_before, before, began = engines.rows_written(self.data), file_times(self.data), time.time_ns()
        yield
        after, ended, rows_after = file_times(self.data), time.time_ns(), engines.rows_written(self.data)
        changed = {name for name in before | after if before.get(name) != after.get(name)}
        strays = [
            name
            for name in changed
            if not all(began - TICK <= one <= ended + TICK for one in after.get(name, ()))
        ]
        new = rows_after - rows_before
        rows = Counter(table for table, *_ in new), len({by for *_, by in new})
        self.day.writes.append(Write(who, self.locked, frozenset(changed), tuple(sorted(strays)), *rows))

    def turn(self, *, locked: bool) -> None:
        """Lock both, or unlock both, as their breaks have them do."""
        self.locked = locked
        for number, cookie in enumerate(self.cookies):
            if locked:
                self.desk.sessions.lock(cookie)
            else:
                self.cookies[number] = self.desk.sessions.unlock(cookie, PASSPHRASE)
                self.references[number] = self.desk.sessions.attach(self.cookies[number]) or ""


def live(folder: Path, server: Cluster | None) -> Day:
    """A whole day, with a copy in the morning, two while both are open, two while locked, and one at night."""
    day, data, clock = Day(folder, server=server), folder / "data", MovableClock()
    with Wellbeing(engines.settings_for(data), kdf=CHEAP, floor=CHEAP, clock=clock, migrate=True) as whole:
        two = Two(whole, clock, day, data)
        day.people = [two.desk.sessions.presence(one).person.bytes for one in two.references]
        day.secrets.append(two.act(Act.START, Kind.SILENT_VIDEO))
        two.answer(0)
        day.copy(data)
        for number in range(1, SAVES):
            two.later(5)
            day.secrets.append(two.act(Act.PAUSE if number % 2 else Act.BACK))
            two.answer(number)
            if number == SAVES // 2:
                day.copy(data)
        day.copy(data)
        two.turn(locked=True)
        day.copy(data)
        for number in range(SAVES):
            two.later(5)
            two.act(Act.BACK if number % 2 == 0 else Act.PAUSE)
        day.copy(data)
        two.turn(locked=False)
        two.act(Act.STOP)
        two.answer(3)
        with two.desk.sessions.keys(two.references[0]) as access:
            from wellbeing.services.sorts import EXPOSURE

            with two.desk.exposure._records.reading(access) as ledger:
                (kept,) = ledger.all(EXPOSURE).values
        assert len(kept.events) == 2 * SAVES + 1
        day.secrets += [str(one.id) for one in kept.events] + [one.id.hex for one in kept.events]
        day.copy(data)
    return day


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    lines: list[str] = []
    handler = logging.Handler(0)
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(0)
    folder = tmp_path_factory.mktemp("day")
    try:
        with engines.server_for(folder / "data") as server:
            lived = live(folder, server)
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
    lived.log = "\n".join(lines)
    return lived


def rows(copy: Path, person: bytes) -> dict[tuple[str, Any], bytes]:
    """Everything that stands in a copy under a person's id: the row's table and key, and all its bytes."""
    found = {}
    with closing(sqlite3.connect(f"{(copy / 'wellbeing.db').as_uri()}?mode=ro", uri=True)) as file:
        for table, key in (("entries", "id"), ("manifests", "month"), ("inbox", "id")):
            columns = [row[1] for row in file.execute(f"PRAGMA table_info({table})")]
            for row in file.execute(f"SELECT * FROM {table} WHERE person_id = ?", (person,)):
                values = dict(zip(columns, row, strict=True))
                found[table, values[key]] = values["body"]
    return found


def shape(copy: Path, person: bytes) -> list[Any]:
    """What a thief sees of somebody: how many rows of which table, their months and lengths."""
    seen = []
    with closing(sqlite3.connect(f"{(copy / 'wellbeing.db').as_uri()}?mode=ro", uri=True)) as file:
        for sql in (
            "SELECT 'entry', expires_month, length(body) FROM entries WHERE person_id = ?",
            "SELECT 'manifest', month, length(body) FROM manifests WHERE person_id = ?",
            "SELECT 'inbox', 0, length(body) FROM inbox WHERE person_id = ?",
        ):
            seen += file.execute(sql, (person,)).fetchall()
    return sorted(seen)


def changed(before: Path, after: Path, person: bytes) -> list[tuple[str, int]]:
    """Which of somebody's rows are others in a later copy: the table, and the row's length."""
    old, new = rows(before, person), rows(after, person)
    assert old.keys() == new.keys()
    return sorted((table, len(body)) for (table, key), body in new.items() if body != old[table, key])


def test_each_copy_shows_the_same_of_both(day: Day) -> None:
    for copy in day.copies:
        worker, other = (shape(copy, person) for person in day.people)
        assert worker == other
        assert [one[0] for one in worker].count("entry") == 4  # profile, log, and the day twice
        assert [one[0] for one in worker].count("inbox") == 1


def test_two_copies_made_while_open_show_the_same_changes_of_both(day: Day) -> None:
    for before, after in ((0, 1), (1, 2)):
        worker, other = (changed(day.copies[before], day.copies[after], person) for person in day.people)
        assert worker == other
        assert [table for table, _ in worker].count("entries") == 2


def test_acts_while_locked_change_one_letter_and_nothing_else(day: Day) -> None:
    """What remains to be seen, and is told in docs/attacks.md: the letter is another one."""
    worker, other = (changed(day.copies[3], day.copies[4], person) for person in day.people)
    assert [table for table, _ in worker] == ["inbox"]
    assert other == []


def test_no_file_comes_or_goes_and_no_key_is_touched(day: Day) -> None:
    assert all(names == day.names[0] for names in day.names)
    slots = {(copy / "slots.db").read_bytes() for copy in day.copies}
    assert len(slots) == 1


def test_the_times_of_files_say_when_something_was_written_and_no_more(day: Day) -> None:
    """The same files have new times after an act as after an answer, and each time is that of the save.

    The day is lived in another year than this computer's, so a time that told when a break is due, or when
    somebody started, would lie outside the save.
    """
    assert [one.strays for one in day.writes if one.strays] == []
    acts, answers, locked = (
        [one.changed for one in day.writes if (one.who, one.locked) == which]
        for which in (("worker", False), ("other", False), ("worker", True))
    )
    assert min(len(acts), len(answers), len(locked)) >= SAVES
    assert set(acts) == set(answers) == set(locked)
    assert len(set(acts)) == 1, "every save touches the same files"


@engines.only_on_a_server
def test_what_a_server_keeps_with_each_row_tells_no_act_from_an_answer(day: Day) -> None:
    """Its files tell which rows of which tables were written together; the same ones, but for the letter."""
    acts, answers, locked = (
        {
            (*sorted(one.rows.items()), one.transactions)
            for one in day.writes
            if (one.who, one.locked) == which
        }
        for which in (("worker", False), ("other", False), ("worker", True))
    )
    assert acts == answers
    assert locked == {(("inbox", 1), 1)}


def test_no_word_of_it_is_in_any_file_or_log(day: Day) -> None:
    words = [*day.secrets, Kind.SILENT_VIDEO.value, "ExposureDay", "took_break", "Phase."]
    assert scan(day.copies, words) == []
    assert scan_bytes(day.log.encode(), words, "log") == []
    assert not [line for line in day.log.splitlines() if "exposure" in line.lower()]


def test_the_same_search_finds_what_lies_open(day: Day) -> None:
    planted = day.folder / "planted"
    planted.mkdir()
    shutil.copy(day.copies[-1] / "wellbeing.db", planted / "wellbeing.db")
    with closing(sqlite3.connect(planted / "wellbeing.db")) as file, file:
        file.execute("UPDATE inbox SET body = ?", (f"[{day.secrets[-1]!r}, 'silent_video']".encode(),))
    found = {one.canary for one in scan([planted], [*day.secrets, Kind.SILENT_VIDEO.value])}
    assert {day.secrets[-1], "silent_video"} <= found
