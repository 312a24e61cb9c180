"""Carries the main database of an installation to another engine; the one it came from stays as it is."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import make_url

from wellbeing.domain.errors import DatabaseDamaged, SchemaNewer, SchemaOlder
from wellbeing.settings import Settings
from wellbeing.storage.carrying import Carried, Told, carry
from wellbeing.storage.migrations import MAIN, SchemaState, schema_state
from wellbeing.storage.opening import main_engine


def move(settings: Settings, to: str, told: Told) -> Mapping[str, Carried]:
    """Copy everything and compare both sides.

    Args:
        settings: of the installation as it is now.
        to: the database it goes to, as `database_url` would say it; "" is the file in the data folder.
        told: hears how far it is.

    Raises:
        SchemaOlder, SchemaNewer: the data belongs to another version.
        DatabaseInUse: there is something in the other database.
        CopyDiffers: not everything arrived; the other database is empty again.
        Unfit, SettingUnusable: one of the two cannot be used.
    """
    source = main_engine(settings.data, settings.database_url)
    target = main_engine(settings.data, to)
    try:
        state = schema_state(source, MAIN)
        if state is not SchemaState.CURRENT:
            raise {SchemaState.NEWER: SchemaNewer, SchemaState.OLDER: SchemaOlder}.get(state, DatabaseDamaged)
        with source.begin() as connection:  # as a writer, so that nobody else writes meanwhile
            return carry(connection, target, told)
    finally:
        source.dispose()
        target.dispose()


def shown(url: str) -> str:
    """A URL as it may be printed: three stars in the place of a password."""
    made = make_url(url)
    return url if made.password is None else made.render_as_string(hide_password=True)
