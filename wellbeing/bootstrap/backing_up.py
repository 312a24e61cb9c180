"""When backups are made and removed: at a command, at a start and every night, each noted in the records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from wellbeing.bootstrap import backup_folders, backups
from wellbeing.bootstrap.backups import Backup
from wellbeing.bootstrap.places import Places
from wellbeing.domain.audit import Act, By
from wellbeing.services.audit import Audit
from wellbeing.settings import Settings
from wellbeing.storage.opening import Storage


@dataclass(frozen=True, slots=True)
class BackingUp:
    """The backups of one installation at one moment."""

    settings: Settings
    storage: Storage
    audit: Audit
    now: datetime
    """Aware."""

    def make(self, folder: Path, public: bytes, by: By) -> Backup:
        """Make one in this folder, sealed to this key, while people go on.

        Raises:
            BackupUnderWay: another one is being made, and took longer than one waits.
        """
        with backups.alone(self.settings.data):
            backups.clear(self.settings.data, folder)
            return self._made(folder, public, by)

    def nightly(self) -> None:
        """Remove those that are too old, and make today's if there is a key and no recent one.

        Raises:
            BackupUnderWay: another one is being made, and took longer than one waits.
        """
        settings, folder = self.settings, self.settings.backup_folder
        # Before anybody is waited for: what is too old goes, also while another backup takes its time.
        expired = backup_folders.expire(settings, self.now)
        if expired.count:
            self.audit.record(Act.BACKUPS_REMOVED, By.APP, count=expired.count)
        with backups.alone(settings.data):
            backups.clear(settings.data, *backup_folders.known(settings))
            backup_folders.note(settings, expired.emptied)
            public, made = backups.public_key(settings.data), backups.made_in(folder)
            if public is not None and not (made and self.now - made[-1].made < backups.RECENT):
                self._made(folder, public, By.APP)

    def _made(self, folder: Path, public: bytes, by: By) -> Backup:
        made = backups.make(self.storage, Places.of(self.settings), folder, public, self.now)
        backup_folders.note(self.settings)
        self.audit.record(Act.BACKUP_MADE, by)
        return made
