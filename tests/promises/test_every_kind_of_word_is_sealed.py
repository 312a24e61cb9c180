"""Promise: whatever else people leave with the app is sealed too: plans, ratings, limits, favourites, exposure.

An officer lives one day on a real database and leaves something of every kind that the vault knows, a letter
while locked and an unsigned comment among it. All files, also as they were in the middle and those of a database
server, and everything that was logged are searched for the words, for the plain form of every entry and for the
moments of every act. The same day with the walls taken down must be found.
"""

from __future__ import annotations

import logging
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.promises.support.canaries import Canaries
from tests.promises.support.unsealed import _Glass
from tests.tools import engines
from tests.tools.postgres import Cluster
from tests.tools.run_cheap import CHEAP
from tests.tools.scanner import forms, scan, scan_bytes
from wellbeing.bootstrap import Wellbeing
from wellbeing.cli.demo_populate import MovableClock
from wellbeing.crypto import envelope, postbox
from wellbeing.domain.checkin import Question
from wellbeing.domain.contact import Contact, ContactKind, ContactWords
from wellbeing.domain.exposure import Act
from wellbeing.domain.exposure import Kind as Material
from wellbeing.domain.people import Role, UnitId
from wellbeing.domain.plan import Step
from wellbeing.domain.policy import DEFAULT, Own
from wellbeing.domain.preferences import Preferences
from wellbeing.domain.relief import Tool
from wellbeing.vault import codec
from wellbeing.vault.codec import Kind

MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
PASSPHRASE = "plank harvest copper violin drift"
PIECE = 44
"""Characters of a plain entry that are looked for; no two entries of the day share so many."""
FILES_OF_RULES = (
    "SELECT pg_relation_filepath(one) FROM pg_class, unnest(ARRAY[oid, reltoastrelid]) one"
    " WHERE relname = 'policies' AND one <> 0"
)
PLAIN_ON_PURPOSE = {
    "the note to a policy": "all members of the unit read it",
    "a contact": "everybody in the unit may call it",
    "an outcome": "posted for the whole unit",
    "the unit's name": "the organisation's own",
    "a seat's label": "on the printed slip",
}
"""What a copy of the disk does show, and why; none of it says anything about a person."""


@dataclass
class Day:
    """What was said, what lies in the files, and what was logged."""

    folder: Path
    said: Canaries = field(default_factory=Canaries)
    entries: dict[Kind, set[str]] = field(default_factory=dict)
    """A piece of every entry in plain form, by its kind."""
    moments: set[str] = field(default_factory=set)
    opened: dict[str, str] = field(default_factory=dict)
    """What is plain on purpose, by its name in `PLAIN_ON_PURPOSE`."""
    copies: int = 0
    log: str = ""
    server: Cluster | None = None
    """The database server of this day alone, when there is one."""
    of_rules: set[str] = field(default_factory=set)
    """The files of that server in which the units' rules lie."""

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def copy(self) -> None:
        """Take everything along."""
        self.copies += 1
        engines.taken_along(self.data, self.folder / f"copy {self.copies}", self.server)

    def wrote(self, kind: Kind, raw: bytes) -> None:
        """Remember how an entry begins and ends, without what fills it up."""
        text = raw[2:].decode().rstrip(' }"')
        for piece in (text[:PIECE], text[-PIECE:]):
            if len(piece) > PIECE // 2:
                self.entries.setdefault(kind, set()).add(piece)

    def found(self, *places: Path) -> set[str]:
        """Which of the words, entries and moments stand in files, by what they are."""
        names = {piece: kind.name for kind, pieces in self.entries.items() for piece in pieces}
        names |= dict.fromkeys(self.moments, "a moment") | {self.said.stem: "words"}
        return {names[one.canary] for one in scan(places, names)}


class Officer:
    """One person's desk, and their page."""

    def __init__(self, whole: Wellbeing, code: str, handle: str) -> None:
        self.desk = whole.desks.person
        self.cookie = self.desk.joining.join(code, handle, PASSPHRASE).cookie
        self.page = self.desk.sessions.attach(self.cookie) or ""

    def act(self, act: Act, kind: Material | None = None) -> None:
        clock = self.desk.exposure.clock(self.page)
        assert self.desk.exposure.act(self.page, act, clock.version, kind=kind).version > clock.version

    def turn(self, *, locked: bool) -> None:
        if locked:
            self.desk.sessions.lock(self.cookie)
            return
        self.cookie = self.desk.sessions.unlock(self.cookie, PASSPHRASE)
        self.page = self.desk.sessions.attach(self.cookie) or ""


def furnish(whole: Wellbeing, day: Day) -> tuple[UnitId, str, str]:
    """A unit that says whatever a unit may say; its configurator's page, and a slip for an officer."""
    desks = whole.desks
    names = {name: f"cormorant{uuid4().hex[:10]} {index}" for index, name in enumerate(PLAIN_ON_PURPOSE)}
    day.opened = names
    admin = Officer(whole, whole.first_administrator() or "", "harbour master")
    unit = desks.admin.units.create(admin.page, names["the unit's name"]).id
    (slip,) = desks.admin.seats.issue(admin.page, unit, Role.CONFIGURATOR, ["desk"])
    desk = Officer(whole, slip.code, "pilot boat")
    (seat,) = desks.unit.seats.issue(desk.page, unit, Role.INVESTIGATOR, [names["a seat's label"]])
    desks.unit.publishing.publish(
        desk.page, unit, DEFAULT, MORNING.date() + timedelta(days=9), names["the note to a policy"], 7
    )
    words = ContactWords(names["a contact"])
    desks.unit.contacts.put(desk.page, Contact(uuid4(), unit, ContactKind.PEER, words, dial="01 23 45"))
    desks.unit.outcomes.post(desk.page, unit, names["an outcome"])
    return unit, desk.page, seat.code


def live(folder: Path) -> Day:
    """The day, with a copy while the officer is open, one while they are locked, and one at night."""
    day = Day(folder)
    with engines.server_for(day.data) as day.server:
        _live(day)
    return day


def _live(day: Day) -> None:
    clock = MovableClock()
    clock.set(MORNING)
    encode, made = codec.encode, uuid4()

    def heard(kind: Kind, value: Any) -> bytes:
        raw = encode(kind, value)
        day.wrote(kind, raw)
        return raw

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(codec, "encode", heard)
        settings = engines.settings_for(day.data)
        with Wellbeing(settings, kdf=CHEAP, floor=CHEAP, clock=clock, migrate=True) as whole:
            unit, _, code = furnish(whole, day)
            officer = Officer(whole, code, day.said.handle)
            leave_words(officer, unit, day, made)
            work(officer, clock, day)
        day.copy()
    if engines.ON_SERVER:
        with engines.main_database(day.data) as ask:
            day.of_rules = {Path(name).name for (name,) in ask(FILES_OF_RULES)}


def leave_words(officer: Officer, unit: UnitId, day: Day, use: UUID) -> None:
    """One of everything that can be said."""
    desk, page, said = officer.desk, officer.page, day.said
    desk.checkins.save_many(page, MORNING.date(), {Question.ENERGY: 2}, said.note)
    desk.plans.write(page, {step: said.word(f"plan-{step.value}") for step in Step})
    desk.comments.add(page, unit, 1, said.word("comment"))
    desk.relief.keep(page, use, Tool.GROUNDING, 9, 4)
    desk.resources.like(page, "find-a-helpline", liked=True)
    for item in range(1, 5):
        desk.questionnaires.answer(page, "phq4", MORNING.date(), item, item % 4)
    desk.questionnaires.finish(page, "phq4", MORNING.date())

    def edit(mine: Preferences) -> Preferences:
        own = Own(limits=(("continuous_limit_min", 35),), started_on=MORNING.date() - timedelta(days=77))
        return replace(mine, own=own, breaks=("grounding", "puzzle"), country="FR")

    desk.preferences.change(page, edit)
    desk.ballots.choose(page, yes=True)


def work(officer: Officer, clock: MovableClock, day: Day) -> None:
    """Work with the timer, open and locked, to the minute and a bit."""
    acts = (
        (Act.START, Material.SILENT_VIDEO),
        (Act.SWITCH, Material.LIVE),
        (Act.PAUSE, None),
        (Act.BACK, None),
    )
    at = MORNING + timedelta(minutes=7, seconds=13, milliseconds=421)
    for locked in (False, True):
        if locked:
            officer.turn(locked=True)
        for act, kind in ((Act.PAUSE, None), (Act.BACK, None), (Act.STOP, None)) if locked else acts:
            clock.set(at)
            officer.act(act, kind)
            day.moments |= told(at)
            at += timedelta(minutes=11, seconds=17, milliseconds=39)
        day.copy()
    officer.turn(locked=False)
    officer.act(Act.START, Material.AUDIO)
    day.moments |= told(at - timedelta(minutes=11, seconds=17, milliseconds=39))


def told(at: datetime) -> set[str]:
    """How a moment may be written."""
    return {str(int(at.timestamp() * 1000)), f"{at:%Y-%m-%dT%H:%M}", f"{at:%H:%M:%S}"}


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    lines: list[str] = []
    handler = logging.Handler(0)
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(0)
    try:
        lived = live(tmp_path_factory.mktemp("sealed"))
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
    lived.log = "\n".join(lines)
    return lived


def test_every_kind_that_the_vault_knows_was_written(day: Day) -> None:
    """A kind that is added must be said here too, or nobody looks whether it is sealed."""
    assert set(day.entries) == set(Kind)
    assert set(day.opened) == set(PLAIN_ON_PURPOSE)
    assert day.copies == 3


def test_no_word_no_entry_and_no_moment_is_in_any_file(day: Day) -> None:
    assert day.found(day.folder) == set()
    assert scan([day.folder], [day.said.handle]) == []


def test_no_material_is_named_but_in_the_rule_of_the_unit(day: Day, tmp_path: Path) -> None:
    """The rule names every material, whoever works with it; without the rule there is none."""
    named = [one.value for one in Material if len(one.value) > 6]
    shutil.copytree(day.folder / "copy 2", tmp_path / "copy", ignore=shutil.ignore_patterns(engines.SERVER))
    assert {one.canary for one in scan([tmp_path], named)} == set(named)
    with closing(sqlite3.connect(tmp_path / "copy" / "wellbeing.db", isolation_level=None)) as file:
        file.execute("UPDATE policies SET body = ''")
        file.execute("VACUUM")
    assert scan([tmp_path], named) == []


@engines.only_on_a_server
def test_no_file_of_a_server_names_a_material_but_that_of_the_rules_and_its_log(day: Day) -> None:
    named = [one.value for one in Material if len(one.value) > 6]
    files = {Path(one.place) for one in scan(day.folder.glob(f"copy */{engines.SERVER}"), named)}
    tables = {one.name for one in files if one.parent.name != "pg_wal"}
    assert tables
    assert tables <= day.of_rules


def test_nothing_of_it_is_logged(day: Day) -> None:
    words = [
        day.said.stem,
        day.said.handle,
        *day.moments,
        *(piece for one in day.entries.values() for piece in one),
    ]
    assert scan_bytes(day.log.encode(), words, "log") == []


def test_what_is_plain_on_purpose_is_what_the_list_says(day: Day) -> None:
    data = (day.folder / "copy 3" / "wellbeing.db").read_bytes()
    assert {name for name, word in day.opened.items() if forms(word)["utf-8"] in data} == set(
        PLAIN_ON_PURPOSE
    )


class _Window:
    """A postbox that hides nothing."""

    def encrypt(self, text: bytes, key: object, info: bytes) -> bytes:
        return text

    def decrypt(self, body: bytes, key: object, info: bytes) -> bytes:
        return body


def test_the_same_search_finds_everything_once_nothing_is_sealed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(envelope, "AESGCM", _Glass)
    monkeypatch.setattr(postbox, "_SUITE", _Window())
    open_book = live(tmp_path)
    assert open_book.found(tmp_path) >= {kind.name for kind in Kind} | {"words"}
    comment = open_book.said.word("comment")
    places = [Path(one.place).relative_to(tmp_path) for one in scan([tmp_path], [comment])]
    kept = {engines.SERVER if engines.SERVER in one.parts else one.name for one in places}
    assert kept == {"wellbeing.db", *([engines.SERVER] if engines.ON_SERVER else [])}
