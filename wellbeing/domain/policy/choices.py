"""The parts of a policy that are no numbers: what they are called, why they are there, what they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from wellbeing.domain.policy import basis
from wellbeing.domain.policy.basis import Basis, Source
from wellbeing.domain.policy.fields import Group
from wellbeing.words import mark


@dataclass(frozen=True, slots=True)
class Choice:
    """One part of a policy that is chosen rather than counted."""

    group: Group
    label: str
    why: str
    basis: Basis
    sources: tuple[Source, ...] = ()


CHOICES: Final[Mapping[str, Choice]] = {
    "working_days": Choice(
        Group.EDGES,
        mark("Working days"),
        mark("Days without material are counted among these."),
        Basis.JUDGEMENT,
    ),
    "shift_start": Choice(
        Group.EDGES,
        mark("A shift begins"),
        mark("The quiet edges of the day hang on it."),
        Basis.JUDGEMENT,
    ),
    "shift_end": Choice(
        Group.EDGES,
        mark("A shift ends"),
        mark("An end before the beginning lies on the next day."),
        Basis.JUDGEMENT,
    ),
    "night_start": Choice(
        Group.EDGES,
        mark("Night begins"),
        mark("Guidance advises against material just before sleep."),
        Basis.JUDGEMENT,
        (basis.WIKIMEDIA,),
    ),
    "night_end": Choice(
        Group.EDGES,
        mark("Night ends"),
        mark("Two equal times mean no night at all. A night shift has none."),
        Basis.JUDGEMENT,
    ),
    "overtime_hint": Choice(
        Group.EDGES,
        mark("Say when it is outside a shift"),
        mark("The Internet Watch Foundation allows no overtime in this work."),
        Basis.EVIDENCE,
        (basis.IWF_WELFARE,),
    ),
    "urgent_allowed": Choice(
        Group.URGENT,
        mark("Breaks can wait when a child may be at risk"),
        mark("One tap, no reason asked, no reason kept."),
        Basis.JUDGEMENT,
    ),
    "materials": Choice(
        Group.MATERIALS,
        mark("Rules for each kind"),
        mark("Sound is often called the most affecting part."),
        Basis.EVIDENCE,
        (basis.DART,),
    ),
    "suggestions": Choice(
        Group.BREAKS,
        mark("What the break page offers"),
        mark("Everybody picks their own favourites from these."),
        Basis.JUDGEMENT,
    ),
    "checklist": Choice(
        Group.WORK,
        mark("Good practice at the start of a session"),
        mark("Officers see it before they start. Studies disagree on grey and blurred pictures."),
        Basis.EVIDENCE,
        (basis.DART, basis.WIKIMEDIA),
    ),
}
"""By the name of the policy's field."""
