"""Carries the main database of an installation to another engine, and puts the file it came from aside."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, make_url

from wellbeing.bootstrap.places import Places
from wellbeing.domain.errors import (
    DatabaseDamaged,
    DatabaseEmpty,
    DatabaseInUse,
    DiskFull,
    FolderReadOnly,
    SchemaNewer,
    SchemaOlder,
)
from wellbeing.settings import Settings
from wellbeing.storage import moved
from wellbeing.storage.carrying import Carried, Told, carry, held_by_both
from wellbeing.storage.engine import file_of, looking, open_engine
from wellbeing.storage.migrations import MAIN, SchemaState, schema_state
from wellbeing.storage.opening import main_engine


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move has done."""

    tables: Mapping[str, Carried]
    """What each table holds, on both sides, by its name."""
    kept: Path | None
    """Where the file lies that it came from; None when it came from another database, which is as it was."""


def move(settings: Settings, to: str, told: Told) -> Moved:
    """Copy everything and compare both sides, and put a file aside that it came from.

    Cut short before the other database has everything, it has left nothing; after that, the next run only
    finishes. A start on the other database finishes it too.

    Args:
        settings: of the installation as it is now.
        to: the database it goes to, as `database_url` would say it; "" is the file in the data folder.
        told: hears how far it is.

    Raises:
        SchemaOlder, SchemaNewer: the data belongs to another version.
        DatabaseMoved, DatabaseEmpty: there is nothing in what would be carried.
        DatabaseInUse: there is something in the other database.
        CopyDiffers: not everything arrived; the other database is empty again.
        Unfit, SettingUnusable: one of the two cannot be used.
    """
    here = Places.of(settings)
    with ExitStack() as opened:

        def using(engine: Engine) -> Engine:
            opened.callback(engine.dispose)
            return engine

        source = using(main_engine(settings.data, settings.database_url))
        there = using(main_engine(settings.data, to)) if to else None
        if settings.database_url and there and here.has_file and (_one(source, there) or _is_empty(source)):
            # As after a restore: the settings name a database that is yet to be filled.
            source = using(open_engine(here.database))
        _check(source)
        target = there or using(open_engine(here.database))
        if _one(source, target):
            raise DatabaseInUse
        with source.begin() as connection:  # as a writer, so that nobody else writes meanwhile
            carried = _carried(connection, target, told)
            return Moved(carried, _settled(here.database, came_from=source, now_in=target))


def shown(url: str) -> str:
    """A URL as it may be printed: three stars in the place of a password."""
    made = make_url(url)
    return url if made.password is None else made.render_as_string(hide_password=True)


def _one(source: Engine, target: Engine) -> bool:
    """Whether both are the same database, as far as their names tell."""
    return source.url == target.url


def _is_empty(engine: Engine) -> bool:
    return schema_state(engine, MAIN) is SchemaState.EMPTY


def _check(source: Engine) -> None:
    state = schema_state(source, MAIN)
    if state is SchemaState.EMPTY:
        raise DatabaseDamaged if file_of(source) else DatabaseEmpty
    if state is not SchemaState.CURRENT:
        raise SchemaNewer if state is SchemaState.NEWER else SchemaOlder


def _carried(source: Connection, target: Engine, told: Told) -> Mapping[str, Carried]:
    try:
        return carry(source, target, told)
    except DatabaseInUse:
        # Unless it is exactly this: a move was cut short when all was there.
        if schema_state(target, MAIN) is SchemaState.CURRENT:
            with looking(target).connect() as connection, connection.begin():
                held = held_by_both(source, connection)
            if held is not None:
                return held
        raise


def back_in_the_file(settings: Settings) -> None:
    """The data lies in the file again, whatever a mark of an earlier move says.

    Raises:
        FolderReadOnly, DiskFull: the data folder cannot be written to.
    """
    with _in_words():
        moved.came_back(Places.of(settings).database)


def _settled(file: Path, *, came_from: Engine, now_in: Engine) -> Path | None:
    with _in_words():
        if file_of(now_in) == file:
            moved.came_back(file)
        elif file_of(came_from) == file:
            return moved.put_aside(file)
    return None


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise (DiskFull if error.errno == errno.ENOSPC else FolderReadOnly) from None
