"""What an installation says of itself: to officers in words, and to machines that watch over it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Part(StrEnum):
    """What has to be in order for the app to serve."""

    DATABASE = "database"
    """It answers."""
    KEYS = "keys"
    """The key slots can be written: without that nobody could change a passphrase or leave."""
    SCHEMA = "schema"
    """The data is of this version."""
    JOBS = "jobs"
    """The clock of the jobs beats: locks, reminders and retention go on."""
    DISK = "disk"
    """There is room for what people save."""


@dataclass(frozen=True, slots=True)
class Installation:
    """Version and settings as far as they concern the people whose words are here; nothing about anybody."""

    version: str
    build: str
    """Hash of the sources that the served pages were built from, or empty when that is not known."""
    schema: str
    engine: str
    """The database's name and version."""
    languages: tuple[str, ...]
    idle_minutes: int
    kdf_memory_mib: int
    """Memory that one try of a passphrase costs."""
    kdf_rounds: int
    public_key: str
    """By which the log of releases and the administrators' records can be checked, as hex."""
    backups_made: bool
    """Whether there is a key that backups are sealed to."""
    backups_kept_days: int
    newest_backup: date | None
    only_this_computer: bool
    """Whether only the computer itself can reach the app."""
    several: bool
    """Whether this process is one of several, each with its own people."""
    proxies: int
    reviewer: str
    """Who reviewed what the help page says; empty for nobody."""
