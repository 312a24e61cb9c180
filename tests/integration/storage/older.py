"""Installations of older versions as they were frozen, on either engine, and what is looked at in them."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, event, text

from tests.tools import engines
from wellbeing.storage.carrying import carry
from wellbeing.storage.engine import looking, open_engine
from wellbeing.storage.migrations import MAIN, downgrade
from wellbeing.storage.opening import BOXES_FILE, MAIN_FILE, SLOTS_FILE

SAMPLES: Final = Path(__file__).parent / "samples"
VERSIONS: Final = sorted({file.name[:5] for file in SAMPLES.glob("r*.sql")})
"""Every schema there is a sample of, the oldest first."""
NEWEST: Final = max(file.stem.removeprefix("r") for file in MAIN.glob("r*.py"))
STAMP: Final = re.compile(r"INSERT INTO \"?alembic_version\"? VALUES\('([^']+)'\)")


def put(version: str, folder: Path) -> Path:
    """Make the folder the installation of an older version; on a server it is carried there as it is."""
    for file in (MAIN_FILE, SLOTS_FILE, BOXES_FILE):
        sample = SAMPLES / f"{version}-{Path(file).stem}.sql"
        if not sample.exists():
            continue  # the boxes came with the third
        with closing(sqlite3.connect(folder / file)) as database:
            database.executescript(sample.read_text("utf-8"))
        (folder / file).chmod(0o600)
    if engines.ON_SERVER:
        (folder / MAIN_FILE).rename(folder / "sample.db")
        source, target = open_engine(folder / "sample.db"), open_engine(engines.url_for(folder))
        with looking(source).connect() as connection, connection.begin():
            carry(connection, target)
        for one in (source, target):
            one.dispose()
    return folder


def opened(folder: Path) -> Engine:
    """The engine of its main database."""
    return open_engine(engines.url_for(folder) or folder / MAIN_FILE)


def stamped(folder: Path) -> str:
    """The revision that it says it has."""
    with engines.main_database(folder) as ask:
        ((stamp,),) = ask("SELECT version_num FROM alembic_version")
    return str(stamp)


def rows(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that is no schema's own."""
    own = [name for name in sorted(engines.tables_of(folder)) if name != "alembic_version"]
    with engines.main_database(folder) as ask:
        return {name: sorted(ask(f"SELECT * FROM {name}"), key=repr) for name in own}


def made_older(folder: Path) -> None:
    """Make an installation of this version one of the schema before; what that has no table for goes."""
    sample = (SAMPLES / f"{VERSIONS[-2]}-{Path(MAIN_FILE).stem}.sql").read_text("utf-8")
    added = {*rows(folder)} - set(re.findall(r"^CREATE TABLE (\w+)", sample, re.MULTILINE))
    engine = opened(folder)
    with engine.begin() as connection:
        for table in sorted(added):
            connection.execute(text(f"DELETE FROM {table}"))
        downgrade(connection, MAIN, STAMP.findall(sample)[0])
    engine.dispose()


def killed_at(folder: Path, statement: int, act: Callable[[Engine], object]) -> bool:
    """Do something in a process that is killed before its nth statement; False when it got to the end."""
    return killed(lambda: opened(folder), statement, act)


def killed(opens: Callable[[], Engine], statement: int, act: Callable[[Engine], object]) -> bool:
    """The same on any database, opened in that process."""
    child = os.fork()
    if child == 0:
        engine, left = opens(), statement

        def count(*_: object) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(engine, "before_cursor_execute", count)
        event.listen(engine, "commit", count)
        failed = 1
        try:
            act(engine)
            failed = 0
        finally:
            os._exit(failed)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or status == 0
    return os.WIFSIGNALED(status)
