"""Everything that ships, as typed Python: there is no file to lose and no parser to trust."""

from __future__ import annotations

from typing import Final

from wellbeing.domain.resources.data.elsewhere import ELSEWHERE
from wellbeing.domain.resources.data.emergency import EMERGENCY
from wellbeing.domain.resources.data.europe import EUROPE
from wellbeing.domain.resources.data.left_out import KNOWN_GAPS
from wellbeing.domain.resources.data.north import NORTH
from wellbeing.domain.resources.data.service import SERVICE
from wellbeing.domain.resources.line import Line

__all__ = ["KNOWN_GAPS", "LINES"]

LINES: Final[tuple[Line, ...]] = (*EMERGENCY, *EUROPE, *NORTH, *ELSEWHERE, *SERVICE)
"""Every line that ships. A country that is not here is served by the finders and the unit's own contacts."""
