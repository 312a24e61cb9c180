"""Opens all of an installation's storage: the main database, the key slots, the boxes, their migrations."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from wellbeing.domain.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseEmpty,
    DatabaseMoved,
    SchemaNewer,
    SchemaOlder,
)
from wellbeing.domain.logged import Logged
from wellbeing.storage import moved
from wellbeing.storage.boxes import SqlBoxes
from wellbeing.storage.engine import PATIENCE, PERSIST, TRUNCATE, file_of, looking, open_engine, vacuum
from wellbeing.storage.migrations import BOXES, MAIN, SLOTS, SchemaState, migrate, schema_state
from wellbeing.storage.past import journal_of
from wellbeing.storage.slots import SqlSlots, hold_something, overwrite
from wellbeing.storage.turn import Turn
from wellbeing.storage.unit_of_work import SqlUnitOfWork

MAIN_FILE: Final = "wellbeing.db"
SLOTS_FILE: Final = "slots.db"
BOXES_FILE: Final = "boxes.db"
"""In no backup: what is lost with it is the pictures of the period that is open."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Storage:
    """Everything that is kept, opened and of this version's schema."""

    engine: Engine
    """The main database, for `wellbeing doctor`."""
    _looking: Engine
    """The same, for units of work that only read."""
    slots_engine: Engine
    slots: SqlSlots
    boxes_engine: Engine
    boxes: SqlBoxes
    patience: float = PATIENCE
    """Seconds a writer waits for its turn."""
    _turn: Turn = field(default_factory=Turn, repr=False)

    def begin(self) -> SqlUnitOfWork:
        """A unit of work that may write. Fits `services.ports.Begin`."""
        turn = self._turn if self.engine.dialect.name == "sqlite" else None
        return SqlUnitOfWork(self.engine, turn, self.patience)

    def look(self) -> SqlUnitOfWork:
        """A unit of work that only reads and keeps no writer waiting. Fits `services.ports.Begin` too."""
        return SqlUnitOfWork(self._looking)

    def compact(self) -> None:
        """Rewrite the main database without its unused space; on a server, what names no author in no order.

        `secure_delete` leaves part of about one in 500 deleted bodies in the unused space of a page whose
        rows were moved (measured with bodies of mixed sizes); after this there is none. The database is
        locked meanwhile, for about 15 ms per megabyte.
        """
        if file_of(self.engine) is None:
            from wellbeing.storage import server  # its library is not loaded where there is no server

            server.shuffle(self.engine)
            return
        if not self._turn.take(self.patience):
            raise DatabaseBusy
        try:
            vacuum(self.engine)
        finally:
            self._turn.pass_on()

    def close(self) -> None:
        """Let go of the files."""
        self.engine.dispose()
        self.slots_engine.dispose()
        self.boxes_engine.dispose()


def main_engine(folder: Path, database_url: str = "", patience: float = PATIENCE) -> Engine:
    """The main database's engine, whatever its schema.

    Raises:
        DatabaseMoved: it would be the file, and what that held lives elsewhere now.
    """
    if not database_url and moved.went(folder / MAIN_FILE):
        raise DatabaseMoved
    return open_engine(database_url or folder / MAIN_FILE, journal=TRUNCATE, patience=patience)


def engines(
    folder: Path, database_url: str = "", patience: float = PATIENCE
) -> tuple[Engine, Engine, Engine]:
    """The engines of the main database, the key slots and the boxes, whatever their schema.

    Args:
        folder: where the files lie; made when missing.
        database_url: another main database than the SQLite file in the folder, or "".
        patience: seconds to wait for a lock.
    """
    main = main_engine(folder, database_url, patience)
    slots = open_engine(folder / SLOTS_FILE, journal=PERSIST, patience=patience)
    return main, slots, open_engine(folder / BOXES_FILE, journal=TRUNCATE, patience=patience)


def states(folder: Path, database_url: str = "") -> Mapping[str, SchemaState]:
    """How the schema of each database stands, by the name of its file."""
    opened = engines(folder, database_url)
    try:
        files, versions = (MAIN_FILE, SLOTS_FILE, BOXES_FILE), (MAIN, SLOTS, BOXES)
        return {
            file: schema_state(one, where) for file, one, where in zip(files, opened, versions, strict=True)
        }
    finally:
        for one in opened:
            one.dispose()


def open_storage(
    folder: Path, database_url: str = "", *, migrating: bool = True, patience: float = PATIENCE
) -> Storage:
    """Open every database, creating and migrating them first if that is wanted.

    The boxes may be lost at any time, so theirs is made anew whenever it is missing or cannot be read.

    Args:
        folder: where the files lie; made when missing, for its owner alone.
        database_url: another main database than the SQLite file in the folder, or "".
        migrating: whether an empty or older database is brought to this version, after a copy of its file.
        patience: seconds to wait for a lock before `DatabaseBusy`.

    Raises:
        DatabaseMoved: the data was carried elsewhere, and nothing says where; nothing was touched.
        DatabaseEmpty: the server's database is empty and people have keys; nothing was touched.
        SchemaNewer: the data belongs to a newer version; nothing was touched.
        SchemaOlder: it belongs to an older one, or is empty, and `migrating` is off.
        Unfit: a file is damaged, cannot be written, or the host cannot keep the pragmas.
    """
    main, slots, boxes = engines(folder, database_url, patience)
    try:
        _bring_up_to_date(main, slots, boxes, folder / MAIN_FILE, migrating)
        return Storage(main, looking(main), slots, SqlSlots(slots), boxes, SqlBoxes(boxes), patience)
    except BaseException:
        for one in (main, slots, boxes):
            one.dispose()
        raise


def _bring_up_to_date(main: Engine, slots: Engine, boxes: Engine, beside: Path, migrating: bool) -> None:
    of_boxes = _readable(boxes)
    of_main, of_slots = schema_state(main, MAIN), schema_state(slots, SLOTS)
    found = {of_main, of_slots}
    if SchemaState.NEWER in {*found, of_boxes}:
        raise SchemaNewer
    of_a_server = file_of(main) is None and of_main is SchemaState.EMPTY
    if of_a_server and of_slots is SchemaState.CURRENT and hold_something(slots):
        raise DatabaseEmpty  # tables made now would be taken for the right ones
    if not migrating and (found != {SchemaState.CURRENT} or of_boxes is SchemaState.OLDER):
        raise SchemaOlder
    for engine, versions in ((main, MAIN), (slots, SLOTS), (boxes, BOXES)):
        migrate(engine, versions, beside)
    for engine in (slots, boxes):
        _drop_copies(engine)  # a copy would outlive every shredding


def _readable(boxes: Engine) -> SchemaState:
    """How the schema of the boxes stands; a file that is none of SQLite's makes room for an empty one."""
    try:
        return schema_state(boxes, BOXES)
    except DatabaseDamaged:
        _log.warning(
            "%s could not be read: the open period will not be published",
            BOXES_FILE,
            extra=Logged.BOXES_UNREADABLE.extra,
        )
    file = file_of(boxes)
    assert file is not None
    boxes.dispose()
    for one in (file, journal_of(file)):
        overwrite(one)
    return schema_state(boxes, BOXES)


def _drop_copies(engine: Engine) -> None:
    file = file_of(engine)
    if file is None:
        return
    for copy in file.parent.glob(f"{file.name}.before-*"):
        overwrite(copy)
        copy.unlink()
