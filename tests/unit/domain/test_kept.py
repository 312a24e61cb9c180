"""Breaks kept, to be read across: the acts, in the notation of the worked days, and each day that comes out."""

# ruff: noqa: E501 - a table is read across
from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.unit.domain.breaks.test_worked_days import Reader, by_day, policy_of
from wellbeing.domain.exposure import ExposureDay
from wellbeing.domain.kept import DayKept, days_kept, finishing
from wellbeing.domain.policy import Policy

MONDAY = date(2026, 11, 23)
WEEK = [MONDAY + timedelta(days=number) for number in range(7)]
NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

# fmt: off
ROWS: list[tuple[str, str, str, str]] = [
    # what it shows, policy, acts, each day with minutes and whether it was kept
    ("nothing is no day", "", "9:00 start stills, 9:00 stop", ""),
    ("a stretch below the limit", "", "9:00 start stills, 9:45 stop", "Mon 45 kept"),
    ("to the limit and not past it", "", "9:00 start stills, 9:50 stop", "Mon 50 kept"),
    ("notice and one snooze: six minutes more", "", "9:00 start stills, 9:56 stop", "Mon 56 kept"),
    ("and not a minute longer", "", "9:00 start stills, 9:57 stop", "Mon 57 late"),
    ("two snoozes of ten", "snooze_max=2 snooze_min=10", "9:00 start stills, 10:11 stop", "Mon 71 kept"),
    ("and past them", "snooze_max=2 snooze_min=10", "9:00 start stills, 10:12 stop", "Mon 72 late"),
    ("no snooze and no notice: a minute", "snooze_max=0 notice_min=0", "9:00 start stills, 9:51 stop", "Mon 51 kept"),
    ("but not two", "snooze_max=0 notice_min=0", "9:00 start stills, 9:52 stop", "Mon 52 late"),
    ("a limit of its own", "text:limit_min=30", "9:00 start text, 9:37 stop", "Mon 37 late"),
    ("which other kinds do not have", "text:limit_min=30", "9:00 start stills, 9:37 stop", "Mon 37 kept"),
    ("high impact has the shorter one", "", "9:00 start video, 9:32 stop", "Mon 32 late"),
    ("half used is half used", "", "9:00 start stills, 9:25 switch video, 9:44 stop", "Mon 44 late"),
    ("and just in time", "", "9:00 start stills, 9:25 switch video, 9:43 stop", "Mon 43 kept"),
    ("a whole break begins anew", "", "9:00 start stills, 9:50 break, 10:00 back, 10:50 stop", "Mon 100 kept"),
    ("half a break does too", "", "9:00 start stills, 9:50 break, 9:55 back, 10:45 stop", "Mon 100 kept"),
    ("less does not", "", "9:00 start stills, 9:50 break, 9:54 back, 10:10 stop", "Mon 66 late"),
    ("a gap of ten minutes does", "", "9:00 start stills, 9:40 stop, 9:50 start stills, 10:40 stop", "Mon 90 kept"),
    ("nine do not", "", "9:00 start stills, 9:40 stop, 9:49 start stills, 10:10 stop", "Mon 61 late"),
    ("a pause of ten minutes does", "", "9:00 start stills, 9:40 pause 10, 10:30 stop", "Mon 80 kept"),
    ("a short pause does not", "", "9:00 start stills, 9:40 pause 5, 10:15 stop", "Mon 70 late"),
    ("a break said afterwards", "", "9:00 start stills, 10:00 took_break 10, 10:50 stop", "Mon 100 kept"),
    ("time away that counts", "", "9:00 start stills, 10:10 away_counts 9:50, 10:40 stop", "Mon 80 kept"),
    ("a skipped break is none", "", "9:00 start stills, 9:50 skip, 10:30 stop", "Mon 90 late"),
    ("a snooze alone is fine", "", "9:00 start stills, 9:50 snooze, 9:55 break", "Mon 55 kept"),
    ("putting it off by fifteen is not", "", "9:00 start stills, 9:50 postpone, 10:05 break", "Mon 65 late"),
    ("something urgent goes on as well", "", "9:00 start stills, 9:40 urgent, 10:40 stop", "Mon 100 late"),
    ("a forgotten timer ends at the limit", "", "9:00 start stills, Tue 9:00 start stills, Tue 9:10 stop", "Mon 50 kept, Tue 10 kept"),
    ("what does not count has no limit", "review:counts=0", "9:00 start review, 10:50 stop", "Mon 110 kept"),
    ("nor makes a stretch late that is used up", "review:counts=0", "9:00 start stills, 9:50 switch review, 10:30 stop", "Mon 90 kept"),
    ("one late stretch in a day of good ones", "", "9:00 start stills, 9:40 stop, 13:00 start stills, 14:10 stop, 15:00 start stills, 15:10 stop", "Mon 120 late"),
    ("other days are not touched", "", "9:00 start stills, 10:10 stop, Wed 9:00 start stills, Wed 9:30 stop", "Mon 70 late, Wed 30 kept"),
    ("past midnight it is the day it went on", "", "23:20 start stills, Tue 0:20 stop", "Mon 40 kept, Tue 20 late"),
    ("late before midnight, and after", "", "23:00 start stills, Tue 0:10 stop", "Mon 60 late, Tue 10 late"),
    ("added afterwards", "", "9:00 add stills 70", "Mon 70 late"),
    ("added within the limit", "", "9:00 add stills 45, 10:00 add stills 45", "Mon 90 kept"),
    ("added right behind each other", "", "9:00 add stills 45, 9:45 add stills 45", "Mon 90 late"),
    ("corrected into the limit", "", "9:00 start stills, 10:10 stop, 11:00 correct 1 45", "Mon 45 kept"),
    ("corrected past it", "", "9:00 start stills, 9:40 stop, 11:00 correct 1 70", "Mon 70 late"),
    ("removed altogether", "", "9:00 start stills, 10:10 stop, 11:00 remove 1", ""),
    ("the running one up to now", "", "Sun 21:00 start stills", "Sun 58 late"),
]
# fmt: on


def told(found: dict[date, DayKept]) -> str:
    return ", ".join(
        f"{NAMES[day.weekday()]} {one.worked // timedelta(minutes=1)} {'kept' if one.kept else 'late'}"
        for day, one in found.items()
    )


def kept(rules: dict[date, Policy], acts: str) -> str:
    reader = Reader("Europe/Paris", MONDAY.isoformat())
    events = [reader.event(number, text) for number, text in enumerate(acts.split(", "), start=1)]
    days = [ExposureDay(day, tuple(some)) for day, some in by_day(events, reader.zone).items()]
    return told(days_kept(days, rules, reader.zone, reader.moment(["Sun", "21:58"])))


@pytest.mark.parametrize(("what", "policy", "acts", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_days(what: str, policy: str, acts: str, expected: str) -> None:
    assert kept(dict.fromkeys(WEEK, policy_of(policy)), acts) == expected


def test_each_day_is_judged_by_the_rule_of_that_day() -> None:
    acts = ", ".join(f"{day} 9:00 start stills, {day} 9:40 stop" for day in ("Mon", "Tue", "Wed"))
    strict = policy_of("continuous_limit_min=30")
    rules = {day: strict if day.weekday() == 1 else Policy() for day in WEEK}
    assert kept(rules, acts) == "Mon 40 kept, Tue 40 late, Wed 40 kept"


def test_only_the_days_asked_about_are_told() -> None:
    acts = ", ".join(f"{day} 9:00 start stills, {day} 9:40 stop" for day in ("Mon", "Tue", "Wed"))
    assert kept({WEEK[1]: Policy()}, acts) == "Tue 40 kept"


def test_time_to_finish_in() -> None:
    assert finishing(Policy()) == timedelta(minutes=6)
    assert finishing(policy_of("notice_min=0 snooze_max=0")) == timedelta(minutes=1)
