"""Promise: whatever is wrong with the computer, it is said in one clear sentence, and nothing is lost by it.

A full disk, a read-only folder, a locked, newer or damaged database, a server that is away, a missing or a wrong
pepper: under a running app, where a page says so, and at the start, where the terminal says so and nothing else.
Once it is mended, everything that was saved before is there, and what was not saved can be saved.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.integration.storage.older import made_older
from tests.promises.support.breaking import BROKEN, MAIN, SLOTS, UNREADABLE, away, read_only
from tests.promises.support.full_disk import small_disk
from tests.promises.support.past import live
from tests.promises.support.runners import Runner
from tests.promises.support.sentences import complaints, sentence, technical, told
from tests.promises.support.states import var
from tests.tools import engines
from tests.tools.browser import chromium
from tests.tools.joining import Account, Walker, made_up_passphrase
from tests.tools.run_cheap import CHEAP
from wellbeing.bootstrap import Wellbeing
from wellbeing.domain import errors
from wellbeing.domain.export import as_json


@dataclass
class Home:
    """A data folder in which somebody has lived, and what they have there."""

    data: Path
    account: Account
    environment: dict[str, str] = field(default_factory=dict)

    def server(self) -> Runner:
        """Its server, not started."""
        return Runner(self.data, environment=self.environment)

    def opened(self) -> list[dict[str, Any]]:
        """What the person has there, without a server."""
        with Wellbeing(engines.settings_for(self.data), kdf=CHEAP, floor=CHEAP) as whole:
            person = whole.desks.person
            cookie = person.signing_in.sign_in(self.account.handle, self.account.passphrase)
            with person.sessions.visiting(cookie) as reference:
                found: dict[str, Any] = json.loads(as_json(person.exports.collect(reference)))
        days: list[dict[str, Any]] = found["check_ins"]
        return days

    def sign_in(self, server: Runner) -> Walker:
        """The person at a browser."""
        walker = Walker(server.url)
        walker.sign_in(self.account)
        assert walker.session
        return walker


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("lived-in")
    return Home(folder / "data", live(folder / "data", 60))


@pytest.fixture
def home(lived_in: Home, tmp_path: Path) -> Home:
    """A copy for each test."""
    return Home(engines.copied(lived_in.data, tmp_path / "data"), lived_in.account)


def kept(walker: Walker) -> list[dict[str, Any]]:
    """Every check-in that the person has."""
    found = json.loads(walker.get("/export/json").response.text)
    assert found["damaged"] == 0
    assert not [line for line in found["log"] if line["event"] == "change_noticed"]
    days: list[dict[str, Any]] = found["check_ins"]
    return days


def tap(walker: Walker, answer: str, trouble: AbstractContextManager[None] = nullcontext()) -> str:  # noqa: B008
    """Answer a question of today in the midst of trouble; what the page says, nothing when it is saved."""

    async def story() -> str:
        async with walker.tab() as tab:
            await tab.boot()
            here = {"day": var(tab, "today", "day"), "tag": tab.value("tag")}

            def complaint() -> str:
                return " ".join([*var(tab, "today", "unsaved"), var(tab, "door", "message")]).strip()

            with trouble:
                await tab.event("today.choose", question="heaviness", answer=answer, **here)
                await tab.until(
                    lambda one: var(one, "today", "answers")["heaviness"] == answer or complaint() != "",
                    within=30,
                )
            return complaint()

    return asyncio.run(story())


def refused(walker: Walker) -> tuple[str, list[dict[str, Any]]]:
    """Answer until the page complains; what it says, and what the person had by then.

    In a file the first one is refused. A server first uses the room that it has in its pages.
    """
    for number in range(200 if engines.ON_SERVER else 1):
        before = kept(walker)
        said = tap(walker, str((number + 3) % 5))
        if said:
            return said, before
    return "", before


def use_up(home: Home, server: Runner) -> None:
    """Have a server use up the room in its pages; apart from the thread in which a browser is driven."""
    with home.sign_in(server) as walker, ThreadPoolExecutor(1) as apart:
        assert apart.submit(refused, walker).result()[0] == sentence(errors.DiskFull)


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Another process's hold on a database."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


def test_a_full_disk(home: Home, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        home.data = disk.moved_in(home.data)
        with home.server() as server, home.sign_in(server) as walker:
            past, new = kept(walker), made_up_passphrase()
            disk.fill(server.pid)
            said, before = refused(walker)
            assert said == sentence(errors.DiskFull)
            typed = {"current": home.account.passphrase, "passphrase": new, "again": new}
            assert complaints(walker.post("passphrase", typed)) == [sentence(errors.DiskFull)]
            with home.sign_in(server) as other:
                assert kept(other) == before
            disk.clear(server.pid)
            assert tap(walker, "3") == ""
            assert len(kept(walker)) == len(past) + 1
            assert technical(server.log.partition("Ctrl-C.")[2]) == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_start_that_is_refused_says_why_and_loses_nothing(home: Home, tmp_path: Path, name: str) -> None:
    break_it, error = BROKEN[name]
    home.environment = {"POWERLESS": "1"}
    backup = {path: path.read_bytes() for path in home.data.rglob("*") if path.is_file()}
    before = home.opened()
    with break_it(home.data):
        rows = engines.rows_written(home.data) if name not in UNREADABLE else None
        broken = {path: path.read_bytes() for path in backup if path.exists() and path.stat().st_size}
        server = home.server()
        assert server.refused() == sentence(error)
        commands = {"newer main": ["invite"], "pepper is gone": ["invite"], "main is empty": ["migrate"]}
        for command in commands.get(name, []):
            done = server.run(command, check=False)
            assert (done.stdout + done.stderr).strip() == sentence(error)
        assert {path: path.read_bytes() for path in broken} == broken
        assert rows is None or engines.rows_written(home.data) == rows
    for path in (home.data, *home.data.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    for path, content in backup.items():
        if broken.get(path) != content:
            path.write_bytes(content)
    assert home.opened() == before


def test_a_first_start_on_a_full_disk(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        data = disk.fresh()
        disk.fill()
        server = Runner(data, environment=disk.when_full)
        assert server.refused() == sentence(errors.DiskFull)
        disk.clear()
        server.environment = {}
        with server, Walker(server.url) as walker:
            assert walker.join(server.code).recovery_code


def test_a_disk_too_full_for_the_copy_before_a_migration(home: Home, tmp_path: Path) -> None:
    before = home.opened()
    made_older(home.data)
    with small_disk(tmp_path / "disk") as disk:
        home.data = disk.moved_in(home.data)
        server = home.server()
        with engines.main_database(home.data) as ask:
            ask("SELECT 1")  # a server writes down what it needs to let anybody in again
        disk.fill()
        server.environment = disk.when_full
        done = server.run("migrate", check=False)
        assert done.returncode == 1
        assert (done.stdout + done.stderr).strip() == sentence(errors.DiskFull)
        assert not list(home.data.glob("*.before-*"))
        disk.clear()
        server.environment = {}
        server.run("migrate")
        assert list(home.data.glob(f"{MAIN}.before-*"))
        assert home.opened() == before


def test_a_full_disk_keeps_what_is_typed_on_the_page(home: Home, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        home.data = disk.moved_in(home.data)
        with home.server() as server, chromium() as browser:
            page = browser.new_context(locale="en").new_page()
            page.set_default_timeout(40_000)
            page.goto(f"{server.url}/en/")
            page.fill("#handle", home.account.handle)
            page.fill("#passphrase", home.account.passphrase)
            page.get_by_role("button", name="Sign in", exact=True).click()
            page.locator("#harbour[data-phase=open]").wait_for()
            page.get_by_text("A note to yourself").click()
            disk.fill(server.pid)
            if engines.ON_SERVER:
                use_up(home, server)
            page.locator("textarea[name=note]:not([readonly])").press_sequentially("half a day outside")
            page.get_by_text(sentence(errors.DiskFull)).wait_for()
            assert page.locator("textarea[name=note]").input_value() == "half a day outside"
            disk.clear(server.pid)
            page.locator("#check-in[data-pending=false]").wait_for(state="attached")
            assert page.get_by_text(sentence(errors.DiskFull)).count() == 0
            with home.sign_in(server) as walker:
                assert kept(walker)[-1]["note"] == "half a day outside"


def test_a_locked_database(home: Home) -> None:
    with home.server() as server, home.sign_in(server) as walker, Walker(server.url) as stranger:
        before, new = kept(walker), made_up_passphrase()
        assert tap(walker, "3", engines.held(home.data, from_readers=True)) == sentence(errors.DatabaseBusy)
        with engines.held(home.data, from_readers=True):
            refused = stranger.sign_in(home.account)
            assert (refused.status, complaints(refused)) == (503, [sentence(errors.DatabaseBusy)])
        with locked(home.data / SLOTS):
            typed = {"current": home.account.passphrase, "passphrase": new, "again": new}
            assert complaints(walker.post("passphrase", typed)) == [sentence(errors.DatabaseBusy)]
        with home.sign_in(server) as other:
            assert kept(other) == before
            assert tap(other, "3") == ""
            assert len(kept(other)) == len(before) + 1
        assert technical(server.log.partition("Ctrl-C.")[2]) == []


@engines.only_on_a_server
def test_a_server_that_goes_away(home: Home) -> None:
    with home.server() as server, home.sign_in(server) as walker, Walker(server.url) as stranger:
        before = kept(walker)
        assert tap(walker, "3", away(home.data)) == sentence(errors.DatabaseAway)
        with away(home.data):
            unanswered = stranger.sign_in(home.account)
            assert (unanswered.status, complaints(unanswered)) == (503, [sentence(errors.DatabaseAway)])
        assert kept(walker) == before
        assert tap(walker, "3") == ""
        assert len(kept(walker)) == len(before) + 1
        assert technical(server.log.partition("Ctrl-C.")[2]) == []


@engines.only_on_a_server
def test_a_database_that_becomes_read_only(home: Home) -> None:
    with home.server() as server, home.sign_in(server) as walker:
        before = kept(walker)
        with read_only(home.data):
            assert tap(walker, "3") == sentence(errors.DatabaseReadOnly)
            assert kept(walker) == before
        assert tap(walker, "3") == ""
        assert len(kept(walker)) == len(before) + 1


@engines.only_in_a_file
def test_a_folder_that_becomes_read_only(home: Home) -> None:
    home.environment = {"POWERLESS": "1"}
    with home.server() as server, home.sign_in(server) as walker:
        before = kept(walker)
        (home.data / f"{MAIN}-journal").unlink(missing_ok=True)
        home.data.chmod(0o500)
        assert tap(walker, "3") == sentence(errors.FolderReadOnly)
        assert kept(walker) == before
        home.data.chmod(0o700)
        assert tap(walker, "3") == ""
        assert len(kept(walker)) == len(before) + 1


def test_a_damaged_row_hides_no_other(home: Home) -> None:
    before = home.opened()
    with engines.main_database(home.data) as ask:
        # A day's answers are shorter than what stands beside them for its work.
        newest = (
            "SELECT id, body FROM entries WHERE expires_month < 999900 "
            "ORDER BY expires_month DESC, length(body) LIMIT 1"
        )
        ((entry, body),) = ask(newest)
        key = UUID(bytes=entry) if engines.ON_SERVER else entry
        ask("UPDATE entries SET body = ? WHERE id = ?", (body[:-1] + bytes([body[-1] ^ 1]), key))
    with home.server() as server, home.sign_in(server) as walker:
        left = json.loads(walker.get("/export/json").response.text)
        (lost,) = [one["day"] for one in before if one not in left["check_ins"]]
        assert len(left["check_ins"]) == len(before) - 1

        async def story() -> str:
            async with walker.tab("/en/history") as tab:
                await tab.boot()
                return await told(tab, "history.open_day", day=lost, tag=tab.value("tag"))

        assert asyncio.run(story()) == sentence(errors.Damaged)
        assert technical(server.log.partition("Ctrl-C.")[2]) == []
