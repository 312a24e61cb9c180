"""What pages and machines may ask the installation itself; bootstrap fits these shapes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from wellbeing.domain.installation import Installation, Part


class Standing(Protocol):
    """Looks at the installation as it is right now."""

    def told(self) -> Installation:
        """Version and settings, for officers."""

    def ready(self) -> Mapping[Part, bool]:
        """Whether each part is in order; cheap, however often it is asked."""


@dataclass(frozen=True, slots=True)
class Settled:
    """An installation that stands as it was said to, for an edge that runs without one behind it."""

    installation: Installation
    parts: Mapping[Part, bool]

    def told(self) -> Installation:
        """What was said."""
        return self.installation

    def ready(self) -> Mapping[Part, bool]:
        """What was said."""
        return self.parts
