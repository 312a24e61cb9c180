"""The break engine: a pure function of a unit's policy, a person's acts and the moment asked about."""

from __future__ import annotations

from wellbeing.domain.breaks.assessment import Assessment, allowed, assess
from wellbeing.domain.breaks.carry import Carry
from wellbeing.domain.breaks.folding import Overrun, acted_at, after, condense, overruns, spans

__all__ = [
    "Assessment",
    "Carry",
    "Overrun",
    "acted_at",
    "after",
    "allowed",
    "assess",
    "condense",
    "overruns",
    "spans",
]
