"""What a line of the administrators' records says in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from wellbeing.domain.audit import Act, By, Note
from wellbeing.words import Translator, day_words, mark

DESKS: Final[Mapping[By, str]] = {
    By.ADMINISTRATOR: mark("Administrator"),
    By.CONFIGURATOR: mark("Configurator"),
    By.UNIT: mark("Unit desk"),
    By.INSTALLER: mark("Installer"),
    By.APP: mark("The app itself"),
}
_PLAIN: Final[Mapping[Act, str]] = {
    Act.UNIT_MADE: mark("A unit was made."),
    Act.UNIT_RENAMED: mark("A unit was given another name."),
    Act.LINE_CONFIRMED: mark("A crisis line was confirmed."),
    Act.LINE_WITHDRAWN: mark("The word for a crisis line was taken back."),
    Act.OUTCOME_POSTED: mark("An outcome was posted."),
    Act.OUTCOME_REMOVED: mark("An outcome was removed."),
    Act.BACKUP_MADE: mark("A backup was made."),
}
_ROLES: Final[Mapping[str, str]] = {
    "investigator": mark("investigators"),
    "lead": mark("leads"),
    "configurator": mark("configurators"),
    "administrator": mark("administrators"),
}
_CONTACTS: Final[Mapping[str, str]] = {
    "added": mark("A contact was added."),
    "changed": mark("A contact was changed."),
    "moved": mark("A contact changed places."),
    "removed": mark("A contact was removed."),
}


def said(note: Note, t: Translator) -> str:
    """One sentence for what was done."""
    return t(_PLAIN[note.act]) if note.act in _PLAIN else _TOLD[note.act](note, t)


def _keeps(note: Note, t: Translator) -> str:
    months = _number(note, "months")
    if not months:
        return t("How long entries stay was left to each person.")
    return t.n("Entries stay {count} month at most.", "Entries stay {count} months at most.", months)


def _slips(note: Note, t: Translator) -> str:
    return t.n(
        "{count} slip was printed for {role}.",
        "{count} slips were printed for {role}.",
        _number(note, "count"),
        role=_role(note, t),
    )


def _announced(note: Note, t: Translator) -> str:
    return t(
        "Break times {number} were announced, from {day} on.",
        number=t.number(_number(note, "policy")),
        day=_day(note, "starts", t),
    )


def _counted(note: Note, t: Translator) -> str:
    return t.n("{count} group was counted.", "{count} groups were counted.", _number(note, "groups"))


def _ended(note: Note, t: Translator) -> str:
    return t(
        "Team pictures: {told} published, {kept} not published.",
        told=t.number(_number(note, "published")),
        kept=t.number(_number(note, "withheld")),
    )


def _expired(note: Note, t: Translator) -> str:
    gone = _number(note, "count")
    return t.n("{count} old backup was removed.", "{count} old backups were removed.", gone)


def _number(note: Note, name: str) -> int:
    return int(note.fact(name))


def _names(note: Note) -> str:
    return str(note.fact("names")).replace(",", ", ")


def _role(note: Note, t: Translator) -> str:
    return t(_ROLES[str(note.fact("role"))])


def _day(note: Note, name: str, t: Translator) -> str:
    return day_words(date.fromisoformat(str(note.fact(name))), t.locale, year=True)


_TOLD: Final[Mapping[Act, Callable[[Note, Translator], str]]] = {
    Act.VERSION: lambda note, t: t(
        "Version {version} opened the data for the first time.", version=note.fact("version")
    ),
    Act.SETTINGS: lambda note, t: t("Settings changed: {names}.", names=_names(note)),
    Act.UNIT_SETTLED: lambda note, t: t("Settings of a unit changed: {names}.", names=_names(note)),
    Act.UNIT_KEEPS: _keeps,
    Act.SLIPS: _slips,
    Act.SEAT_ENDED: lambda note, t: t("A seat for {role} ended.", role=_role(note, t)),
    Act.SEAT_LABELLED: lambda note, t: t("A seat for {role} was given another label.", role=_role(note, t)),
    Act.POLICY_ANNOUNCED: _announced,
    Act.POLICY_WITHDRAWN: lambda note, t: t(
        "Break times {number} were taken back.", number=t.number(_number(note, "policy"))
    ),
    Act.CONTACTS: lambda note, t: t(_CONTACTS[str(note.fact("change"))]),
    Act.FLOOR_RAISED: lambda note, t: t(
        "A team picture needs {count} seats from the next period on.", count=t.number(_number(note, "floor"))
    ),
    Act.GROUPS_COUNTED: _counted,
    Act.PERIODS_ENDED: _ended,
    Act.BACKUPS_REMOVED: _expired,
    Act.RESTORED: lambda note, t: t(
        "The data was restored from a backup of {day}.", day=_day(note, "saved_on", t)
    ),
}
