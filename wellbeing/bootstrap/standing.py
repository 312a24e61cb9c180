"""What an installation says of itself, looked up where it lies: for officers and for whoever watches it."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy import Engine, text

from wellbeing import __version__
from wellbeing.bootstrap import backups
from wellbeing.crypto.kdf import KdfParams
from wellbeing.domain.errors import DatabaseBusy, HarbourError
from wellbeing.domain.installation import Installation, Part
from wellbeing.services.ports import Clock
from wellbeing.settings import Settings
from wellbeing.storage.engine import facts, looking
from wellbeing.storage.migrations import MAIN, newest_revision
from wellbeing.storage.opening import Storage

ROOM: Final = 64 * 1024 * 1024
"""Bytes that must be free: a busy unit writes about one of these megabytes in a month."""
REMEMBERED: Final = 2.0
"""Seconds for which an answer is given again, so that asking often costs nothing."""
_ENGINES: Final = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
_STAMP: Final = "stamp.json"
_SCHEMA: Final = text("SELECT version_num FROM alembic_version")


class HostStanding:
    """Fits `services.installation.Standing`."""

    def __init__(
        self,
        settings: Settings,
        storage: Storage,
        clock: Clock,
        kdf: KdfParams,
        public_key: bytes,
        beating: Callable[[], bool],
    ) -> None:
        """Look at nothing yet.

        Args:
            settings: what the installer set.
            storage: the open databases.
            clock: where the time comes from.
            kdf: what a new key slot costs.
            public_key: by which the logs are checked.
            beating: whether the jobs run.
        """
        self._settings = settings
        self._storage = storage
        self._clock = clock
        self._kdf = kdf
        self._public_key = public_key
        self._beating = beating
        self._newest = newest_revision(MAIN)
        self._lock = threading.Lock()
        self._known: tuple[float, Mapping[Part, bool]] | None = None

    def told(self) -> Installation:
        """Version and settings, as they are now."""
        settings = self._settings
        made = backups.made_in(settings.backup_folder)
        return Installation(
            version=__version__,
            build=self._build(),
            schema=self._newest,
            engine=_engine(self._storage.engine),
            languages=settings.languages,
            idle_minutes=settings.idle_minutes,
            kdf_memory_mib=self._kdf.memory_kib // 1024,
            kdf_rounds=self._kdf.iterations,
            public_key=self._public_key.hex(),
            backups_made=(settings.data / backups.PUBLIC_FILE).exists(),
            backups_kept_days=backups.KEPT.days,
            newest_backup=made[-1].made.date() if made else None,
            only_this_computer=settings.loopback and not settings.public_origin,
            several=bool(settings.process),
            proxies=settings.trusted_proxy_hops,
            reviewer=settings.clinical_reviewer,
        )

    def ready(self) -> Mapping[Part, bool]:
        """Whether each part is in order, looked at again every `REMEMBERED` seconds at most."""
        with self._lock:
            now = self._clock.monotonic()
            if self._known is None or not 0 <= now - self._known[0] < REMEMBERED:
                self._known = (now, self._looked())
            return self._known[1]

    def _looked(self) -> Mapping[Part, bool]:
        schema = self._schema()
        return {
            Part.DATABASE: schema is not None,
            Part.KEYS: _takes_writers(self._storage.slots_engine),
            Part.SCHEMA: schema == self._newest,
            Part.JOBS: self._beating(),
            Part.DISK: self._room(),
        }

    def _schema(self) -> str | None:
        try:
            with looking(self._storage.engine).connect() as connection:
                return str(connection.execute(_SCHEMA).scalar())
        except HarbourError:
            return None

    def _room(self) -> bool:
        try:
            return shutil.disk_usage(self._settings.data).free >= ROOM
        except OSError:
            return False

    def _build(self) -> str:
        try:
            written = json.loads((self._settings.frontend / _STAMP).read_text(encoding="utf-8"))
            return str(written["fingerprint"])
        except (OSError, ValueError, KeyError, TypeError):
            return ""


def _takes_writers(engine: Engine) -> bool:
    """Whether a transaction that may write begins; it ends without having written."""
    try:
        with engine.connect() as connection, connection.begin() as transaction:
            transaction.rollback()
    except DatabaseBusy:
        return True  # somebody writes
    except HarbourError:
        return False
    return True


def _engine(engine: Engine) -> str:
    """The database's name, and its version where that is ours to know."""
    found = facts(engine)
    name = _ENGINES.get(found["engine"], found["engine"])
    return f"{name} {found['version']}" if "version" in found else name
