"""What differs between two policies, field by field, for the readable history."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import time
from typing import Any

from wellbeing.domain.exposure import KIND_NAMES
from wellbeing.domain.policy.choices import CHOICES
from wellbeing.domain.policy.fields import FIELDS
from wellbeing.domain.policy.rules import Policy
from wellbeing.words import Translator, mark

YES, NO, NONE = mark("yes"), mark("no"), mark("none")
CHANGED = mark("{name}: changed.")
FROM_TO = mark("{name}: {before} before, {after} from then on.")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs."""

    field: str
    label: str
    """What the field is called, in English."""
    before: Any
    after: Any

    def said(self, t: Translator) -> str:
        """The difference in a person's language; lists and rules of materials only say that they changed."""
        if isinstance(self.before, tuple):
            return t(CHANGED, name=t(self.label))
        before, after = _spoken(self.before, self.field, t), _spoken(self.after, self.field, t)
        return t(FROM_TO, name=t(self.label), before=before, after=after)


def differences(old: Policy, new: Policy) -> tuple[Difference, ...]:
    """Every field in which two policies differ, the numbers in the order of the page and then the rest."""
    order = [*FIELDS, *(one.name for one in fields(Policy) if one.name not in FIELDS)]
    return tuple(
        Difference(name, FIELDS[name].label if name in FIELDS else CHOICES[name].label, before, after)
        for name in order
        if (before := getattr(old, name)) != (after := getattr(new, name))
    )


def changed_kinds(old: Policy, new: Policy, t: Translator) -> tuple[str, ...]:
    """The names of the kinds whose rule differs."""
    pairs = zip(old.materials, new.materials, strict=True)
    return tuple(t(KIND_NAMES[before.kind]) for before, after in pairs if before != after)


def _spoken(value: Any, name: str, t: Translator) -> str:
    if isinstance(value, bool):
        return t(YES if value else NO)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return t(NONE) if value == 0 and FIELDS[name].off else t.number(value)
