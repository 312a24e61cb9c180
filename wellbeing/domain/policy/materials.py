"""What a policy says of each kind of material: whether it counts, what it weighs, its own limit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wellbeing.domain.exposure import Kind

HIGH_IMPACT: Final = frozenset({Kind.VIDEO, Kind.AUDIO, Kind.LIVE})
"""The kinds that get the shorter limit by default: sound and what happens live."""
EVEN: Final = 100
"""The weight of a minute that counts as one, in percent."""


@dataclass(frozen=True, slots=True)
class Material:
    """A unit's rule for one kind of material."""

    kind: Kind
    counts: bool = True
    """Whether its minutes count at all; those of a kind that does not are recorded and nothing more."""
    high_impact: bool = False
    """Whether the shorter limit holds."""
    limit_min: int = 0
    """A limit of its own in minutes, if shorter than the others; 0 is none."""
    weight_pct: int = EVEN
    """How much a minute counts towards the long break and the daily and weekly caps, in percent."""


def defaults() -> tuple[Material, ...]:
    """One rule for each kind, in the order they are offered."""
    return tuple(Material(kind, high_impact=kind in HIGH_IMPACT) for kind in Kind)
