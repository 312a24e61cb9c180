"""What `wellbeing doctor` found: one thing looked at, and what it means for the host."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What a finding means for the host."""

    FIT = "fit"
    NOTE = "note"
    UNFIT = "unfit"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    topic: str
    verdict: Verdict
    words: str
