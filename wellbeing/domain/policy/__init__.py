"""The break policy of a unit: every limit, each with what it rests on."""

from __future__ import annotations

from wellbeing.domain.policy.basis import BASIS_NAMES, Basis, Source
from wellbeing.domain.policy.choices import CHOICES, Choice
from wellbeing.domain.policy.differences import Difference, changed_kinds, differences
from wellbeing.domain.policy.fields import FIELDS, GROUP_NAMES, Field, Group, Unit
from wellbeing.domain.policy.file import VERSION, from_file, to_file
from wellbeing.domain.policy.materials import Material, defaults
from wellbeing.domain.policy.own import STRICTER, Own, stricter, tightened
from wellbeing.domain.policy.presets import DEFAULT, PRESET_NAMES, PRESET_SAYS, PRESETS, Preset
from wellbeing.domain.policy.rules import CHECKLIST, SUGGESTIONS, Policy
from wellbeing.domain.policy.validation import Problem, checked, own_problems, problems

__all__ = [
    "BASIS_NAMES",
    "CHECKLIST",
    "CHOICES",
    "DEFAULT",
    "FIELDS",
    "GROUP_NAMES",
    "PRESETS",
    "PRESET_NAMES",
    "PRESET_SAYS",
    "STRICTER",
    "SUGGESTIONS",
    "VERSION",
    "Basis",
    "Choice",
    "Difference",
    "Field",
    "Group",
    "Material",
    "Own",
    "Policy",
    "Preset",
    "Problem",
    "Source",
    "Unit",
    "changed_kinds",
    "checked",
    "defaults",
    "differences",
    "from_file",
    "own_problems",
    "problems",
    "stricter",
    "tightened",
    "to_file",
]
