"""Whether this computer can keep the promise: one finding for each thing that could break it."""

from __future__ import annotations

import os
import shutil
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from wellbeing.cli import fitness_data as data
from wellbeing.cli import frontend as pages
from wellbeing.cli.findings import Finding, Verdict
from wellbeing.cli.hardening import dumpable
from wellbeing.cli.terminal import t, tidy
from wellbeing.crypto.authority import expires
from wellbeing.domain.errors import HarbourError
from wellbeing.settings import Settings

MIB: Final = 1024 * 1024
FREE_WANTED: Final = 1024 * MIB
FREE_NEEDED: Final = 200 * MIB
RELEASED: Final = datetime(2026, 11, 1, tzinfo=UTC)
"""No clock that is right shows an earlier moment than this version's."""
EXPIRY_NOTICE: Final = timedelta(days=21)


def examine(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Look at everything, the slow things last; nothing is created or changed."""
    yield from _frontend(settings)
    yield _address(settings)
    yield _certificate(settings, now)
    yield _clock(settings, now)
    yield _folders(settings)
    yield _disk(settings)
    yield _swap()
    yield _core_dumps()
    yield data.helplines(settings, now.date())
    yield data.reviewer(settings)
    yield data.questionnaires(settings)
    yield data.backups(settings, now)
    yield from data.older_backups(settings, now)
    yield from data.database(settings)
    yield from data.releases(settings)
    yield data.records(settings)
    yield data.argon2(settings)


def _frontend(settings: Settings) -> Iterator[Finding]:
    from wellbeing.words import UNKNOWN

    topic = t("Pages")
    if UNKNOWN:
        missing = ", ".join(UNKNOWN)
        yield Finding(topic, Verdict.UNFIT, t("There are no words yet in: {languages}", languages=missing))
    stamp = pages.read_stamp(settings.frontend)
    sources = pages.is_checkout()
    if stamp is None and not sources:
        yield Finding(topic, Verdict.UNFIT, t("This package came without them."))
    elif stamp is None:
        yield Finding(topic, Verdict.UNFIT, t("Not built yet. Run `wellbeing build`, or `make run`."))
    elif stamp.locales != settings.languages and not sources:
        spoken = ", ".join(stamp.locales)
        yield Finding(topic, Verdict.UNFIT, t("They speak these languages: {languages}", languages=spoken))
    elif stamp.locales != settings.languages:
        yield Finding(topic, Verdict.UNFIT, t("Built for other languages. Run `wellbeing build`."))
    elif not pages.is_current(settings.frontend, settings.languages):
        yield Finding(topic, Verdict.NOTE, t("Built from older sources. Run `wellbeing build`."))
    else:
        yield Finding(topic, Verdict.FIT, t("Built in {folder}", folder=tidy(settings.frontend)))


def _address(settings: Settings) -> Finding:
    if settings.loopback and settings.public_origin.startswith("http://"):
        reach = t("{address}, from this computer only", address=settings.origin)
    elif settings.loopback and settings.public_origin:
        reach = t("{address}, through a proxy on this computer", address=settings.origin)
    elif settings.loopback:
        reach = t("{address}, from this computer only", address=settings.origin)
    else:
        reach = t("{address}, from other computers too", address=settings.origin)
    return Finding(t("Address"), Verdict.FIT, reach)


def _certificate(settings: Settings, now: datetime) -> Finding:
    topic = t("TLS")
    if settings.tls_cert is None or settings.tls_key is None:
        return Finding(topic, Verdict.FIT, t("Not needed, nothing leaves this computer bare."))
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(settings.tls_cert, settings.tls_key)
        last = expires(settings.tls_cert.read_bytes())
    except (OSError, HarbourError):
        return Finding(topic, Verdict.UNFIT, t("The certificate and its key cannot be read, or do not fit."))
    day = last.date().isoformat()
    if last <= now:
        return Finding(topic, Verdict.UNFIT, t("The certificate ended on {day}.", day=day))
    if last - now < EXPIRY_NOTICE:
        return Finding(topic, Verdict.NOTE, t("The certificate ends on {day}. Make a new one soon.", day=day))
    return Finding(topic, Verdict.FIT, t("The certificate lasts until {day}.", day=day))


def _clock(settings: Settings, now: datetime) -> Finding:
    topic, shown = t("Clock"), f"{now:%Y-%m-%d %H:%M} UTC"
    newest = max((_changed(file) for file in _files(settings.data)), default=RELEASED)
    if now < RELEASED or newest - now > timedelta(days=1):
        return Finding(
            topic, Verdict.UNFIT, t("It shows {moment}, which is in the past. Set it.", moment=shown)
        )
    return Finding(topic, Verdict.FIT, t("It shows {moment}.", moment=shown))


def _changed(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file() and not file.is_symlink()]


def _folders(settings: Settings) -> Finding:
    topic, folder = t("Data folder"), tidy(settings.data)
    if not settings.data.exists():
        return Finding(topic, Verdict.FIT, t("{folder} will be made at the first start.", folder=folder))
    if not os.access(settings.data, os.W_OK | os.X_OK):
        return Finding(topic, Verdict.UNFIT, t("{folder} cannot be written to.", folder=folder))
    private = [settings.data, *_files(settings.data)]
    if any(place.stat().st_mode & 0o077 for place in private if place.suffix not in {".pem", ".toml"}):
        return Finding(
            topic,
            Verdict.UNFIT,
            t("Others may look into {folder}. Close it: chmod -R go= it.", folder=folder),
        )
    return Finding(topic, Verdict.FIT, t("{folder} is closed to everybody else.", folder=folder))


def _disk(settings: Settings) -> Finding:
    place = next(one for one in (settings.data, *settings.data.parents) if one.exists())
    free = shutil.disk_usage(place).free
    verdict = Verdict.UNFIT if free < FREE_NEEDED else Verdict.NOTE if free < FREE_WANTED else Verdict.FIT
    return Finding(t("Disk"), verdict, t("{count} MiB are free.", count=free // MIB))


def _swap() -> Finding:
    topic = t("Swap")
    try:
        lines = Path("/proc/swaps").read_text(encoding="utf-8").splitlines()[1:]
    except OSError:
        return Finding(topic, Verdict.NOTE, t("Unknown on this system. Keep it off, or encrypted."))
    places = [line.split()[0] for line in lines if line]
    if not places:
        return Finding(topic, Verdict.FIT, t("Off."))
    if not all(place.startswith(("/dev/dm-", "/dev/zram")) for place in places):
        return Finding(topic, Verdict.NOTE, t("On and perhaps not encrypted. Turn it off, or encrypt it."))
    return Finding(topic, Verdict.FIT, t("Off, or encrypted."))


def _core_dumps() -> Finding:
    if dumpable():
        return Finding(
            t("Core dumps"), Verdict.NOTE, t("This system may write memory to the disk after a crash.")
        )
    return Finding(t("Core dumps"), Verdict.FIT, t("Off for this app."))
