"""Looking into an installation from beside it: its main database, if there is one of this version."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from wellbeing.bootstrap.places import Places
from wellbeing.settings import Settings
from wellbeing.storage.migrations import MAIN, SchemaState, schema_state
from wellbeing.storage.opening import main_engine


@contextmanager
def looking_in(settings: Settings) -> Iterator[Engine | None]:
    """The main database; None while there is none, or one of another version. Nothing is made or changed."""
    if not (Places.of(settings).in_use or settings.database_url):
        yield None
        return
    main = main_engine(settings.data, settings.database_url)
    try:
        yield main if schema_state(main, MAIN) is SchemaState.CURRENT else None
    finally:
        main.dispose()
