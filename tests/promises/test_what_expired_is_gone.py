"""Promise: what has expired is in no file any more: not in a database, a journal, unused space, a copy or a backup.

A real server is sent ahead in time. What is looked for are the sealed bodies themselves, piece by piece, since
their words stand nowhere. Versions that keep the rows, or that only unlink them, are found. A database server keeps
the bytes in unused space, as docs/operations.md says, until what stands there is done.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from tests.promises.support.past import live
from tests.tools import engines
from tests.tools.joining import Account, Walker
from tests.tools.postgres import Cluster
from tests.tools.run_cheap import CHEAP
from tests.tools.server import Server
from wellbeing.bootstrap import Wellbeing, backups
from wellbeing.cli.demo_populate import MovableClock
from wellbeing.crypto import archive, postbox
from wellbeing.storage import engine, opening
from wellbeing.storage.person_stores import SqlEntries

PAIR = postbox.make_pair()
PIECE = 24
"""Bytes that are looked for: short enough that half an overwritten body is found too."""
PATIENCE = 60.0


@dataclass
class Ahead(Server):
    """A server whose clock a test sends ahead; the next start has the new time."""

    ahead: timedelta = field(default=timedelta())

    def command(self, *words: str) -> list[str]:
        """The command line, with the clock."""
        return [sys.executable, "-m", "tests.tools.run_ahead", *words]

    def _environment(self) -> dict[str, str]:
        file = self.data.parent / "ahead"
        file.write_text(str(self.ahead.total_seconds()), encoding="utf-8")
        return {**super()._environment(), "AHEAD": str(file)}


def pieces(body: bytes) -> list[bytes]:
    """Parts of a sealed body, its head left out: that is the same in many."""
    return [body[at : at + PIECE] for at in range(32, len(body) - PIECE, PIECE)]


def bodies(data: Path, before: int) -> list[bytes]:
    """The sealed entries and lists that expire before a month."""
    with engines.main_database(data) as ask:
        rows = ask("SELECT body FROM entries WHERE expires_month < ?", (before,))
        rows += ask("SELECT body FROM manifests WHERE month < ? AND month > 0", (before,))
    return [row[0] for row in rows]


def holds(raw: bytes, wanted: set[bytes]) -> bool:
    """Whether one of these pieces stands anywhere; by every place, since there are thousands of pieces."""
    return not wanted.isdisjoint(raw[at : at + PIECE] for at in range(len(raw) - PIECE + 1))


def found(data: Path, sealed: list[bytes]) -> set[str]:
    """The files, and the files inside backups, that hold a piece of any of these bodies."""
    wanted = {piece for body in sealed for piece in pieces(body)}
    assert wanted
    holders = set()
    for path in [one for one in data.rglob("*") if one.is_file()]:
        parts = {path.name: path.read_bytes()}
        if path.suffix == backups.SUFFIX:
            parts |= {f"{path.name}/{name}": raw for name, raw in inside(path)}
        holders |= {name for name, raw in parts.items() if holds(raw, wanted)}
    return holders


def on_server(server: Cluster, data: Path, sealed: list[bytes]) -> int:
    """How many files of a server's tables hold a piece of any of these bodies."""
    wanted = {piece for body in sealed for piece in pieces(body)}
    with engines.main_database(data) as ask:
        ((file,),) = ask("SELECT pg_relation_filepath('entries')")
    server.ask("CHECKPOINT")
    tables = [one.read_bytes() for one in (server.data / str(file)).parent.iterdir() if one.is_file()]
    return sum(holds(raw, wanted) for raw in tables)


def told_of_unused_space() -> list[str]:
    """The statements that docs/operations.md gives whoever does not want to wait."""
    text = (Path(__file__).parents[2] / "docs" / "operations.md").read_text("utf-8")
    return re.findall(r"^(VACUUM FULL \w+);$", text, re.MULTILINE)


def inside(backup: Path) -> Iterator[tuple[str, bytes]]:
    with backup.open("rb") as source:
        opened = archive.Opening(bytes(PAIR.private), source)
        with tarfile.open(fileobj=opened, mode="r|") as tar:  # type: ignore[call-overload]
            for one in tar:
                content = tar.extractfile(one) or BytesIO()
                yield one.name, content.read()


def until(done: Callable[[], bool]) -> None:
    began = time.monotonic()
    while not done():
        assert time.monotonic() - began < PATIENCE
        time.sleep(0.2)


def test_on_a_running_server_that_lives_on(tmp_path: Path) -> None:
    """Two years and some, then the days for which backups are kept: 0 bytes left, and the new words are there."""
    with engines.server_for(tmp_path / "data") as cluster:
        lives_on(tmp_path / "data", cluster)


def lives_on(data: Path, cluster: Cluster | None) -> None:
    account = live(data, 60)
    (data / backups.PUBLIC_FILE).write_text(PAIR.public.hex(), encoding="ascii")
    older_copy = data / "wellbeing.db.before-0009_of_a_test"
    if cluster:
        engines.read_out(data, older_copy)
    else:
        shutil.copy(data / "wellbeing.db", older_copy)
    then = datetime.now(UTC) + timedelta(days=800)
    month = then.year * 100 + then.month
    server = Ahead(data)
    with server:
        until(lambda: any(data.glob("backups/*.backup")))
        (first,) = data.glob("backups/*.backup")
        sealed = bodies(data, month)
        assert len(sealed) > 40
        before = found(data, sealed)
        assert before >= {older_copy.name, f"{first.name}/wellbeing.db"}
        assert on_server(cluster, data, sealed) if cluster else "wellbeing.db" in before
        server.stop()
        server.ahead = timedelta(days=800)
        server.start()
        until(lambda: not bodies(data, month) and not first.exists())
        written(server, account, "kept")
        server.stop()
        older = set(data.glob("backups/*.backup"))
        server.ahead += timedelta(days=36)
        server.start()
        until(lambda: len(there := set(data.glob("backups/*.backup"))) == 1 and not older & there)
        assert found(data, sealed) == set()
        server.stop()
        assert found(data, sealed) == set()
        if cluster:
            assert on_server(cluster, data, sealed), "if not, the documents say too much"
            with engines.main_database(data) as ask:
                for statement in told_of_unused_space():
                    ask(statement)
            assert not on_server(cluster, data, sealed)
        server.start()
        with Walker(server.url) as walker:
            walker.sign_in(account)
            export = walker.get("/export/json").response.text
        assert "kept" in export
        assert '"damaged": 0' in export


def written(server: Server, account: Account, note: str) -> None:
    """Its owner comes back after two years, is told of nothing odd, and writes a note."""

    async def write() -> None:
        async with walker.tab("/en/today") as tab:
            await tab.boot()
            tag = re.findall(r'"tag_rx_state_":\s*"([0-9a-f]{16})"', tab.dump())[0]
            day = (datetime.now(UTC) + server.ahead).date().isoformat()  # type: ignore[attr-defined]
            await tab.event("today.merge", form={"note": note, "pending": "note", "day": day, "tag": tag})
            await tab.quiet(0.3)

    with Walker(server.url) as walker:
        walker.sign_in(account)
        asyncio.run(write())


def expire(data: Path) -> tuple[list[bytes], set[str]]:
    """Live, let everything expire in this process, and look; what was sealed, and where it is found."""
    live(data, 60)
    clock = MovableClock()
    clock.set(datetime.now(UTC) + timedelta(days=800))
    month = clock.now().year * 100 + clock.now().month
    sealed = bodies(data, month)
    with Wellbeing(engines.settings_for(data), kdf=CHEAP, floor=CHEAP, clock=clock) as whole:
        whole._tidy()
    rows = {"wellbeing.db"} if bodies(data, month) else set[str]()
    return sealed, found(data, sealed) | rows


def test_in_one_process_it_is_gone_too(tmp_path: Path) -> None:
    assert expire(tmp_path / "data")[1] == set()


def test_a_version_that_keeps_the_rows_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SqlEntries, "remove_expired", lambda _self, _before: 0)
    assert expire(tmp_path / "data")[1] == {"wellbeing.db"}


@engines.only_in_a_file
def test_a_version_that_only_unlinks_them_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = engine.pragmas
    monkeypatch.setattr(engine, "pragmas", lambda *values: {**real(*values), "secure_delete": 0})
    monkeypatch.setattr(opening, "vacuum", lambda _engine: None)
    assert expire(tmp_path / "data")[1] == {"wellbeing.db"}
