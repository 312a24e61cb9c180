"""What the databases say of themselves, for somebody who looks after the computer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from wellbeing.bootstrap.places import Places
from wellbeing.domain.errors import DatabaseDamaged, PepperMissing, SchemaNewer, SchemaOlder
from wellbeing.settings import Settings
from wellbeing.storage.engine import facts
from wellbeing.storage.migrations import SchemaState
from wellbeing.storage.opening import BOXES_FILE, main_engine, states


def database_facts(settings: Settings, spare: Path) -> Mapping[str, str]:
    """The version, the pragmas as they are read back, and whether the schema is this version's.

    Before the first start there is no database, and nothing is to be made by looking: then a
    passing one in the folder `spare` shows what the host's library does.

    Raises:
        SchemaOlder, SchemaNewer: the data belongs to another version.
        PepperMissing: there is data, but not the file without which nobody can sign in.
        Unfit: the database cannot be opened as it must be.
    """
    places = Places.of(settings)
    used = places.in_use or bool(settings.database_url)
    folder = settings.data if used else spare
    if places.in_use and not places.pepper.exists():
        raise PepperMissing
    main = main_engine(folder, settings.database_url)
    try:
        found = dict(facts(main))
        if used:
            _check(states(folder, settings.database_url))
            found["schema"] = SchemaState.CURRENT.value
    finally:
        main.dispose()
    return found


def _check(found: Mapping[str, SchemaState]) -> None:
    if SchemaState.NEWER in found.values():
        raise SchemaNewer
    if SchemaState.OLDER in found.values():
        raise SchemaOlder
    whole = {state for file, state in found.items() if file != BOXES_FILE}  # which may be lost
    if whole == {SchemaState.EMPTY, SchemaState.CURRENT}:
        raise DatabaseDamaged  # one of the two files is gone
