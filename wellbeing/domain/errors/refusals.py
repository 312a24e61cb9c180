"""What a person may not, or not now, and what is stored and does not open."""

from __future__ import annotations

from wellbeing.domain.errors.base import HarbourError


class Refused(HarbourError):
    """That is not possible right now."""


class SignedOut(Refused):
    """You are signed out. Sign in to go on."""


class Locked(Refused):
    """Your entries are locked. Unlock them to go on."""


class NotYours(Refused):
    """That page is not part of your seat."""


class SecretsDiffer(Refused):
    """That did not match. Please try again."""


class TooManyTries(Refused):
    """That was tried often. Please wait a little and try again."""


class ActsFull(Refused):
    """No more of that fits right now. If your entries are locked, unlock them."""


class BoxClosed(Refused):
    """That period is over. What was in it cannot be changed any more."""


class BoxFull(Refused):
    """You do not count in this period. You will in the next one."""


class Busy(Refused):
    """Many people are signing in. Please try again in a moment."""


class ServedElsewhere(Refused):
    """Another part of the app looks after you. Please try again in a moment."""

    def __init__(self, process: str = "") -> None:
        """Name the process, as the installer called it."""
        super().__init__()
        self.process = process


class Damaged(HarbourError):
    """Some stored words could not be opened. The others are fine."""


class LogBroken(Damaged):
    """The log of releases is not whole. `wellbeing releases verify` says where."""

    def __init__(self, number: int = 0) -> None:
        """Name the first line that is not sound, or 0 when it is not known."""
        super().__init__()
        self.number = number


class RecordsBroken(LogBroken):
    """The administrators' records are not whole. `wellbeing audit verify` says where."""


class ArchiveDamaged(Damaged):
    """The backup does not open. Check the file, and that the key is the right one."""
