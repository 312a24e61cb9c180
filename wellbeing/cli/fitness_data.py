"""Whether what is kept, offered and derived on this computer is in order: findings about the data itself."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from wellbeing.cli.findings import Finding, Verdict
from wellbeing.cli.terminal import explain, t, tidy
from wellbeing.crypto import kdf
from wellbeing.domain.errors import HarbourError
from wellbeing.settings import Settings

SLOW: Final = 2.0
"""Seconds of one key derivation from which signing in feels broken."""
BACKUP_NOTICE: Final = timedelta(days=2)


def helplines(settings: Settings, today: date) -> Finding:
    """Whether every help line was looked at when it should be."""
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


def reviewer(settings: Settings) -> Finding:
    """Who reviewed the words of the help page."""
    topic = t("Clinical review")
    if not settings.clinical_reviewer:
        return Finding(
            topic, Verdict.NOTE, t("Nobody is named. The help page says so. Set clinical_reviewer.")
        )
    return Finding(topic, Verdict.FIT, settings.clinical_reviewer)


def questionnaires(settings: Settings) -> Finding:
    """Which questionnaires are offered, and whether the setting names strange ones."""
    from wellbeing.domain.instruments.shelf import offered, unknown

    topic, strange = t("Questionnaires"), unknown(settings.questionnaires)
    if strange:
        names = ", ".join(strange)
        return Finding(
            topic, Verdict.NOTE, t("The setting names some that are not here: {names}", names=names)
        )
    there = ", ".join(one.name for one in offered(settings.questionnaires))
    return Finding(topic, Verdict.FIT, there or t("None is offered."))


def backups(settings: Settings, now: datetime) -> Finding:
    """Whether backups are made, and lie elsewhere."""
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


def older_backups(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Folders in which backups may lie for longer than they are kept."""
    from wellbeing.bootstrap import backup_folders
    from wellbeing.bootstrap.backups import FOLDERS_FILE, KEPT, made_in

    topic = t("Backups")
    for folder in backup_folders.former(settings):
        if not made_in(folder):
            words = t(
                "Earlier ones may lie in {folder}, which shows none now."
                " Look there and remove them. Then take its line out of {file}.",
                folder=tidy(folder),
                file=tidy(settings.data / FOLDERS_FILE),
            )
            yield Finding(topic, Verdict.NOTE, words)
    for folder in backup_folders.known(settings):
        if any(now - one.made > KEPT + BACKUP_NOTICE for one in made_in(folder)):
            words = t(
                "Some in {folder} are older than {count} days. Remove them.",
                folder=tidy(folder),
                count=KEPT.days,
            )
            yield Finding(topic, Verdict.NOTE, words)


def database(settings: Settings) -> Iterator[Finding]:
    """What the database says of itself."""
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


def releases(settings: Settings) -> Iterator[Finding]:
    """Whether the log of releases is sound, and its keys are where they belong."""
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


def records(settings: Settings) -> Finding:
    """Whether the administrators' records are sound."""
    from wellbeing.bootstrap import check_records

    topic = t("Administrators' records")
    try:
        found = check_records(settings)
    except HarbourError as error:
        return Finding(topic, Verdict.UNFIT, t(error.sentence()))
    lines = 0 if found is None else found.lines
    return Finding(topic, Verdict.FIT, t("{count} lines, all in order and signed.", count=lines))


def argon2(settings: Settings) -> Finding:
    """Whether the key derivation is right, and how long it takes here."""
    topic = "Argon2id"
    try:
        kdf.self_test()
        seconds = kdf.timed(kdf.DEFAULT)
    except HarbourError as error:
        return Finding(topic, Verdict.UNFIT, t(error.sentence()))
    at_once = settings.kdf_memory_mib * 1024 // kdf.DEFAULT.memory_kib
    words = t("Right, in {seconds} seconds; {count} at once.", seconds=f"{seconds:.2f}", count=at_once)
    return Finding(topic, Verdict.NOTE if seconds > SLOW else Verdict.FIT, words)
