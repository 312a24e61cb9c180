"""What becomes of a draft of break times when a field is changed, and what the page says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any, Final

from wellbeing.domain.errors import BadInput, HarbourError, PolicyNoteTooLong
from wellbeing.domain.exposure import Kind
from wellbeing.domain.people import Unit
from wellbeing.domain.policy import CHECKLIST, CHOICES, FIELDS, SUGGESTIONS, Policy, problems
from wellbeing.domain.workday import summary, workday
from wellbeing.services.policies import Version
from wellbeing.ui.pictures import workday as bar
from wellbeing.ui.policy_rows import numbers, refusal
from wellbeing.ui.reading import day_of
from wellbeing.words import Translator, day_words, weekday_words

TIMES: Final = ("shift_start", "shift_end", "night_start", "night_end")
SWITCHES: Final = ("overtime_hint", "urgent_allowed")
LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "working_days": tuple(map(str, range(7))),
    "suggestions": SUGGESTIONS,
    "checklist": CHECKLIST,
}
SHORTEST: Final = 15
"""Minutes of a limit of its own below which no kind goes; the domain checks the rest."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft that waits while the page shows another unit."""

    unit: str
    draft: Policy
    starts: str
    comment_days: str
    note: str | None
    """None while nobody wrote their own."""


def shown(policy: Policy) -> dict[str, str]:
    """Numbers and times of day as their fields show them."""
    return {**numbers(policy), **{name: f"{getattr(policy, name):%H:%M}" for name in TIMES}}


def chosen(policy: Policy) -> dict[str, list[str]]:
    """What is ticked, by the name of the choice."""
    lists = {name: [str(one) for one in getattr(policy, name)] for name in LISTS}
    return {**lists, "switches": [name for name in SWITCHES if getattr(policy, name)]}


def turned(policy: Policy, name: str, item: str, *, on: bool) -> Policy:
    """The policy with something ticked or not.

    Raises:
        BadInput: there is nothing of that name to tick.
    """
    if name == "switches" and item in SWITCHES:
        return replace(policy, **{item: on})
    if item not in LISTS.get(name, ()):
        raise BadInput
    there = {str(one) for one in getattr(policy, name)} - {item} | ({item} if on else set())
    kept = tuple(one for one in LISTS[name] if one in there)
    return replace(policy, **{name: tuple(map(int, kept)) if name == "working_days" else kept})


def timed(policy: Policy, name: str, text: str) -> Policy:
    """The policy with another time of day.

    Raises:
        BadInput: it is none.
    """
    if name not in TIMES:
        raise BadInput
    try:
        hours, minutes = text.split(":")[:2]
        return replace(policy, **{name: time(int(hours), int(minutes))})
    except ValueError:
        raise BadInput from None


def ruled(policy: Policy, kind: str, part: str, value: str) -> Policy:
    """The policy with a part of one kind's rule changed.

    Raises:
        BadInput: there is no such kind or part, or the value is none.
    """
    changed: Any
    if kind not in list(Kind):
        raise BadInput
    if part in {"counts", "high_impact"}:
        changed = bool(value)
    elif part in {"limit_min", "weight_pct"} and value.isascii() and value.isdigit() and len(value) < 4:
        changed = int(value)
    else:
        raise BadInput
    if (part == "limit_min" and 0 < changed < SHORTEST) or (part == "weight_pct" and not changed):
        raise BadInput
    return replace(
        policy,
        materials=tuple(
            replace(one, **{part: changed}) if one.kind.value == kind else one for one in policy.materials
        ),
    )


def version(versions: Sequence[Version], number: str) -> Version:
    """A version of the history by its number.

    Raises:
        BadInput: there is none.
    """
    for one in versions:
        if str(one.number) == number:
            return one
    raise BadInput


def others(typed: tuple[tuple[str, str], ...], name: str) -> tuple[tuple[str, str], ...]:
    """What was typed into all fields but one."""
    return tuple(one for one in typed if one[0] != name)


def mend_first(name: str, t: Translator) -> str:
    """Which field stands in the way of announcing."""
    label = FIELDS[name].label if name in FIELDS else CHOICES[name].label
    return t("Look at this one first: {field}.", field=t(label))


def wrong(policy: Policy, typed: tuple[tuple[str, str], ...], t: Translator) -> dict[str, str]:
    """What stands in the way of a draft, by field: the first reason of each, and what was typed there."""
    found = {one.field: one.said(t) for one in reversed(problems(policy))}
    return {**found, **{name: refusal(name, t) for name, _ in typed}}


def announced(form: Mapping[str, Any]) -> tuple[date, str, int]:
    """First day, note and days for comments, as the form says them.

    Raises:
        BadInput: one of them is none.
    """
    days = str(form.get("comment_days", "0"))
    if not (days.isascii() and days.isdecimal() and len(days) < 4):
        raise BadInput
    return day_of(form.get("starts")), str(form.get("note", "")), int(days)


def at_field(error: HarbourError, t: Translator) -> dict[str, str]:
    """The sentence of a refusal at the field it is about."""
    return {"note" if isinstance(error, PolicyNoteTooLong) else "starts": t(error.sentence())}


def monday_after(today: date, days: int) -> date:
    """The first Monday after today and so many days more."""
    earliest = today + timedelta(days=days + 1)
    return earliest + timedelta(days=-earliest.weekday() % 7)


def picture(draft: Policy, now: Policy, kind: str, t: Translator) -> bar.WorkdayPicture:
    """The drawn day, with the one of now thinly above it."""
    return bar.draw(workday(draft, Kind(kind)), workday(now, Kind(kind)), t)


def effect(now: Policy, draft: Policy, kind: str, t: Translator) -> str:
    """What a draft does to the drawn day: "Compared with now: 3 more breaks, 12 minutes more rest."."""
    if workday(draft, Kind(kind)) == workday(now, Kind(kind)):
        return t("The day stays as it is.")
    if said := _more_or_less(now, draft, kind, t):
        return t("Compared with now: {changes}.", changes=said)
    return t("As many breaks and as much rest as now, at other times.")


def _more_or_less(now: Policy, draft: Policy, kind: str, t: Translator) -> str:
    """The phrases of what there is more or less of; empty when nothing is."""
    phrases = summary(now, draft, t, Kind(kind))
    return "" if phrases == summary(now, now, t) else ", ".join(phrases)


def note(start: date, now: Policy, draft: Policy, kind: str, t: Translator) -> str:
    """The note that stands ready; the configurator may write another."""
    day = weekday_words(start, t.locale)
    said = _more_or_less(now, draft, kind, t)
    first = t("New break times from {day}.", day=day)
    return f"{first} {t('In a usual day: {changes}.', changes=said)}" if said else first


def runs_words(unit: Unit, t: Translator) -> str:
    """From when to when a unit works that ends; empty for a permanent one."""
    if unit.ends_on is None:
        return ""
    ends = day_words(unit.ends_on, t.locale, year=True)
    if unit.starts_on is None:
        return t("This unit works until {end}.", end=ends)
    starts = day_words(unit.starts_on, t.locale, year=True)
    return t("This unit works from {start} to {end}.", start=starts, end=ends)
