"""Resources: lines that help, each with its source and its own rule, and how they are found and checked."""

from wellbeing.domain.resources.check import FAULTS, Fault, Finding, check, overdue
from wellbeing.domain.resources.countries import COUNTRIES, from_languages, nearest
from wellbeing.domain.resources.data import KNOWN_GAPS, LINES
from wellbeing.domain.resources.directory import MINUTES, Directory, Section
from wellbeing.domain.resources.gaps import Gap, missing
from wellbeing.domain.resources.guidance import GUIDANCE, Guidance
from wellbeing.domain.resources.line import (
    AUDIENCES,
    NEEDS,
    Alerts,
    Answer,
    Audience,
    Kind,
    Line,
    Need,
    Source,
)

__all__ = [
    "AUDIENCES",
    "COUNTRIES",
    "FAULTS",
    "GUIDANCE",
    "KNOWN_GAPS",
    "LINES",
    "MINUTES",
    "NEEDS",
    "Alerts",
    "Answer",
    "Audience",
    "Directory",
    "Fault",
    "Finding",
    "Gap",
    "Guidance",
    "Kind",
    "Line",
    "Need",
    "Section",
    "Source",
    "check",
    "from_languages",
    "missing",
    "nearest",
    "overdue",
]
