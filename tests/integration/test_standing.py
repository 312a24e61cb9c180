"""What an installation says of itself to machines and to officers, on real files that are broken."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.tools.engines import (
    ON_SERVER,
    main_database,
    only_in_a_file,
    only_on_a_server,
    server_away,
    settings_for,
)
from tests.tools.run_cheap import CHEAP
from wellbeing import __version__
from wellbeing.bootstrap import Wellbeing, backups, standing
from wellbeing.bootstrap.standing import REMEMBERED, HostStanding
from wellbeing.crypto import postbox
from wellbeing.domain.installation import Part
from wellbeing.settings import Source


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        return datetime(2026, 11, 29, 12, tzinfo=UTC)

    def monotonic(self) -> float:
        return self.seconds


class Host:
    def __init__(self, data: Path, **settings: Any) -> None:
        self.clock, self.beats = Clock(), True
        given = settings_for(data, **settings)
        self.whole = Wellbeing(given, kdf=CHEAP, floor=CHEAP, clock=self.clock)
        self.standing = HostStanding(
            given,
            self.whole._storage,
            self.clock,
            CHEAP,
            self.whole.releases.audit.public_key,
            lambda: self.beats,
        )

    def ready(self) -> dict[Part, bool]:
        self.clock.seconds += REMEMBERED + 1
        return dict(self.standing.ready())

    def not_ready(self) -> set[Part]:
        return {part for part, fine in self.ready().items() if not fine}


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    made = Host(tmp_path / "data")
    yield made
    made.whole.close()


def test_a_fresh_host_is_ready_and_has_a_word_for_every_part(host: Host) -> None:
    assert host.ready() == dict.fromkeys(Part, True)


def test_jobs_that_stand_still_are_said(host: Host) -> None:
    host.beats = False
    assert host.not_ready() == {Part.JOBS}


def test_too_little_room_is_said(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "ROOM", 1 << 62)
    assert host.not_ready() == {Part.DISK}


def test_data_of_another_version_is_said(host: Host) -> None:
    with main_database(host.whole.settings.data) as ask:
        ask("UPDATE alembic_version SET version_num = '0099_later'")
    assert host.not_ready() == {Part.SCHEMA}


@only_on_a_server
def test_a_database_server_that_is_away_is_said(host: Host) -> None:
    with server_away():
        assert host.not_ready() == {Part.DATABASE, Part.SCHEMA}
    assert host.not_ready() == set()


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        pytest.param("wellbeing.db", {Part.DATABASE, Part.SCHEMA}, marks=only_in_a_file),
        ("slots.db", {Part.KEYS}),
    ],
)
def test_a_database_that_is_broken_is_said(host: Host, name: str, parts: set[Part]) -> None:
    host.whole._storage.engine.dispose()
    host.whole._storage.slots_engine.dispose()
    file = host.whole.settings.data / name
    whole = file.read_bytes()
    file.write_bytes(b"no database at all" * 1000)
    assert host.not_ready() == parts
    host.whole._storage.engine.dispose()
    host.whole._storage.slots_engine.dispose()
    file.write_bytes(whole)
    assert host.not_ready() == set()


def test_somebody_who_writes_to_the_keys_is_no_reason_to_stay_away(host: Host) -> None:
    host.whole._storage.slots_engine.dispose()
    with closing(sqlite3.connect(host.whole.settings.data / "slots.db", isolation_level=None)) as file:
        file.execute("BEGIN IMMEDIATE")
        assert host.not_ready() == set()


def test_asking_often_looks_once(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []
    monkeypatch.setattr(host.standing, "_looked", lambda: looked.append(1) or {})
    host.clock.seconds += 100
    for _ in range(1000):
        host.standing.ready()
    assert looked == [1]
    host.clock.seconds += REMEMBERED
    host.standing.ready()
    assert looked == [1, 1]


def test_what_officers_are_told(tmp_path: Path) -> None:
    sources = {"trusted_proxy_hops": Source.FILE}
    host = Host(
        tmp_path / "data",
        idle_minutes=7,
        clinical_reviewer="Dr Example",
        trusted_proxy_hops=1,
        sources=sources,
    )
    told = host.standing.told()
    assert (told.version, told.schema, told.idle_minutes, told.proxies) == (
        __version__,
        "0004_the_records",
        7,
        1,
    )
    usual = f"SQLite {sqlite3.sqlite_version}"
    assert told.engine.startswith("PostgreSQL ") if ON_SERVER else told.engine == usual
    assert (told.backups_made, told.newest_backup, told.backups_kept_days) == (False, None, 35)
    assert told.public_key == host.whole.releases.journal.public_key.hex()
    pair = postbox.make_pair()
    (tmp_path / "data" / backups.PUBLIC_FILE).write_text(pair.public.hex(), encoding="ascii")
    host.whole._back_up()
    told = host.standing.told()
    assert (told.backups_made, told.newest_backup) == (True, date(2026, 11, 29))
    host.whole.close()
