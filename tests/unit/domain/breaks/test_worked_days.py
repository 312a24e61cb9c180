"""Every row of the worked days comes out as written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from tests.unit.domain.breaks.worked_days import DAYS, ELSEWHERE
from wellbeing.domain.breaks import Assessment, assess, condense
from wellbeing.domain.exposure import Act, Event, ExposureDay, Kind
from wellbeing.domain.policy import Policy

PARIS = ("Europe/Paris", "2026-11-23")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Reader:
    """Reads the moments of one row."""

    def __init__(self, zone: str, first: str) -> None:
        self.zone, self.first = ZoneInfo(zone), date.fromisoformat(first)

    def moment(self, words: list[str]) -> datetime:
        """Take a moment, "9:15" or "Tue 9:15", off the front of the words."""
        day = self.first
        if words[0] in WEEKDAYS:
            day += timedelta(days=WEEKDAYS.index(words.pop(0)) - day.weekday())
        word = words.pop(0)
        second = word.endswith("b")
        hours, minutes, *seconds = (int(part) for part in word.rstrip("b").split(":"))
        day += timedelta(days=hours // 24)
        wall = datetime.combine(day, time(hours % 24, minutes, *seconds, fold=int(second)), self.zone)
        return wall.astimezone(UTC)

    def event(self, number: int, text: str) -> Event:
        words = text.split()
        at, act = self.moment(words), Act(words.pop(0))
        began = kind = minutes = of = None
        if act is Act.AWAY_COUNTS:
            began = self.moment(words)
        if act in {Act.CORRECT, Act.REMOVE}:
            of = UUID(int=int(words.pop(0)))
        for word in words:
            minutes, kind = (int(word), kind) if word.isdigit() else (minutes, Kind(word))
        if act is Act.ADD:
            began, at = at, at + timedelta(minutes=minutes or 0)
        return Event(UUID(int=number), at, act, kind, minutes, of, began)


def policy_of(text: str) -> Policy:
    policy = Policy()
    for part in text.split():
        name, value = part.split("=")
        kind, _, own = name.rpartition(":")
        if kind:
            changed = [
                replace(one, **{own: int(value)}) if one.kind.value == kind else one
                for one in policy.materials
            ]
            policy = replace(policy, materials=tuple(changed))
        elif ":" in value:
            hour, minute = value.split(":")
            policy = replace(policy, **{name: time(int(hour), int(minute))})
        else:
            policy = replace(policy, **{name: int(value)})
    return policy


def check(zone: str, first: str, policy: str, acts: str, expected: str) -> None:
    reader = Reader(zone, first)
    events = [reader.event(number, text) for number, text in enumerate(acts.split(", "), start=1)]
    for text in expected.split("; "):
        words = text.split()
        now = reader.moment(words)
        silent = None
        if words[0].startswith("silent="):
            silent = reader.moment([words.pop(0).removeprefix("silent=")])
        # The first act is always there, so that a clock which steps back can be shown.
        done = [one for one in events if one.at <= now] or events[:1]
        days = [ExposureDay(day, tuple(some)) for day, some in by_day(done, reader.zone).items()]
        rules = policy_of(policy)
        carry = condense(days, rules, reader.zone)
        found = assess(rules, carry, (), now, reader.zone, silent_since=silent)
        assert found.phase.value == words.pop(0), text
        while words:
            expect(found, words, reader, text)


def expect(found: Assessment, words: list[str], reader: Reader, text: str) -> None:
    """Compare one expectation, taking it off the front of the words."""
    word = words.pop(0)
    sign, rest = word[0], word[1:]
    if sign == ">":
        assert found.due_at == reader.moment([rest, *words[:1]]), text
        if rest in WEEKDAYS:
            words.pop(0)
    elif sign == "?":
        asked = None if rest == "none" else reader.moment([rest])
        assert found.asked_about == asked, text
        assert (found.question is None) is (asked is None)
    elif sign in "+-":
        assert (rest in {hint.value for hint in found.hints}) is (sign == "+"), (text, found.hints)
    elif ":" in word:
        verb, act = word.split(":")
        assert (Act(act) in found.verbs) is (verb == "can"), (text, found.verbs)
    elif word == "ends":
        assert found.ends_at == reader.moment(words), text
    else:
        number = int(words.pop(0))
        if word in {"today", "week"}:
            assert getattr(found, f"{word}_min") == number, text
        else:
            kind = "recovery" if found.recovery else "long" if found.long else "short"
            assert (kind, found.break_minutes) == (word, number), text


def by_day(events: list[Event], zone: ZoneInfo) -> dict[date, list[Event]]:
    found: dict[date, list[Event]] = {}
    for one in events:
        found.setdefault(one.filed(zone), []).append(one)
    return found


@pytest.mark.parametrize(("what", "policy", "acts", "expected"), DAYS, ids=[row[0] for row in DAYS])
def test_day(what: str, policy: str, acts: str, expected: str) -> None:
    check(*PARIS, policy, acts, expected)


@pytest.mark.parametrize(
    ("what", "zone", "first", "policy", "acts", "expected"), ELSEWHERE, ids=[row[0] for row in ELSEWHERE]
)
def test_elsewhere(what: str, zone: str, first: str, policy: str, acts: str, expected: str) -> None:
    check(zone, first, policy, acts, expected)


def test_the_table_is_as_long_as_promised() -> None:
    assert len(DAYS) + len(ELSEWHERE) >= 60
    assert len({row[0] for row in DAYS}) == len(DAYS)
