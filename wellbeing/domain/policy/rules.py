"""The rules of a unit, as plain numbers that the break engine reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from wellbeing.domain.exposure import Kind
from wellbeing.domain.policy.materials import Material, defaults

SUGGESTIONS = ("look_far", "walk", "breathe", "grounding", "colleague", "puzzle")
"""What the break page can show, in the order it is offered by default."""
CHECKLIST = (
    "sound_off_first",
    "small_window",
    "hash_filter_run",
    "notes_so_no_rewatch",
    "thumbnails_first",
    "grey_or_blurred",
    "somebody_near",
)
"""Reminders of good practice at the start of a session; the first four are the default."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Lengths are whole minutes unless the name says otherwise; what each field rests on stands in `FIELDS`.

    A policy may hold any numbers; `validation.checked` says which a unit may choose.
    """

    # working time without a break
    continuous_limit_min: int = 50
    high_impact_limit_min: int = 25
    notice_min: int = 1
    reset_gap_min: int = 10
    silence_min: int = 5
    forgotten_min: int = 120
    # breaks
    break_min: int = 10
    high_impact_break_min: int = 10
    long_break_after_min: int = 120
    long_break_min: int = 30
    swallow_min: int = 1
    # putting a break off
    snooze_max: int = 1
    snooze_min: int = 5
    postpone_max: int = 1
    postpone_min: int = 15
    skip_max: int = 2
    # soft caps
    daily_cap_min: int = 240
    cap_notice_pct: int = 80
    weekly_cap_min: int = 960
    four_week_cap_min: int = 0
    exposure_free_days: int = 1
    consecutive_days_max: int = 4
    sessions_max: int = 0
    # the edges of the day
    working_days: tuple[int, ...] = (0, 1, 2, 3, 4)
    """0 is Monday."""
    shift_start: time = time(9, 0)
    shift_end: time = time(17, 0)
    """On the wall where the unit works; an end at or before the start lies on the next day."""
    start_buffer_min: int = 15
    end_buffer_min: int = 60
    night_start: time = time(21, 0)
    night_end: time = time(7, 0)
    """Two equal times are no night at all."""
    overtime_hint: bool = True
    # ramps
    starter_weeks: int = 4
    starter_cap_pct: int = 50
    leave_absent_days: int = 14
    leave_ramp_days: int = 2
    leave_cap_pct: int = 50
    # a child at risk now
    urgent_allowed: bool = True
    urgent_min: int = 60
    recovery_break_min: int = 30
    # calls and pauses
    quiet_max_min: int = 60
    pause_max_min: int = 240
    # materials, and what is offered
    materials: tuple[Material, ...] = defaults()
    """One rule for each kind, in the order of `Kind`."""
    suggestions: tuple[str, ...] = SUGGESTIONS
    checklist: tuple[str, ...] = CHECKLIST[:4]
    # rhythm of support; 0 is none
    support_session_days: int = 90
    peer_contact_days: int = 30
    team_debrief_days: int = 0
    time_in_role_months: int = 24

    def material(self, kind: Kind) -> Material:
        """The rule for a kind; one the policy does not name counts like any other."""
        for one in self.materials:
            if one.kind is kind:
                return one
        return Material(kind)

    def limit_min(self, kind: Kind) -> int:
        """Minutes without a break for a kind: the shortest limit that holds; 0 when it does not count."""
        rule = self.material(kind)
        if not rule.counts:
            return 0
        limit = self.continuous_limit_min
        if rule.high_impact:
            limit = min(limit, self.high_impact_limit_min)
        return min(limit, rule.limit_min) if rule.limit_min else limit
