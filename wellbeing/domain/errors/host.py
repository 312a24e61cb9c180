"""What keeps the host from keeping the promise: disks, databases, keys and settings."""

from __future__ import annotations

from wellbeing.domain.errors.base import HarbourError


class Unfit(HarbourError):
    """This computer cannot keep your entries safe right now."""


class DiskFull(Unfit):
    """The disk is full. Nothing was lost; this was not saved yet."""


class FolderReadOnly(Unfit):
    """The data folder cannot be written to. This was not saved yet."""


class DatabaseBusy(Unfit):
    """The database is busy. Please try again in a moment."""


class DatabaseAway(Unfit):
    """The database server does not answer. Please try again in a moment."""


class DatabaseReadOnly(Unfit):
    """The database cannot be written to. This was not saved yet."""


class DatabaseRefused(Unfit):
    """The database server refuses this app. Check its name, password, rights and certificate."""


class DatabaseEmpty(Unfit):
    """The database is empty, but people have keys here. Name the right one, or restore a backup.
    `wellbeing move --to` fills it with what was restored.
    """


class DatabaseMoved(Unfit):
    """The data is in another database now. Set `database_url`."""


class DatabaseInUse(Unfit):
    """There is data in that database already. Give an empty one."""


class CopyDiffers(Unfit):
    """What arrived differs from what was sent. Nothing was changed."""


class DatabaseDamaged(Unfit):
    """The database file is damaged. Restore the last backup."""


class SchemaNewer(Unfit):
    """The data belongs to a newer version. Install that version or a later one."""


class SchemaOlder(Unfit):
    """The data belongs to an older version. Run `wellbeing migrate`."""


class WrittenSince(Unfit):
    """Something was written since the older version. Nothing was changed. Restore a backup to go back."""


class NothingOlder(Unfit):
    """No copy from before this version is here. Nothing was changed. Restore a backup to go back."""


class PepperMissing(Unfit):
    """The pepper file is missing. Restore it from your backup before starting."""


class PepperWrong(Unfit):
    """The pepper file belongs to other data. Restore the right one."""


class ReleaseKeyMissing(Unfit):
    """The file keys/releases is missing. Restore it from your backup before starting."""


class ReleaseKeyWrong(Unfit):
    """The file keys/releases belongs to other data. Restore the right one."""


class HostUnfit(Unfit):
    """This computer lacks something the app needs. `wellbeing doctor` says what."""


class ServerUnfit(HostUnfit):
    """The database server cannot keep what was saved. `wellbeing doctor` says why."""

    def __init__(self, name: str = "") -> None:
        """Name what the server lacks, such as one of its settings."""
        super().__init__()
        self.name = name


class FolderInUse(Unfit):
    """There is an installation in that folder already. Restore into an empty one."""


class BackupKeyMissing(Unfit):
    """There is no key for backups yet. Run `wellbeing backup key`."""


class BackupUnderWay(Unfit):
    """Another backup is being made. Please try again in a moment."""


class SettingUnusable(Unfit):
    """A setting cannot be used. `wellbeing doctor` says which."""

    def __init__(self, name: str = "") -> None:
        """Name the setting, never its value."""
        super().__init__(name)
        self.name = name
