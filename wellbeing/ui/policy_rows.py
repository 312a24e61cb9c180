"""What the pages show of a unit's break times, made from its rules: fields with their ground, versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from wellbeing.domain.exposure import KIND_NAMES
from wellbeing.domain.policy import (
    BASIS_NAMES,
    CHOICES,
    DEFAULT,
    FIELDS,
    GROUP_NAMES,
    Choice,
    Field,
    Group,
    Material,
    Policy,
    Source,
    Unit,
    changed_kinds,
    differences,
)
from wellbeing.domain.policy.validation import HIGHEST_LIMIT, LIMIT_STEP, LOWEST_LIMIT, RANGE, STEPS
from wellbeing.services.policies import State, Version
from wellbeing.words import Translator, day_words, mark

UNIT_NAMES: Final[Mapping[Unit, str]] = {
    Unit.MINUTES: mark("minutes"),
    Unit.DAYS: mark("days"),
    Unit.WEEKS: mark("weeks"),
    Unit.MONTHS: mark("months"),
    Unit.TIMES: mark("times"),
    Unit.PERCENT: mark("percent"),
}
STATES: Final[Mapping[State, str]] = {
    State.ANNOUNCED: mark("announced"),
    State.IN_FORCE: mark("in force"),
    State.PAST: mark("past"),
    State.WITHDRAWN: mark("taken back"),
}
SUGGESTION_NAMES: Final[Mapping[str, str]] = {
    "look_far": mark("Look far"),
    "walk": mark("Walk"),
    "breathe": mark("Breathe"),
    "grounding": mark("Five senses"),
    "colleague": mark("Talk to a colleague"),
    "puzzle": mark("A puzzle of turning blocks"),
    "sound_off_first": mark("Sound off first"),
    "small_window": mark("A small window"),
    "hash_filter_run": mark("Known files filtered out"),
    "notes_so_no_rewatch": mark("Notes, so that nothing is seen twice"),
    "thumbnails_first": mark("Small previews first"),
    "grey_or_blurred": mark("Pictures grey or blurred"),
    "somebody_near": mark("Somebody within reach"),
}
WEIGHTS: Final = (50, 75, 100, 125, 150, 175, 200)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Where the ground of a default can be read."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class FieldWords:
    """One number or choice with all that is said of it."""

    name: str
    label: str
    why: str
    basis: str
    sources: list[SourceLine]
    reach: str
    """What may be chosen; empty for a choice."""
    unit: str
    low: str
    high: str
    step: str


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """The rule of one kind."""

    kind: str
    name: str
    counts: bool
    high_impact: bool
    limit: str
    weight: str
    limits: list[str]
    weights: list[str]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version in the history."""

    number: str
    title: str
    state: str
    dates: str
    note: str
    changes: list[str]
    comments: list[str]
    about_comments: str
    waits: bool
    """Whether it is announced and may still be taken back."""


def field_words(name: str, t: Translator) -> FieldWords:
    """All that the page says of a number."""
    field = FIELDS[name]
    low = 0 if field.off else field.low
    return FieldWords(
        name,
        *_said(field, t),
        reach=range_words(field, t),
        unit=t(UNIT_NAMES[field.unit]),
        low=str(low),
        high=str(field.high),
        step=str(field.step),
    )


def choice_words(name: str, t: Translator) -> FieldWords:
    """All that the page says of a choice."""
    return FieldWords(name, *_said(CHOICES[name], t), reach="", unit="", low="", high="", step="")


def _said(one: Field | Choice, t: Translator) -> tuple[str, str, str, list[SourceLine]]:
    sources = [_source(source) for source in one.sources]
    return t(one.label), t(one.why), t(BASIS_NAMES[one.basis]), sources


def _source(source: Source) -> SourceLine:
    return SourceLine(f"{source.publisher}: {source.title}", source.address)


def range_words(field: Field, t: Translator) -> str:
    """What may be chosen: the floor, the top, the step."""
    values = {"low": t.number(field.low), "high": t.number(field.high), "unit": t(UNIT_NAMES[field.unit])}
    if field.step == 1:
        words = t("{low} to {high} {unit}.", **values)
    else:
        words = t("{low} to {high} {unit}, in steps of {step}.", step=t.number(field.step), **values)
    return f"{words} {t('0 is none.')}" if field.off else words


def in_sight(t: Translator) -> list[FieldWords]:
    """The five fields that matter most."""
    return [field_words(name, t) for name, field in FIELDS.items() if field.in_sight]


def folded(group: Group, t: Translator) -> list[FieldWords]:
    """The other numbers of a group."""
    return [
        field_words(name, t) for name, field in FIELDS.items() if field.group is group and not field.in_sight
    ]


def every_field(t: Translator) -> tuple[dict[str, list[FieldWords]], dict[str, FieldWords]]:
    """What is said of the numbers, by group, those in sight as one of their own; and of the choices."""
    groups = {group.value: folded(group, t) for group in Group}
    return {"in_sight": in_sight(t), **groups}, {name: choice_words(name, t) for name in CHOICES}


def group_names(t: Translator) -> dict[str, str]:
    """What each part of the page is called."""
    return {group.value: t(name) for group, name in GROUP_NAMES.items()}


def numbers(policy: Policy) -> dict[str, str]:
    """Every number as a field shows it."""
    return {name: str(getattr(policy, name)) for name in FIELDS}


def stepped(name: str, value: int, up: bool) -> int:
    """The next value a field takes; 0 lies below the floor where there may be none."""
    field = FIELDS[name]
    if field.off and value == 0:
        return field.low if up else 0
    if field.off and value == field.low and not up:
        return 0
    return max(field.low, min(field.high, value + (field.step if up else -field.step)))


def material_rows(materials: Sequence[Material], t: Translator) -> list[MaterialRow]:
    """The rule of each kind; a limit or weight that no step hits is offered beside the others."""
    return [
        MaterialRow(
            one.kind.value,
            t(KIND_NAMES[one.kind]),
            one.counts,
            one.high_impact,
            str(one.limit_min),
            str(one.weight_pct),
            [str(limit) for limit in range(LOWEST_LIMIT, HIGHEST_LIMIT + 1, LIMIT_STEP)],
            [str(weight) for weight in sorted({*WEIGHTS, one.weight_pct})],
        )
        for one in materials
    ]


def changes(old: Policy, new: Policy, t: Translator) -> list[str]:
    """What differs, a line each; kinds of material are named."""
    kinds = changed_kinds(old, new, t)
    lines = [one.said(t) for one in differences(old, new) if one.field != "materials"]
    return [*lines, t("Rules for: {kinds}.", kinds=", ".join(kinds))] if kinds else lines


def version_rows(
    versions: Sequence[Version], comments: Mapping[int, Sequence[str] | None], t: Translator
) -> list[VersionRow]:
    """The history, newest first, each version with what it changed."""
    return [
        _version(one, _before(versions[index + 1 :]), comments.get(one.number, ()), t)
        for index, one in enumerate(versions)
    ]


def _before(older: Iterable[Version]) -> Policy:
    """What held or was announced before a version: the newest older one that was not taken back."""
    return next((one.policy for one in older if one.state is not State.WITHDRAWN), DEFAULT)


def _version(one: Version, before: Policy, comments: Sequence[str] | None, t: Translator) -> VersionRow:
    return VersionRow(
        str(one.number),
        t("Version {number}", number=t.number(one.number)),
        t(STATES[one.state]),
        t(
            "Announced {announced}, from {start} on.",
            announced=day_words(one.published_on, t.locale, year=True),
            start=day_words(one.effective_from, t.locale, year=True),
        ),
        one.note,
        changes(before, one.policy, t),
        list(comments or ()),
        comments_words(one, comments, t),
        one.state is State.ANNOUNCED,
    )


def comments_words(one: Version, comments: Sequence[str] | None, t: Translator) -> str:
    """Whether comments were asked for, and when they come; how many there are is said by nobody before."""
    if one.comments_until is None:
        return ""
    if comments is None:
        until = day_words(one.comments_until, t.locale)
        return t("Comments until {day}. They come here after it.", day=until)
    return "" if comments else t("No comments were left.")


def refusal(name: str, t: Translator) -> str:
    """What a field takes, said when it does not take what was typed."""
    field = FIELDS[name]
    words = RANGE if field.step == 1 else STEPS
    return t(words, low=t.number(field.low), high=t.number(field.high), step=t.number(field.step))


def holds_words(now: Version | None, history: Sequence[Version], t: Translator) -> str:
    """What holds in the unit today."""
    if now is None and history:
        return t("Today the default holds: 50 minutes of work, 10 of rest.")
    if now is None:
        return t("Nothing was announced yet: 50 minutes of work, 10 of rest.")
    words = t(
        "Version {number} holds since {day}.",
        number=t.number(now.number),
        day=day_words(now.effective_from, t.locale, year=True),
    )
    return f"{words} {t('It is a year old. Is it still right?')}" if now.aged else words
