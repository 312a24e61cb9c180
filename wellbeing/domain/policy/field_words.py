"""The words of the policy page: each number's name, and why its default is what it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wellbeing.words import mark

FIELD_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "continuous_limit_min": (
        mark("Work without a break"),
        mark("Guidance for screens asks for a pause after 50 to 60 minutes."),
    ),
    "high_impact_limit_min": (
        mark("Work with high-impact material without a break"),
        mark("Video, sound and violence weigh more. The number itself is our judgement."),
    ),
    "notice_min": (
        mark("Notice before a break"),
        mark("A minute is enough to finish a thought."),
    ),
    "reset_gap_min": (
        mark("A pause this long counts as a break"),
        mark("Shorter pauses leave the timer where it was."),
    ),
    "silence_min": (
        mark("Silence before the timer asks whether you were away"),
        mark("Watching without moving the mouse is work too, so nothing is assumed."),
    ),
    "forgotten_min": (
        mark("A timer without any act looks forgotten after"),
        mark("It then ends gently and asks when you stopped."),
    ),
    "break_min": (
        mark("Length of a break"),
        mark("The Internet Watch Foundation is reported to take ten minutes each hour."),
    ),
    "high_impact_break_min": (
        mark("Length of a break after high-impact material"),
        mark("As long as any other, unless your unit prefers more."),
    ),
    "long_break_after_min": (
        mark("A long break after this much work in all"),
        mark("Two hours in parts are still two hours."),
    ),
    "long_break_min": (
        mark("Length of a long break"),
        mark("Long enough for a walk, a meal or another task."),
    ),
    "swallow_min": (
        mark("A long break due this soon replaces a short one"),
        mark("Two breaks in a row would be one too many."),
    ),
    "snooze_max": (
        mark("A few more minutes, for each break"),
        mark("Once is enough to close what is open."),
    ),
    "snooze_min": (
        mark("How many more minutes"),
        mark("Short enough that the break still comes."),
    ),
    "postpone_max": (
        mark("Putting a break off, for each break"),
        mark("Some things cannot be left in the middle."),
    ),
    "postpone_min": (
        mark("How far a break is put off"),
        mark("Longer than a few minutes, shorter than a break's rhythm."),
    ),
    "skip_max": (
        mark("Breaks skipped in a row"),
        mark("After that the verb rests until a break was taken. Nothing is locked."),
    ),
    "daily_cap_min": (
        mark("Usual amount in a day"),
        mark("Four hours are often named. No published rule was found."),
    ),
    "cap_notice_pct": (
        mark("A first hint at this part of the amount"),
        mark("Early enough to plan the rest of the day."),
    ),
    "weekly_cap_min": (
        mark("Usual amount in a week"),
        mark("Four days of the daily amount."),
    ),
    "four_week_cap_min": (
        mark("Usual amount in four weeks"),
        mark("Off unless your unit wants it."),
    ),
    "exposure_free_days": (
        mark("Working days a week without material"),
        mark("A day of other work each week."),
    ),
    "consecutive_days_max": (
        mark("Days in a row with material"),
        mark("After that a day of other work is suggested."),
    ),
    "sessions_max": (
        mark("Sessions in a day"),
        mark("Off unless your unit wants it. Breaks and pauses do not begin a new one."),
    ),
    "start_buffer_min": (
        mark("No material at the start of a shift"),
        mark("Guidance advises against it first thing. The number is ours."),
    ),
    "end_buffer_min": (
        mark("No material before the end of a shift"),
        mark("Often advised in training, so that work stays at work."),
    ),
    "starter_weeks": (
        mark("Gentler weeks for new starters"),
        mark("A controlled start is advised. The numbers are our judgement."),
    ),
    "starter_cap_pct": (
        mark("Part of the usual amount for new starters"),
        mark("Half leaves room to learn the rest of the work."),
    ),
    "leave_absent_days": (
        mark("Days away that make a return"),
        mark("After fewer days, sickness or a hard case each person may say so, privately."),
    ),
    "leave_ramp_days": (
        mark("Gentler days after coming back"),
        mark("The first days back are for settling in."),
    ),
    "leave_cap_pct": (
        mark("Part of the usual amount after coming back"),
        mark("Half, as for new starters."),
    ),
    "urgent_min": (
        mark("Urgent work ends by itself after"),
        mark("A longer emergency can be said again."),
    ),
    "recovery_break_min": (
        mark("Rest after urgent work"),
        mark("What was held back comes as one longer rest."),
    ),
    "quiet_max_min": (
        mark("Longest quiet time for a call"),
        mark("It ends by itself, so nobody has to remember."),
    ),
    "pause_max_min": (
        mark("Longest pause"),
        mark("Every pause has an end."),
    ),
    "support_session_days": (
        mark("Days between talks with a professional"),
        mark("Published practice runs from monthly to every six months."),
    ),
    "peer_contact_days": (
        mark("Days between talks with a peer"),
        mark("Talking with colleagues is among what helps most."),
    ),
    "team_debrief_days": (
        mark("Days between team debriefs"),
        mark(
            "Off unless a unit sets it. It is about how the work runs, and nobody has to come or speak. "
            "It is no talk about feelings after an event. Guidance advises against that as a routine."
        ),
    ),
    "time_in_role_months": (
        mark("Months until a talk about the role"),
        mark("Two to three years are often named. It only suggests a talk."),
    ),
}
"""By the name of the policy's field: what it is called, and why."""
