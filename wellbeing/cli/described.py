"""Every setting as a person reads it: its value, who said it, and what it means."""

from __future__ import annotations

from dataclasses import dataclass, fields

from wellbeing.settings import Settings, Source


@dataclass(frozen=True, slots=True)
class Described:
    """One setting as `doctor` shows it."""

    name: str
    value: str
    """The value in words; a secret one is only said to be set or not."""
    source: Source
    words: str


def describe(settings: Settings) -> tuple[Described, ...]:
    """Every setting with its value, who said it and what it means, in the order of `Settings`."""
    lines = []
    for one in fields(settings):
        if "words" not in one.metadata:
            continue
        value = getattr(settings, one.name)
        if one.metadata["secret"]:
            shown = "set" if value else "not set"
        else:
            shown = "" if value is None else str(value)
        lines.append(Described(one.name, shown, settings.source(one.name), one.metadata["words"]))
    return tuple(lines)
