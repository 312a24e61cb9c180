"""Whether this computer can keep the promise: one finding for each thing that could break it."""

from __future__ import annotations

import os
import shutil
import ssl
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from wellbeing.cli import frontend as pages
from wellbeing.cli.hardening import dumpable
from wellbeing.cli.terminal import explain, t, tidy
from wellbeing.crypto import kdf
from wellbeing.crypto.authority import expires
from wellbeing.domain.errors import HarbourError
from wellbeing.settings import Settings

MIB: Final = 1024 * 1024
FREE_WANTED: Final = 1024 * MIB
FREE_NEEDED: Final = 200 * MIB
RELEASED: Final = datetime(2026, 11, 1, tzinfo=UTC)
"""No clock that is right shows an earlier moment than this version's."""
SLOW: Final = 2.0
"""Seconds of one key derivation from which signing in feels broken."""
EXPIRY_NOTICE: Final = timedelta(days=21)
BACKUP_NOTICE: Final = timedelta(days=2)


class Verdict(StrEnum):
    """What a finding means for the host."""

    FIT = "fit"
    NOTE = "note"
    UNFIT = "unfit"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    topic: str
    verdict: Verdict
    words: str


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
    yield _helplines(settings, now.date())
    yield _reviewer(settings)
    yield _questionnaires(settings)
    yield _backups(settings, now)
    yield from _database(settings)
    yield from _releases(settings)
    yield _argon2(settings)


def _frontend(settings: Settings) -> Iterator[Finding]:
    from wellbeing.words import UNKNOWN

    topic = t("Pages")
    if UNKNOWN:
        missing = ", ".join(UNKNOWN)
        yield Finding(topic, Verdict.UNFIT, t("There are no words yet in: {languages}", languages=missing))
    stamp = pages.read_stamp(settings.frontend)
    if stamp is None:
        yield Finding(topic, Verdict.UNFIT, t("Not built yet. Run `wellbeing build`, or `make run`."))
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


def _helplines(settings: Settings, today: date) -> Finding:
    from wellbeing.bootstrap.lines import corrections, directory_of
    from wellbeing.domain.resources import overdue

    topic = t("Help numbers")
    try:
        corrections(settings.data)
    except (HarbourError, OSError):
        words = t("The corrections in the data folder cannot be read. Import them again.")
        return Finding(topic, Verdict.UNFIT, words)
    late = overdue(directory_of(settings.data).lines, today)
    if late:
        names = ", ".join(one.name or one.id for one in late)
        return Finding(topic, Verdict.NOTE, t("Not looked at for long. Call and see: {names}", names=names))
    return Finding(topic, Verdict.FIT, t("All were looked at when they should be."))


def _reviewer(settings: Settings) -> Finding:
    topic = t("Clinical review")
    if not settings.clinical_reviewer:
        return Finding(
            topic, Verdict.NOTE, t("Nobody is named. The help page says so. Set clinical_reviewer.")
        )
    return Finding(topic, Verdict.FIT, settings.clinical_reviewer)


def _questionnaires(settings: Settings) -> Finding:
    from wellbeing.domain.instruments.shelf import offered, unknown

    topic, strange = t("Questionnaires"), unknown(settings.questionnaires)
    if strange:
        names = ", ".join(strange)
        return Finding(
            topic, Verdict.NOTE, t("The setting names some that are not here: {names}", names=names)
        )
    there = ", ".join(one.name for one in offered(settings.questionnaires))
    return Finding(topic, Verdict.FIT, there or t("None is offered."))


def _backups(settings: Settings, now: datetime) -> Finding:
    from wellbeing.bootstrap import backups

    topic = t("Backups")
    try:
        public, made = backups.public_key(settings.data), backups.made_in(settings.backup_folder)
    except HarbourError as error:
        return Finding(topic, Verdict.UNFIT, t(error.sentence()))
    if public is None:
        return Finding(topic, Verdict.NOTE, t("None are made. Run `wellbeing backup key` once."))
    if not made or now - made[-1].made > BACKUP_NOTICE:
        return Finding(topic, Verdict.NOTE, t("The last two days have none. Is the app running at night?"))
    newest = f"{made[-1].made:%Y-%m-%d %H:%M} UTC"
    if settings.backup_folder.is_relative_to(settings.data):
        words = t("The newest is of {moment}. Keep them on another disk too.", moment=newest)
        return Finding(topic, Verdict.NOTE, words)
    return Finding(topic, Verdict.FIT, t("The newest is of {moment}.", moment=newest))


def _database(settings: Settings) -> Iterator[Finding]:
    from wellbeing.bootstrap import database_facts

    topic = t("Database")
    try:
        with tempfile.TemporaryDirectory() as spare:
            facts = database_facts(settings, Path(spare))
    except HarbourError as error:
        yield Finding(topic, Verdict.UNFIT, explain(error))
        return
    for name, value in facts.items():
        yield Finding(topic, Verdict.FIT, f"{name} = {value}")
    yield from (Finding(topic, Verdict.NOTE, words) for words in _of_the_server(facts))


def _of_the_server(facts: Mapping[str, str]) -> Iterator[str]:
    """What a database server does that is better left off; nothing of it is needed."""
    if facts.get("superuser") == "yes":
        yield t("The app's role rules the whole server. Give it one that owns its database only.")
    writes = facts.get("log_statement", "none") in {"mod", "all"}
    if writes and facts.get("log_parameter_max_length") != "0":
        yield t("The server writes down every statement: who saved when. Set log_statement to none.")
    if facts.get("track_commit_timestamp") == "on":
        yield t("The server keeps when each row was saved. Set track_commit_timestamp to off.")
    if facts.get("data_checksums") == "off":
        yield t("The server would not notice a damaged page. Run pg_checksums --enable once.")


def _releases(settings: Settings) -> Iterator[Finding]:
    from wellbeing.bootstrap import Places, check_log

    topic, places = t("Team pictures"), Places.of(settings)
    try:
        log = check_log(settings)
    except HarbourError as error:
        yield Finding(topic, Verdict.UNFIT, t(error.sentence()))
    else:
        words = t("Nothing was told yet.")
        if log is not None:
            words = t("{count} lines, all in order and signed.", count=log.lines)
        yield Finding(topic, Verdict.FIT, words)
    if not places.in_use:
        return
    if places.release_key.exists():
        yield Finding(topic, Verdict.FIT, t("keys/releases is there. It belongs into the backup."))
    if places.box_key.exists():
        yield Finding(topic, Verdict.FIT, t("keys/boxes is there. Keep it out of every backup."))
    elif places.boxes.exists():
        lost = t("keys/boxes is missing. The open period will not be published.")
        yield Finding(topic, Verdict.NOTE, lost)


def _argon2(settings: Settings) -> Finding:
    topic = "Argon2id"
    try:
        kdf.self_test()
        seconds = kdf.timed(kdf.DEFAULT)
    except HarbourError as error:
        return Finding(topic, Verdict.UNFIT, t(error.sentence()))
    at_once = settings.kdf_memory_mib * 1024 // kdf.DEFAULT.memory_kib
    words = t("Right, in {seconds} seconds; {count} at once.", seconds=f"{seconds:.2f}", count=at_once)
    return Finding(topic, Verdict.NOTE if seconds > SLOW else Verdict.FIT, words)
