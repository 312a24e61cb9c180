"""Every number of a policy: its range, why it is there, what its default rests on, and where to read that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from wellbeing.domain.policy import basis
from wellbeing.domain.policy.basis import Basis, Source
from wellbeing.domain.policy.field_words import FIELD_WORDS
from wellbeing.words import mark


class Group(StrEnum):
    """The parts of the policy page."""

    WORK = "work"
    BREAKS = "breaks"
    PUTTING_OFF = "putting_off"
    CAPS = "caps"
    EDGES = "edges"
    RAMPS = "ramps"
    URGENT = "urgent"
    QUIET = "quiet"
    SUPPORT = "support"
    MATERIALS = "materials"


GROUP_NAMES: Final[Mapping[Group, str]] = {
    Group.WORK: mark("Work without a break"),
    Group.BREAKS: mark("Breaks"),
    Group.PUTTING_OFF: mark("Putting a break off"),
    Group.CAPS: mark("Usual amounts"),
    Group.EDGES: mark("The edges of the day"),
    Group.RAMPS: mark("Gentler beginnings"),
    Group.URGENT: mark("When a child may be at risk now"),
    Group.QUIET: mark("Calls and pauses"),
    Group.SUPPORT: mark("Rhythm of support"),
    Group.MATERIALS: mark("Kinds of material"),
}


class Unit(StrEnum):
    """What a number counts."""

    MINUTES = "min"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    TIMES = "times"
    PERCENT = "pct"


@dataclass(frozen=True, slots=True)
class Field:
    """One number of a policy."""

    group: Group
    label: str
    why: str
    low: int
    """The floor: no unit may go below."""
    high: int
    step: int
    unit: Unit
    basis: Basis
    sources: tuple[Source, ...] = ()
    in_sight: bool = False
    """Whether it is one of the five that matter most."""
    off: bool = False
    """Whether 0 is allowed too and means that there is none."""

    def takes(self, value: object) -> bool:
        """Whether a value is one a unit may choose."""
        if type(value) is not int:
            return False
        return (value == 0 and self.off) or (
            self.low <= value <= self.high and (value - self.low) % self.step == 0
        )


_E, _C, _J = Basis.EVIDENCE, Basis.CONVENTION, Basis.JUDGEMENT
_Row = tuple[Group, int, int, int, Unit, Basis, tuple[Source, ...]]
_ROWS: Final[Mapping[str, _Row]] = {
    "continuous_limit_min": (
        Group.WORK,
        15,
        90,
        5,
        Unit.MINUTES,
        _E,
        (basis.HSE, basis.NIBUSINESS, basis.IWF_BREAKS),
    ),
    "high_impact_limit_min": (
        Group.WORK,
        15,
        90,
        5,
        Unit.MINUTES,
        _E,
        (basis.MITCHELL, basis.DART),
    ),
    "notice_min": (Group.WORK, 0, 10, 1, Unit.MINUTES, _J, ()),
    "reset_gap_min": (Group.WORK, 5, 30, 1, Unit.MINUTES, _J, ()),
    "silence_min": (Group.WORK, 5, 30, 1, Unit.MINUTES, _J, ()),
    "forgotten_min": (Group.WORK, 60, 240, 10, Unit.MINUTES, _J, ()),
    "break_min": (Group.BREAKS, 5, 30, 1, Unit.MINUTES, _E, (basis.IWF_BREAKS, basis.HSE)),
    "high_impact_break_min": (Group.BREAKS, 5, 30, 1, Unit.MINUTES, _J, ()),
    "long_break_after_min": (Group.BREAKS, 60, 240, 5, Unit.MINUTES, _J, ()),
    "long_break_min": (Group.BREAKS, 15, 60, 5, Unit.MINUTES, _J, ()),
    "swallow_min": (Group.BREAKS, 0, 15, 1, Unit.MINUTES, _C, (basis.WORKRAVE,)),
    "snooze_max": (Group.PUTTING_OFF, 0, 3, 1, Unit.TIMES, _J, ()),
    "snooze_min": (Group.PUTTING_OFF, 1, 15, 1, Unit.MINUTES, _J, ()),
    "postpone_max": (Group.PUTTING_OFF, 0, 3, 1, Unit.TIMES, _J, ()),
    "postpone_min": (Group.PUTTING_OFF, 5, 30, 5, Unit.MINUTES, _J, ()),
    "skip_max": (Group.PUTTING_OFF, 0, 5, 1, Unit.TIMES, _C, (basis.SAFEEYES,)),
    "daily_cap_min": (Group.CAPS, 30, 360, 10, Unit.MINUTES, _C, ()),
    "cap_notice_pct": (Group.CAPS, 50, 100, 5, Unit.PERCENT, _J, ()),
    "weekly_cap_min": (Group.CAPS, 60, 1800, 30, Unit.MINUTES, _J, ()),
    "four_week_cap_min": (Group.CAPS, 240, 7200, 60, Unit.MINUTES, _J, ()),
    "exposure_free_days": (Group.CAPS, 0, 3, 1, Unit.DAYS, _J, ()),
    "consecutive_days_max": (Group.CAPS, 1, 7, 1, Unit.DAYS, _J, ()),
    "sessions_max": (Group.CAPS, 1, 12, 1, Unit.TIMES, _J, ()),
    "start_buffer_min": (Group.EDGES, 0, 60, 5, Unit.MINUTES, _E, (basis.WIKIMEDIA,)),
    "end_buffer_min": (Group.EDGES, 0, 120, 5, Unit.MINUTES, _C, ()),
    "starter_weeks": (Group.RAMPS, 0, 26, 1, Unit.WEEKS, _J, (basis.COLLEGE,)),
    "starter_cap_pct": (Group.RAMPS, 10, 100, 5, Unit.PERCENT, _J, ()),
    "leave_absent_days": (Group.RAMPS, 7, 60, 1, Unit.DAYS, _J, ()),
    "leave_ramp_days": (Group.RAMPS, 0, 10, 1, Unit.DAYS, _J, ()),
    "leave_cap_pct": (Group.RAMPS, 10, 100, 5, Unit.PERCENT, _J, ()),
    "urgent_min": (Group.URGENT, 15, 240, 15, Unit.MINUTES, _J, ()),
    "recovery_break_min": (Group.URGENT, 10, 60, 5, Unit.MINUTES, _J, ()),
    "quiet_max_min": (Group.QUIET, 15, 120, 5, Unit.MINUTES, _J, ()),
    "pause_max_min": (Group.QUIET, 15, 480, 15, Unit.MINUTES, _J, ()),
    "support_session_days": (
        Group.SUPPORT,
        14,
        365,
        1,
        Unit.DAYS,
        _C,
        (basis.IWF_WELFARE, basis.ACT_POLICING),
    ),
    "peer_contact_days": (Group.SUPPORT, 7, 180, 1, Unit.DAYS, _E, (basis.MITCHELL,)),
    "team_debrief_days": (Group.SUPPORT, 7, 180, 1, Unit.DAYS, _J, (basis.NICE,)),
    "time_in_role_months": (Group.SUPPORT, 6, 120, 1, Unit.MONTHS, _C, ()),
}
"""Group, floor, top, step, unit, basis and sources, in the order of the page."""
_IN_SIGHT: Final = frozenset(
    {"continuous_limit_min", "high_impact_limit_min", "break_min", "daily_cap_min", "end_buffer_min"}
)
_MAY_BE_NONE: Final = frozenset(
    {
        "long_break_after_min",
        "weekly_cap_min",
        "four_week_cap_min",
        "sessions_max",
        "support_session_days",
        "peer_contact_days",
        "team_debrief_days",
        "time_in_role_months",
    }
)
FIELDS: Final[Mapping[str, Field]] = {
    name: Field(
        group,
        *FIELD_WORDS[name],
        low,
        high,
        step,
        unit,
        ground,
        sources,
        in_sight=name in _IN_SIGHT,
        off=name in _MAY_BE_NONE,
    )
    for name, (group, low, high, step, unit, ground, sources) in _ROWS.items()
}
"""By the name of the policy's field, in the order of the page."""
