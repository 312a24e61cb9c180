"""Older data brought up to this version before anybody works with it, and back as long as nobody has."""

from __future__ import annotations

from wellbeing.bootstrap.beginnings import check_pepper
from wellbeing.bootstrap.places import Places
from wellbeing.bootstrap.whole import Wellbeing
from wellbeing.settings import Settings
from wellbeing.storage.going_back import go_back
from wellbeing.storage.opening import MAIN_FILE, main_engine, open_storage


def bring_up(settings: Settings) -> None:
    """Bring the data to this version's schema, or make it where there is none.

    Older data is migrated and not opened further: until this version has started nothing is written, and the
    way back is open.

    Raises:
        PepperMissing, PepperWrong: the pepper is not the one of this data.
        SchemaNewer, Unfit: the data or the host cannot be used.
    """
    places = Places.of(settings)
    if not places.whole(settings):
        Wellbeing(settings, migrate=True).close()
        return
    pepper = places.read_pepper()
    storage = open_storage(settings.data, settings.database_url)
    try:
        check_pepper(storage, places, pepper, made=False)
    finally:
        storage.close()


def bring_back(settings: Settings) -> str:
    """Bring the main database back to the schema from before the migration; which one that is.

    Raises:
        WrittenSince: something was written since; nothing was changed.
        NothingOlder: there is no copy from before.
        SchemaNewer, SchemaOlder, Unfit: the data or the host cannot be used.
    """
    main = main_engine(settings.data, settings.database_url)
    try:
        return go_back(main, settings.data / MAIN_FILE)
    finally:
        main.dispose()
