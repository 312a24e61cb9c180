"""Worked days, to be read across: what the policy changes, what is done, and what the timer says then.

The policy is the hourly 50/10 of `domain.md` 2.3 with the changes named: 50 minutes of work, 25 of high-impact
material, 10 of rest, a long break of 30 after 120, 240 a day, 960 a week, a shift from 9:00 to 17:00. It is
Monday, 23 November 2026, in Paris unless a row says otherwise; "Tue 9:15" is another day of that week, "b" the
second of two equal times.

Expected: time, phase, then any of: `>10:05` due then; `short 10`, `long 30`, `recovery 30` the break's length;
`ends 10:15`; `today 50` and `week 50` counted minutes; `+night` hinted and `-night` not; `can:skip` and
`no:skip` verbs; `?10:05` a question about that moment; `silent=9:30` since when the page was out of touch.
"""

# ruff: noqa: E501 - a table is read across
from __future__ import annotations

# fmt: off
NONE = ""
START = "9:15 start stills"
TWO = "9:15 start stills, 10:05 break, 10:15 back, 11:05 break, 11:15 back"
WEEK = "Mon 9:15 add stills 240, Tue 9:15 add stills 240, Wed 9:15 add stills 240"

DAYS: list[tuple[str, str, str, str]] = [
    # what it shows, policy, acts, expected
    # --- the time without a break
    ("fifty minutes, then ten", NONE, START, "9:15 running >10:05 short 10; 10:03 running; 10:04 notice; 10:05 due"),
    ("due stays due, and says since when", NONE, START, "10:40 due >10:05 short 10"),
    ("nothing runs before a start", NONE, START, "9:00 running >10:05; 9:15 running >10:05"),
    ("a whole break", NONE, f"{START}, 10:05 break, 10:15 back", "10:15 running >11:05 today 50"),
    ("a break waits", NONE, f"{START}, 10:05 break", "10:05 break ends 10:15; 10:15 break_over; 11:0 break_over"),
    ("half a break counts", NONE, f"{START}, 10:05 break, 10:10 back", "10:10 running >11:00"),
    ("less than half does not", NONE, f"{START}, 10:05 break, 10:09 back", "10:09 due >10:09"),
    ("an early break counts as well", NONE, f"{START}, 9:45 break, 9:50 back", "9:50 running >10:40"),
    ("ten minutes stopped count", NONE, f"{START}, 9:45 stop, 9:55 start", "9:50 rest today 30; 9:55 running >10:45"),
    ("nine minutes stopped do not", NONE, f"{START}, 9:45 stop, 9:54 start", "9:54 running >10:14"),
    ("a pause ends by itself", NONE, f"{START}, 9:45 pause 10", "9:54 paused ends 9:55; 9:55 running >10:45"),
    ("a short pause stops the timer only", NONE, f"{START}, 9:45 pause 5", "9:50 running >10:10 today 30"),
    ("back early from a pause", NONE, f"{START}, 9:45 pause 30, 9:50 back", "9:50 running >10:10"),
    ("a pause has a longest length", "pause_max_min=60", f"{START}, 9:45 pause 240", "9:45 paused ends 10:45"),
    ("start on a second device only switches", NONE, f"{START}, 9:30 start text", "9:30 running >10:05 today 15"),
    ("the notice is as long as said", "notice_min=5", START, "9:59 running; 10:00 notice >10:05"),
    ("no notice at all", "notice_min=0", START, "10:04 running; 10:05 due"),
    # --- materials
    ("video with sound: twenty-five", NONE, "9:15 start video", "9:15 running >9:40 short 10"),
    ("what happens live: twenty-five", NONE, "9:15 start live", "9:15 running >9:40"),
    ("audio: twenty-five", NONE, "9:15 start audio", "9:40 due"),
    ("silent video is like stills", NONE, "9:15 start silent_video", "9:15 running >10:05"),
    ("half used is half used", NONE, f"{START}, 9:40 switch video", "9:40 running >9:52:30"),
    ("and the other way round", NONE, "9:15 start video, 9:25 switch stills", "9:25 running >9:55"),
    ("switching is no way round", NONE, "9:15 start video, 9:25 switch stills, 9:35 switch video", "9:35 running >9:45"),
    ("a limit of its own", "text:limit_min=30", "9:15 start text", "9:15 running >9:45"),
    ("what does not count is never due", "review:counts=0", "9:15 start review", "10:30 running today 0 week 0"),
    ("what does not count stops the timer", "review:counts=0", f"{START}, 9:35 switch review, 10:05 switch stills", "10:00 running today 20; 10:05 running >10:35"),
    ("a heavy kind weighs double", "live:weight_pct=200", "9:15 start live", "9:35 running today 40 >9:40"),
    ("a longer break after sound", "high_impact_break_min=15", "9:15 start video", "9:40 due short 15"),
    # --- the long break
    ("long after two hours of work", NONE, TWO, "11:15 running >11:35 long 30; 11:35 due long 30"),
    ("half a long break counts", NONE, f"{TWO}, 11:35 break, 11:50 back", "11:35 break ends 12:05; 11:50 running >12:40 short 10"),
    ("a third of it is a short one", NONE, f"{TWO}, 11:35 break, 11:47 back", "11:47 running >12:37 long 30"),
    ("four minutes are none", NONE, f"{TWO}, 11:35 break, 11:39 back", "11:39 due long 30"),
    ("lunch is a long break", NONE, f"{START}, 10:05 stop, 10:35 start, 11:25 break, 11:35 back", "11:35 running >12:25 short 10"),
    ("without lunch it comes sooner", NONE, f"{START}, 10:05 stop, 10:34 start, 11:24 break, 11:34 back", "11:34 running >11:54 long 30"),
    ("long swallows short at once", "long_break_after_min=100", f"{START}, 10:05 break, 10:15 back", "11:05 due long 30"),
    ("and within a moment", "long_break_after_min=105 swallow_min=5", f"{START}, 10:05 break, 10:15 back", "11:05 due long 30"),
    ("but not beyond it", "long_break_after_min=110 swallow_min=5", f"{START}, 10:05 break, 10:15 back", "11:09 due short 10; 11:10 due long 30"),
    ("short turns long while it waits", "long_break_after_min=105 swallow_min=0", f"{START}, 10:05 break, 10:15 back", "11:09 due short 10; 11:10 due long 30"),
    ("a long one asked for early waits too", "long_break_after_min=105 swallow_min=5", f"{START}, 10:05 break, 10:15 back, 11:05 break, 11:17 back", "11:17 running >12:07 long 30"),
    ("a break pressed in a pause", "long_break_after_min=105 swallow_min=5", f"{START}, 10:05 break, 10:15 back, 10:55 pause 30, 11:20 break", "11:20 break ends 11:30"),
    ("no long break", "long_break_after_min=0", TWO, "11:15 running >12:05 short 10"),
    # --- putting it off
    ("five more minutes", NONE, f"{START}, 10:05 snooze", "10:05 running >10:10; 10:09 notice; 10:10 due no:snooze can:postpone"),
    ("five more, said at the notice", NONE, f"{START}, 10:04 snooze", "10:04 running >10:10"),
    ("five more, said too early", NONE, f"{START}, 9:40 snooze", "9:40 running >10:05 no:snooze; 10:05 due can:snooze"),
    ("after that a minute's notice is enough", "notice_min=5", f"{START}, 10:05 snooze", "10:05 running; 10:08 running; 10:09 notice >10:10"),
    ("five more, once", NONE, f"{START}, 10:05 snooze, 10:10 snooze", "10:10 due >10:10"),
    ("later", NONE, f"{START}, 10:05 postpone", "10:05 running >10:20; 10:20 due no:postpone can:snooze"),
    ("five more and then later", NONE, f"{START}, 10:05 snooze, 10:10 postpone", "10:10 running >10:25"),
    ("after a break both are there again", NONE, f"{START}, 10:05 snooze, 10:10 break, 10:20 back", "11:10 due can:snooze can:postpone"),
    ("skip", NONE, f"{START}, 10:05 skip", "10:05 running >10:55 today 50"),
    ("two skipped, and the long one asks", NONE, f"{START}, 10:05 skip, 10:55 skip", "10:55 running >11:15; 11:15 due long 30 no:skip +many_skipped"),
    ("a break taken, and skip is back", "skip_max=1", f"{START}, 10:05 skip, 10:55 break, 11:05 back", "11:25 due long 30 can:skip -many_skipped"),
    ("a long one skipped comes with the next", NONE, f"{TWO}, 11:35 skip", "11:35 running >12:25 long 30"),
    ("a unit without the verb", "snooze_max=0", f"{START}, 10:05 snooze", "10:05 due no:snooze can:skip"),
    # --- breaks that were had, silence, forgetting
    ("I just had one", NONE, f"{START}, 9:55 took_break", "9:55 running >10:45 today 30"),
    ("I just had half of one", NONE, f"{START}, 9:55 took_break 5", "9:55 running >10:45 today 35"),
    ("I just had too little", NONE, f"{START}, 9:55 took_break 4", "9:55 running >10:09 today 36"),
    ("silence asks after five minutes", NONE, START, "9:34 silent=9:30 running; 9:35 silent=9:30 away ?9:30 can:away_counts no:snooze"),
    ("silence counts when asked", NONE, f"{START}, 9:55 away_counts 9:35", "9:55 running >10:45 today 20"),
    ("a moment's silence is no break", NONE, f"{START}, 9:55 away_counts 9:51", "9:55 running >10:09 today 36"),
    ("or it was work", NONE, f"{START}, 9:55 away_worked", "9:55 running >10:05; 9:59 silent=9:30 running; 10:00 silent=9:30 away"),
    ("asleep for an hour", NONE, START, "10:45 silent=9:45 away ?9:45"),
    ("asleep for two hours", NONE, START, "11:14 due; 11:15 rest ?10:05 today 50"),
    ("forgotten after an act", NONE, f"{START}, 10:20 away_worked", "12:19 due; 12:20 rest ?10:20 today 65"),
    ("forgotten before a break was due", "forgotten_min=60 continuous_limit_min=90", START, "10:14 running; 10:15 rest ?10:15 today 60"),
    ("a new start answers", NONE, f"{START}, 11:30 start", "11:30 running >12:20 ?none today 50"),
    ("a break that was forgotten", NONE, f"{START}, 10:05 break", "12:14 break_over; 12:15 rest ?none today 50"),
    # --- calls and what is urgent
    ("quiet during a call", NONE, f"{START}, 9:50 quiet 30", "9:50 running >10:20; 10:19 running; 10:20 due"),
    ("a call ends by itself", NONE, f"{START}, 9:50 quiet 120", "9:50 running >10:50"),
    ("a call over in time", NONE, f"{START}, 9:20 quiet 30", "9:20 running >10:05"),
    ("a child may be at risk", NONE, f"{START}, 10:05 urgent", "10:05 running >11:05 recovery 30 no:urgent; 11:05 due recovery 30"),
    ("the rest comes with the break", NONE, f"{START}, 10:05 urgent, 10:30 break", "10:30 break ends 11:00"),
    ("half of that rest counts", NONE, f"{START}, 10:05 urgent, 10:30 break, 10:45 back", "10:45 running >11:30 long 30"),
    ("less leaves it to come", NONE, f"{START}, 10:05 urgent, 10:30 break, 10:44 back", "10:44 due recovery 30"),
    ("stopping leaves it to come", NONE, f"{START}, 10:05 urgent, 10:30 stop, 10:45 start", "10:45 due recovery 30"),
    ("going home does not", NONE, f"{START}, 10:05 urgent, 10:30 stop, 11:00 start", "11:00 running >11:50"),
    ("a unit without it", "urgent_allowed=0", f"{START}, 10:05 urgent", "10:05 due no:urgent"),
    # --- soft amounts and hints
    ("close to the day's amount", NONE, "Mon 9:15 add stills 180, 12:30 start stills", "12:41 running -day_near; 12:42 running +day_near today 192"),
    ("the day's amount", NONE, "Mon 9:15 add stills 180, 12:30 start stills, 13:20 skip", "13:29 running -day_over; 13:30 running +day_over -day_near"),
    ("close to the week's amount", NONE, f"{WEEK}, Thu 9:15 start stills", "Thu 10:02 running -week_near; Thu 10:03 running +week_near"),
    ("the week's amount", NONE, f"{WEEK}, Thu 9:15 add stills 240, Fri 9:15 start stills", "Fri 9:15 running +week_over +free_day +consecutive today 0 week 960"),
    ("four days leave one", NONE, f"{WEEK}, Thu 9:15 start stills", "Thu 9:20 running -free_day -consecutive"),
    ("four weeks, if a unit wants it", "four_week_cap_min=700", f"{WEEK}, Thu 9:15 start stills", "Thu 9:15 running +four_weeks_over"),
    ("more sessions than the unit means", "sessions_max=2", "9:15 start stills, 9:30 stop, 9:40 start, 9:50 stop, 10:0 start", "9:45 running -sessions; 9:55 rest -sessions; 10:00 running +sessions"),
    ("a break begins no new session", "sessions_max=1", f"{START}, 10:05 break, 10:15 back, 10:30 pause 15", "10:16 running -sessions; 10:46 running -sessions"),
    ("an added session is one as well", "sessions_max=1", "9:15 add stills 20, 9:40 start stills", "9:40 running +sessions"),
    ("the next day has sessions of its own", "sessions_max=1", "Mon 9:15 start stills, 9:30 stop, Tue 9:15 start", "Tue 9:15 running -sessions"),
    ("any number, unless a unit says so", NONE, "9:15 start stills, 9:30 stop, 9:40 start, 9:50 stop, 10:0 start", "10:00 running -sessions"),
    ("first thing in the morning", NONE, "9:00 start stills", "9:14 running +shift_begins; 9:15 running -shift_begins"),
    ("the last hour", NONE, "15:30 start stills", "15:59 running -shift_ends; 16:00 running +shift_ends"),
    ("after the shift", NONE, "16:30 start stills", "16:59 running -outside_shift; 17:00 running +outside_shift"),
    ("a quiet word is not wanted", "overtime_hint=0", "16:30 start stills", "17:00 running -outside_shift"),
    ("at night", NONE, "20:30 start stills", "20:59 running +outside_shift -night; 21:00 running +night -outside_shift"),
    ("a night shift has no night", "shift_start=22:00 shift_end=6:00", "Mon 23:30 start stills", "Tue 0:10 running -night -outside_shift today 10"),
    ("its last hour is on the next day", "shift_start=22:00 shift_end=6:00", "Tue 4:30 start stills", "Tue 4:59 running -shift_ends; Tue 5:00 running +shift_ends"),
    ("a weekend", NONE, "Sat 10:00 start stills", "Sat 10:00 running +outside_shift -shift_begins"),
    # --- days and weeks
    ("midnight divides", NONE, "Mon 23:30 start stills", "Tue 0:10 running >Tue 0:20 today 10 week 40"),
    ("a week ends", NONE, "Sun 23:30 start stills", "Sun 23:59 running today 29 week 29; Sun 24:10 running today 10 week 10"),
    ("the next morning is fresh", NONE, f"{START}, 9:55 stop, Tue 9:15 start", "Tue 9:15 running >Tue 10:05 today 0 week 40"),
    # --- afterwards
    ("added, and it counts", NONE, "9:0 add stills 50, 9:52 start", "9:52 due today 50"),
    ("added, with a break since", NONE, "9:0 add stills 50, 10:0 start stills", "10:00 running >10:50 today 50"),
    ("corrected", NONE, f"{START}, 12:00 correct 1 20", "12:00 rest ?none today 20"),
    ("removed", NONE, f"{START}, 9:45 stop, 9:50 remove 1", "9:50 rest today 0"),
    ("removed, and the time is back", NONE, f"{START}, 9:45 stop, 9:46 remove 1, 9:50 start stills", "9:50 running >10:40 today 0"),
]

ELSEWHERE: list[tuple[str, str, str, str, str, str]] = [
    # what it shows, zone, date, policy, acts, expected
    ("spring: two o'clock is missing", "Europe/Paris", "2027-03-28", NONE, "1:30 start stills", "1:59 running >3:20; 3:20 due"),
    ("autumn: two o'clock comes twice", "Europe/Paris", "2026-10-25", NONE, "2:30 start stills", "2:18b running >2:20b; 2:20b due today 50"),
    ("a night that is missing begins later", "Europe/Paris", "2027-03-28", "night_start=2:30 night_end=5:00", "1:50 start stills", "3:29 running -night; 3:30 running +night"),
    ("half hours", "America/St_Johns", "2026-11-23", NONE, "16:30 start stills", "16:59 running -outside_shift; 17:00 running +outside_shift"),
    ("a day ahead", "Pacific/Kiritimati", "2026-11-23", NONE, "0:30 start stills", "1:00 running today 30 week 30 +night"),
    ("midnight is missing", "America/Santiago", "2026-09-06", NONE, "1:10 start stills", "1:30 running today 20 >2:00"),
    ("the shift of a short day", "Europe/Paris", "2027-03-29", NONE, "15:50 start stills", "16:00 running +shift_ends"),
]
