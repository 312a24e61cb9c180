"""Promise: whoever copies the disk cannot read a word; and the search that finds nothing would find it.

A person says unique words on every page, through wrong handlers and wrong arguments, over a crash and a
restart, in a real browser with a real server. Then every file that the two wrote, what the server printed and
what the system shows of its process are searched in every encoding. The same story with the walls taken down
(`tests.promises.support.unsealed`) must be found, or the search proves nothing.
"""

from __future__ import annotations

import asyncio
import os
import resource
import shutil
import signal
import stat
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from tests.promises.support import strays
from tests.promises.support.canaries import Canaries
from tests.promises.support.runners import Runner
from tests.promises.support.telling import Telling
from tests.tools import engines
from tests.tools.browser import chromium_with_profile
from tests.tools.joining import SESSION
from tests.tools.postgres import Cluster
from tests.tools.scanner import Find, scan, scan_bytes, scan_process
from tests.tools.server import Server, built_frontend

LOGINS = "Login Data"
"""Where Chromium keeps what its owner signs in with; a handle may stand there, and nowhere else."""


MAIN = "database server" if engines.ON_SERVER else "data/wellbeing.db"
"""What the main database is called among the places of a find."""


@dataclass
class Story:
    """One run: where its files lie, what was typed, and what was found meanwhile."""

    folder: Path
    runner: str
    said: Canaries = field(default_factory=Canaries)
    found: list[Find] = field(default_factory=list)
    modes: dict[str, int] = field(default_factory=dict)
    """Every mode in the data folder that is not 0700 or 0600."""
    limits: str = ""
    cluster: Cluster | None = None
    """The database server of this story alone, when there is one."""

    @property
    def noted(self) -> Path:
        """The list of everything that Python opened for writing."""
        return self.folder / "noted"

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "data"

    def server(self) -> Runner:
        """The server of this story, not started."""
        homes = {name: str(self._made(name)) for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME")}
        pages = self.folder / "pages"
        shutil.copytree(built_frontend(), pages)
        return Runner(
            self.data,
            runner=self.runner,
            arguments=("--frontend", str(pages)),
            environment={**homes, "NOTED_IN": str(self.noted)},
        )

    def browser_options(self) -> dict[str, object]:
        """What keeps everything that the browser writes inside this story's folder."""
        # Short names: Chromium puts a socket in there, and the path of one has at most 107 characters.
        homes = {name: str(self._made(short)) for name, short in (("HOME", "h"), ("TMPDIR", "t"))}
        return {"env": {**os.environ, **homes}, "locale": "en"}

    def look(self, place: Path) -> None:
        """Search a folder, and all that the database server keeps."""
        self.found += scan(engines.places_at_rest(place, self.cluster), self.said.all.values())

    def look_at_process(self, server: Server) -> None:
        """Search what the system shows of the running server, and note the modes of its files."""
        self.found += scan_process(server.pid, self.said.all.values())
        self.limits = Path(f"/proc/{server.pid}/limits").read_text()
        for path in (self.data, *self.data.rglob("*")):
            mode = stat.S_IMODE(path.stat().st_mode)
            if mode != (0o700 if path.is_dir() else 0o600):
                self.modes[path.relative_to(self.folder).as_posix()] = mode

    def places(self) -> set[str]:
        """What was found and where: the file in the data folder, or what else was searched."""
        names = {canary: name for name, canary in self.said.all.items()}
        return {f"{names[one.canary]} in {self._place(Path(one.place))}" for one in self.found}

    def _place(self, path: Path) -> str:
        if self.cluster is not None and path.is_relative_to(self.cluster.folder):
            return MAIN
        if not path.is_relative_to(self.folder):
            return path.name
        first, *others = path.relative_to(self.folder).parts
        return "/".join((first, *others)) if first == "data" else first

    def _made(self, name: str) -> Path:
        folder = self.folder / name.lower()
        folder.mkdir(exist_ok=True)
        return folder


@contextmanager
def cores_allowed() -> Iterator[None]:
    """Let processes started in here leave their memory behind when they crash, as far as this user may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, (soft, hard))


def tell(story: Story) -> Story:
    """Live through the whole story, then search everything."""
    server = story.server()
    profile = story.folder / "profile"
    try:
        with cores_allowed():
            server.start()
        with chromium_with_profile(profile, **story.browser_options()) as context:
            person = Telling(context.pages[0], server.url, story.said)
            person.join(server.code)
            person.check_in()
            go_astray(server.url, context, story.said)
            story.look_at_process(server)
            crash(server)
            story.look(story.data)
            person.write(story.said.word("draft while the server is away"))
            with cores_allowed():
                server.start()
            person.sign_in_again()
            person.saved()
            person.look_back()
            person.write_a_plan()
            person.lock_and_unlock()
            if story.runner == "unsealed":
                person.leave_the_note_in_the_browser()
            story.look_at_process(server)
            person.sign_out()
            person.recover()
            person.sign_out()
        server.stop()
    finally:
        server.kill()
    story.look(story.folder)
    story.found += scan_bytes(server.log.encode(), story.said.all.values(), "log")
    return story


def go_astray(url: str, context: BrowserContext, said: Canaries) -> None:
    """Send the words where they do not belong, with the cookie that the browser has."""
    cookie = next(one["value"] for one in context.cookies() if one.get("name") == SESSION)
    # Playwright's own loop runs in this thread already.
    with ThreadPoolExecutor(1) as apart:
        apart.submit(lambda: asyncio.run(strays.by_websocket(url, f"{SESSION}={cookie}", said.word))).result()
    strays.by_http(url, said.word)


def crash(server: Server) -> None:
    """End the server as a fault of its own would, which leaves a core dump where that is allowed."""
    assert server.process is not None
    os.kill(server.pid, signal.SIGABRT)
    server.process.wait(20)
    server.kill()


@contextmanager
def a_place() -> Iterator[tuple[Path, Cluster | None]]:
    """A folder for a story, and a database server of its own where one is used."""
    with tempfile.TemporaryDirectory(prefix="wb") as folder:
        told = {"log_statement": "all", "log_min_messages": "info"}
        with engines.server_for(Path(folder) / "data", **told) as cluster:
            yield Path(folder), cluster


@pytest.fixture(scope="module")
def sealed() -> Iterator[Story]:
    with a_place() as (folder, cluster):
        yield tell(Story(folder, "watched", cluster=cluster))


@pytest.mark.browser
def test_no_word_is_found_anywhere(sealed: Story) -> None:
    finds = [one for one in sealed.found if one.canary != sealed.said.handle or LOGINS not in one.place]
    assert not {f"{one.canary} in {one.place} as {one.form}" for one in finds}
    assert len(sealed.said.codes) == 2


@pytest.mark.browser
def test_nothing_was_written_outside_of_what_was_searched(sealed: Story) -> None:
    written = {Path(line) for line in sealed.noted.read_text().splitlines() if "__pycache__" not in line}
    names = ["slots.db", "keys/pepper", *([] if engines.ON_SERVER else ["wellbeing.db"])]
    assert {sealed.data / name for name in names} <= {*written, *sealed.data.rglob("*")}
    assert not {one for one in written if not one.is_relative_to(sealed.folder)} - {Path(os.devnull)}


@pytest.mark.browser
def test_no_state_of_a_page_is_kept(sealed: Story) -> None:
    assert not [*sealed.folder.rglob(".states"), *sealed.folder.rglob("*.pkl")]
    assert ".states" not in sealed.noted.read_text()


@pytest.mark.browser
def test_files_are_for_their_owner_alone_and_a_crash_leaves_no_memory_behind(sealed: Story) -> None:
    assert not sealed.modes
    assert next(line for line in sealed.limits.splitlines() if "core file" in line).split()[4:6] == ["0", "0"]
    assert not [one for one in sealed.folder.rglob("core*") if one.is_file() and "profile" not in one.parts]


@pytest.mark.browser
@pytest.mark.long
def test_the_same_search_finds_everything_once_nothing_is_sealed() -> None:
    with a_place() as (folder, cluster):
        open_book = tell(Story(folder, "unsealed", cluster=cluster))
    assert {
        f"answers in {MAIN}",
        f"handle in {MAIN}",
        f"typed words in {MAIN}",
        "typed words in data/slots.db",
        "recovery code 1 joined by '' in data/slots.db",
        "recovery code 2 joined by '' in data/slots.db",
        "typed words in log",
        "typed words in profile",
    } <= open_book.places()
