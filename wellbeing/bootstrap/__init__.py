"""Puts the parts together: from settings to a whole app; the one module that knows every part."""

from wellbeing.bootstrap.clock import SystemClock
from wellbeing.bootstrap.facts import database_facts
from wellbeing.bootstrap.places import Places, has_data
from wellbeing.bootstrap.recording import check_records, check_records_copy
from wellbeing.bootstrap.telling import check_copy, check_log
from wellbeing.bootstrap.whole import Wellbeing
from wellbeing.storage.neighbours import serving

__all__ = [
    "Places",
    "SystemClock",
    "Wellbeing",
    "check_copy",
    "check_log",
    "check_records",
    "check_records_copy",
    "database_facts",
    "has_data",
    "serving",
]
