"""Three policies to begin with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from enum import StrEnum
from typing import Final

from wellbeing.domain.policy.rules import Policy
from wellbeing.words import mark


class Preset(StrEnum):
    """A policy that stands ready."""

    HOURLY = "hourly"
    GENTLE = "gentle"
    TASK_FORCE = "task_force"


PRESET_NAMES: Final[Mapping[Preset, str]] = {
    Preset.HOURLY: mark("Hourly, 50 and 10"),
    Preset.GENTLE: mark("Gentle"),
    Preset.TASK_FORCE: mark("Task force"),
}
PRESET_SAYS: Final[Mapping[Preset, str]] = {
    Preset.HOURLY: mark("Ten minutes after fifty. For most units."),
    Preset.GENTLE: mark("Shorter stretches and smaller amounts. For new teams and hard weeks."),
    Preset.TASK_FORCE: mark("For a few days with much material: short stretches and long rests each day."),
}
PRESETS: Final[Mapping[Preset, Policy]] = {
    Preset.HOURLY: Policy(),
    Preset.GENTLE: Policy(
        continuous_limit_min=40,
        high_impact_limit_min=20,
        high_impact_break_min=15,
        long_break_after_min=80,
        daily_cap_min=150,
        weekly_cap_min=600,
        exposure_free_days=2,
        consecutive_days_max=3,
        start_buffer_min=30,
        end_buffer_min=90,
    ),
    Preset.TASK_FORCE: Policy(
        continuous_limit_min=45,
        high_impact_limit_min=20,
        break_min=15,
        high_impact_break_min=15,
        long_break_after_min=90,
        long_break_min=45,
        daily_cap_min=300,
        weekly_cap_min=1500,
        exposure_free_days=0,
        consecutive_days_max=5,
        shift_start=time(8, 30),
        shift_end=time(18, 0),
        starter_weeks=0,
        peer_contact_days=7,
    ),
}
DEFAULT: Final = PRESETS[Preset.HOURLY]
"""What holds while a unit has published none."""
