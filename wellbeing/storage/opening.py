"""Opens all of an installation's storage: the main database, the key slots, and their migrations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from wellbeing.domain.errors import DatabaseBusy, SchemaNewer, SchemaOlder
from wellbeing.storage.engine import PATIENCE, PERSIST, TRUNCATE, file_of, open_engine, vacuum
from wellbeing.storage.migrations import MAIN, SLOTS, SchemaState, migrate, schema_state
from wellbeing.storage.slots import SqlSlots, overwrite
from wellbeing.storage.turn import Turn
from wellbeing.storage.unit_of_work import SqlUnitOfWork

MAIN_FILE: Final = "wellbeing.db"
SLOTS_FILE: Final = "slots.db"


@dataclass(frozen=True, slots=True)
class Storage:
    """Everything that is kept, opened and of this version's schema."""

    engine: Engine
    """The main database, for `wellbeing doctor`."""
    slots_engine: Engine
    slots: SqlSlots
    patience: float = PATIENCE
    """Seconds a writer waits for its turn."""
    _turn: Turn | None = field(default=None, repr=False)

    def begin(self) -> SqlUnitOfWork:
        """A unit of work that may write. Fits `services.ports.Begin`."""
        return SqlUnitOfWork(self.engine, self._turn, self.patience)

    def look(self) -> SqlUnitOfWork:
        """A unit of work that only reads and keeps no writer waiting. Fits `services.ports.Begin` too."""
        return SqlUnitOfWork.looking(self.engine)

    def compact(self) -> None:
        """Rewrite the main database without its unused space; nothing on another engine than SQLite.

        `secure_delete` leaves part of about one in 500 deleted bodies in the unused space of a page whose
        rows were moved (measured with bodies of mixed sizes); after this there is none. The database is
        locked meanwhile, for about 15 ms per megabyte.
        """
        if self._turn is None:
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


def engines(folder: Path, database_url: str = "", patience: float = PATIENCE) -> tuple[Engine, Engine]:
    """The main database's engine and that of the key slots, whatever their schema.

    Args:
        folder: where the files lie; made when missing.
        database_url: another main database than the SQLite file in the folder, or "".
        patience: seconds to wait for a lock.
    """
    main = open_engine(database_url or folder / MAIN_FILE, journal=TRUNCATE, patience=patience)
    return main, open_engine(folder / SLOTS_FILE, journal=PERSIST, patience=patience)


def states(folder: Path, database_url: str = "") -> Mapping[str, SchemaState]:
    """How the schema of each database stands, by the name of its file."""
    main, slots = engines(folder, database_url)
    try:
        return {MAIN_FILE: schema_state(main, MAIN), SLOTS_FILE: schema_state(slots, SLOTS)}
    finally:
        main.dispose()
        slots.dispose()


def open_storage(
    folder: Path, database_url: str = "", *, migrating: bool = True, patience: float = PATIENCE
) -> Storage:
    """Open both databases, creating and migrating them first if that is wanted.

    Args:
        folder: where the files lie; made when missing, for its owner alone.
        database_url: another main database than the SQLite file in the folder, or "".
        migrating: whether an empty or older database is brought to this version, after a copy of its file.
        patience: seconds to wait for a lock before `DatabaseBusy`.

    Raises:
        SchemaNewer: the data belongs to a newer version; nothing was touched.
        SchemaOlder: it belongs to an older one, or is empty, and `migrating` is off.
        Unfit: a file is damaged, cannot be written, or the host cannot keep the pragmas.
    """
    main, slots = engines(folder, database_url, patience)
    try:
        _bring_up_to_date(main, slots, migrating)
        turn = None if file_of(main) is None else Turn()
        return Storage(main, slots, SqlSlots(slots), patience, turn)
    except BaseException:
        main.dispose()
        slots.dispose()
        raise


def _bring_up_to_date(main: Engine, slots: Engine, migrating: bool) -> None:
    found = {schema_state(main, MAIN), schema_state(slots, SLOTS)}
    if SchemaState.NEWER in found:
        raise SchemaNewer
    if not migrating and found != {SchemaState.CURRENT}:
        raise SchemaOlder
    migrate(main, MAIN)
    migrate(slots, SLOTS)
    _drop_copies(slots)  # a copy of the slots would outlive every shredding


def _drop_copies(slots: Engine) -> None:
    file = file_of(slots)
    if file is None:
        return
    for copy in file.parent.glob(f"{file.name}.before-*"):
        overwrite(copy)
        copy.unlink()
