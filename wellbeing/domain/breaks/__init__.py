"""The break engine: a pure function of a unit's policy, a person's acts and the moment asked about."""

from __future__ import annotations

from wellbeing.domain.breaks.assessment import Assessment, allowed, assess
from wellbeing.domain.breaks.carry import Carry
from wellbeing.domain.breaks.folding import acted_at, after, condense, spans

__all__ = ["Assessment", "Carry", "acted_at", "after", "allowed", "assess", "condense", "spans"]
