"""The break engine: a pure function of a unit's policy, a person's acts and the moment asked about."""

from __future__ import annotations

from wellbeing.domain.breaks.assessment import Assessment, allowed, assess
from wellbeing.domain.breaks.carry import Carry
from wellbeing.domain.breaks.folding import acted_at, after, condense, spans
from wellbeing.domain.breaks.past_limit import Counted, Overrun, Told, counted, overruns

__all__ = [
    "Assessment",
    "Carry",
    "Counted",
    "Overrun",
    "Told",
    "acted_at",
    "after",
    "allowed",
    "assess",
    "condense",
    "counted",
    "overruns",
    "spans",
]
