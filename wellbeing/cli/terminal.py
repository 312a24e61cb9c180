"""What the command line says: plain sentences, and one for every error instead of a traceback."""

from __future__ import annotations

import errno
import os
from typing import Final

from rich.console import Console

from wellbeing.cli.errors import AddressUnusable, PortTaken
from wellbeing.domain.errors import (
    DatabaseDamaged,
    DiskFull,
    FolderReadOnly,
    HarbourError,
    ServerUnfit,
    SettingUnusable,
    Unfit,
)
from wellbeing.settings import FILE_NAME, NAMES, PREFIX, Settings, describe

out: Final = Console(highlight=False, soft_wrap=True)
err: Final = Console(stderr=True, highlight=False, soft_wrap=True)


def t(message: str, **values: object) -> str:
    """The message in the first language of this installation.

    The languages are read when the first word is needed, because the settings decide them.
    """
    from wellbeing.words import LOCALES, translator

    return translator(LOCALES[0])(message, **values)


def say(words: str = "") -> None:
    """A line for the person at the terminal; square brackets are shown, not read as markup."""
    out.print(words, markup=False)


def explain(error: HarbourError) -> str:
    """The sentences for an error; a setting is named and explained, its value never shown."""
    if isinstance(error, ServerUnfit) and error.name:
        return _of_the_server(error.name)
    if isinstance(error, SettingUnusable) and error.name:
        return _of_a_setting(error.name)
    return t(error.sentence())


def _of_a_setting(name: str) -> str:
    if name == "database_url":
        return t(
            "database_url cannot be used. Write postgresql+psycopg://name@host/database."
            " A host that is not this computer needs sslmode=verify-full."
        )
    if name == "host":
        return t("Other computers connect only over TLS. Give tls_cert and tls_key, or run `wellbeing tls`.")
    if name == "config":
        return t("The settings file is missing, or is not written in TOML.")
    if name in NAMES:
        words = next(line.words for line in describe(Settings()) if line.name == name)
        return t("The setting {name} cannot be used. It is: {reason}.", name=name, reason=t(words))
    if name.startswith(PREFIX):
        return t("There is no setting {name}. `wellbeing doctor` lists them all.", name=name)
    return t("There is no setting {name}. Please correct {file}.", name=name, file=FILE_NAME)


def _of_the_server(name: str) -> str:
    if name == "version":
        return t("The database server is too old. PostgreSQL 13 or newer is needed.")
    if name == "tls":
        return t("The way to the database server is not secured. Give sslmode=verify-full.")
    return t("The database server has {name} set so that saved words may be lost.", name=name)


def of_the_system(error: OSError) -> Unfit:
    """What an error of the operating system means to the person who starts the app."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DiskFull()
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS, errno.EEXIST, errno.ENOTDIR}:
        return FolderReadOnly()
    if error.errno == errno.EADDRINUSE:
        return PortTaken()
    if error.errno == errno.EADDRNOTAVAIL:
        return AddressUnusable()
    return DatabaseDamaged() if error.errno == errno.EIO else Unfit()


def tidy(path: os.PathLike[str] | str) -> str:
    """A path as a person would write it, relative to here when it is below."""
    text = os.fspath(path)
    below = os.path.relpath(text)
    return text if below.startswith("..") else below
